#include "app/commands.hpp"
#include "app/effect_table.hpp"
#include "app/session.hpp"
#include "study/choices.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace steppe::app {
namespace {

int compare(SessionOptions const& options)
{
    std::vector<Arm> const arms = choose_arms(options.arms.names_or({"with_accords", "without_accords"}), "--arms");
    if (arms.size() < 2) {
        Diagnostics faults;
        faults.add({"--arms", 0, 0}, "C107", "a comparison needs two arms or more");
        faults.throw_if_any();
    }
    SessionResult const result = run_session(options, arms);
    Summariser const& outcomes = *result.outcomes;
    std::size_t const contrasts = outcomes.contrasts().size();
    if (options.common.json) {
        nlohmann::json all = nlohmann::json::array();
        for (std::size_t contrast = 0; contrast < contrasts; ++contrast) {
            all.push_back(effect_json(outcomes, contrast));
        }
        nlohmann::json document{{"scenario", result.scenario.text("title")},
                                {"seed", outcomes.layout().seed},
                                {"replicates", outcomes.layout().replicates},
                                {"months", outcomes.layout().months},
                                {"contrasts", all}};
        add_digest(document, result);
        fmt::print("{}\n", document.dump(2));
    } else {
        for (std::size_t contrast = 0; contrast < contrasts; ++contrast) {
            fmt::print("{}\n", effect_table(outcomes, contrast));
        }
        print_digest(result);
    }
    return conclude(options, result);
}

} // namespace

Command compare_command()
{
    return make_command("compare", "FILE", "run arms as pairs (default: with_accords, without_accords) and print effects",
                        compare);
}

} // namespace steppe::app
