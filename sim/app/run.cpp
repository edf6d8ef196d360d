#include "app/commands.hpp"
#include "app/effect_table.hpp"
#include "app/session.hpp"
#include "study/choices.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace steppe::app {
namespace {

int run(SessionOptions const& options)
{
    SessionResult const result = run_session(options, choose_arms(options.arms.names_or({"endogenous"}), "--arms"));
    Summariser const& outcomes = *result.outcomes;
    nlohmann::json arms = nlohmann::json::array();
    if (!options.common.json) {
        fmt::print("{}", posterior_text(result.scenario));
    }
    for (std::size_t arm = 0; arm < outcomes.layout().arms.size(); ++arm) {
        if (options.common.json) {
            arms.push_back(outcome_json(outcomes, arm));
        } else {
            fmt::print("{}\n", outcome_table(outcomes, arm));
        }
    }
    if (options.common.json) {
        nlohmann::json document{{"scenario", result.scenario.text("title")},
                                {"seed", outcomes.layout().seed},
                                {"months", outcomes.layout().months},
                                {"posterior", posterior_json(result.scenario)},
                                {"arms", arms}};
        add_digest(document, result);
        fmt::print("{}\n", document.dump(2));
    } else {
        print_digest(result);
    }
    return conclude(options, result);
}

} // namespace

Command run_command()
{
    return make_command("run", "FILE", "run one arm or more (default: endogenous) and print its outcomes", run);
}

} // namespace steppe::app
