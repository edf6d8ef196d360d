#pragma once
/// A comparison that a page runs block by block.

#include "ensemble/run_pack.hpp"
#include "output/value_digest.hpp"
#include "scenario/scenario.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace steppe::browser {

/// Of one block, in the order of the plan's arms.
struct BlockSums {
    std::vector<double> outcomes; ///< [arm][replicate of the block][outcome]; NaN where a replicate failed
    /// Of every recorded value in every month, over the pairs that ran in both of the first two arms: [sum in the first, sum in the second,
    /// sum of squared differences][measure, month, element].
    std::vector<double> series;
    int pairs{};  ///< that ran in both
    int failed{}; ///< jobs
    std::string digest;
};

/// Of a scenario whose files are kept (browser/memory_files.hpp).
class LiveRun {
public:
    /// Throws InputError as read_scenario, choose_arms and make_structure do; needs two arms.
    LiveRun(std::string const& path, std::vector<Override> const& overrides, std::vector<std::string> const& arms);

    [[nodiscard]] RunLayout const& layout() const { return layout_; }
    [[nodiscard]] std::int64_t block_count() const { return blocks_.size(); }
    [[nodiscard]] BlockRange block(std::int64_t index) const { return blocks_.at(index); }
    /// Runs a block and sums it up; valid until the next call. `index` below block_count().
    [[nodiscard]] BlockSums const& run(std::int64_t index);

private:
    void sum_series(ResultBlock const& block);

    EnsemblePlan plan_;
    RunLayout layout_;
    BlockSequence blocks_;
    std::unique_ptr<BlockRunner> runner_;
    BlockSums sums_;
};

} // namespace steppe::browser
