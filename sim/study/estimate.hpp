#pragma once
/// What a study will cost, from a small part of it that is run.

#include "ensemble/run_pack.hpp"
#include "output/encoded_block.hpp"

namespace steppe {

struct Estimate {
    double seconds{}; ///< on as many threads as were named
    double bytes{};   ///< of results in the file
};

/// Runs the first block of the plan and scales it.
[[nodiscard]] Estimate estimate_cost(EnsemblePlan const& plan, ReplicateEncoder const& encoder, LaneWidth width,
                                     int threads);

} // namespace steppe
