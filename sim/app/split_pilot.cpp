#include "app/split_pilot.hpp"

#include <algorithm>
#include <vector>

namespace steppe::app {

void take_split(Scenario const& scenario, EnsemblePlan const& plan, Summariser& outcomes, RunOptions const& options)
{
    constexpr std::int64_t most_draws = 128;
    constexpr int of_draw = 4;
    std::int64_t const draws = std::min(most_draws, plan.replicates / 16);
    if (!plan.priors || plan.replicates_per_draw > 1 || outcomes.contrasts().empty() || draws < 8) {
        return;
    }
    EnsemblePlan pilot = plan;
    pilot.draw_priors(scenario, of_draw);
    pilot.replicates = of_draw * draws;
    Summariser split{outcomes.contrasts()};
    std::vector<Recorder*> recorders{&split};
    if (run_ensemble(pilot, recorders, options) == RunEnd::complete) {
        outcomes.take_split_of(split);
    }
}

} // namespace steppe::app
