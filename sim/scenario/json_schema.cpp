#include "scenario/key_pattern.hpp"
#include "scenario/reference.hpp"

#include <nlohmann/json.hpp>

namespace steppe {
namespace {

using nlohmann::json;

constexpr std::string_view id_pattern = "^[A-Za-z][A-Za-z0-9_-]*$";

json value_schema(Declaration const& declaration)
{
    if (declaration.kind == ValueKind::on_off) {
        return {{"type", "boolean"}};
    }
    return {{"type", declaration.kind == ValueKind::integer ? "integer" : "number"},
            {"minimum", declaration.allowed.low},
            {"maximum", declaration.allowed.high}};
}

/// `entry` for every id, nested once for each of `depth` index sets.
json by_id(json entry, std::size_t depth)
{
    for (std::size_t i = 0; i < depth; ++i) {
        entry = {
            {"type", "object"}, {"propertyNames", {{"pattern", id_pattern}}}, {"additionalProperties", std::move(entry)}};
    }
    return entry;
}

/// Nests `leaf` under the segments of a pattern; a star is any id.
void insert_pattern(json& root, std::vector<std::string> const& segments, json const& leaf)
{
    json* at = &root;
    for (std::string const& segment : segments) {
        (*at)["type"] = "object";
        at = segment == "*" ? &(*at)["additionalProperties"] : &(*at)["properties"][segment];
    }
    at->update(leaf);
}

/// Refuses what no key leads to.
void close_tables(json& table)
{
    if (table.contains("properties")) {
        for (json& child : table["properties"]) {
            if (child.contains("properties") || child.contains("additionalProperties")) {
                close_tables(child);
            }
        }
    }
    if (!table.contains("additionalProperties")) {
        table["additionalProperties"] = false;
    } else if (table["additionalProperties"].contains("properties")) {
        table["propertyNames"] = {{"pattern", id_pattern}};
        close_tables(table["additionalProperties"]);
    }
}

/// An overlay gives a part of the table, or the bare value: what is required is for `steppe check` to say.
json parameter_schema(Declaration const& declaration, std::size_t depth)
{
    json const pair = {{"type", "array"}, {"items", {{"type", "number"}}}, {"minItems", 2}, {"maxItems", 2}};
    json const range = depth == 0 ? pair : json{{"anyOf", {pair, by_id(pair, depth)}}};
    json const reason = {{"type", "string"}, {"minLength", 1}};
    json const table = {{"type", "object"},
                        {"additionalProperties", false},
                        {"properties",
                         {{"value", by_id(value_schema(declaration), depth)},
                          {"unit", {{"const", declaration.unit}}},
                          {"range", range},
                          {"factor", pair},
                          {"prior", {{"enum", {"fixed", "uniform", "loguniform", "triangular", "claim"}}}},
                          {"null", value_schema(declaration)},
                          {"tag", {{"enum", {"E", "L", "A", "J", "D"}}}},
                          {"source", {{"type", "string"}, {"minLength", 1}}},
                          {"note", {{"type", "string"}}},
                          {"inert", depth == 0 ? reason : json{{"anyOf", {reason, by_id(reason, depth)}}}}}}};
    json schema = depth == 0 ? json{{"anyOf", {value_schema(declaration), table}}} : table;
    schema["description"] = declaration.doc;
    return schema;
}

json setting_schema(SettingDeclaration const& setting)
{
    json schema = {{"type", setting.kind == SettingKind::integer ? "integer" : "string"}, {"description", setting.doc}};
    if (setting.kind == SettingKind::integer) {
        schema["minimum"] = setting.allowed.low;
        schema["maximum"] = setting.allowed.high;
    } else if (setting.kind == SettingKind::month) {
        schema["pattern"] = "^[0-9]{4}-(0[1-9]|1[0-2])$";
    } else if (!setting.choices.empty()) {
        schema["enum"] = setting.choices;
    }
    return schema;
}

} // namespace

json scenario_json_schema(Schema const& schema)
{
    json root = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                 {"title", "steppe scenario"},
                 {"type", "object"},
                 {"properties", {{"schema", {{"const", "steppe/1"}}}, {"extends", {{"type", "string"}}}}}};
    json const ids = {{"type", "array"},
                      {"items", {{"type", "string"}, {"pattern", id_pattern}}},
                      {"uniqueItems", true},
                      {"maxItems", 64}};
    for (IndexSet const set : listed_index_sets) {
        insert_pattern(root, {"actors", std::string{name_of(set)} + "s"}, ids);
    }
    for (SettingDeclaration const& setting : schema.settings) {
        insert_pattern(root, split_key(setting.key), setting_schema(setting));
    }
    for (ParameterFamily const& family : schema.parameters) {
        std::vector<std::string> segments = split_key(family.declaration.key);
        std::size_t const own = own_segments(segments);
        std::size_t const depth = segments.size() - own;
        segments.resize(own);
        insert_pattern(root, segments, parameter_schema(family.declaration, depth));
    }
    close_tables(root);
    return root;
}

} // namespace steppe
