#pragma once
/// The effect of the accord on one outcome at the points of a plan, over pairs that meet the same shocks at every point.

#include "scenario/schema.hpp"
#include "study/kept_outcomes.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace steppe {

/// A mean with its standard error.
struct MeanEffect {
    double mean{};
    double standard_error{}; ///< NaN of fewer than two pairs
    std::int64_t pairs{};

    [[nodiscard]] Interval interval() const; ///< 90 %, normal
    /// 1 or -1 where the interval does not hold 0; else 0.
    [[nodiscard]] int clear_sign() const;
};

/// Of the numbers that are not NaN.
[[nodiscard]] MeanEffect mean_effect(std::span<double const> values);

/// The outcome in the first arm less that in the second, of every replicate; NaN where one failed.
[[nodiscard]] std::vector<double> paired_differences(KeptOutcomes const& kept, std::size_t point, std::size_t outcome);

/// `left` less `right`, one by one.
[[nodiscard]] std::vector<double> less(std::span<double const> left, std::span<double const> right);

} // namespace steppe
