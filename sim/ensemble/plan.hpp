#pragma once
/// What to run: arms x points x replicates over months, cut into blocks of consecutive replicates.

#include "model/arm.hpp"
#include "model/prior.hpp"
#include "model/structure.hpp"
#include "output/recorder.hpp"

#include <cstdint>
#include <optional>
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

    [[nodiscard]] RunLayout layout() const;
};

/// One unit of work: consecutive replicates in one arm of one point. Small enough to balance load, large enough to fill lanes.
struct BlockRange {
    int arm{};
    int point{};
    std::int64_t first_replicate{};
    int replicates{};
};

inline constexpr int replicates_per_block = 128;

/// The blocks of a plan in the order in which results are handed over: by point, then replicates, then arm.
class BlockSequence {
public:
    explicit BlockSequence(EnsemblePlan const& plan);
    [[nodiscard]] std::int64_t size() const;
    [[nodiscard]] BlockRange at(std::int64_t index) const;

private:
    int arms_;
    int points_;
    std::int64_t replicates_;
    std::int64_t blocks_per_point_;
};

/// The plan of a scenario at its own parameter values.
[[nodiscard]] EnsemblePlan make_plan(Scenario const& scenario, std::vector<Arm> arms);

} // namespace steppe
