#pragma once
/// The runs of a benefit analysis: every version of the scenario in the arms of every contrast.

#include "study/benefit/design.hpp"
#include "study/benefit/result.hpp"
#include "study/run_plan.hpp"

#include <string>
#include <vector>

namespace steppe {

class BenefitAnalysis {
public:
    /// `measures`: those that are recorded; none: all that are not optional.
    BenefitAnalysis(std::vector<std::string> measures, RunPlan run_plan);

    /// Runs the scenario, then with parameters from its priors, then its rivals. Where it is interrupted, there is no result.
    [[nodiscard]] RunEnd run(Scenario const& base, int replicates_per_draw, std::vector<Rival> const& rivals);

    [[nodiscard]] BenefitResult const& result() const { return result_; }
    [[nodiscard]] RunLayout const& layout() const { return layout_; }                ///< of the base
    [[nodiscard]] std::vector<Failure> const& failures() const { return failures_; } ///< of the base
    [[nodiscard]] std::size_t failed() const { return failed_; }                     ///< runs, of all versions

private:
    /// `replicates_per_draw`: 0 where parameters stay as they are.
    RunEnd add(std::string id, Scenario const& scenario, int replicates_per_draw = 0);

    std::vector<std::string> measures_;
    RunPlan run_plan_;
    BenefitDesign design_{make_benefit_design()};
    BenefitResult result_;
    RunLayout layout_;
    std::vector<Failure> failures_;
    std::size_t failed_{};
};

} // namespace steppe
