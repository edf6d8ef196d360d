#include "app/scenario_input.hpp"

#include "app/inert_notes.hpp"
#include "model/schema_of_model.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace steppe::app {

Scenario read_only_input(CommonOptions const& common, std::vector<Override> const& overrides)
{
    if (common.inputs.size() != 1) {
        Diagnostics faults;
        faults.add({"command line", 0, 0}, "C105", fmt::format("expected one scenario file, got {}", common.inputs.size()));
        faults.throw_if_any();
    }
    Scenario scenario = read_scenario(common.inputs[0], model_schema(), overrides);
    print_inert_notes(common, scenario, keys_of(overrides));
    return scenario;
}

std::vector<Override> with_replicates(ScenarioOptions const& scenario, std::string const& replicates)
{
    std::vector<Override> overrides = scenario.overrides;
    bool const given = std::any_of(overrides.begin(), overrides.end(),
                                   [](Override const& change) { return change.key == "run.replicates"; });
    if (!given) {
        overrides.push_back({"run.replicates", replicates});
    }
    return overrides;
}

} // namespace steppe::app
