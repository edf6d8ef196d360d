#pragma once
/// The runs of an attribution: the coalitions of its design in the arms of its contrasts.

#include "model/arm.hpp"
#include "output/summary.hpp"
#include "study/attribution/attributor.hpp"
#include "study/run_plan.hpp"

#include <string>
#include <vector>

namespace steppe {

/// The contrasts to share out, and the arms that they need.
struct ChosenContrasts {
    std::vector<Contrast> contrasts;
    std::vector<Arm> arms;
};

/// Throws InputError (C104), naming `origin`, with a suggestion for each unknown name.
[[nodiscard]] ChosenContrasts choose_contrasts(std::vector<std::string> const& names, std::string const& origin);

class AttributionAnalysis {
public:
    /// All but `run_plan` must outlive it. `measures`: those that are recorded; none: all that are not optional.
    AttributionAnalysis(Scenario const& scenario, ChosenContrasts const& chosen, CoalitionDesign const& design,
                        std::vector<std::string> measures, RunPlan run_plan);

    /// Where it is interrupted, there is no result.
    [[nodiscard]] RunEnd run();

    [[nodiscard]] Attribution const& result() const { return attributor_.result(); }
    [[nodiscard]] RunLayout layout() const { return plan_.layout(); }
    [[nodiscard]] std::vector<Failure> failures() const;

private:
    /// Arms by whether their accord is open: those where it is closed run only the few coalitions that differ there.
    struct SplitArms {
        std::vector<Arm> open, closed;

        explicit SplitArms(std::vector<Arm> const& arms);
    };

    CoalitionDesign const& design_;
    RunPlan run_plan_;
    SplitArms arms_;
    KeptOutcomes closed_;
    Attributor attributor_;
    EnsemblePlan plan_;
};

} // namespace steppe
