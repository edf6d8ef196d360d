#include "study/attribution/result.hpp"

#include <algorithm>
#include <cmath>

namespace steppe {

std::size_t Attribution::pair(std::size_t first, std::size_t second) const
{
    auto const [low, high] = std::minmax(first, second);
    return low * (2 * players.size() - low - 1) / 2 + high - low - 1;
}

Estimated estimate_over_replicates(std::vector<double> const& values, std::size_t row, std::size_t outcome,
                                   RunLayout const& layout)
{
    std::size_t const outcomes = layout.outcomes.size();
    auto const replicates = static_cast<std::size_t>(layout.replicates);
    auto const value = [&](std::size_t n) { return values[(row * replicates + n) * outcomes + outcome]; };
    double sum = 0.0;
    double count = 0.0;
    for (std::size_t n = 0; n < replicates; ++n) {
        if (!std::isnan(value(n))) {
            sum += value(n);
            count += 1.0;
        }
    }
    double const mean = sum / count;
    double squares = 0.0;
    for (std::size_t n = 0; n < replicates; ++n) {
        squares += std::isnan(value(n)) ? 0.0 : (value(n) - mean) * (value(n) - mean);
    }
    return {.mean = mean, .standard_error = std::sqrt(squares / (count - 1.0) / count)};
}

} // namespace steppe
