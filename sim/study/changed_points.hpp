#pragma once
/// Points that are the scenario with a few values changed: one parameter at a time, a few held together.

#include "ensemble/plan.hpp"
#include "scenario/scenario.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace steppe {

/// Values of parameters, by position in the scenario, that a point has in place of the scenario's.
using Changes = std::vector<std::pair<std::size_t, double>>;

/// The scenario with some values changed, a point for each. What any of them changes is varied, in the scenario's order.
[[nodiscard]] DesignPoints changed_points(Scenario const& scenario, std::vector<Changes> const& changes);

} // namespace steppe
