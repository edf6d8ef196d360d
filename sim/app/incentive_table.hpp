#pragma once
/// The table of incentives: claim, term, parameters, rival reading, evidence.

#include "app/option_groups.hpp"

namespace steppe::app {

/// Prints the incentives; with a scenario as second input also its claims, and the values, ranges and tags of the parameters.
void describe_incentives(CommonOptions const& common, ScenarioOptions const& scenario);

} // namespace steppe::app
