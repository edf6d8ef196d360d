#include "study/calibration/waves.hpp"

#include "lanes/draws.hpp"
#include "model/streams.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace steppe {
namespace {

constexpr double pooled_runs = 8.0; ///< the variance over all draws counts as so many runs
constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double worth_a_wave = 0.9; ///< of the box, in which another wave is not worth its runs

std::vector<double> drawn_positions(CalibrationDesign const& design, PositionBox const& box, int call)
{
    std::vector<double> positions;
    for (int draw = 0; draw < design.wave_draws; ++draw) {
        Draws<double> const draws{design.seed, draw};
        for (std::size_t k = 0; k < design.parameters; ++k) {
            double const u = draws.uniform(call, stream::calibration, static_cast<std::uint32_t>(k));
            positions.push_back(box.low[k] + u * (box.high[k] - box.low[k]));
        }
    }
    return positions;
}

struct Moments {
    double mean{};
    double variance{};
};

Moments moments_over(std::span<double const> runs, std::size_t feature, std::size_t features)
{
    std::size_t const count = runs.size() / features;
    Moments found;
    for (std::size_t r = 0; r < count; ++r) {
        found.mean += runs[r * features + feature] / static_cast<double>(count);
    }
    for (std::size_t r = 0; r < count; ++r) {
        found.variance += std::pow(runs[r * features + feature] - found.mean, 2) / (static_cast<double>(count) - 1.0);
    }
    return found;
}

/// Mean over draws of the variance of each summary over a draw's runs; draws with a failed run do not count.
std::vector<double> common_variance(CalibrationDesign const& design, std::vector<double> const& features,
                                    std::size_t per_draw)
{
    std::vector<double> sums(design.summaries);
    double count = 0.0;
    for (std::size_t at = 0; at < features.size(); at += per_draw) {
        std::span<double const> const runs{features.data() + at, per_draw};
        if (std::all_of(runs.begin(), runs.end(), [](double one) { return std::isfinite(one); })) {
            for (std::size_t s = 0; s < sums.size(); ++s) {
                sums[s] += moments_over(runs, s, design.features).variance;
            }
            count += 1.0;
        }
    }
    for (double& sum : sums) {
        sum /= std::max(count, 1.0);
    }
    return sums;
}

/// Around the positions that are left, with a margin for those that were not drawn.
PositionBox box_around(std::vector<double> const& kept, PositionBox const& before)
{
    std::size_t const width = before.low.size();
    PositionBox box = before;
    auto const count = static_cast<double>(kept.size() / width);
    for (std::size_t k = 0; k < width; ++k) {
        double low = infinite;
        double high = -infinite;
        for (std::size_t at = k; at < kept.size(); at += width) {
            low = std::min(low, kept[at]);
            high = std::max(high, kept[at]);
        }
        double const margin = 2.0 * (high - low) / count + 0.02 * (before.high[k] - before.low[k]);
        box.low[k] = std::max(before.low[k], low - margin);
        box.high[k] = std::min(before.high[k], high + margin);
    }
    return box;
}

} // namespace

std::vector<double> implausibility_of(std::span<double const> runs, std::span<double const> observed,
                                      std::span<double const> common, std::size_t features)
{
    std::vector<double> found;
    double const count = static_cast<double>(runs.size()) / static_cast<double>(features);
    for (std::size_t s = 0; s < common.size(); ++s) {
        Moments const over = moments_over(runs, s, features);
        double const variance = ((count - 1.0) * over.variance + pooled_runs * common[s]) / (count - 1.0 + pooled_runs);
        double const distance = std::abs(over.mean - observed[s]);
        double const relative = distance == 0.0 ? 0.0 : distance / std::sqrt(variance * (1.0 + 1.0 / count));
        found.push_back(std::isnan(relative) ? infinite : relative);
    }
    return found;
}

std::optional<WaveDraws> match_history(CalibrationDesign const& design, std::span<double const> observed,
                                       Simulate const& simulate, int& calls, std::vector<Wave>& waves)
{
    WaveDraws last;
    PositionBox box{design.parameters};
    std::size_t const per_draw = static_cast<std::size_t>(design.wave_replicates) * design.features;
    for (int w = 0; w < design.waves; ++w) {
        last = {};
        last.box = box;
        last.positions = drawn_positions(design, box, calls);
        std::optional<std::vector<double>> found = simulate(last.positions, design.wave_replicates, calls++);
        if (!found) {
            return std::nullopt;
        }
        last.features = std::move(*found);
        std::vector<double> const common = common_variance(design, last.features, per_draw);
        Wave wave{.draws = static_cast<std::size_t>(design.wave_draws), .box = box, .nearest = infinite};
        wave.ruled_out.resize(design.summaries);
        std::vector<double> kept;
        for (std::size_t draw = 0; draw < wave.draws; ++draw) {
            std::vector<double> const each = implausibility_of(std::span{last.features}.subspan(draw * per_draw, per_draw),
                                                               observed, common, design.features);
            double worst = 0.0;
            for (std::size_t s = 0; s < each.size(); ++s) {
                worst = std::max(worst, each[s]);
                wave.ruled_out[s] += each[s] >= design.most_implausible ? 1.0 / static_cast<double>(design.wave_draws) : 0.0;
            }
            last.implausibility.push_back(worst);
            wave.nearest = std::min(wave.nearest, worst);
            if (worst < design.most_implausible) {
                ++wave.kept;
                auto const first = last.positions.begin() + static_cast<std::ptrdiff_t>(draw * design.parameters);
                kept.insert(kept.end(), first, first + static_cast<std::ptrdiff_t>(design.parameters));
            }
        }
        waves.push_back(wave);
        if (kept.empty()) {
            break;
        }
        PositionBox const next = box_around(kept, box);
        if (next.share() > worth_a_wave * box.share()) {
            break;
        }
        box = next;
    }
    return last;
}

} // namespace steppe
