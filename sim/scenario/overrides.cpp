#include "scenario/overrides.hpp"

#include "scenario/key_pattern.hpp"

#include <algorithm>
#include <array>

namespace steppe {
namespace {

using Path = std::vector<std::string>;

/// A tree with one branch, `leaf` at its end.
Node branch(Path const& path, Node leaf, SourceLocation const& where)
{
    for (std::size_t i = path.size(); i-- > 0;) {
        Node table{where, std::monostate{}};
        table.put(path[i], where, std::move(leaf));
        leaf = std::move(table);
    }
    return leaf;
}

Node evidence_of(Declaration const& declaration, SourceLocation const& where)
{
    Node table{where, std::monostate{}};
    table.put("unit", where, {where, std::string{declaration.unit}});
    table.put("tag", where, {where, std::string(1, static_cast<char>(declaration.tag))});
    table.put("source", where, {where, std::string{declaration.source}});
    return table;
}

/// The value as TOML, or as text where it is none, so that --set run.start=2025-11 needs no quotes within the shell's.
std::optional<Node> parse_value(std::string const& value, SourceLocation const& where)
{
    if (value.find_first_of("\r\n") != std::string::npos) {
        return std::nullopt;
    }
    static std::vector<std::string> const name{"value"};
    Diagnostics ignored;
    std::optional<Node> const document = parse_document("value = " + value + "\n", where.file, ignored);
    if (!document || !ignored.empty()) {
        return Node{where, value};
    }
    Node const* const node = document->ask(name);
    return node == nullptr || node->is_table() ? std::nullopt : std::optional{node->moved_to(where)};
}

ParameterFamily const* family_of(Path const& key, Schema const& schema)
{
    auto const found = std::find_if(schema.parameters.begin(), schema.parameters.end(), [&](ParameterFamily const& family) {
        return names_parameter(split_key(family.declaration.key), key);
    });
    return found == schema.parameters.end() ? nullptr : &*found;
}

bool names_part_of_table(std::string const& segment)
{
    static constexpr std::array<std::string_view, 10> parts{"value", "unit", "range",  "factor", "prior",
                                                            "null",  "tag",  "source", "note",   "inert"};
    return std::find(parts.begin(), parts.end(), segment) != parts.end();
}

} // namespace

void apply_override(Override const& change, Schema const& schema, Node& root, Diagnostics& faults)
{
    SourceLocation const where{"--set " + change.key + "=" + change.value, 0, 0};
    Path path = split_key(change.key);
    std::optional<Node> leaf = parse_value(change.value, where);
    if (!leaf || std::find(path.begin(), path.end(), "") != path.end()) {
        faults.add(where, "S118", "an override is a key and one plain value: --set key=value");
        return;
    }
    if (ParameterFamily const* const family = family_of(path, schema)) {
        std::size_t const own = own_segments(split_key(family->declaration.key));
        Path const table{path.begin(), path.begin() + static_cast<std::ptrdiff_t>(own)};
        if (!root.has(table)) {
            root.merge(branch(table, evidence_of(family->declaration, where), where));
        }
        if (own == path.size() || !names_part_of_table(path[own])) {
            path.insert(path.begin() + static_cast<std::ptrdiff_t>(own), "value");
        }
    }
    root.merge(branch(path, std::move(*leaf), where));
}

} // namespace steppe
