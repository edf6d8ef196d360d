#pragma once
/// Parameters that members of a hindcast draw.

#include "ensemble/plan.hpp"

#include <string>
#include <vector>

namespace steppe {

/// Lets replicates of the plan draw these parameters, each from the joint draws of the scenario that the plan is of or else from its prior.
/// All others keep their values, and so do those that the state at an origin fixes (lasting_share). No keys: nothing is drawn.
void draw_parameters(Scenario const& opened, std::vector<std::string> const& keys, EnsemblePlan& plan);

} // namespace steppe
