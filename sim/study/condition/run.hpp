#pragma once
/// The runs of a conditioned comparison: endogenous runs with their closed twins, weighed by the evidence.

#include "ensemble/plan.hpp"
#include "study/condition/recorder.hpp"
#include "study/condition/result.hpp"
#include "study/run_plan.hpp"

namespace steppe {

/// What evidence on a scenario may be about.
[[nodiscard]] EvidenceScope evidence_scope(Scenario const& scenario);

/// What the pairs of a recorder say.
[[nodiscard]] ConditionResult condition_result(ConditionRecorder const& recorder, ConditionDesign const& design);

/// Throws InputError (E111) where the effective sample size is below `least`, with what each condition does by itself.
void check_effective_size(ConditionResult const& result, double least, RunLayout const& layout);

class ConditionAnalysis {
public:
    /// `measures`: those that are recorded, beside what the evidence reads; none: all that are not optional. `replicates_per_draw`: 0 where
    /// parameters stay as they are.
    ConditionAnalysis(Scenario const& scenario, ConditionDesign design, std::vector<std::string> measures,
                      int replicates_per_draw, RunPlan run_plan);

    /// Where it is interrupted, there is no result. Throws InputError (E111) as check_effective_size does.
    [[nodiscard]] RunEnd run(double least_effective);

    [[nodiscard]] ConditionResult const& result() const { return result_; }
    [[nodiscard]] RunLayout const& layout() const { return recorder_.layout(); }
    [[nodiscard]] std::vector<Failure> const& failures() const { return recorder_.failures(); }

private:
    ConditionDesign design_;
    RunPlan run_plan_;
    EnsemblePlan plan_;
    ConditionRecorder recorder_{design_};
    ConditionResult result_;
};

} // namespace steppe
