#include "app/command_reference.hpp"
#include "app/commands.hpp"
#include "app/completion.hpp"
#include "app/incentive_table.hpp"
#include "app/man_page.hpp"
#include "app/scenario_sources.hpp"
#include "model/arm.hpp"
#include "model/contrast.hpp"
#include "model/measures.hpp"
#include "model/schema_of_model.hpp"
#include "scenario/reference.hpp"
#include "study/sweep/study_schema.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace steppe::app {
namespace {

struct DescribeOptions {
    CommonOptions common;
    ScenarioOptions scenario;

    [[nodiscard]] std::vector<BoundGroup> groups() { return bind_groups(common, scenario); }
};

void describe_parameters(bool json)
{
    if (json) {
        fmt::print("{}\n", scenario_reference_json(model_schema()).dump(2));
    } else {
        fmt::print("{}", scenario_reference(model_schema()));
    }
}

nlohmann::json or_null(double bound) { return std::isfinite(bound) ? nlohmann::json(bound) : nlohmann::json(nullptr); }

nlohmann::json facts_json(MeasureDeclaration const& measure)
{
    return {{"name", measure.name},
            {"dimensions", names_of(measure.sets)},
            {"unit", measure.unit},
            {"reduction", name_of(measure.reduction)},
            {"flow", measure.flow},
            {"horizons", measure.horizons},
            {"section", measure.section},
            {"optional", measure.optional},
            {"long_name", measure.long_name},
            {"role", name_of(measure.role)},
            {"is_probability", measure.is_probability},
            {"exogenous", measure.exogenous},
            {"bounds", {or_null(measure.bounds.lower), or_null(measure.bounds.upper)}},
            {"better_for", name_of(measure.better.whose)},
            {"better", measure.better.sign},
            {"better_words", measure.better.words},
            {"benefit_order", measure.benefit_order},
            {"actor_order", measure.actor_order},
            {"display_order", measure.display_order},
            {"headline", measure.headline},
            {"regret", measure.regret}};
}

std::string bounds_text(Bounds const& bounds)
{
    if (std::isfinite(bounds.upper)) {
        return fmt::format("{:g} to {:g}", bounds.lower, bounds.upper);
    }
    return std::isfinite(bounds.lower) ? fmt::format("from {:g}", bounds.lower) : "";
}

/// "gain of a hedger: a material gain".
std::string better_text(Better const& better)
{
    if (better.whose == Whose::nobody) {
        return "";
    }
    std::string_view const what = better.sign > 0 ? "gain" : better.sign < 0 ? "loss" : "neither gain nor loss";
    return fmt::format("{} of {}: {}", what, name_of(better.whose), better.words);
}

/// Places in tables and whether it is a headline, where it has any: "benefit 1, actors 6, display 3, headline".
std::string places_text(MeasureDeclaration const& measure)
{
    std::string text;
    auto const add = [&](std::string const& place) { text += (text.empty() ? "" : ", ") + place; };
    for (auto const& [table, place] : {std::pair{"benefit", measure.benefit_order}, std::pair{"actors", measure.actor_order},
                                       std::pair{"display", measure.display_order}}) {
        if (place > 0) {
            add(fmt::format("{} {}", table, place));
        }
    }
    if (measure.headline) {
        add("headline");
    }
    if (measure.regret) {
        add("regret");
    }
    return text;
}

void describe_measures(bool json)
{
    std::vector<MeasureDeclaration> const measures = model_measures();
    if (json) {
        nlohmann::json rows = nlohmann::json::array();
        std::transform(measures.begin(), measures.end(), std::back_inserter(rows), facts_json);
        fmt::print("{}\n", rows.dump(2));
        return;
    }
    fmt::print(
        "| measure | over | unit | months become | section | recorded | meaning | role | bounds | more is | places |\n"
        "|---|---|---|---|---|---|---|---|---|---|---|\n");
    for (MeasureDeclaration const& measure : measures) {
        std::string const role = std::string{name_of(measure.role)} + (measure.is_probability ? ", probability" : "") +
                                 (measure.exogenous ? ", exogenous" : "");
        fmt::print("| `{}` | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n", measure.name, names_of(measure.sets),
                   measure.unit, name_of(measure.reduction), measure.section, measure.optional ? "if named" : "by default",
                   measure.long_name, role, bounds_text(measure.bounds), better_text(measure.better), places_text(measure));
    }
}

void describe_arms(bool json)
{
    nlohmann::json rows = nlohmann::json::array();
    for (Arm const& arm : all_arms) {
        rows.push_back({{"name", arm.name}, {"long_name", arm.words}});
        if (!json) {
            fmt::print("{:<18} {}\n", arm.name, arm.words);
        }
    }
    if (json) {
        fmt::print("{}\n", rows.dump(2));
    }
}

std::vector<std::string> names_at(std::vector<std::size_t> const& positions, std::vector<std::string> const& arms)
{
    std::vector<std::string> names(positions.size());
    std::transform(positions.begin(), positions.end(), names.begin(), [&](std::size_t position) { return arms[position]; });
    return names;
}

void describe_contrasts(bool json)
{
    std::vector<std::string> arms(all_arms.size());
    std::transform(all_arms.begin(), all_arms.end(), arms.begin(), [](Arm const& arm) { return std::string{arm.name}; });
    nlohmann::json rows = nlohmann::json::array();
    for (Contrast const& contrast : list_contrasts(arms)) {
        std::vector<std::string> const plus = names_at(contrast.treated, arms);
        std::vector<std::string> const minus = names_at(contrast.control, arms);
        std::string const words = words_of(contrast, arms);
        rows.push_back({{"name", contrast.name}, {"plus", plus}, {"minus", minus}, {"long_name", words}});
        if (!json) {
            fmt::print("{:<18} {} less {}: {}\n", contrast.name, fmt::join(plus, " and "), fmt::join(minus, " and "), words);
        }
    }
    if (json) {
        fmt::print("{}\n", rows.dump(2));
    }
}

void describe_commands(std::vector<Command> const& commands, bool json)
{
    if (json) {
        fmt::print("{}\n", command_reference_json(commands).dump(2));
    } else {
        fmt::print("{}", command_reference(commands));
    }
}

[[noreturn]] void refuse(std::string_view code, std::string const& message, std::string const& suggestion)
{
    Diagnostics faults;
    faults.add({"command line", 0, 0}, code, message, suggestion);
    throw InputError{faults.sorted()};
}

void describe_completion(std::vector<Command> const& commands, std::string const& name)
{
    std::vector<std::string> const shells = shell_names();
    auto const found = std::find(shells.begin(), shells.end(), name);
    if (found == shells.end()) {
        refuse("C109", fmt::format("expected a shell, one of {}, got '{}'", fmt::join(shells, ", "), name),
               closest_name(name, shells));
    }
    fmt::print("{}", completion_script(static_cast<Shell>(found - shells.begin()), commands));
}

/// `name`: empty for the page of the program.
void describe_manual(std::vector<Command> const& commands, std::string const& name)
{
    if (name.empty()) {
        fmt::print("{}", man_page(commands));
        return;
    }
    std::vector<std::string> names;
    for (Command const& command : commands) {
        if (command.name == name) {
            fmt::print("{}", man_page(command));
            return;
        }
        names.push_back(command.name);
    }
    refuse("C109", "no command '" + name + "'", closest_name(name, names));
}

int describe(DescribeOptions const& options, std::vector<Command> const& commands)
{
    std::vector<std::string> const& inputs = options.common.inputs;
    bool const json = options.common.json;
    std::string const second = inputs.size() > 1 ? inputs[1] : "";
    bool const takes_second = !inputs.empty() && (inputs[0] == "incentives" || inputs[0] == "sources" ||
                                                  inputs[0] == "completion" || inputs[0] == "man");
    if (inputs.size() > (takes_second ? 2U : 1U)) {
        Diagnostics faults;
        faults.add({"command line", 0, 0}, "C105", "'" + inputs.back() + "' is one word too many");
        faults.throw_if_any();
    }
    std::string const topic = inputs.empty() ? "parameters" : inputs[0];
    if (topic == "parameters") {
        describe_parameters(json);
    } else if (topic == "measures") {
        describe_measures(json);
    } else if (topic == "arms") {
        describe_arms(json);
    } else if (topic == "contrasts") {
        describe_contrasts(json);
    } else if (topic == "incentives") {
        describe_incentives(options.common, options.scenario);
    } else if (topic == "sources") {
        describe_sources(options.common, options.scenario);
    } else if (topic == "json-schema") {
        fmt::print("{}\n", scenario_json_schema(model_schema()).dump(2));
    } else if (topic == "study-schema") {
        fmt::print("{}\n", study_json_schema(model_schema()).dump(2));
    } else if (topic == "commands") {
        describe_commands(commands, json);
    } else if (topic == "completion") {
        describe_completion(commands, second);
    } else if (topic == "man") {
        describe_manual(commands, second);
    } else {
        std::vector<std::string> const topics{"parameters", "measures",   "arms",        "contrasts",
                                              "incentives", "sources",    "json-schema", "study-schema",
                                              "commands",   "completion", "man"};
        refuse("C109", "nothing to describe under '" + topic + "'", closest_name(topic, topics));
    }
    return exit_code::done;
}

} // namespace

Command describe_command(std::vector<Command> (*all)())
{
    return make_command<DescribeOptions>("describe",
                                         "[parameters|measures|arms|contrasts|incentives [FILE]|sources FILE|"
                                         "json-schema|study-schema|commands|completion SHELL|man [COMMAND]]",
                                         "what scenarios, results and commands may say",
                                         [all](DescribeOptions const& options) { return describe(options, all()); });
}

} // namespace steppe::app
