#include "ensemble/plan.hpp"

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
    return layout;
}

BlockSequence::BlockSequence(EnsemblePlan const& plan)
    : arms_{static_cast<int>(plan.arms.size())},
      points_{static_cast<int>(plan.points.size())},
      replicates_{plan.replicates},
      blocks_per_point_{(plan.replicates + replicates_per_block - 1) / replicates_per_block}
{
}

std::int64_t BlockSequence::size() const { return points_ * blocks_per_point_ * arms_; }

BlockRange BlockSequence::at(std::int64_t index) const
{
    std::int64_t const row = index / arms_;
    std::int64_t const first = row % blocks_per_point_ * replicates_per_block;
    return {.arm = static_cast<int>(index % arms_),
            .point = static_cast<int>(row / blocks_per_point_),
            .first_replicate = first,
            .replicates = static_cast<int>(std::min<std::int64_t>(replicates_per_block, replicates_ - first))};
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
