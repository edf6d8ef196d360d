#include "app/choices.hpp"
#include "app/commands.hpp"
#include "app/effect_table.hpp"
#include "app/session.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace steppe::app {

int run(Arguments const& arguments)
{
    SessionResult const result = run_session(arguments, choose_arms(arguments, {"endogenous"}));
    Summariser const& outcomes = *result.outcomes;
    nlohmann::json arms = nlohmann::json::array();
    for (std::size_t arm = 0; arm < outcomes.layout().arms.size(); ++arm) {
        if (arguments.json) {
            arms.push_back(outcome_json(outcomes, arm));
        } else {
            fmt::print("{}\n", outcome_table(outcomes, arm));
        }
    }
    if (arguments.json) {
        nlohmann::json document{{"scenario", result.scenario.text("title")},
                                {"seed", outcomes.layout().seed},
                                {"months", outcomes.layout().months},
                                {"arms", arms}};
        add_digest(document, result);
        fmt::print("{}\n", document.dump(2));
    } else {
        print_digest(result);
    }
    return conclude(arguments, result);
}

} // namespace steppe::app
