#pragma once
/// A state's ideal point in UN votes as a state that walks and drifts, with the points of its peers, and its distances from powers.
///
///   x = z + lambda c;   z' = z + b + w;   b' = phi b + u;   seen with error e.     c: mean point of peers, a driver
///
/// Ratios of walk, drift and error, and phi, are those of greatest likelihood over all states of the panel together: a state's own
/// twenty years do not tell them apart. How much a state moves is its own, shrunk towards the panel. lambda has a flat prior on [0, 1]
/// and each member its own, by the likelihood of the hedger's own series.

#include "study/hindcast/operators.hpp"
#include "study/hindcast/state_filters.hpp"
#include "study/hindcast/yearly_driver.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace steppe {

/// The models of several series, each in its own scale; with the error of observation given, all in one. Nothing for a series with fewer
/// than 5 values.
[[nodiscard]] std::vector<std::optional<DampedDrift>> fit_panel(std::vector<std::vector<DatedValue>> const& series,
                                                                std::optional<double> error_sd);

/// What happens to one state from an origin on, in `years` years: [member][year], without errors of observation.
class VotingForecast {
public:
    /// `fit` and `known`: the state's own record up to the cutoff, and up to the origin, each with at least 5 values. `peers` null: without.
    VotingForecast(DampedDrift const& model, std::vector<DatedValue> const& fit, std::vector<DatedValue> const& known,
                   YearlyDriver const* peers, int origin, int years, std::size_t members, std::uint64_t seed,
                   std::string const& state);

    [[nodiscard]] double at(std::size_t member, int years) const
    {
        return points_[member * years_ + static_cast<std::size_t>(years) - 1];
    }
    /// Mean of lambda by its likelihood; 0 without peers.
    [[nodiscard]] double peer_weight() const { return peer_weight_; }

private:
    std::size_t years_{};
    std::vector<double> points_;
    double peer_weight_{};
};

/// A power's point in each year of a mode, and where that ends a walk: [member][year].
[[nodiscard]] std::vector<double> power_points(YearlyDriver const& driver, int origin, int years, std::size_t members,
                                               std::uint64_t seed, std::string const& power);

} // namespace steppe
