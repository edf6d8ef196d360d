#include "app/commands.hpp"
#include "app/prepared_study.hpp"
#include "model/parameters.hpp"
#include "model/structure.hpp"
#include "scenario/reference.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace steppe::app {
namespace {

nlohmann::json to_json(Diagnostic const& fault)
{
    return {{"file", fault.where.file}, {"line", fault.where.line},       {"column", fault.where.column},
            {"code", fault.code},       {"suggestion", fault.suggestion}, {"message", fault.message}};
}

} // namespace

int check(Arguments const& arguments)
{
    if (arguments.inputs.empty()) {
        Diagnostics faults;
        faults.add({"command line", 0, 0}, "C105", "expected a scenario file or more, got none");
        faults.throw_if_any();
    }
    Schema const schema = model_schema();
    nlohmann::json report = nlohmann::json::array();
    bool valid = true;
    for (std::string const& path : arguments.inputs) {
        nlohmann::json faults = nlohmann::json::array();
        try {
            if (is_study(path)) {
                Arguments of_study = arguments;
                of_study.inputs = {path};
                PreparedStudy const prepared = prepare_study(of_study);
                if (!arguments.json && !arguments.quiet) {
                    fmt::print("{}: valid, {} points of {} parameters, {} runs\n", path, prepared.plan.points.count,
                               prepared.plan.points.varied.size(), prepared.runs());
                }
                report.push_back({{"file", path}, {"valid", true}, {"faults", faults}});
                continue;
            }
            Scenario const scenario = read_scenario(path, schema, arguments.overrides);
            static_cast<void>(make_structure(scenario));
            if (arguments.origins && !arguments.json) {
                fmt::print("{}", resolved_parameters(scenario, schema));
            }
            if (!arguments.json && !arguments.quiet) {
                fmt::print("{}: valid, {} parameters\n", path, scenario.parameters.size());
            }
        } catch (InputError const& error) {
            valid = false;
            for (Diagnostic const& fault : error.faults()) {
                faults.push_back(to_json(fault));
                if (!arguments.json) {
                    fmt::print(stderr, "{}\n", fault.text());
                }
            }
        }
        report.push_back({{"file", path}, {"valid", faults.empty()}, {"faults", faults}});
    }
    if (arguments.json) {
        fmt::print("{}\n", report.dump(2));
    }
    return valid ? exit_code::done : exit_code::bad_input;
}

} // namespace steppe::app
