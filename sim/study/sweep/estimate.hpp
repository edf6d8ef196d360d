#pragma once
/// What a study will cost, from a small part of it that is run.

#include "ensemble/run_pack.hpp"
#include "output/encoded_block.hpp"

namespace steppe {

struct Estimate {
    double seconds{};    ///< on as many threads as were named
    double bytes{};      ///< of results in the file
    std::int64_t runs{}; ///< that were made for it
};

/// Runs some blocks on these threads, for a second or so, and scales what they took: blocks spread over the points of the plan,
/// because these may cost differently.
[[nodiscard]] Estimate estimate_cost(EnsemblePlan const& plan, ReplicateEncoder const& encoder, LaneWidth width,
                                     int threads);

} // namespace steppe
