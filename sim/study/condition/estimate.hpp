#pragma once
/// Means, shares and effective sizes of weighted runs (docs/model.md 9.6).
///
/// Means are self-normalised: sum w x / sum w. Their standard errors are linearised (Hesterberg 1995; Owen 2013, ch. 9), over units of
/// runs that share a draw of the parameters: sqrt(U/(U-1) sum_u (sum_{i in u} w_i (x_i - m))^2) / sum w. With equal weights and one run a
/// unit that is s/sqrt(n). Intervals of shares are Wilson's, with as many trials as the standard error stands for.

#include "output/summary.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace steppe {

/// Runs in order, their weights (0: not counted) and the units that they belong to, ascending.
struct WeightedRuns {
    std::vector<double> weights;
    std::vector<std::int64_t> units;

    void add(double weight, std::int64_t unit)
    {
        weights.push_back(weight);
        units.push_back(unit);
    }
    [[nodiscard]] std::size_t size() const { return weights.size(); }
};

/// A mean over weighted runs with its 90 % interval; NaN where no run counts. A share's interval is Wilson's.
struct WeightedMean {
    double value{};
    double standard_error{};
    Interval interval{};
    double effective{}; ///< size of the sample that counts: units
};

/// (sum W)^2 / sum W^2 over the weights W of units (Kish 1965); 0 of none.
[[nodiscard]] double effective_size(WeightedRuns const& runs);

/// Of numbers, one a run.
[[nodiscard]] WeightedMean weighted_mean(std::span<double const> numbers, WeightedRuns const& runs);

/// Of a share: how many of the runs with `among` have `having`, both 0 or 1, one a run.
[[nodiscard]] WeightedMean weighted_share(std::span<double const> having, std::span<double const> among,
                                          WeightedRuns const& runs);

/// Of treated less control, one pair a run.
[[nodiscard]] PairedEffect weighted_effect(std::span<double const> treated, std::span<double const> control,
                                           WeightedRuns const& runs);

} // namespace steppe
