#include "scenario/reference.hpp"

#include "scenario/document.hpp"
#include "scenario/fault_codes.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace steppe {
namespace {

/// "principal.*.budget" with its sets: "principal.<principal>.budget".
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

/// The prior; of a claim also its null value, where that is not 0.
std::string shown_prior(Declaration const& declaration)
{
    bool const has_own_null = declaration.prior == Prior::claim && declaration.null != 0.0;
    return std::string{name_of(declaration.prior)} + (has_own_null ? fmt::format(", null {}", declaration.null) : "");
}

/// Text for a cell of a table.
std::string cell(std::string_view text)
{
    std::string escaped;
    for (char letter : text) {
        escaped += letter == '|' ? std::string{R"(\|)"} : std::string(1, letter);
    }
    return escaped;
}

/// What a setting accepts beside its kind.
std::string shown_limits(SettingDeclaration const& setting)
{
    if (!setting.choices.empty()) {
        return fmt::format("one of {}", fmt::join(setting.choices, ", "));
    }
    switch (setting.kind) {
    case SettingKind::text:
        return "";
    case SettingKind::integer:
        return fmt::format("{:.0f} to {:.0f}", setting.allowed.low, setting.allowed.high);
    case SettingKind::month:
        return "such as 2025-11";
    case SettingKind::draws:
        return "name of a file from the folder of the scenario";
    }
    return "";
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
budget = { value = 0.4, unit = "G/year", range = [0.1, 0.8], prior = "uniform", tag = "J", source = "...", note = "..." }

[hedger.XYZ.alignment]         # a family over a list: one value for each id, one statement of evidence
value = { ABC = 0.4, DEF = 0.6 }
unit = "1"
factor = [0.8, 1.2]            # the range of each member is its value times this, cut to what is allowed;
                               # or range = [low, high] for all, or range = { ABC = [low, high], ... }
tag = "E"
source = "..."
```

Every parameter that a file gives states its unit, an evidence tag and a source. Tags: E estimated from data, L literature, A the
article under study, J judgement, D disputed. Priors: fixed, uniform, loguniform, triangular (mode at the value), and claim (half of
the mass at the null value, half even over the range: for an effect that is asserted but not measured). The null is the value without
effect, 0 unless the file says `null = 1.0`, or the table below another one for the parameter. Where a range is given the prior is uniform
unless stated; without a range the value is fixed. A parameter, or a member of a family, that no file gives has the default of this
page, with its evidence.

`extends = "base.toml"` lays a file over another one: tables merge, lists are replaced, and a bare value (`budget = 0.6`) replaces a
value and keeps its evidence. `--set key=value` does the same from the command line, for parameters at their defaults too; a member of
a family is set by its full key (`--set hedger.XYZ.alignment.ABC=0.5`). A value outside its own range is a fault: where the value is
meant, widen the range (`--set principal.ABC.budget.range=[0.1,0.9]`).

`inert = "..."` in a parameter's table says why it may move no outcome: `steppe audit` (docs/studies.md) then prints the reason instead
of calling the parameter a defect, and commands that change its value say so. In the table of a family it holds for all members, or,
as `inert = { ABC = "..." }`, for those that it names. Strategies, shocks and echoes, which are no single parameter, have theirs
in the table `[inert]`: `shock.oil = "..."`.
)";

std::string_view kind_name(SettingKind kind)
{
    switch (kind) {
    case SettingKind::text:
        return "text";
    case SettingKind::integer:
        return "whole number";
    case SettingKind::month:
        return "month";
    case SettingKind::draws:
        return "file of joint draws";
    }
    return "";
}

} // namespace

std::string scenario_reference(Schema const& schema)
{
    std::string page{introduction};
    page += "\n## Settings\n\n| key | kind | allowed | default | meaning |\n|---|---|---|---|---|\n";
    for (SettingDeclaration const& setting : schema.settings) {
        page += fmt::format("| `{}` | {} | {} | {} | {} |\n", shown_key(setting.key, setting.sets), kind_name(setting.kind),
                            cell(shown_limits(setting)), setting.required ? "required" : cell(setting.fallback),
                            cell(setting.doc));
    }
    page += "\n## Parameters\n\nDefault, allowed interval, prior and tag are the engine's; a scenario states its own. The "
            "section is that of docs/model.md.\n\n"
            "| key | unit | default | allowed | prior | tag | section | meaning | source of the default |\n"
            "|---|---|---|---|---|---|---|---|---|\n";
    for (ParameterFamily const& family : schema.parameters) {
        Declaration const& d = family.declaration;
        page += fmt::format("| `{}` | {} | {} | {} to {} | {} | {} | {} | {} | {} |\n", shown_key(d.key, family.sets),
                            d.unit, shown_value(d, d.value), shown_value(d, d.allowed.low), shown_value(d, d.allowed.high),
                            shown_prior(d), static_cast<char>(d.tag), d.section, cell(d.doc), cell(d.source));
    }
    page += "\n## Faults\n\nAll faults of an input are reported at once, as `file:line:column: message [code]`.\n\n"
            "| code | meaning |\n|---|---|\n";
    for (FaultCode const& fault : scenario_fault_codes) {
        page += fmt::format("| {} | {} |\n", fault.code, cell(fault.meaning));
    }
    page += "\n## Warnings\n\nOf a valid scenario `steppe check` says what should be known before its numbers are quoted; "
            "the exit code "
            "stays 0.\n\n| code | meaning |\n|---|---|\n";
    for (FaultCode const& warning : scenario_warning_codes) {
        page += fmt::format("| {} | {} |\n", warning.code, cell(warning.meaning));
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
                              {"null", d.null},
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
    nlohmann::json readings = nlohmann::json::array();
    for (DriverReading const& reading : schema.readings) {
        readings.push_back({{"name", reading.name},
                            {"unit", reading.unit},
                            {"kind", series_kind_names[static_cast<std::size_t>(reading.kind)]},
                            {"opening", reading.opening},
                            {"reverts_to", reading.reverts_to},
                            {"doc", reading.doc}});
    }
    return {{"parameters", parameters}, {"settings", settings}, {"readings", readings}};
}

std::string resolved_parameters(Scenario const& scenario, Schema const& schema)
{
    std::string text;
    for (auto const& [key, setting] : scenario.settings) {
        text += fmt::format("{} = '{}' {}\n", key, setting.value, place_text(setting.origin));
    }
    for (Parameter const& parameter : scenario.parameters) {
        text += fmt::format("{} = {} {} [{}] {}{}\n", parameter.key, parameter.value,
                            schema.parameters[parameter.family].declaration.unit, static_cast<char>(parameter.tag),
                            place_text(parameter.origin), parameter.inert.empty() ? "" : "; inert: " + parameter.inert);
    }
    return text;
}

} // namespace steppe
