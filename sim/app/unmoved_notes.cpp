#include "app/unmoved_notes.hpp"

#include "app/streams.hpp"
#include "study/audit/design.hpp"
#include "study/changed_points.hpp"
#include "study/kept_outcomes.hpp"
#include "study/sweep/design.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace steppe::app {
namespace {

constexpr std::int64_t most_replicates = 16;

bool same_outcomes(KeptOutcomes const& kept, std::size_t point)
{
    RunLayout const& layout = kept.layout();
    std::size_t const count = static_cast<std::size_t>(layout.replicates) * layout.outcomes.size();
    for (std::size_t arm = 0; arm < layout.arms.size(); ++arm) {
        bool const same = std::equal(kept.at(arm, 0), kept.at(arm, 0) + count, kept.at(arm, point),
                                     [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); });
        if (!same) {
            return false;
        }
    }
    return true;
}

} // namespace

void print_unmoved_notes(Scenario const& scenario, EnsemblePlan const& plan, RunOptions const& options)
{
    std::vector<std::size_t> changed;
    std::vector<Changes> changes{Changes{}};
    for (std::size_t i = 0; i < scenario.parameters.size(); ++i) {
        Parameter const& parameter = scenario.parameters[i];
        if (!parameter.stated || *parameter.stated == parameter.value || !parameter.inert.empty()) {
            continue;
        }
        Changes back{{i, *parameter.stated}};
        if (!find_instability(changed_points(scenario, {back}), 0, scenario)) {
            changed.push_back(i);
            changes.push_back(std::move(back));
        }
    }
    if (changed.empty()) {
        return;
    }
    EnsemblePlan look = plan;
    look.points = changed_points(scenario, changes);
    look.replicates = std::min(plan.replicates, most_replicates);
    look.measures = audited_measures();
    KeptOutcomes kept;
    std::vector<Recorder*> recorders{&kept};
    if (run_ensemble(look, recorders, options) == RunEnd::interrupted) {
        return;
    }
    for (std::size_t i = 0; i < changed.size(); ++i) {
        if (same_outcomes(kept, i + 1)) {
            Parameter const& parameter = scenario.parameters[changed[i]];
            tell("note: no outcome depends on {} in this scenario: {} replicates of {} months are the same at {:g} and at "
                 "{:g}\n",
                 parameter.key, look.replicates, look.months, *parameter.stated, parameter.value);
        }
    }
}

} // namespace steppe::app
