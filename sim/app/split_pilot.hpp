#pragma once
/// Which share of the variance of effects comes from parameters, where one replicate a draw does not tell.

#include "ensemble/run_ensemble.hpp"
#include "ensemble/summariser.hpp"
#include "scenario/scenario.hpp"

namespace steppe::app {

/// Where a plan draws parameters anew for each replicate, runs a pilot of up to 128 draws with four replicates each, a quarter of the plan's
/// replicates at most, and has `outcomes` take the split from it. Nothing where that leaves fewer than eight draws, or no contrast.
void take_split(Scenario const& scenario, EnsemblePlan const& plan, Summariser& outcomes, RunOptions const& options);

} // namespace steppe::app
