#include "app/commands.hpp"
#include "app/effect_table.hpp"
#include "app/session.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace steppe::app {

int run(Arguments const& arguments)
{
    SessionResult const result = run_session(arguments, choose_arms(arguments, {"endogenous"}));
    nlohmann::json arms = nlohmann::json::array();
    for (std::size_t arm = 0; arm < result.outcomes.layout().arms.size(); ++arm) {
        if (arguments.json) {
            arms.push_back(outcome_json(result.outcomes, arm));
        } else {
            fmt::print("{}\n", outcome_table(result.outcomes, arm));
        }
    }
    if (arguments.json) {
        fmt::print("{}\n", nlohmann::json{{"scenario", result.scenario.text("title")},
                                          {"seed", result.outcomes.layout().seed},
                                          {"months", result.outcomes.layout().months},
                                          {"arms", arms}}
                               .dump(2));
    }
    return conclude(arguments, result);
}

} // namespace steppe::app
