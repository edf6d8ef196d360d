#include "ensemble/plan.hpp"

#include "ensemble/outcomes.hpp"
#include "model/measures.hpp"

#include <algorithm>

namespace steppe {

void DesignPoints::values_at(int point, std::vector<double>& all) const
{
    all = base;
    for (std::size_t i = 0; i < varied.size(); ++i) {
        all[varied[i]] = values[static_cast<std::size_t>(point) * varied.size() + i];
    }
}

RunLayout EnsemblePlan::layout() const
{
    RunLayout layout;
    for (Arm const& arm : arms) {
        layout.arms.emplace_back(arm.name);
    }
    layout.points = points.count;
    layout.replicates = replicates;
    layout.months = months;
    layout.start = structure.calendar.start;
    layout.seed = seed;
    layout.replicates_per_draw = priors ? replicates_per_draw : 0;
    layout.actors = structure.actors;
    layout.measures = model_measures();
    std::vector<std::string> const wanted = measures.empty() ? default_measures() : measures;
    std::erase_if(layout.measures, [&](MeasureDeclaration const& measure) {
        return std::find(wanted.begin(), wanted.end(), measure.name) == wanted.end();
    });
    layout.outcomes = list_outcomes(layout);
    return layout;
}

EnsemblePlan make_plan(Scenario const& scenario, std::vector<Arm> arms)
{
    EnsemblePlan plan;
    plan.structure = make_structure(scenario);
    plan.arms = std::move(arms);
    for (Parameter const& parameter : scenario.parameters) {
        plan.points.base.push_back(parameter.value);
    }
    plan.replicates = scenario.integer("run.replicates");
    plan.months = static_cast<int>(scenario.integer("run.months"));
    plan.seed = static_cast<std::uint64_t>(scenario.integer("run.seed"));
    return plan;
}

void EnsemblePlan::draw_priors(Scenario const& scenario, int per_draw)
{
    priors.emplace(scenario);
    replicates_per_draw = per_draw;
    structure.reference.clear();
}

} // namespace steppe
