#include "study/attribution/run.hpp"

#include "ensemble/summariser.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace steppe {
namespace {

std::vector<std::string> names_of(std::vector<Arm> const& arms)
{
    std::vector<std::string> names;
    std::transform(arms.begin(), arms.end(), std::back_inserter(names),
                   [](Arm const& arm) { return std::string{arm.name}; });
    return names;
}

} // namespace

ChosenContrasts choose_contrasts(std::vector<std::string> const& names, std::string const& origin)
{
    ChosenContrasts chosen;
    std::vector<std::string> arms;
    std::vector<std::string> known = contrast_names();
    std::transform(all_arms.begin(), all_arms.end(), std::back_inserter(known),
                   [](Arm const& arm) { return std::string{arm.name}; });
    Diagnostics faults;
    for (std::string const& name : names) {
        if (std::any_of(chosen.contrasts.begin(), chosen.contrasts.end(),
                        [&](Contrast const& contrast) { return contrast.name == name; })) {
            faults.add({origin, 0, 0}, "C104", "'" + name + "' is named twice");
        } else if (std::optional<Contrast> const contrast = find_contrast(name, arms)) {
            chosen.contrasts.push_back(*contrast);
        } else {
            faults.add({origin, 0, 0}, "C104", "unknown contrast or arm '" + name + "'", closest_name(name, known));
        }
    }
    faults.throw_if_any();
    std::transform(arms.begin(), arms.end(), std::back_inserter(chosen.arms),
                   [](std::string const& name) { return find_arm(name).value(); });
    return chosen;
}

AttributionAnalysis::SplitArms::SplitArms(std::vector<Arm> const& arms)
{
    for (Arm const& arm : arms) {
        (arm.accord_open ? open : closed).push_back(arm);
    }
    if (open.empty()) {
        open.swap(closed); // nothing to run beside them
    }
}

AttributionAnalysis::AttributionAnalysis(Scenario const& scenario, ChosenContrasts const& chosen,
                                         CoalitionDesign const& design, std::vector<std::string> measures, RunPlan run_plan)
    : design_{design},
      run_plan_{std::move(run_plan)},
      arms_{chosen.arms},
      attributor_{design, chosen.contrasts, names_of(chosen.arms), arms_.closed.empty() ? nullptr : &closed_},
      plan_{make_plan(scenario, arms_.open)}
{
    plan_.measures = std::move(measures);
    plan_.points = design.points;
}

RunEnd AttributionAnalysis::run()
{
    if (!arms_.closed.empty()) {
        EnsemblePlan plan = plan_;
        plan.arms = arms_.closed;
        plan.points = design_.while_closed().points;
        if (run_plan_(plan, closed_) == RunEnd::interrupted) {
            return RunEnd::interrupted;
        }
    }
    return run_plan_(plan_, attributor_);
}

std::vector<Failure> AttributionAnalysis::failures() const
{
    std::vector<Failure> failures = closed_.failures();
    failures.insert(failures.end(), attributor_.failures().begin(), attributor_.failures().end());
    return failures;
}

} // namespace steppe
