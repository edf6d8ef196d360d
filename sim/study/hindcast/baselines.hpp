#pragma once
/// What a forecast is held against: the last value, simple exponential smoothing, a damped trend, the record's own distribution, and
/// persistence of what is the state's own while what is known moves. Each is an ensemble made of nothing but the series up to the
/// origin, so that all are scored alike.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace steppe {

/// Several series by year up to the origin, in ascending order of years; a year that lacks one of them is left out altogether.
struct SeriesTable {
    std::vector<int> years;
    std::vector<double> values; ///< [year][series]
    std::size_t series{};

    [[nodiscard]] double at(std::size_t row, std::size_t column) const { return values[row * series + column]; }
};

/// Exponential smoothing with additive errors, of a level and a trend that is damped by `damping` a year (Hyndman, Koehler, Ord & Snyder 2008,
/// model A, Ad, N): y = l + phi b + e; l' = l + phi b + alpha e; b' = phi b + beta e. A random walk is alpha = 1 without a trend, simple exponential
/// smoothing has no trend. Level and trend begin at the first value and 0.
struct Smoothing {
    double alpha{1.0};
    double beta{};
    double damping{};

    /// What the trend of 1 adds in `years` years: phi + ... + phi^years.
    [[nodiscard]] double trend_over(int years) const;
    /// Variance of the error `years` ahead over that of one year: 1 + sum_{j<h} (alpha + beta (phi + ... + phi^j))^2.
    [[nodiscard]] double variance_over(int years) const;
};

struct Smoothed {
    double level{};
    double trend{};
    /// Errors of one step each, [row - 1]; over a gap of k years the error of k steps over the square root of its variance.
    std::vector<double> errors;
};
[[nodiscard]] Smoothed smooth(SeriesTable const& table, std::size_t column, Smoothing const& smoothing);

enum class Baseline : std::uint8_t { random_walk, exponential, damped_trend };

/// The smoothing of greatest normal likelihood, which without gaps is that of least squared errors: alpha in [0, 1]; for the damped trend
/// beta in [0, alpha] and phi in [.8, .98]. Throws std::invalid_argument for fewer than 2 years (5 for a damped trend), years that do not
/// rise, or values that are not finite.
[[nodiscard]] Smoothing fit_smoothing(SeriesTable const& table, std::size_t column, Baseline baseline);

/// `members` forecasts, [member][series], `ahead` years after the table's last: point forecasts, and errors with the covariance over series of
/// the errors of one step, each series scaled to the horizon, and normal. The covariance is over as many errors as there are, less the
/// parameters fitted (at least 1). Draws are addressed by `seed` alone: every baseline of a seed meets the same. Throws as above.
[[nodiscard]] std::vector<double> smoothing_forecast(SeriesTable const& table, Baseline baseline, int ahead,
                                                     std::size_t members, std::uint64_t seed);

/// Every year of the record as a member of equal weight, [member][series]: what years up to the origin were like, jointly.
[[nodiscard]] std::vector<double> climatology(SeriesTable const& table);

/// Conditional persistence of distances: members of the state's own point as a random walk from the origin, and partners where they are
/// known to be at the target: |x_k - p_j|, [member][partner].
[[nodiscard]] std::vector<double> distances_from(std::span<double const> own, std::span<double const> partners);

/// Conditional persistence of shares: each member's shares [member][partner] times the known growth of its partner's driver from origin to
/// target, scaled so that the sum of the member's shares stays.
[[nodiscard]] std::vector<double> shares_with_growth(std::span<double const> shares, std::span<double const> growth);

} // namespace steppe
