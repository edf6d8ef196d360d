#include "ensemble/variance_split.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace steppe {

VarianceSplit split_variance(std::span<double const> values, int per_draw)
{
    auto const size = static_cast<std::size_t>(per_draw);
    std::vector<double> means;
    double within = 0.0;
    for (std::size_t first = 0; first + size <= values.size(); first += size) {
        std::span<double const> const group = values.subspan(first, size);
        if (std::any_of(group.begin(), group.end(), [](double value) { return std::isnan(value); })) {
            continue;
        }
        double const mean = std::accumulate(group.begin(), group.end(), 0.0) / per_draw;
        for (double value : group) {
            within += (value - mean) * (value - mean);
        }
        means.push_back(mean);
    }
    VarianceSplit split{.draws = static_cast<std::int64_t>(means.size())};
    if (means.size() < 2) {
        return split;
    }
    auto const draws = static_cast<double>(means.size());
    double const overall = std::accumulate(means.begin(), means.end(), 0.0) / draws;
    double between = 0.0;
    for (double mean : means) {
        between += (mean - overall) * (mean - overall);
    }
    between /= draws - 1.0;
    split.standard_error = std::sqrt(between / draws);
    if (per_draw > 1) {
        split.chance = within / (draws * (per_draw - 1.0));
        split.parameters = std::max(0.0, between - split.chance / per_draw);
    }
    return split;
}

} // namespace steppe
