#pragma once
/// Runs a plan on several threads and hands its blocks to recorders in a fixed order.

#include "ensemble/run_pack.hpp"

#include <atomic>
#include <functional>
#include <optional>
#include <span>

namespace steppe {

struct RunOptions {
    int threads{}; ///< 0: as many as the machine has
    LaneWidth width{LaneWidth::native};
    /// Called after each block, from one thread at a time, with replicates done and in all (summed over arms and points, without
    /// those that are skipped).
    std::function<void(std::int64_t done, std::int64_t total)> progress{};
    /// When it becomes true, no further block is started, and those in flight end with the month that they are in: the first of them that is
    /// not done, and all behind it, are not recorded.
    std::atomic<bool> const* stop{};
    /// Blocks in flight are finished first: for a recorder that has taken in a block already when it prepares it.
    bool finishes_blocks{};
    /// Blocks that shall be neither run nor recorded: of another part of the study, or kept elsewhere.
    std::function<bool(BlockRange const&)> skip{};
    /// Blocks that are known already, from an earlier run of the same plan: they are recorded like the others and not run.
    /// Called from one thread at a time. Outcomes that it leaves out are reduced from its series.
    std::function<std::optional<ResultBlock>(BlockRange const&)> known{};
    /// If given, gets the seconds that each phase took, summed over threads.
    PhaseTimes* times{};
};

enum class RunEnd : std::uint8_t { complete, interrupted };

/// Calls begin, prepare for every block, what prepare returned in the order of BlockSequence, and finish. Memory is bounded by the blocks in flight.
/// Exceptions of a recorder end the run and pass through.
RunEnd run_ensemble(EnsemblePlan const& plan, std::span<Recorder* const> recorders, RunOptions const& options = {});

/// The number of threads that `threads` stands for.
[[nodiscard]] int resolved_threads(int threads);

} // namespace steppe
