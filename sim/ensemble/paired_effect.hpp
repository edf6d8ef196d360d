#pragma once
/// The effect of one arm over another on one outcome, over paired replicates.

#include "scenario/schema.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace steppe {

struct PairedEffect {
    std::int64_t pairs{}; ///< replicates that ran in both arms
    double treated_mean{};
    double control_mean{};
    double mean{};            ///< of treated - control
    double standard_error{};  ///< of that mean
    Interval mean_interval{}; ///< 90 % for the mean, normal
    Interval spread{};        ///< 5 % and 95 % quantiles of the paired differences over replicates
    double share_positive{};  ///< of pairs with a difference above 0
    double share_negative{};
    /// (var treated + var control) / var difference: how many times more unpaired replicates would be needed. Absent where the
    /// difference has no variance.
    std::optional<double> variance_reduction;
    /// Share of the variance of differences that comes from parameters rather than chance, where parameters were drawn and
    /// several replicates shared each draw.
    std::optional<double> parameter_share;
};

/// Pairs in which either value is NaN are left out. All zero where no pair is left. `replicates_per_draw` as in RunLayout: where
/// parameters were drawn, draws and not replicates are the independent units of the interval.
[[nodiscard]] PairedEffect paired_effect(std::span<double const> treated, std::span<double const> control,
                                         int replicates_per_draw = 0);

} // namespace steppe
