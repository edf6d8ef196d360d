#include "study/hindcast/baselines.hpp"

#include "lanes/distributions.hpp"
#include "lanes/draws.hpp"
#include "model/streams.hpp"
#include "study/hindcast/minimise.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>
#include <stdexcept>

namespace steppe {
namespace {

void check(SeriesTable const& table, std::size_t least_years)
{
    if (table.years.size() < least_years || table.series == 0 || table.values.size() != table.years.size() * table.series) {
        throw std::invalid_argument{"too few years for this baseline"};
    }
    if (std::adjacent_find(table.years.begin(), table.years.end(), std::greater_equal<>{}) != table.years.end()) {
        throw std::invalid_argument{"years of a series must rise"};
    }
    if (!std::all_of(table.values.begin(), table.values.end(), [](double value) { return std::isfinite(value); })) {
        throw std::invalid_argument{"a value of a series is not finite"};
    }
}

std::size_t parameters_of(Baseline baseline)
{
    return baseline == Baseline::random_walk ? 0 : baseline == Baseline::exponential ? 1 : 3;
}

/// Minus the log likelihood, less what does not depend on the smoothing, over half the number of errors: ln of the mean square of the
/// errors, and the mean ln of the variance of gaps.
double badness(SeriesTable const& table, std::size_t column, Smoothing const& smoothing)
{
    Smoothed const found = smooth(table, column, smoothing);
    double squares = 0.0;
    double gaps = 0.0;
    for (std::size_t i = 0; i < found.errors.size(); ++i) {
        squares += found.errors[i] * found.errors[i];
        int const step = table.years[i + 1] - table.years[i];
        gaps += step == 1 ? 0.0 : std::log(smoothing.variance_over(step));
    }
    auto const n = static_cast<double>(found.errors.size());
    return std::log(squares / n) + gaps / n; // minus infinity for a series without errors
}

} // namespace

double Smoothing::trend_over(int years) const
{
    double sum = 0.0;
    double power = 1.0;
    for (int j = 0; j < years; ++j) {
        power *= damping;
        sum += power;
    }
    return sum;
}

double Smoothing::variance_over(int years) const
{
    double variance = 1.0;
    for (int j = 1; j < years; ++j) {
        double const weight = alpha + beta * trend_over(j);
        variance += weight * weight;
    }
    return variance;
}

Smoothed smooth(SeriesTable const& table, std::size_t column, Smoothing const& smoothing)
{
    Smoothed state;
    state.level = table.at(0, column);
    for (std::size_t row = 1; row < table.years.size(); ++row) {
        int const step = table.years[row] - table.years[row - 1];
        double const expected = state.level + smoothing.trend_over(step) * state.trend;
        double const error = table.at(row, column) - expected;
        double const carried = state.trend * std::pow(smoothing.damping, step);
        state.level = expected + smoothing.alpha * error;
        state.trend = carried + smoothing.beta * error;
        state.errors.push_back(step == 1 ? error : error / std::sqrt(smoothing.variance_over(step)));
    }
    return state;
}

Smoothing fit_smoothing(SeriesTable const& table, std::size_t column, Baseline baseline)
{
    check(table, parameters_of(baseline) + 2);
    if (baseline == Baseline::random_walk) {
        return {};
    }
    if (baseline == Baseline::exponential) {
        std::array const bounds{Bounds{0.0, 1.0, 101}};
        auto const best = minimise([&](auto at) { return badness(table, column, {at[0], 0.0, 0.0}); }, bounds);
        return {best[0], 0.0, 0.0};
    }
    auto const smoothing = [](auto at) { return Smoothing{at[0], at[0] * at[1], at[2]}; };
    std::array const bounds{Bounds{0.0, 1.0, 21}, Bounds{0.0, 1.0, 11}, Bounds{0.8, 0.98, 7}};
    return smoothing(minimise([&](auto at) { return badness(table, column, smoothing(at)); }, bounds));
}

std::vector<double> smoothing_forecast(SeriesTable const& table, Baseline baseline, int ahead, std::size_t members,
                                       std::uint64_t seed)
{
    check(table, parameters_of(baseline) + 2);
    std::size_t const errors = table.years.size() - 1;
    std::size_t const counted = errors - std::min(errors - 1, parameters_of(baseline));
    std::vector<double> points(table.series);
    std::vector<double> scaled(table.series * errors); // [series][error]
    for (std::size_t k = 0; k < table.series; ++k) {
        Smoothing const smoothing = fit_smoothing(table, k, baseline);
        Smoothed const state = smooth(table, k, smoothing);
        points[k] = state.level + smoothing.trend_over(ahead) * state.trend;
        double const scale = std::sqrt(smoothing.variance_over(ahead) / static_cast<double>(counted));
        std::transform(state.errors.begin(), state.errors.end(), scaled.begin() + static_cast<std::ptrdiff_t>(k * errors),
                       [=](double error) { return scale * error; });
    }
    // A sum of the errors themselves, each times a normal draw, has their covariance over series without a factorisation.
    std::vector<double> forecast(members * table.series);
    std::vector<double> normals(errors);
    for (std::size_t m = 0; m < members; ++m) {
        Draws<double> const draws{seed, static_cast<std::int64_t>(m)};
        for (std::size_t i = 0; i < errors; ++i) {
            normals[i] = normal_quantile(draws.uniform(0, stream::baseline, static_cast<std::uint32_t>(i)));
        }
        for (std::size_t k = 0; k < table.series; ++k) {
            forecast[m * table.series + k] = std::inner_product(
                normals.begin(), normals.end(), scaled.begin() + static_cast<std::ptrdiff_t>(k * errors), points[k]);
        }
    }
    return forecast;
}

std::vector<double> climatology(SeriesTable const& table)
{
    check(table, 2);
    return table.values;
}

std::vector<double> distances_from(std::span<double const> own, std::span<double const> partners)
{
    std::vector<double> distances;
    distances.reserve(own.size() * partners.size());
    for (double const point : own) {
        for (double const partner : partners) {
            distances.push_back(std::abs(point - partner));
        }
    }
    return distances;
}

std::vector<double> shares_with_growth(std::span<double const> shares, std::span<double const> growth)
{
    std::size_t const partners = growth.size();
    if (partners == 0 || shares.size() % partners != 0) {
        throw std::invalid_argument{"each partner's share needs its growth"};
    }
    std::vector<double> grown(shares.size());
    for (std::size_t begin = 0; begin < shares.size(); begin += partners) {
        double before = 0.0;
        double after = 0.0;
        for (std::size_t j = 0; j < partners; ++j) {
            grown[begin + j] = shares[begin + j] * growth[j];
            before += shares[begin + j];
            after += grown[begin + j];
        }
        for (std::size_t j = 0; j < partners; ++j) {
            grown[begin + j] *= after > 0.0 ? before / after : 1.0;
        }
    }
    return grown;
}

} // namespace steppe
