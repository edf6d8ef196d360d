#pragma once
/// Where a state stood at the origin, from noisy observations up to it: linear Gaussian models of one observed series, filtered (Kalman
/// 1960; Durbin & Koopman 2012, chapters 2 and 4) and fitted by the likelihood of what each year's observation was expected to be.
/// Years without an observation widen what is known and are no information.

#include "study/hindcast/observations.hpp"

#include <optional>
#include <span>
#include <vector>

namespace steppe {

/// A level and a drift, in the unit of the series.
struct OriginState {
    int year{};
    double level{};
    double drift{};          ///< expected change of the level by the next year, before damping
    double level_variance{}; ///< of what is known of the level
    double drift_variance{};
    double covariance{};
    double log_likelihood{}; ///< of all observations but the first, which only says where the level begins
    double squares{};        ///< sum of squared errors of these, each over its expected variance
};

/// A level that walks, observed with error: y = m + e, m' = m + w (Muth 1960).
struct LocalLevel {
    double walk_sd{};  ///< of a year
    double error_sd{}; ///< of an observation, above 0

    /// r = walk_sd^2 / error_sd^2
    [[nodiscard]] double signal_to_noise() const;
    /// Weight of the newest error once the filter has settled, [-r + (r^2 + 4 r)^(1/2)] / 2: that of simple exponential smoothing.
    [[nodiscard]] double steady_gain() const;
};

/// A level that walks and drifts, the drift dying out: m' = m + d + w, d' = phi d + u, y = m + e.
struct DampedDrift {
    double walk_sd{};     ///< of the level, a year
    double drift_sd{};    ///< of what is new in the drift, a year
    double persistence{}; ///< phi, in [0, 1)
    double error_sd{};    ///< of an observation, above 0
};

/// Filters up to the year `until`, at or after the last observation. The level begins unknown (diffuse), the drift in its stationary
/// distribution. Throws std::invalid_argument for no observation, years that do not rise, or parameters outside their bounds.
[[nodiscard]] OriginState filtered(LocalLevel const& model, std::span<DatedValue const> observed, int until);
[[nodiscard]] OriginState filtered(DampedDrift const& model, std::span<DatedValue const> observed, int until);

/// Mean and variance of the level `years` later, without observations in between. Of an observation, error_sd^2 comes on top.
struct LevelForecast {
    double mean{};
    double variance{};
};
[[nodiscard]] LevelForecast ahead(LocalLevel const& model, OriginState const& state, int years);
[[nodiscard]] LevelForecast ahead(DampedDrift const& model, OriginState const& state, int years);

/// The local level of greatest likelihood. Without `error_sd` it is fitted too, in closed form given r, and then the larger of it and
/// 1e-9 times the spread of the series. Throws std::invalid_argument for fewer than 3 observations.
[[nodiscard]] LocalLevel fit_local_level(std::span<DatedValue const> observed, std::optional<double> error_sd);

/// The damped drift of greatest likelihood, given the error of an observation; walks of up to 20 and drifts of up to 10 such errors a year,
/// persistence up to .98. Throws std::invalid_argument for fewer than 5 observations.
[[nodiscard]] DampedDrift fit_damped_drift(std::span<DatedValue const> observed, double error_sd);

} // namespace steppe
