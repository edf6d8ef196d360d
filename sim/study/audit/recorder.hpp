#pragma once
/// Paired differences of every variant of an audit from the scenario, in every outcome and world.

#include "ensemble/running_moments.hpp"
#include "output/recorder.hpp"

namespace steppe {

/// What outcomes are looked at in: each arm by itself, and the difference of the second and third.
inline constexpr std::size_t audit_worlds = 4;

/// Fills `worlds`, [world], from the outcome in each of audit_arms.
inline void fill_worlds(double const* of_arm, double* worlds)
{
    worlds[0] = of_arm[0];
    worlds[1] = of_arm[1];
    worlds[2] = of_arm[2];
    worlds[3] = of_arm[1] - of_arm[2];
}

/// Of a plan over audit_arms whose first point is the scenario.
class AuditRecorder final : public Recorder {
public:
    void begin(RunLayout const& layout) override;
    [[nodiscard]] bool needs_series() const override { return false; }
    [[nodiscard]] InOrder prepare(ResultBlock const& block) override;
    void finish() override {}

    [[nodiscard]] RunLayout const& layout() const { return layout_; }
    [[nodiscard]] std::vector<Failure> const& failures() const { return failures_; }
    /// Over runs of the scenario.
    [[nodiscard]] RunningMoments const& base(std::size_t outcome, std::size_t world) const;
    /// Over pairs: the variant at a point less the scenario.
    [[nodiscard]] RunningMoments const& difference(std::size_t point, std::size_t outcome, std::size_t world) const;
    /// Whether any pair differs.
    [[nodiscard]] bool differs(std::size_t point, std::size_t outcome, std::size_t world) const;

private:
    /// Values of a replicate, [outcome][world], or NaN.
    void add(std::size_t point, std::size_t replicate, double const* values);
    [[nodiscard]] std::size_t width() const { return layout_.outcomes.size() * audit_worlds; }

    RunLayout layout_;
    std::vector<double> of_base_;             ///< [replicate][outcome][world]
    std::vector<RunningMoments> base_;        ///< [outcome][world]
    std::vector<RunningMoments> differences_; ///< [point - 1][outcome][world]
    std::vector<char> differs_;               ///< the same
    std::vector<Failure> failures_;
};

} // namespace steppe
