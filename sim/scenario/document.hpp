#pragma once
/// A scenario as a tree of values that remember where they were written, before anything is known of their meaning.

#include "base/diagnostics.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

namespace steppe {

/// A table, or a value with its place. Readers ask for children by name; a child that nobody asked for is an unknown key, and the
/// names that were asked for are the suggestions.
class Node {
public:
    /// A date or time of TOML, which no key takes. Not trivially copyable: where every alternative is trivial, a string or a vector,
    /// libstdc++ holds that a variant always has a value, and when a copy runs out of memory half-way it destroys the new one by an
    /// index outside its table.
    struct Date {
        Date() = default;
        Date(Date const& /*other*/) noexcept {}                           // NOLINT(modernize-use-equals-default)
        Date& operator=(Date const& /*other*/) noexcept { return *this; } // NOLINT(modernize-use-equals-default)
        ~Date() = default;
    };
    static_assert(!std::is_trivially_copyable_v<Date>);
    using Value = std::variant<std::monostate, std::string, std::int64_t, double, bool, Date, std::vector<Node>>;

    Node() = default;
    Node(SourceLocation where, Value value) : where_{std::move(where)}, value_{std::move(value)} {}

    [[nodiscard]] bool is_table() const { return std::holds_alternative<std::monostate>(value_); }
    /// Place of the value.
    [[nodiscard]] SourceLocation const& where() const { return where_; }
    /// Place of its key.
    [[nodiscard]] SourceLocation const& key_where() const { return key_where_; }
    [[nodiscard]] std::string const* text() const { return std::get_if<std::string>(&value_); }
    [[nodiscard]] bool const* boolean() const { return std::get_if<bool>(&value_); }
    [[nodiscard]] std::int64_t const* integer() const { return std::get_if<std::int64_t>(&value_); }
    [[nodiscard]] std::vector<Node> const* list() const { return std::get_if<std::vector<Node>>(&value_); }
    /// Whole or decimal.
    [[nodiscard]] bool is_number() const;
    [[nodiscard]] double number() const;

    /// The child of that name, or null. Marks the name as known, and this as something that should be a table.
    [[nodiscard]] Node const* ask(std::string const& name) const;
    /// The same along a path of names.
    [[nodiscard]] Node const* ask(std::span<std::string const> path) const;
    /// Whether something stands under the path of names. Marks nothing.
    [[nodiscard]] bool has(std::span<std::string const> path) const;
    /// The names of the children. Marks nothing.
    [[nodiscard]] std::vector<std::string> names() const;
    /// The names of the children of the child of that name that another file than `file` wrote; none if there is no such table.
    /// Marks nothing.
    [[nodiscard]] std::vector<std::string> names_from_elsewhere(std::string const& name, std::string const& file) const;
    /// Puts a child under a key written at `key_where`, in place of one that is there.
    void put(std::string const& name, SourceLocation key_where, Node child);

    /// Lays `overlay` over this: tables merge, anything else replaces. A bare value laid over a table that has a `value` replaces
    /// that alone, so an overlay changes a number and keeps its evidence; a `range` replaces a `factor`, and the reverse.
    void merge(Node overlay);
    /// The same content, all of it written at one place.
    [[nodiscard]] Node moved_to(SourceLocation const& where) const;

    /// Adds a fault for every key that nobody asked for (S102), and for a value where a table was asked for (S103). A key in
    /// `dropped`, with the file that dropped it, is passed over unless that file writes under it too.
    void report_unknown(std::string const& path, std::map<std::string, std::string> const& dropped,
                        Diagnostics& faults) const;

private:
    [[nodiscard]] bool is_written_in(std::string const& file) const;

    SourceLocation where_;
    SourceLocation key_where_;
    Value value_;
    std::map<std::string, Node> children_;
    mutable std::set<std::string> asked_;
};

/// `file:line:column`, or `file` alone where there is no line.
[[nodiscard]] std::string place_text(SourceLocation const& where);

/// Parses TOML into a tree; nothing if the text is no TOML. Faults: S101.
[[nodiscard]] std::optional<Node> parse_document(std::string const& text, std::string const& file, Diagnostics& faults);

} // namespace steppe
