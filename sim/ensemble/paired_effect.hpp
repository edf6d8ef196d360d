#pragma once
/// The effect of one arm over another on one outcome, over paired replicates, as they come.

#include "ensemble/quantile_sketch.hpp"
#include "ensemble/variance_split.hpp"
#include "output/summary.hpp"

#include <optional>
#include <span>

namespace steppe {

/// Statistics of treated - control. Memory does not grow with the pairs.
class RunningEffect {
public:
    /// `replicates_per_draw` as in RunLayout: where parameters were drawn, draws and not replicates are the independent units
    /// of the intervals.
    explicit RunningEffect(int replicates_per_draw = 0);

    /// The next replicate. A pair in which either value is NaN is left out.
    void add(double treated, double control);
    /// All zero where no pair is left.
    [[nodiscard]] PairedEffect result() const;

    template <class Archive>
    void archive(Archive& archive)
    {
        archive(treated_, control_, difference_, spread_, positive_, negative_);
        if (split_) {
            archive(*split_, *split_of_negative_);
        }
    }

private:
    RunningMoments treated_, control_, difference_;
    QuantileSketch spread_;
    std::int64_t positive_{}, negative_{};
    std::optional<RunningSplit> split_, split_of_negative_;
};

/// 90 %, Wilson's score interval of a probability (Wilson 1927, J. Am. Stat. Assoc. 22, 209-212), from a share of so many
/// independent trials. Unlike a normal one it has a width where the share is 0 or 1, and stays within [0, 1].
[[nodiscard]] Interval wilson_interval(double share, double trials);

[[nodiscard]] PairedEffect paired_effect(std::span<double const> treated, std::span<double const> control,
                                         int replicates_per_draw = 0);

} // namespace steppe
