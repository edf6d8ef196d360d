#pragma once
/// The least value of a function of few bounded arguments, without derivatives: a grid, then a compass search. Deterministic, and good
/// enough for likelihoods of short series, which are flat and may be least at a bound.

#include <algorithm>
#include <limits>
#include <span>
#include <vector>

namespace steppe {

struct Bounds {
    double low{};
    double high{};
    int points{}; ///< of the grid along this argument, at least 2
};

/// `function(std::span<double const>)` at every point of the grid, the last argument fastest; the first of equal ones is kept. From there
/// one argument at a time moves by its step, half that of the grid and halved whenever no move helps, until it is `finest` of the range.
template <class Function>
[[nodiscard]] std::vector<double> minimise(Function const& function, std::span<Bounds const> bounds, double finest = 1e-7)
{
    auto const at = [&](std::size_t i, int point) {
        return bounds[i].low + (bounds[i].high - bounds[i].low) * point / (bounds[i].points - 1);
    };
    std::vector<int> counter(bounds.size());
    std::vector<double> trial(bounds.size());
    std::vector<double> best;
    double least = std::numeric_limits<double>::infinity();
    for (bool more = true; more;) {
        for (std::size_t i = 0; i < bounds.size(); ++i) {
            trial[i] = at(i, counter[i]);
        }
        double const value = function(std::span<double const>{trial});
        if (best.empty() || value < least) {
            least = value;
            best = trial;
        }
        more = false;
        for (std::size_t i = bounds.size(); i-- > 0 && !more;) {
            more = ++counter[i] < bounds[i].points;
            counter[i] = more ? counter[i] : 0;
        }
    }
    int const most_points = std::max_element(bounds.begin(), bounds.end(), [](Bounds const& a, Bounds const& b) {
                                return a.points < b.points;
                            })->points;
    for (double step = 0.5; step > finest * (most_points - 1);) { // of the distance of points of the grid
        bool moved = false;
        for (std::size_t i = 0; i < bounds.size(); ++i) {
            double const length = step * (bounds[i].high - bounds[i].low) / (bounds[i].points - 1);
            for (double const sign : {-1.0, 1.0}) {
                trial = best;
                trial[i] = std::clamp(best[i] + sign * length, bounds[i].low, bounds[i].high);
                double const value = function(std::span<double const>{trial});
                if (value < least) {
                    least = value;
                    best = trial;
                    moved = true;
                }
            }
        }
        step = moved ? step : step / 2.0;
    }
    return best;
}

} // namespace steppe
