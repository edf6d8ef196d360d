#pragma once
/// How much of the spread of an outcome comes from parameters and how much from chance.

#include "ensemble/running_moments.hpp"

#include <cstdint>
#include <span>

namespace steppe {

struct VarianceSplit {
    std::int64_t draws{};
    double parameters{};     ///< variance of the mean given the parameters; at least 0
    double chance{};         ///< mean variance within a draw
    double standard_error{}; ///< of the overall mean, with draws as the independent units
};

/// One-way random-effects analysis of variance over draws of the parameters, of a stream of numbers by replicate.
class RunningSplit {
public:
    /// Consecutive `per_draw` numbers, at least 1, share a draw.
    explicit RunningSplit(int per_draw) : per_draw_{per_draw} {}

    /// Draws with a NaN, or cut short by the end, are left out.
    void add(double value);
    /// With one replicate a draw, or fewer than two draws, nothing can be split: both parts are 0.
    [[nodiscard]] VarianceSplit result() const;

    template <class Archive>
    void archive(Archive& archive)
    {
        archive(received_, draw_, means_, within_);
    }

private:
    int per_draw_;
    int received_{}; ///< of the draw at hand
    RunningMoments draw_;
    RunningMoments means_;
    double within_{};
};

[[nodiscard]] VarianceSplit split_variance(std::span<double const> values, int per_draw);

} // namespace steppe
