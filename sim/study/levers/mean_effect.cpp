#include "study/levers/mean_effect.hpp"

#include "ensemble/running_moments.hpp"
#include "output/summary.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace steppe {

Interval MeanEffect::interval() const
{
    double const reach = normal_95_percent_quantile * standard_error;
    return {mean - reach, mean + reach};
}

int MeanEffect::clear_sign() const
{
    Interval const within = interval();
    return within.low > 0.0 ? 1 : within.high < 0.0 ? -1 : 0;
}

MeanEffect mean_effect(std::span<double const> values)
{
    RunningMoments moments;
    for (double value : values) {
        if (!std::isnan(value)) {
            moments.add(value);
        }
    }
    MeanEffect effect{moments.mean(), std::numeric_limits<double>::quiet_NaN(), moments.count()};
    if (moments.count() > 1) {
        effect.standard_error = std::sqrt(moments.variance() / static_cast<double>(moments.count()));
    }
    return effect;
}

std::vector<double> paired_differences(KeptOutcomes const& kept, std::size_t point, std::size_t outcome)
{
    std::int64_t const replicates = kept.layout().replicates;
    std::vector<double> differences(static_cast<std::size_t>(replicates));
    for (std::int64_t n = 0; n < replicates; ++n) {
        differences[static_cast<std::size_t>(n)] = kept.at(0, point, n)[outcome] - kept.at(1, point, n)[outcome];
    }
    return differences;
}

std::vector<double> less(std::span<double const> left, std::span<double const> right)
{
    std::vector<double> differences(std::min(left.size(), right.size()));
    std::transform(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(differences.size()), right.begin(),
                   differences.begin(), std::minus<>{});
    return differences;
}

} // namespace steppe
