#pragma once
/// How much of the spread of an outcome comes from parameters and how much from chance.

#include <cstdint>
#include <span>

namespace steppe {

/// One-way random-effects analysis of variance over draws of the parameters.
struct VarianceSplit {
    std::int64_t draws{};
    double parameters{};     ///< variance of the mean given the parameters; at least 0
    double chance{};         ///< mean variance within a draw
    double standard_error{}; ///< of the overall mean, with draws as the independent units
};

/// `values` by replicate; consecutive `per_draw` (at least 1) share a draw. Draws with a NaN or cut short are left out. With one
/// replicate a draw, or fewer than two draws, nothing can be split: both parts are 0.
[[nodiscard]] VarianceSplit split_variance(std::span<double const> values, int per_draw);

} // namespace steppe
