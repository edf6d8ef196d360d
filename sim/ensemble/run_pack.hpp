#pragma once
/// Runs one block of jobs: packs of W lanes through the months, results into the block.

#include "ensemble/plan.hpp"

#include <atomic>
#include <memory>

namespace steppe {

/// How wide packs are: the reference steps one replicate at a time, and must give the same bits.
enum class LaneWidth : std::uint8_t { reference, native };

/// Replicates in one pack.
[[nodiscard]] int lanes_of(LaneWidth width);

/// Workspace of one thread; reused for block after block.
class BlockRunner {
public:
    virtual ~BlockRunner() = default;
    /// A replicate whose state becomes non-finite ends there: its remaining months are NaN, its state is `failed`, and the
    /// month and measure are recorded. The others go on. The result is valid until the next call, which writes into the same memory:
    /// blocks of megabytes would else go back to the system and come again page by page.
    /// Null if `stop`, looked at every month, became true before the block was done; what there is of it is lost.
    [[nodiscard]] virtual ResultBlock const* run(BlockRange const& range, std::atomic<bool> const* stop = nullptr) = 0;
};

/// `plan` must outlive the runner. Without `keep_series` a block has outcomes only; with `take_times` it
/// says where its time went.
[[nodiscard]] std::unique_ptr<BlockRunner> make_block_runner(EnsemblePlan const& plan, LaneWidth width, bool keep_series,
                                                             bool take_times = false);

/// The same, at the native width, for a plan whose lanes share their parameters, as those of one point without priors do: what calls this alone
/// need not hold the engine for other plans. Throws std::logic_error for those, when they run.
[[nodiscard]] std::unique_ptr<BlockRunner> make_shared_values_runner(EnsemblePlan const& plan, bool keep_series);

} // namespace steppe
