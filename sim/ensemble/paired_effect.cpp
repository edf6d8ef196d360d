#include "ensemble/paired_effect.hpp"

#include "ensemble/variance_split.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace steppe {
namespace {

struct Moments {
    double mean{};
    double variance{}; ///< unbiased
};

/// Two passes: exact to rounding even where the mean dwarfs the spread.
Moments moments(std::span<double const> values)
{
    auto const count = static_cast<double>(values.size());
    double const mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
    double squares = 0.0;
    for (double value : values) {
        squares += (value - mean) * (value - mean);
    }
    return {mean, values.size() > 1 ? squares / (count - 1.0) : 0.0};
}

/// Linear interpolation between order statistics (Hyndman & Fan type 7, the default of NumPy and R).
double quantile(std::span<double const> sorted, double probability)
{
    double const position = probability * static_cast<double>(sorted.size() - 1);
    auto const below = static_cast<std::size_t>(position);
    std::size_t const above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (position - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

} // namespace

PairedEffect paired_effect(std::span<double const> treated, std::span<double const> control, int replicates_per_draw)
{
    std::vector<double> a;
    std::vector<double> b;
    std::vector<double> difference;
    std::vector<double> in_order; // with NaN where a pair is incomplete, so that draws keep their places
    for (std::size_t i = 0; i < std::min(treated.size(), control.size()); ++i) {
        in_order.push_back(treated[i] - control[i]);
        if (!std::isnan(treated[i]) && !std::isnan(control[i])) {
            a.push_back(treated[i]);
            b.push_back(control[i]);
            difference.push_back(treated[i] - control[i]);
        }
    }
    PairedEffect effect;
    if (difference.empty()) {
        return effect;
    }
    constexpr double normal_95_percent_quantile = 1.6448536269514722;
    auto const pairs = static_cast<double>(difference.size());
    Moments const of_treated = moments(a);
    Moments const of_control = moments(b);
    Moments const of_difference = moments(difference);
    effect.pairs = static_cast<std::int64_t>(difference.size());
    effect.treated_mean = of_treated.mean;
    effect.control_mean = of_control.mean;
    effect.mean = of_difference.mean;
    effect.standard_error = std::sqrt(of_difference.variance / pairs);
    if (replicates_per_draw > 0) {
        VarianceSplit const split = split_variance(in_order, replicates_per_draw);
        effect.standard_error = split.standard_error;
        if (split.parameters + split.chance > 0.0) {
            effect.parameter_share = split.parameters / (split.parameters + split.chance);
        }
    }
    double const half_width = normal_95_percent_quantile * effect.standard_error;
    effect.mean_interval = {effect.mean - half_width, effect.mean + half_width};
    std::sort(difference.begin(), difference.end());
    effect.spread = {quantile(difference, 0.05), quantile(difference, 0.95)};
    effect.share_positive =
        static_cast<double>(std::count_if(difference.begin(), difference.end(), [](double d) { return d > 0.0; })) / pairs;
    effect.share_negative =
        static_cast<double>(std::count_if(difference.begin(), difference.end(), [](double d) { return d < 0.0; })) / pairs;
    if (of_difference.variance > 0.0) {
        effect.variance_reduction = (of_treated.variance + of_control.variance) / of_difference.variance;
    }
    return effect;
}

} // namespace steppe
