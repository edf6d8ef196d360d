#pragma once
/// What a user changed to no effect.

#include "ensemble/run_ensemble.hpp"
#include "scenario/scenario.hpp"

namespace steppe::app {

/// Says on standard error which parameters were set to another value than the files state, on which no outcome depends: those at which a few
/// replicates give the same bits of every outcome that an audit counts, in every arm, as at the stated value. Parameters that the scenario
/// calls inert are left to `print_inert_notes`.
void print_unmoved_notes(Scenario const& scenario, EnsemblePlan const& plan, RunOptions const& options);

} // namespace steppe::app
