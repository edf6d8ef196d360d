#include "study/benefit/run.hpp"

#include "ensemble/plan.hpp"
#include "ensemble/summariser.hpp"

#include <algorithm>
#include <utility>

namespace steppe {

BenefitAnalysis::BenefitAnalysis(std::vector<std::string> measures, RunPlan run_plan)
    : measures_{std::move(measures)}, run_plan_{std::move(run_plan)}
{
    for (Contrast const& contrast : design_.contrasts) {
        result_.contrasts.push_back(contrast.name);
    }
}

RunEnd BenefitAnalysis::run(Scenario const& base, int replicates_per_draw, std::vector<Rival> const& rivals)
{
    bool const complete = add("base", base) == RunEnd::complete &&
                          add("priors", base, replicates_per_draw) == RunEnd::complete &&
                          std::all_of(rivals.begin(), rivals.end(),
                                      [&](Rival const& rival) { return add(rival.id, rival.scenario) == RunEnd::complete; });
    return complete ? RunEnd::complete : RunEnd::interrupted;
}

RunEnd BenefitAnalysis::add(std::string id, Scenario const& scenario, int replicates_per_draw)
{
    EnsemblePlan plan = make_plan(scenario, design_.arms);
    plan.measures = measures_;
    if (replicates_per_draw > 0) {
        plan.draw_priors(scenario, replicates_per_draw);
    }
    Summariser summary{design_.contrasts};
    if (run_plan_(plan, summary) == RunEnd::interrupted) {
        return RunEnd::interrupted;
    }
    VersionEffects version{std::move(id), scenario.text("title"), {}};
    for (std::size_t c = 0; c < design_.contrasts.size(); ++c) {
        auto& effects = version.effects.emplace_back();
        for (std::size_t o = 0; o < summary.layout().outcomes.size(); ++o) {
            effects.push_back(summary.of_contrast(c, o));
        }
    }
    failed_ += summary.failures().size();
    if (result_.versions.empty()) {
        layout_ = summary.layout();
        failures_ = summary.failures();
    }
    result_.versions.push_back(std::move(version));
    return RunEnd::complete;
}

} // namespace steppe
