#include "ensemble/variance_split.hpp"

#include <algorithm>
#include <cmath>

namespace steppe {

void RunningSplit::add(double value)
{
    if (!std::isnan(value)) {
        draw_.add(value);
    }
    if (++received_ < per_draw_) {
        return;
    }
    if (draw_.count() == per_draw_) {
        means_.add(draw_.mean());
        within_ += draw_.squares();
    }
    draw_ = {};
    received_ = 0;
}

VarianceSplit RunningSplit::result() const
{
    VarianceSplit split{.draws = means_.count()};
    if (split.draws < 2) {
        return split;
    }
    auto const draws = static_cast<double>(split.draws);
    double const between = means_.variance();
    split.standard_error = std::sqrt(between / draws);
    if (per_draw_ > 1) {
        split.chance = within_ / (draws * (per_draw_ - 1.0));
        split.parameters = std::max(0.0, between - split.chance / per_draw_);
    }
    return split;
}

VarianceSplit split_variance(std::span<double const> values, int per_draw)
{
    RunningSplit split{per_draw};
    for (double value : values) {
        split.add(value);
    }
    return split.result();
}

} // namespace steppe
