#include "scenario/reference.hpp"

#include "scenario/fault_codes.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <sstream>

namespace steppe {
namespace {

/// "principal.*.budget" with its sets: "principal.PRINCIPAL.budget".
std::string shown_key(std::string_view pattern, std::span<IndexSet const> sets)
{
    std::string key;
    std::size_t star = 0;
    for (char letter : pattern) {
        if (letter == '*') {
            key += "<" + std::string{name_of(sets[star++])} + ">";
        } else {
            key += letter;
        }
    }
    return key;
}

std::string shown_value(Declaration const& declaration, double value)
{
    if (declaration.kind == ValueKind::on_off) {
        return value != 0.0 ? "true" : "false";
    }
    return fmt::format("{}", value);
}

constexpr std::string_view introduction = R"(# Scenario files

This page is written by `steppe describe parameters`; a test keeps it current. A scenario is a TOML file:

```toml
schema = "steppe/1"
title = "..."

[actors]                       # every list is data; the order is that of tables and files
hedgers = ["..."]
principals = ["...", "..."]
partners = ["...", "..."]
candidates = []
groups = []
channels = ["..."]

[principal.ABC]
budget = { value = 0.4, unit = "G", range = [0.1, 0.8], prior = "uniform", tag = "J", source = "...", note = "..." }

[hedger.XYZ.alignment]         # a family over a list: one value for each id, one statement of evidence
value = { ABC = 0.4, DEF = 0.6 }
unit = "1"
factor = [0.8, 1.2]            # the range of each member is its value times this; or range = [low, high]
tag = "E"
source = "..."
```

Every parameter that a file gives states its unit, an evidence tag and a source. Tags: E estimated from data, L literature, A the
article under study, J judgement, D disputed. Priors: fixed, uniform, loguniform, triangular (mode at the value), and claim (half of
the mass at 0, half even over the range: for an effect that is asserted but not measured). A parameter that no file gives has the
default of this page.

`extends = "base.toml"` lays a file over another one: tables merge, lists are replaced, and a bare value (`budget = 0.6`) replaces a
value and keeps its evidence. `--set key=value` does the same from the command line; a member of a family is set by its full key
(`--set hedger.XYZ.alignment.ABC=0.5`). A value outside its own range is a fault: widen the range where the value is meant.
)";

nlohmann::json value_schema(Declaration const& declaration)
{
    if (declaration.kind == ValueKind::on_off) {
        return {{"type", "boolean"}};
    }
    return {{"type", declaration.kind == ValueKind::integer ? "integer" : "number"},
            {"minimum", declaration.allowed.low},
            {"maximum", declaration.allowed.high}};
}

/// Nests `leaf` under the segments of a pattern; a star is any id.
void insert_pattern(nlohmann::json& schema, std::string_view pattern, nlohmann::json const& leaf)
{
    nlohmann::json* at = &schema;
    std::istringstream stream{std::string{pattern}};
    for (std::string segment; std::getline(stream, segment, '.');) {
        (*at)["type"] = "object";
        at = segment == "*" ? &(*at)["additionalProperties"] : &(*at)["properties"][segment];
    }
    at->update(leaf);
}

/// The part of a pattern before its trailing stars, and how many those are.
std::pair<std::string, int> own_table(std::string_view pattern)
{
    int stars = 0;
    while (pattern.ends_with(".*")) {
        pattern.remove_suffix(2);
        ++stars;
    }
    return {std::string{pattern}, stars};
}

nlohmann::json parameter_schema(Declaration const& declaration, int stars)
{
    nlohmann::json value = value_schema(declaration);
    for (int i = 0; i < stars; ++i) {
        value = {{"type", "object"}, {"additionalProperties", value}};
    }
    nlohmann::json const text = {{"type", "string"}, {"minLength", 1}};
    nlohmann::json const pair = {{"type", "array"}, {"items", {{"type", "number"}}}, {"minItems", 2}, {"maxItems", 2}};
    nlohmann::json const table = {{"type", "object"},
                                  {"additionalProperties", false},
                                  {"required", {"value", "unit", "tag", "source"}},
                                  {"properties",
                                   {{"value", value},
                                    {"unit", {{"const", declaration.unit}}},
                                    {"range", {{"anyOf", {pair, {{"type", "object"}}}}}},
                                    {"factor", pair},
                                    {"prior", {{"enum", {"fixed", "uniform", "loguniform", "triangular", "claim"}}}},
                                    {"tag", {{"enum", {"E", "L", "A", "J", "D"}}}},
                                    {"source", text},
                                    {"note", {{"type", "string"}}}}}};
    // An overlay may give the bare value.
    return {{"description", declaration.doc}, {"anyOf", {value_schema(declaration), table}}};
}

std::string_view kind_name(SettingKind kind)
{
    switch (kind) {
    case SettingKind::text:
        return "text";
    case SettingKind::integer:
        return "whole number";
    case SettingKind::month:
        return "month";
    }
    return "";
}

} // namespace

