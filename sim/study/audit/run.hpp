#pragma once
/// The runs of an audit: the scenario with each of its variants, in three arms; then the scenario with parameters drawn from their priors.

#include "scenario/scenario.hpp"
#include "study/audit/recorder.hpp"
#include "study/audit/result.hpp"
#include "study/kept_outcomes.hpp"
#include "study/run_plan.hpp"

namespace steppe {

class AuditAnalysis {
public:
    /// `scenario` must outlive it.
    AuditAnalysis(Scenario const& scenario, RunPlan run_plan);

    /// Where it is interrupted, there is no result.
    [[nodiscard]] RunEnd run();

    [[nodiscard]] AuditResult const& result() const { return result_; }
    [[nodiscard]] RunLayout const& layout() const { return layout_; }
    [[nodiscard]] std::size_t failed() const { return failed_; } ///< runs, which count in no number

private:
    /// Runs the scenario and the variants of some checks, with so many pairs, and judges these checks.
    [[nodiscard]] RunEnd judge(std::vector<std::size_t> const& checks, std::int64_t pairs);
    /// `points`: of the plan that was recorded, by variant.
    [[nodiscard]] AuditFinding finding(AuditCheck const& check, AuditRecorder const& recorder,
                                       std::vector<std::size_t> const& points) const;
    /// The checks that move nothing and have no reason.
    [[nodiscard]] std::vector<std::size_t> inert_checks() const;
    [[nodiscard]] RunEnd run_draws();
    void find_echoes(KeptOutcomes const& kept, PriorSampler const& priors);
    void list_reasons();

    Scenario const& scenario_;
    RunPlan run_plan_;
    EnsemblePlan plan_;
    RunLayout layout_;
    AuditResult result_;
    std::size_t failed_{};
};

} // namespace steppe
