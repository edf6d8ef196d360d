#pragma once
/// Why a lever does not move the effect.

#include "ensemble/plan.hpp"
#include "study/levers/design.hpp"
#include "study/levers/result.hpp"
#include "study/run_plan.hpp"

namespace steppe {

/// Says of every lever that is inert what happens at its ends instead (InertKind), in the order of that enumeration: by runs with all measures that an
/// audit counts; then with each switch turned; then with all other parameters drawn from their priors, from 32 draws. `no_path`: none of these.
[[nodiscard]] RunEnd explain_inert_levers(Scenario const& scenario, EnsemblePlan const& plan, std::size_t outcome,
                                          LeverDesign const& design, RunPlan const& run_plan, LeverResult& result);

} // namespace steppe
