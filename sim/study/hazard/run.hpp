#pragma once
/// The runs of a hazard analysis: what is typical, the months that are asked about, and the swings.

#include "ensemble/plan.hpp"
#include "study/hazard/result.hpp"
#include "study/run_plan.hpp"

#include <vector>

namespace steppe {

class HazardAnalysis {
public:
    /// `scenario` must outlive it.
    HazardAnalysis(Scenario const& scenario, RunPlan run_plan);

    /// Where it is interrupted, there is no result.
    [[nodiscard]] RunEnd run();

    [[nodiscard]] RunLayout layout() const { return plan_.layout(); }
    [[nodiscard]] int months() const { return plan_.months; }
    [[nodiscard]] HazardResult const& result() const { return result_; }
    [[nodiscard]] std::vector<Failure> const& failures() const { return failures_; } ///< of the months that are asked about
    [[nodiscard]] std::size_t failed() const { return failed_; }                     ///< runs, of all

private:
    RunEnd run_swings();

    Scenario const& scenario_;
    RunPlan run_plan_;
    std::vector<std::size_t> incentives_;
    EnsemblePlan plan_;
    HazardResult result_;
    std::vector<Failure> failures_;
    std::size_t failed_{};
};

} // namespace steppe
