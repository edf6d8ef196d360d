#include "ensemble/series_statistics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace steppe {
namespace {

constexpr std::size_t tile = Histogram::together;
constexpr std::size_t strip = 8 * tile; ///< cells of a replicate that are fetched at once

/// Of so many replicates, with room for the moments of `cells`.
BlockMoments room_for_moments(std::size_t replicates, std::size_t cells)
{
    return {.count = static_cast<std::int64_t>(replicates),
            .mean = std::vector<double>(cells),
            .squares = std::vector<double>(cells),
            .minimum = std::vector<double>(cells, std::numeric_limits<double>::infinity()),
            .maximum = std::vector<double>(cells, -std::numeric_limits<double>::infinity())};
}

/// The moments of some cells side by side.
struct TileMoments {
    std::array<double, tile> mean{}, squares{}, minimum{}, maximum{};

    /// Of `count` rows, at least one, which begin `stride` numbers apart.
    TileMoments(double const* rows, std::size_t count, std::size_t stride)
    {
        minimum.fill(std::numeric_limits<double>::infinity());
        maximum.fill(-std::numeric_limits<double>::infinity());
        double const* const end = rows + count * stride;
        for (double const* row = rows; row != end; row += stride) {
            for (std::size_t c = 0; c < tile; ++c) {
                mean[c] += row[c];
                minimum[c] = std::min(minimum[c], row[c]);
                maximum[c] = std::max(maximum[c], row[c]);
            }
        }
        for (double& sum : mean) {
            sum /= static_cast<double>(count);
        }
        for (double const* row = rows; row != end; row += stride) {
            for (std::size_t c = 0; c < tile; ++c) {
                double const deviation = row[c] - mean[c];
                squares[c] += deviation * deviation;
            }
        }
    }

    void store(BlockMoments& block, std::size_t first, std::size_t cells) const
    {
        auto const put = [&](std::array<double, tile> const& from, std::vector<double>& to) {
            std::copy_n(from.begin(), cells, to.begin() + static_cast<std::ptrdiff_t>(first));
        };
        put(mean, block.mean);
        put(squares, block.squares);
        put(minimum, block.minimum);
        put(maximum, block.maximum);
    }
};

} // namespace

SeriesStatistics::SeriesStatistics(std::size_t cells)
    : histograms_(cells, Histogram{most_bins}), moments_{room_for_moments(0, cells)}
{
}

BlockMoments SeriesStatistics::count(std::size_t replicates, CellSource const& source)
{
    std::size_t const cells = moments_.mean.size();
    BlockMoments block = room_for_moments(replicates, cells);
    if (replicates == 0) {
        return block;
    }
    std::vector<double> rows(replicates * strip);
    for (std::size_t begin = 0; begin < cells; begin += strip) {
        for (std::size_t replicate = 0; replicate < replicates; ++replicate) {
            source(replicate, begin, {rows.data() + replicate * strip, std::min(strip, cells - begin)});
        }
        for (std::size_t first = begin; first < std::min(begin + strip, cells); first += tile) {
            double const* const columns = rows.data() + (first - begin);
            std::size_t const some = std::min(tile, cells - first); // columns beyond them mean nothing
            TileMoments{columns, replicates, strip}.store(block, first, some);
            std::lock_guard const lock{counting_};
            Histogram::add_rows(std::span{histograms_}.subspan(first, some), columns, replicates, strip);
        }
    }
    return block;
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
