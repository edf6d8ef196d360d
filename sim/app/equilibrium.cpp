#include "app/commands.hpp"
#include "app/option_groups.hpp"
#include "app/scenario_input.hpp"
#include "ensemble/plan.hpp"
#include "model/powers/opening_game.hpp"
#include "study/choices.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace steppe::app {
namespace {

/// --arm and --hedger.
struct GameOptions {
    std::vector<std::string> arms; ///< one at most
    std::string hedger;

    static void declare(OptionList& list)
    {
        list.text("arm", "A", "arm whose opening month is solved (default: endogenous)");
        list.text("hedger", "ID", "hedger (default: the first)");
    }
    void read(OptionReader const& reader)
    {
        arms = reader.list("arm");
        if (std::optional<std::string> const given = reader.text("arm"); given && arms.size() != 1) {
            reader.fault("--arm", "C106", "expected one arm, got '" + *given + "'");
        }
        hedger = reader.text("hedger").value_or("");
    }
};

struct EquilibriumOptions {
    CommonOptions common;
    ScenarioOptions scenario;
    GameOptions game;

    [[nodiscard]] std::vector<BoundGroup> groups() { return bind_groups(common, scenario, game); }
};

HedgerId choose_hedger(std::string const& name, ActorLists const& actors)
{
    std::vector<std::string> const& ids = actors.ids(IndexSet::hedger);
    if (name.empty()) {
        return HedgerId{0};
    }
    auto const found = std::find(ids.begin(), ids.end(), name);
    if (found == ids.end()) {
        Diagnostics faults;
        faults.add({"--hedger", 0, 0}, "C108", "unknown hedger '" + name + "'", closest_name(name, ids));
        faults.throw_if_any();
    }
    return HedgerId{static_cast<int>(found - ids.begin())};
}

nlohmann::json to_json(OpeningGame const& game, ActorLists const& actors, Arm const& arm, std::string const& hedger)
{
    nlohmann::json principals = nlohmann::json::array();
    for (std::size_t i = 0; i < game.principals.size(); ++i) {
        OpeningGame::Principal const& principal = game.principals[i];
        principals.push_back({{"id", actors.ids(IndexSet::principal)[i]},
                              {"V", principal.value},
                              {"budget", principal.budget},
                              {"threat_capacity", principal.threat_capacity},
                              {"threat_threshold", principal.threat_threshold},
                              {"threat_softness", principal.threat_softness},
                              {"p_offer", principal.believed_delivery},
                              {"p_resolve", principal.believed_resolve},
                              {"kappa", principal.execution_cost},
                              {"audience_cost", principal.audience_cost},
                              {"k", principal.reservation},
                              {"pi", principal.mode_probability},
                              {"offer", principal.offer},
                              {"threat", principal.threat}});
    }
    return {{"arm", arm.name},
            {"hedger", hedger},
            {"lambda_K", game.agent_precision},
            {"lambda_P", game.principal_precision},
            {"iterations", game.iterations},
            {"residual", game.residual},
            {"second_start_difference", game.second_start},
            {"actions", actors.ids(IndexSet::action)},
            {"modes", {{0, 0}, {1, 0}, {0, 1}, {1, 1}}},
            {"p0", game.base_rate},
            {"u0", game.utility},
            {"P", game.anticipated},
            {"principals", principals}};
}

void print_text(OpeningGame const& game, ActorLists const& actors, Arm const& arm, std::string const& hedger)
{
    std::vector<std::string> const& actions = actors.ids(IndexSet::action);
    fmt::print("The opening month's bargaining over {} in the arm {}, in the model\n", hedger, arm.name);
    fmt::print("precision: leadership {:.3g}, principals {:.3g} per G; {} steps, residual {:.1e}, second start differs by "
               "{:.1e}\n\n",
               game.agent_precision, game.principal_precision, game.iterations, game.residual, game.second_start);
    fmt::print("{:<12} {:>10} {:>10} {:>12}\n", "action", "base rate", "utility, G", "probability");
    for (std::size_t a = 0; a < actions.size(); ++a) {
        fmt::print("{:<12} {:>10.4f} {:>10.4f} {:>12.4f}\n", actions[a], game.base_rate[a], game.utility[a],
                   game.anticipated[a]);
    }
    for (std::size_t i = 0; i < game.principals.size(); ++i) {
        OpeningGame::Principal const& principal = game.principals[i];
        fmt::print("\n{}: budget {:.3g} G, threat capacity {:.3g} G, reservation {:.4g} G\n",
                   actors.ids(IndexSet::principal)[i], principal.budget, principal.threat_capacity, principal.reservation);
        fmt::print("  modes: none {:.3f}, offer {:.3f}, threat {:.3f}, both {:.3f}\n", principal.mode_probability[0],
                   principal.mode_probability[1], principal.mode_probability[2], principal.mode_probability[3]);
        fmt::print("  {:<12} {:>10} {:>10} {:>10}\n", "action", "value, G", "offer, G", "threat, G");
        for (std::size_t a = 0; a < actions.size(); ++a) {
            fmt::print("  {:<12} {:>10.4f} {:>10.4f} {:>10.4f}\n", actions[a], principal.value[a], principal.offer[a],
                       principal.threat[a]);
        }
    }
}

int equilibrium(EquilibriumOptions const& options)
{
    Scenario const scenario = read_only_input(options.common, options.scenario.overrides);
    std::vector<Arm> const arms =
        choose_arms(options.game.arms.empty() ? std::vector<std::string>{"endogenous"} : options.game.arms, "--arm");
    EnsemblePlan const plan = make_plan(scenario, arms);
    HedgerId const hedger = choose_hedger(options.game.hedger, scenario.actors);
    std::string const& name = scenario.actors.ids(IndexSet::hedger)[static_cast<std::size_t>(hedger.value)];
    OpeningGame const game = solve_opening_game(plan.structure, plan.points.base, arms[0], hedger);
    if (options.common.json) {
        fmt::print("{}\n", to_json(game, scenario.actors, arms[0], name).dump(2));
    } else {
        print_text(game, scenario.actors, arms[0], name);
    }
    return exit_code::done;
}

} // namespace

Command equilibrium_command()
{
    return make_command("equilibrium", "FILE", "the opening month's bargaining game", equilibrium);
}

} // namespace steppe::app
