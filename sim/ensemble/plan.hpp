#pragma once
/// What to run: arms x points x replicates over months, cut into blocks of consecutive replicates.

#include "model/arm.hpp"
#include "model/prior.hpp"
#include "model/structure.hpp"
#include "output/recorder.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace steppe {

struct EnsemblePlan {
    Structure structure;
    std::vector<Arm> arms;
    std::vector<std::vector<double>> points; ///< values of every parameter, in scenario order, at each design point
    std::int64_t replicates{};
    int months{};
    std::uint64_t seed{};
    /// If given, replicates draw their parameters from these priors instead of taking a point's values: consecutive
    /// `replicates_per_draw` share one draw, so that chance and parameters can be told apart.
    std::optional<PriorSampler> priors{};
    int replicates_per_draw{1};
    /// The measures to record; none: all.
    std::vector<std::string> measures{};

    [[nodiscard]] RunLayout layout() const;
};

/// The blocks of a plan in the order in which results are handed over: by points, then replicates.
class BlockSequence {
public:
    explicit BlockSequence(RunLayout const& layout);
    [[nodiscard]] std::int64_t size() const;
    [[nodiscard]] BlockRange at(std::int64_t index) const;

private:
    BlockRange largest_;
    int points_;
    std::int64_t replicates_;
    std::int64_t blocks_per_row_; ///< of the same points
};

/// The plan of a scenario at its own parameter values.
[[nodiscard]] EnsemblePlan make_plan(Scenario const& scenario, std::vector<Arm> arms);

} // namespace steppe
