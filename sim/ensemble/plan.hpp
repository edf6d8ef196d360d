#pragma once
/// What to run: arms x points x replicates over months, with the values of every parameter.

#include "ensemble/probe.hpp"
#include "model/arm.hpp"
#include "model/prior.hpp"
#include "model/structure.hpp"
#include "output/recorder.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace steppe {

/// The points of a design: the scenario's own values, but for the parameters that the design varies.
struct DesignPoints {
    std::vector<double> base;          ///< of every parameter, in scenario order
    std::vector<std::size_t> varied{}; ///< positions of the parameters that points set
    std::vector<double> values{};      ///< [point][varied]
    int count{1};

    /// Fills `all` with the value of every parameter at a point.
    void values_at(int point, std::vector<double>& all) const;
};

/// Replicates of a point that can meet shocks of their own: an address has room for so many beside the number of the point.
inline constexpr std::int64_t most_replicates_with_own_shocks = std::int64_t{1} << 24;

struct EnsemblePlan {
    Structure structure;
    std::vector<Arm> arms;
    DesignPoints points;
    std::int64_t replicates{};
    int months{};
    std::uint64_t seed{};
    /// Whether every point meets shocks of its own; else replicate n of all points meets the same. Point 0 meets the same either way.
    bool own_shocks{};
    /// If given, replicates draw their parameters from these priors instead of taking a point's values: consecutive
    /// `replicates_per_draw` share one draw, so that chance and parameters can be told apart.
    std::optional<PriorSampler> priors{};
    int replicates_per_draw{1};
    /// If given, it looks at every month of every replicate, and its columns stand in the blocks.
    std::optional<Probe> probe{};
    /// The measures to record; none: all that are not optional.
    std::vector<std::string> measures{};

    [[nodiscard]] RunLayout layout() const;
    /// Lets replicates draw from the scenario's priors. A draw states the record as a file does: hazards of other states are anchored at it.
    void draw_priors(Scenario const& scenario, int per_draw = 1);
};

/// The plan of a scenario at its own parameter values.
[[nodiscard]] EnsemblePlan make_plan(Scenario const& scenario, std::vector<Arm> arms);

} // namespace steppe
