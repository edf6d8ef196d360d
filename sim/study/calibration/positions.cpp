#include "study/calibration/positions.hpp"

#include "lanes/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace steppe {
namespace {

constexpr double smallest = 1e-12; // of a position, and what is left above it

double normal_probability(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

} // namespace

double PositionBox::share() const
{
    double all = 1.0;
    for (std::size_t k = 0; k < low.size(); ++k) {
        all *= high[k] - low[k];
    }
    return all;
}

double PositionBox::z_of(std::size_t parameter, double position) const
{
    double const within = (position - low[parameter]) / (high[parameter] - low[parameter]);
    return normal_quantile(std::clamp(within, smallest, 1.0 - smallest));
}

double PositionBox::position_of(std::size_t parameter, double z) const
{
    double const within = std::clamp(normal_probability(z), smallest, 1.0 - smallest);
    return low[parameter] + within * (high[parameter] - low[parameter]);
}

} // namespace steppe
