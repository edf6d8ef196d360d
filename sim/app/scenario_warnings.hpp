#pragma once
/// What is no fault of a scenario, and still should be known before its numbers are quoted.

#include "scenario/scenario.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace steppe::app {

struct ScenarioWarning {
    std::string code; ///< "W101"; docs/scenario.md explains each
    std::string message;
    std::vector<std::string> keys; ///< of what it is about
};

/// Of worlds in which nothing is at stake or offered, sources that speak of another state, values nobody has replaced, and defaults.
[[nodiscard]] std::vector<ScenarioWarning> scenario_warnings(Scenario const& scenario, Schema const& schema);

[[nodiscard]] nlohmann::json warnings_json(std::vector<ScenarioWarning> const& warnings);

} // namespace steppe::app