std::string scenario_reference(Schema const& schema)
{
    std::string page{introduction};
    page += "\n## Settings\n\n| key | kind | default | meaning |\n|---|---|---|---|\n";
    for (SettingDeclaration const& setting : schema.settings) {
        page += fmt::format("| `{}` | {} | {} | {} |\n", shown_key(setting.key, setting.sets), kind_name(setting.kind),
                            setting.required ? "required" : std::string{setting.fallback}, setting.doc);
    }
    page += "\n## Parameters\n\nDefault, allowed interval, prior and tag are the engine's; a scenario states its own. The "
            "section is "
            "that of docs/model.md.\n\n"
            "| key | unit | default | allowed | prior | tag | section | meaning | source of the default |\n"
            "|---|---|---|---|---|---|---|---|---|\n";
    for (ParameterFamily const& family : schema.parameters) {
        Declaration const& d = family.declaration;
        page += fmt::format("| `{}` | {} | {} | {} to {} | {} | {} | {} | {} | {} |\n", shown_key(d.key, family.sets),
                            d.unit, shown_value(d, d.value), shown_value(d, d.allowed.low), shown_value(d, d.allowed.high),
                            name_of(d.prior), static_cast<char>(d.tag), d.section, d.doc, d.source);
    }
    page += "\n## Faults\n\nAll faults of an input are reported at once, as `file:line:column: message [code]`.\n\n"
            "| code | meaning |\n|---|---|\n";
    for (FaultCode const& fault : scenario_fault_codes) {
        page += fmt::format("| {} | {} |\n", fault.code, fault.meaning);
    }
    return page;
}

nlohmann::json scenario_reference_json(Schema const& schema)
{
    nlohmann::json parameters = nlohmann::json::array();
    for (ParameterFamily const& family : schema.parameters) {
        Declaration const& d = family.declaration;
        parameters.push_back({{"key", shown_key(d.key, family.sets)},
                              {"unit", d.unit},
                              {"default", d.value},
                              {"allowed", {d.allowed.low, d.allowed.high}},
                              {"prior", name_of(d.prior)},
                              {"tag", std::string(1, static_cast<char>(d.tag))},
                              {"source", d.source},
                              {"section", d.section},
                              {"doc", d.doc}});
    }
    nlohmann::json settings = nlohmann::json::array();
    for (SettingDeclaration const& setting : schema.settings) {
        settings.push_back({{"key", shown_key(setting.key, setting.sets)},
                            {"kind", kind_name(setting.kind)},
                            {"required", setting.required},
                            {"default", setting.fallback},
                            {"doc", setting.doc}});
    }
    return {{"parameters", parameters}, {"settings", settings}};
}

nlohmann::json scenario_json_schema(Schema const& schema)
{
    nlohmann::json root = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                           {"title", "steppe scenario"},
                           {"type", "object"},
                           {"properties", {{"schema", {{"const", "steppe/1"}}}, {"extends", {{"type", "string"}}}}}};
    nlohmann::json const ids = {{"type", "array"}, {"items", {{"type", "string"}}}};
    for (IndexSet set : listed_index_sets) {
        insert_pattern(root, "actors." + std::string{name_of(set)} + "s", ids);
    }
    for (SettingDeclaration const& setting : schema.settings) {
        bool const whole = setting.kind == SettingKind::integer;
        insert_pattern(root, setting.key, {{"type", whole ? "integer" : "string"}, {"description", setting.doc}});
    }
    for (ParameterFamily const& family : schema.parameters) {
        auto const [table, stars] = own_table(family.declaration.key);
        insert_pattern(root, table, parameter_schema(family.declaration, stars));
    }
    return root;
}

std::string resolved_parameters(Scenario const& scenario, Schema const& schema)
{
    std::string text;
    for (Parameter const& parameter : scenario.parameters) {
        std::string const place = parameter.origin.line > 0 ? fmt::format("{}:{}:{}", parameter.origin.file,
                                                                          parameter.origin.line, parameter.origin.column)
                                                            : parameter.origin.file;
        text += fmt::format("{} = {} {} [{}] {}\n", parameter.key, parameter.value,
                            schema.parameters[parameter.family].declaration.unit, static_cast<char>(parameter.tag), place);
    }
    return text;
}

} // namespace steppe
