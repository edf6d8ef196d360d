#include "ensemble/series_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace steppe {

BlockMoments moments_of(std::span<std::vector<double> const> rows, std::size_t cells)
{
    BlockMoments block{.count = static_cast<std::int64_t>(rows.size()),
                       .mean = std::vector<double>(cells),
                       .squares = std::vector<double>(cells),
                       .minimum = std::vector<double>(cells, std::numeric_limits<double>::infinity()),
                       .maximum = std::vector<double>(cells, -std::numeric_limits<double>::infinity())};
    for (std::vector<double> const& row : rows) {
        for (std::size_t c = 0; c < cells; ++c) {
            block.mean[c] += row[c];
            block.minimum[c] = std::min(block.minimum[c], row[c]);
            block.maximum[c] = std::max(block.maximum[c], row[c]);
        }
    }
    for (double& mean : block.mean) {
        mean /= std::max(static_cast<double>(rows.size()), 1.0);
    }
    for (std::vector<double> const& row : rows) {
        for (std::size_t c = 0; c < cells; ++c) {
            double const deviation = row[c] - block.mean[c];
            block.squares[c] += deviation * deviation;
        }
    }
    return block;
}

SeriesStatistics::SeriesStatistics(std::size_t cells)
    : histograms_(cells, Histogram{most_bins}), moments_{moments_of({}, cells)}
{
}

void SeriesStatistics::count(std::span<std::vector<double> const> rows)
{
    // A few cells at a time, whose bins stay in the cache for all rows.
    constexpr std::size_t together = 16;
    std::lock_guard const lock{counting_};
    for (std::size_t first = 0; first < histograms_.size(); first += together) {
        std::size_t const last = std::min(first + together, histograms_.size());
        for (std::vector<double> const& row : rows) {
            for (std::size_t c = first; c < last; ++c) {
                histograms_[c].add(row[c]);
            }
        }
    }
}

void SeriesStatistics::merge(BlockMoments const& block)
{
    if (block.count == 0) {
        return;
    }
    auto const before = static_cast<double>(moments_.count);
    auto const added = static_cast<double>(block.count);
    double const share = added / (before + added);
    moments_.count += block.count;
    for (std::size_t c = 0; c < moments_.mean.size(); ++c) {
        double const step = block.mean[c] - moments_.mean[c];
        moments_.mean[c] += step * share;
        moments_.squares[c] += block.squares[c] + step * step * before * share;
        moments_.minimum[c] = std::min(moments_.minimum[c], block.minimum[c]);
        moments_.maximum[c] = std::max(moments_.maximum[c], block.maximum[c]);
    }
}

SeriesSummary SeriesStatistics::result() const
{
    SeriesSummary summary;
    if (moments_.count == 0) {
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        summary.statistics.assign(moments_.mean.size() * summary_statistics.size(), none);
        summary.quantiles.assign(moments_.mean.size() * summary_quantiles.size(), none);
        return summary;
    }
    double const degrees = std::max(static_cast<double>(moments_.count - 1), 1.0);
    for (std::size_t c = 0; c < moments_.mean.size(); ++c) {
        for (double value :
             {moments_.mean[c], std::sqrt(moments_.squares[c] / degrees), moments_.minimum[c], moments_.maximum[c]}) {
            summary.statistics.push_back(value);
        }
        for (double probability : summary_quantiles) {
            // A bin may begin below the least number.
            summary.quantiles.push_back(std::max(histograms_[c].quantile(probability), moments_.minimum[c]));
        }
        summary.quantile_error = std::max(summary.quantile_error, histograms_[c].width());
    }
    return summary;
}

} // namespace steppe
