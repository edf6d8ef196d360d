#include "study/estimate.hpp"

#include <chrono>

namespace steppe {

Estimate estimate_cost(EnsemblePlan const& plan, ReplicateEncoder const& encoder, LaneWidth width, int threads)
{
    bool const keep_series = encoder.record() == ReplicateRecord::trajectories;
    std::unique_ptr<BlockRunner> const runner = make_block_runner(plan, width, keep_series);
    BlockRange const first = BlockSequence{encoder.layout()}.at(0);
    static_cast<void>(runner->run(first)); // warms caches: the first block of a run is one of many
    auto const start = std::chrono::steady_clock::now();
    EncodedBlock const block = encoder.encode(runner->run(first));
    double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    double const blocks =
        static_cast<double>(plan.points.count) * static_cast<double>(plan.replicates) / first.jobs_per_arm();
    return {.seconds = seconds * blocks / threads, .bytes = static_cast<double>(block.bytes()) * blocks};
}

} // namespace steppe
