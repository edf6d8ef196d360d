#include "study/audit/echo.hpp"

#include "ensemble/running_moments.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace steppe {

std::vector<std::size_t> order_of(std::span<double const> values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    return order;
}

double explained_share(std::span<double const> outcome, std::span<std::size_t const> order)
{
    RunningMoments moments;
    for (double value : outcome) {
        moments.add(value);
    }
    if (std::sqrt(moments.variance()) <= 1e-6 * std::abs(moments.mean())) {
        return 0.0;
    }
    double steps = 0.0;
    for (std::size_t i = 1; i < order.size(); ++i) {
        double const step = outcome[order[i]] - outcome[order[i - 1]];
        steps += step * step;
    }
    return 1.0 - steps / (2.0 * moments.squares());
}

} // namespace steppe
