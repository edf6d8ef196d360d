#pragma once
/// Outcomes that one input explains wholly (docs/model.md 9.4).

#include <cstddef>
#include <span>
#include <vector>

namespace steppe {

/// From this share of its variance on, an outcome is an echo of an input.
inline constexpr double echo_share = 0.99;

/// Positions of the values in ascending order; equal values by position.
[[nodiscard]] std::vector<std::size_t> order_of(std::span<double const> values);

/// The share of the variance of `outcome` that an input explains, whatever the form of the dependence, from outcomes in the order of the input:
/// 1 - sum of squared steps / (2 sum of squared deviations from the mean), the estimator by ranks of the first-order Sobol index (Gamboa,
/// Gremaud, Klein & Lagnoux 2020, "Global sensitivity analysis: a new generation of mighty estimators based on rank statistics"). It may be a
/// little below 0; 0 for an outcome that all draws have the same, to single precision.
[[nodiscard]] double explained_share(std::span<double const> outcome, std::span<std::size_t const> order);

} // namespace steppe
