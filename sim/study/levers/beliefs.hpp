#pragma once
/// Which beliefs about parameters matter, over draws of all of them from their priors.

#include "model/prior.hpp"
#include "study/levers/result.hpp"

#include <cstdint>
#include <vector>

namespace steppe {

/// Fills in `result` what draws say: the mean, the probability of a gain, and every belief. `differences`: one for each draw, NaN where a run
/// failed. Nothing where fewer than 200 draws are whole, or none of them differ.
void find_beliefs(Scenario const& scenario, PriorSampler const& priors, std::uint64_t seed,
                  std::vector<double> const& differences, LeverResult& result);

} // namespace steppe
