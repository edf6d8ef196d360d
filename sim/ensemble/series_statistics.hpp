#pragma once
/// Statistics of every value in every month over the replicates of one point, in one arm or contrast.

#include "ensemble/quantile_sketch.hpp"
#include "output/summary.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <span>
#include <vector>

namespace steppe {

/// Mean, variance and extremes of the cells (month, element) of one measure over the replicates of a block.
struct BlockMoments {
    std::int64_t count{};
    std::vector<double> mean, squares, minimum, maximum; ///< [cell]

    template <class Archive>
    void archive(Archive& archive)
    {
        archive(count, mean, squares, minimum, maximum);
    }
};

/// Where the numbers of a block come from: fills `cells` with those of a replicate from cell `first` on.
using CellSource = std::function<void(std::size_t replicate, std::size_t first, std::span<double> cells)>;

/// One measure. Counts of the quantiles may arrive from several threads in any order, moments in a fixed one: both give the
/// same bits however the work was shared.
class SeriesStatistics {
public:
    explicit SeriesStatistics(std::size_t cells);

    /// Counts the numbers of so many replicates of a block, and gives their moments.
    [[nodiscard]] BlockMoments count(std::size_t replicates, CellSource const& source);
    /// Chan, Golub & LeVeque (1983).
    void merge(BlockMoments const& block);
    [[nodiscard]] SeriesSummary result() const;

    template <class Archive>
    void archive(Archive& archive)
    {
        archive(histograms_, moments_);
    }

private:
    static constexpr std::int32_t most_bins = 512;

    std::mutex counting_;
    std::vector<Histogram> histograms_; ///< [cell]
    BlockMoments moments_;
};

} // namespace steppe
