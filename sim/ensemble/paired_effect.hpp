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
};

/// Pairs in which either value is NaN are left out. All zero where no pair is left.
[[nodiscard]] PairedEffect paired_effect(std::span<double const> treated, std::span<double const> control);

} // namespace steppe
