#include "app/commands.hpp"
#include "app/effect_table.hpp"
#include "app/session.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace steppe::app {

int compare(Arguments const& arguments)
{
    std::vector<Arm> const arms = choose_arms(arguments, {"with_accords", "without_accords"});
    if (arms.size() < 2) {
        Diagnostics faults;
        faults.add({"--arms", 0, 0}, "C107", "a comparison needs two arms or more");
        faults.throw_if_any();
    }
    SessionResult const result = run_session(arguments, arms);
    std::vector<Contrast> const contrasts = list_contrasts(result.outcomes.layout().arms);
    if (arguments.json) {
        nlohmann::json all = nlohmann::json::array();
        for (Contrast const& contrast : contrasts) {
            all.push_back(effect_json(result.outcomes, contrast));
        }
        fmt::print("{}\n", nlohmann::json{{"scenario", result.scenario.text("title")},
                                          {"seed", result.outcomes.layout().seed},
                                          {"replicates", result.outcomes.layout().replicates},
                                          {"months", result.outcomes.layout().months},
                                          {"contrasts", all}}
                               .dump(2));
    } else {
        for (Contrast const& contrast : contrasts) {
            fmt::print("{}\n", effect_table(result.outcomes, contrast));
        }
    }
    return conclude(arguments, result);
}

} // namespace steppe::app
