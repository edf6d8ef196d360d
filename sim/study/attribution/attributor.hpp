#pragma once
/// Shapley shares of incentives in the effects of a scenario (docs/model.md 9.1).

#include "output/summary.hpp"
#include "study/attribution/design.hpp"
#include "study/kept_outcomes.hpp"

namespace steppe {

/// Adds up shares while coalitions are run. Results do not depend on threads.
class Attributor final : public Recorder {
public:
    /// `contrasts` are over `arms`. Outcomes of arms that `closed` has are taken from there, at the points of
    /// `design.while_closed()`; the plan runs the others. `design` and `closed` must outlive it.
    Attributor(CoalitionDesign const& design, std::vector<Contrast> contrasts, std::vector<std::string> arms,
               KeptOutcomes const* closed = nullptr);

    void begin(RunLayout const& layout) override;
    [[nodiscard]] bool needs_series() const override { return false; }
    [[nodiscard]] InOrder prepare(ResultBlock const& block) override;
    void finish() override;

    [[nodiscard]] Attribution const& result() const { return result_; }
    [[nodiscard]] std::vector<Failure> const& failures() const { return failures_; }

private:
    /// [contrast][point of the block][replicate of the block][outcome]
    [[nodiscard]] std::vector<double> differences(ResultBlock const& block) const;
    /// Adds `sign` times the block's outcomes in an arm to `sums`.
    void add_arm(std::size_t arm, ResultBlock const& block, double sign, double* sums) const;
    void add(BlockRange const& range, std::vector<double> const& values);
    void add_weights(std::size_t point);
    [[nodiscard]] std::vector<double> errors_of_orders() const;

    CoalitionDesign const& design_;
    std::vector<Contrast> contrasts_;
    std::vector<std::string> arms_; ///< that contrasts are over
    CoalitionDesign closed_design_;
    KeptOutcomes const* closed_;
    RunLayout layout_;
    Attribution result_;
    std::vector<Failure> failures_;
    std::vector<std::int64_t> completed_; ///< [contrast][coalition]
    std::vector<double> weights_;         ///< of the coalition at hand: players, then pairs; whole numbers
    std::size_t weights_of_{};            ///< point that they belong to, plus 1
};

} // namespace steppe
