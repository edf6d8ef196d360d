/// The only file that knows the TOML library.

#include "base/diagnostics.hpp"
#include "scenario/document.hpp"
#include "scenario/text_check.hpp"

#if defined(__wasi__)
#include "scenario/no_file_streams.hpp"
#endif

#include <toml++/toml.h>

#include <algorithm>

namespace steppe {
namespace {

SourceLocation place(toml::source_region const& region, std::string const& file)
{
    return {file, static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

/// Turns the library's tree into ours.
class Converter {
public:
    Converter(std::string const& file, Diagnostics& faults) : file_{file}, faults_{faults} {}

    [[nodiscard]] Node table(toml::table const& table)
    {
        Node result{place(table.source(), file_), std::monostate{}};
        for (auto const& [key, value] : table) {
            SourceLocation const where = place(key.source(), file_);
            refuse_control_character(key.str(), where);
            result.put(std::string{key.str()}, where, node(value));
        }
        return result;
    }

private:
    [[nodiscard]] Node node(toml::node const& node)
    {
        SourceLocation const where = place(node.source(), file_);
        switch (node.type()) {
        case toml::node_type::table:
            return table(*node.as_table());
        case toml::node_type::array:
            return {where, list(*node.as_array())};
        case toml::node_type::string:
            refuse_control_character(node.as_string()->get(), where);
            return {where, node.as_string()->get()};
        case toml::node_type::integer:
            return {where, node.as_integer()->get()};
        case toml::node_type::floating_point:
            return {where, node.as_floating_point()->get()};
        case toml::node_type::boolean:
            return {where, node.as_boolean()->get()};
        default:
            return {where, Node::Date{}};
        }
    }

    [[nodiscard]] std::vector<Node> list(toml::array const& array)
    {
        std::vector<Node> entries;
        for (toml::node const& entry : array) {
            entries.push_back(node(entry));
        }
        return entries;
    }

    /// Escapes ("\u001b") write what is_parsable refuses when it stands there as itself.
    void refuse_control_character(std::string_view text, SourceLocation const& where)
    {
        if (has_control_character(text)) {
            faults_.add(where, "S101", "a control character, which a scenario has no use for");
        }
    }

    std::string const& file_;
    Diagnostics& faults_;
};

} // namespace

std::optional<Node> parse_document(std::string const& text, std::string const& file, Diagnostics& faults)
{
    if (!is_parsable(text, file, faults)) {
        return std::nullopt;
    }
    auto const refuse = [&](toml::parse_error const& error) {
        std::string message{error.description()};
        std::replace(message.begin(), message.end(), '\n', ' ');
        faults.add(place(error.source(), file), "S101", message);
        return std::nullopt;
    };
#if TOML_EXCEPTIONS
    try {
        return Converter{file, faults}.table(toml::parse(text, file));
    } catch (toml::parse_error const& error) {
        return refuse(error);
    }
#else // in a browser, where nothing is caught
    toml::parse_result const parsed = toml::parse(text, file);
    return parsed ? std::optional{Converter{file, faults}.table(parsed.table())} : refuse(parsed.error());
#endif
}

} // namespace steppe
