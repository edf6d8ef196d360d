#include "app/commands.hpp"
#include "app/incentive_table.hpp"
#include "model/arm.hpp"
#include "model/measures.hpp"
#include "model/schema_of_model.hpp"
#include "scenario/reference.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

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

void describe_measures(bool json)
{
    nlohmann::json rows = nlohmann::json::array();
    if (!json) {
        fmt::print(
            "| measure | over | unit | months become | section | recorded | meaning |\n|---|---|---|---|---|---|---|\n");
    }
    for (MeasureDeclaration const& measure : model_measures()) {
        if (json) {
            rows.push_back({{"name", measure.name},
                            {"dimensions", names_of(measure.sets)},
                            {"unit", measure.unit},
                            {"reduction", name_of(measure.reduction)},
                            {"section", measure.section},
                            {"optional", measure.optional},
                            {"long_name", measure.long_name}});
        } else {
            fmt::print("| `{}` | {} | {} | {} | {} | {} | {} |\n", measure.name, names_of(measure.sets), measure.unit,
                       name_of(measure.reduction), measure.section, measure.optional ? "if named" : "by default",
                       measure.long_name);
        }
    }
    if (json) {
        fmt::print("{}\n", rows.dump(2));
    }
}

void describe_arms(bool json)
{
    nlohmann::json rows = nlohmann::json::array();
    for (Arm const& arm : all_arms) {
        rows.push_back({{"name", arm.name}, {"doc", arm.doc}});
        if (!json) {
            fmt::print("{:<18} {}\n", arm.name, arm.doc);
        }
    }
    if (json) {
        fmt::print("{}\n", rows.dump(2));
    }
}

int describe(DescribeOptions const& options)
{
    std::vector<std::string> const& inputs = options.common.inputs;
    bool const json = options.common.json;
    if (inputs.size() > (!inputs.empty() && inputs[0] == "incentives" ? 2 : 1)) {
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
    } else if (topic == "incentives") {
        describe_incentives(options.common, options.scenario);
    } else if (topic == "json-schema") {
        fmt::print("{}\n", scenario_json_schema(model_schema()).dump(2));
    } else {
        std::vector<std::string> const topics{"parameters", "measures", "arms", "incentives", "json-schema"};
        Diagnostics faults;
        faults.add({"command line", 0, 0}, "C109", "nothing to describe under '" + topic + "'", closest_name(topic, topics));
        faults.throw_if_any();
    }
    return exit_code::done;
}

} // namespace

Command describe_command()
{
    return make_command("describe", "[parameters|measures|arms|incentives [FILE]|json-schema]",
                        "what scenarios and results may say", describe);
}

} // namespace steppe::app
