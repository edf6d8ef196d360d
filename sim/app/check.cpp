#include "app/commands.hpp"
#include "app/option_groups.hpp"
#include "app/output_target.hpp"
#include "app/scenario_warnings.hpp"
#include "app/streams.hpp"
#include "model/schema_of_model.hpp"
#include "model/structure.hpp"
#include "scenario/reference.hpp"
#include "study/sweep/prepared_study.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace steppe::app {
namespace {

struct CheckOptions {
    CommonOptions common;
    ScenarioOptions scenario;
    bool origins{};

    [[nodiscard]] std::vector<BoundGroup> groups()
    {
        std::vector<BoundGroup> bound = bind_groups(common, scenario);
        bound.push_back(
            {[](OptionList& list) { list.flag("origins", "list every resolved key with the file and line that gave it"); },
             [this](OptionReader const& reader) { origins = reader.flag("origins"); }});
        return bound;
    }
};

nlohmann::json to_json(Diagnostic const& fault)
{
    return {{"file", fault.where.file}, {"line", fault.where.line},       {"column", fault.where.column},
            {"code", fault.code},       {"suggestion", fault.suggestion}, {"message", fault.message}};
}

/// What of its drivers a user should know, and what is no fault and still to be known.
void print_notes(Scenario const& scenario, Schema const& schema)
{
    for (ScenarioWarning const& warning : scenario_warnings(scenario, schema)) {
        fmt::print("  {} [{}]\n", warning.message, warning.code);
    }
    for (std::string const& note : scenario.drivers.notes) {
        fmt::print("  {}\n", note);
    }
}

int check(CheckOptions const& options)
{
    if (options.common.inputs.empty()) {
        Diagnostics faults;
        faults.add({"command line", 0, 0}, "C105", "expected a scenario file or more, got none");
        faults.throw_if_any();
    }
    Schema const schema = model_schema();
    nlohmann::json report = nlohmann::json::array();
    bool valid = true;
    for (std::string const& path : options.common.inputs) {
        nlohmann::json faults = nlohmann::json::array();
        nlohmann::json read = nlohmann::json::object();
        try {
            if (is_study(path)) {
                PreparedStudy const prepared =
                    prepare_study({.file = path,
                                   .overrides = options.scenario.overrides,
                                   .provenance = [](Scenario const& scenario, std::string const& title) {
                                       return provenance_of(scenario, title, LaneWidth::native);
                                   }});
                if (!options.common.json && !options.common.quiet) {
                    fmt::print("{}: valid, {} points of {} parameters, {} runs\n", path, prepared.plan.points.count,
                               prepared.plan.points.varied.size(), prepared.runs());
                    print_notes(prepared.scenario, schema);
                }
                report.push_back({{"file", path},
                                  {"valid", true},
                                  {"faults", faults},
                                  {"warnings", warnings_json(scenario_warnings(prepared.scenario, schema))}});
                continue;
            }
            Scenario const scenario = read_scenario(path, schema, options.scenario.overrides);
            static_cast<void>(make_structure(scenario));
            if (options.origins && !options.common.json) {
                fmt::print("{}", resolved_parameters(scenario, schema));
            }
            if (!options.common.json && !options.common.quiet) {
                fmt::print("{}: valid, {} parameters\n", path, scenario.parameters.size());
                print_notes(scenario, schema);
            }
            read["warnings"] = warnings_json(scenario_warnings(scenario, schema));
            if (!scenario.drivers.notes.empty()) {
                read["drivers"] = scenario.drivers.notes;
            }
            if (options.origins) {
                read["resolved"] = resolved_json(scenario, schema);
            }
        } catch (InputError const& error) {
            valid = false;
            for (Diagnostic const& fault : error.faults()) {
                faults.push_back(to_json(fault));
                if (!options.common.json) {
                    tell("{}\n", fault.text());
                }
            }
        }
        report.push_back({{"file", path}, {"valid", faults.empty()}, {"faults", faults}});
        report.back().update(read);
    }
    if (options.common.json) {
        fmt::print("{}\n", report.dump(2));
    }
    return valid ? exit_code::done : exit_code::bad_input;
}

} // namespace

Command check_command()
{
    return make_command("check", "FILE...", "validate scenarios and studies; every fault at once", check);
}

} // namespace steppe::app
