#include "app/incentive_table.hpp"

#include "model/accord/incentives.hpp"
#include "model/schema_of_model.hpp"
#include "scenario/reference.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace steppe::app {
namespace {

bool may_act(Parameter const& parameter)
{
    return parameter.value != 0.0 || parameter.range.low != 0.0 || parameter.range.high != 0.0;
}

/// The members of an incentive's families that are not 0 for certain.
std::vector<Parameter> parameters_of(IncentiveTerm const& incentive, Scenario const& scenario, Schema const& schema)
{
    std::vector<std::string_view> const keys = incentive.parameters();
    std::vector<Parameter> found;
    for (Parameter const& parameter : scenario.parameters) {
        std::string_view const pattern = schema.parameters[parameter.family].declaration.key;
        bool const belongs = std::find(keys.begin(), keys.end(), pattern) != keys.end();
        if (belongs && may_act(parameter)) {
            found.push_back(parameter);
        }
    }
    return found;
}

std::string setting_of(Scenario const& scenario, IncentiveTerm const& incentive, std::string_view part)
{
    return scenario.text("claim." + std::string{incentive.id} + "." + std::string{part});
}

/// Text from column 14 on, broken at spaces so that lines stay within 118 columns.
std::string indented(std::string_view label, std::string const& text)
{
    constexpr std::size_t width = 104;
    std::string lines;
    std::size_t begin = 0;
    while (begin < text.size()) {
        std::size_t end = text.size() - begin <= width ? text.size() : text.rfind(' ', begin + width);
        end = end == std::string::npos || end <= begin ? std::min(text.size(), begin + width) : end;
        lines += fmt::format("    {:<9} {}\n", begin == 0 ? label : "", text.substr(begin, end - begin));
        begin = end == text.size() ? end : end + 1;
    }
    return lines;
}

/// The prior; of a claim also its null value, where that is not 0.
std::string shown_prior(Parameter const& parameter)
{
    bool const has_own_null = parameter.prior == Prior::claim && parameter.null != 0.0;
    return std::string{name_of(parameter.prior)} + (has_own_null ? fmt::format(" ({:g})", parameter.null) : "");
}

void print_parameters(std::vector<Parameter> const& parameters, Schema const& schema)
{
    for (Parameter const& parameter : parameters) {
        Declaration const& declaration = schema.parameters[parameter.family].declaration;
        bool const known = parameter.range.low == parameter.range.high;
        fmt::print("              {:<44} {:>8.4g} {:<8} {:<18} {:<11} tag {}\n", parameter.key, parameter.value,
                   declaration.unit, known ? "" : fmt::format("[{:g}, {:g}]", parameter.range.low, parameter.range.high),
                   shown_prior(parameter), static_cast<char>(parameter.tag));
    }
}

void print_text(std::optional<Scenario> const& scenario, Schema const& schema)
{
    for (IncentiveTerm const& incentive : incentive_terms()) {
        std::string const state = !scenario                                                          ? ""
                                  : scenario->value("incentive." + std::string{incentive.id}) != 0.0 ? " (on)"
                                                                                                     : " (off)";
        fmt::print("{}  {}{}\n", incentive.id, incentive.title, state);
        if (scenario) {
            fmt::print("{}{}", indented("claim", setting_of(*scenario, incentive, "statement")),
                       indented("where", setting_of(*scenario, incentive, "where")));
        }
        fmt::print("{}", indented("term", std::string{incentive.term}));
        if (scenario) {
            print_parameters(parameters_of(incentive, *scenario, schema), schema);
            fmt::print("{}{}{}", indented("rival", setting_of(*scenario, incentive, "rival")),
                       indented("for", setting_of(*scenario, incentive, "evidence_for")),
                       indented("against", setting_of(*scenario, incentive, "evidence_against")));
        } else {
            fmt::print("{}", indented("keys", fmt::format("{}", fmt::join(incentive.parameters(), ", "))));
        }
        fmt::print("\n");
    }
    fmt::print("Tags: E estimated from data, L literature, A the article, J judgement, D disputed. Prior 'claim': half of "
               "its mass is at the\n"
               "value of no effect, 0 unless told. Switch one off with --set incentive.F1=false.\n");
}

nlohmann::json to_json(std::optional<Scenario> const& scenario, Schema const& schema)
{
    nlohmann::json rows = nlohmann::json::array();
    for (IncentiveTerm const& incentive : incentive_terms()) {
        nlohmann::json row{{"id", incentive.id},
                           {"title", incentive.title},
                           {"switch", "incentive." + std::string{incentive.id}},
                           {"term", incentive.term},
                           {"keys", incentive.parameters()}};
        if (scenario) {
            row["on"] = scenario->value("incentive." + std::string{incentive.id}) != 0.0;
            for (ClaimPart const& part : claim_parts) {
                row[std::string{part.key}] = setting_of(*scenario, incentive, part.key);
            }
            row["parameters"] = nlohmann::json::array();
            for (Parameter const& parameter : parameters_of(incentive, *scenario, schema)) {
                row["parameters"].push_back({{"key", parameter.key},
                                             {"value", parameter.value},
                                             {"unit", schema.parameters[parameter.family].declaration.unit},
                                             {"range", {parameter.range.low, parameter.range.high}},
                                             {"prior", name_of(parameter.prior)},
                                             {"null", parameter.null},
                                             {"tag", std::string(1, static_cast<char>(parameter.tag))},
                                             {"source", parameter.source}});
            }
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace

void describe_incentives(CommonOptions const& common, ScenarioOptions const& scenario)
{
    Schema const schema = model_schema();
    std::optional<Scenario> read;
    if (common.inputs.size() > 1) {
        read = read_scenario(common.inputs[1], schema, scenario.overrides);
    }
    if (common.json) {
        fmt::print("{}\n", to_json(read, schema).dump(2));
    } else {
        print_text(read, schema);
    }
}

} // namespace steppe::app
