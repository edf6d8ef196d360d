#pragma once
/// A scenario as a tree of values that remember where they were written, before anything is known of their meaning.

#include "base/diagnostics.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace steppe {

/// A table, or a value with its place. Readers ask for children by name; a child that nobody asked for is an unknown key, and the
/// names that were asked for are the suggestions.
class Node {
public:
    using Value = std::variant<std::monostate, std::string, std::int64_t, double, bool, std::vector<Node>>;

    Node() = default;
    Node(SourceLocation where, Value value) : where_{std::move(where)}, value_{std::move(value)} {}

    [[nodiscard]] bool is_table() const { return std::holds_alternative<std::monostate>(value_); }
    /// Place of the value.
    [[nodiscard]] SourceLocation const& where() const { return where_; }
    /// Place of its key.
    [[nodiscard]] SourceLocation const& key_where() const { return key_where_; }
    [[nodiscard]] Value const& value() const { return value_; }
    [[nodiscard]] std::string const* text() const { return std::get_if<std::string>(&value_); }
    [[nodiscard]] bool const* boolean() const { return std::get_if<bool>(&value_); }
    [[nodiscard]] std::int64_t const* integer() const { return std::get_if<std::int64_t>(&value_); }
    [[nodiscard]] std::vector<Node> const* list() const { return std::get_if<std::vector<Node>>(&value_); }
    /// Whole or decimal.
    [[nodiscard]] bool is_number() const;
    [[nodiscard]] double number() const;

    /// The child of that name, or null. Marks the name as known.
    [[nodiscard]] Node const* ask(std::string const& name) const;
    /// Puts a child under a key written at `key_where`, in place of one that is there.
    void put(std::string const& name, SourceLocation key_where, Node child);
    [[nodiscard]] bool has(std::string const& name) const { return children_.contains(name); }
    /// Names of all children.
    [[nodiscard]] std::vector<std::string> names() const;

    /// Lays `overlay` over this: tables merge, anything else replaces. A bare value laid over a table that has a `value` replaces
    /// that alone, so an overlay changes a number and keeps its evidence.
    void merge(Node overlay);

    /// Adds a fault S102 for every key that nobody asked for.
    void report_unknown(std::string const& path, Diagnostics& faults) const;

private:
    SourceLocation where_;
    SourceLocation key_where_;
    Value value_;
    std::map<std::string, Node> children_;
    mutable std::set<std::string> asked_;
};

/// "table.name", or the name alone at the top.
[[nodiscard]] std::string join_key(std::string const& table, std::string const& name);

/// Parses TOML into a tree. Faults: S101 syntax.
[[nodiscard]] Node parse_document(std::string const& text, std::string const& file, Diagnostics& faults);

/// Reads a file as text fit for parsing. Faults: S100 for what is no such text. An empty text where there was one.
[[nodiscard]] std::string read_source(std::string const& path, SourceLocation const& asked_at, Diagnostics& faults);

} // namespace steppe
