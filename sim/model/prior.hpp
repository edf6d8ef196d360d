#pragma once
/// Draws of parameters from their priors (docs/model.md 5): the same draw in every arm, addressed by the parameter's key.

#include "scenario/scenario.hpp"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace steppe {

/// Value at probability `u` in (0, 1) of a prior over `range`.
///
///   uniform      low + u (high - low)
///   loguniform   low (high/low)^u
///   triangular   mode at `value`
///   claim        `null` up to u = 1/2, then even over the range
///   fixed        `value`
[[nodiscard]] double prior_quantile(Prior prior, Interval range, double value, double u, double null = 0.0);

/// The priors of every parameter, in scenario order.
class PriorSampler {
public:
    explicit PriorSampler(std::span<Parameter const> parameters, std::vector<JointDraws> joint = {});
    /// With the joint draws of the scenario, where it names some.
    explicit PriorSampler(Scenario const& scenario) : PriorSampler{scenario.parameters, scenario.joint_draws} {}

    /// Fills `values` with draw number `draw`. A parameter's draw depends on seed, draw and key alone.
    /// So does the row of a file of joint draws, on the key of its setting.
    void sample(std::uint64_t seed, std::int64_t draw, std::vector<double>& values) const;

private:
    struct Entry {
        Prior prior{Prior::fixed};
        Interval range;
        double value{};
        double null{};
        std::uint32_t identity{};
    };
    std::vector<Entry> entries_;
    std::vector<JointDraws> joint_;
};

} // namespace steppe
