#include "ensemble/plan.hpp"

#include "ensemble/outcomes.hpp"
#include "model/measures.hpp"

#include <algorithm>

namespace steppe {

RunLayout EnsemblePlan::layout() const
{
    RunLayout layout;
    for (Arm const& arm : arms) {
        layout.arms.emplace_back(arm.name);
    }
    layout.points = static_cast<int>(points.size());
    layout.replicates = replicates;
    layout.months = months;
    layout.start = structure.calendar.start;
    layout.seed = seed;
    layout.replicates_per_draw = priors ? replicates_per_draw : 0;
    layout.actors = structure.actors;
    layout.measures = model_measures();
    if (!measures.empty()) {
        std::erase_if(layout.measures, [&](MeasureDeclaration const& measure) {
            return std::find(measures.begin(), measures.end(), measure.name) == measures.end();
        });
    }
    layout.outcomes = list_outcomes(layout);
    return layout;
}

BlockSequence::BlockSequence(RunLayout const& layout)
    : largest_{.points = layout.points_per_block(), .replicates = layout.replicates_per_block()},
      points_{layout.points},
      replicates_{layout.replicates},
      blocks_per_row_{(layout.replicates + largest_.replicates - 1) / largest_.replicates}
{
}

std::int64_t BlockSequence::size() const { return (points_ + largest_.points - 1) / largest_.points * blocks_per_row_; }

BlockRange BlockSequence::at(std::int64_t index) const
{
    auto const first_point = static_cast<int>(index / blocks_per_row_) * largest_.points;
    std::int64_t const first = index % blocks_per_row_ * largest_.replicates;
    return {.first_point = first_point,
            .points = std::min(largest_.points, points_ - first_point),
            .first_replicate = first,
            .replicates = static_cast<int>(std::min<std::int64_t>(largest_.replicates, replicates_ - first))};
}

EnsemblePlan make_plan(Scenario const& scenario, std::vector<Arm> arms)
{
    EnsemblePlan plan;
    plan.structure = make_structure(scenario);
    plan.arms = std::move(arms);
    plan.points.emplace_back();
    for (Parameter const& parameter : scenario.parameters) {
        plan.points.back().push_back(parameter.value);
    }
    plan.replicates = scenario.integer("run.replicates");
    plan.months = static_cast<int>(scenario.integer("run.months"));
    plan.seed = static_cast<std::uint64_t>(scenario.integer("run.seed"));
    return plan;
}

} // namespace steppe
