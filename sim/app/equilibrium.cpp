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

nlohmann::json to_json(OpeningGame::Principal const& principal, std::string const& id)
{
    return {{"id", id},
            {"stake", principal.stake},
            {"purse", principal.purse},
            {"q", principal.delivery},
            {"p_offer", principal.believed_delivery},
            {"p_resolve", principal.believed_resolve},
            {"threat_capacity", principal.threat_capacity},
            {"threat_threshold", principal.threat_threshold},
            {"threat_softness", principal.threat_softness},
            {"threat_rate", principal.threat_rate},
            {"resolve", principal.resolve},
            {"kappa", principal.execution_cost},
            {"audience_cost", principal.audience_cost},
            {"phi", principal.membership},
            {"membership_reference", principal.membership_reference},
            {"alignment_reference", principal.alignment_reference},
            {"eagerness", principal.eagerness},
            {"course",
             {{"V", principal.value},
              {"k", principal.reservation},
              {"effective_offer", principal.effective_offer},
              {"offer", principal.offer},
              {"threat", principal.threat},
              {"posture", principal.posture}}},
            {"accord",
             {{"V_keep", principal.value_keep},
              {"V_change", principal.value_change},
              {"cap_keep", principal.cap_keep},
              {"cap_change", principal.cap_change},
              {"effective_offer_keep", principal.offer_keep},
              {"effective_offer_change", principal.offer_change},
              {"threat_keep", principal.harm_keep},
              {"threat_change", principal.harm_change},
              {"posture", principal.accord_posture}}}};
}

nlohmann::json to_json(OpeningGame const& game, ActorLists const& actors, Arm const& arm, std::string const& hedger)
{
    nlohmann::json principals = nlohmann::json::array();
    for (std::size_t i = 0; i < game.principals.size(); ++i) {
        principals.push_back(to_json(game.principals[i], actors.ids(IndexSet::principal)[i]));
    }
    return {{"arm", arm.name},
            {"hedger", hedger},
            {"lambda", game.precision},
            {"lambda_P", game.principal_precision},
            {"money_weight", game.money_weight},
            {"status", game.status},
            {"partners", actors.ids(IndexSet::partner)},
            {"alignment", game.alignment},
            {"course",
             {{"actions", actors.ids(IndexSet::action)},
              {"p0", game.base_rate},
              {"u0", game.utility},
              {"P", game.choice},
              {"steps", game.steps},
              {"residual", game.residual},
              {"second_start_difference", game.second_start}}},
            {"accord",
             {{"p0", game.prior},
              {"delta_u", game.accord_utility},
              {"card", game.card},
              {"log_odds_without_offers", game.log_odds_before},
              {"x", game.log_odds},
              {"change_probability", game.change_probability},
              {"agenda", game.agenda},
              {"agenda_rate", game.agenda_rate},
              {"summit_agenda", game.summit_agenda},
              {"raise_rate", game.raise_rate},
              {"raise_half", game.raise_half},
              {"residual", game.accord_residual}}},
            {"principals", principals}};
}

void print_course(OpeningGame const& game, ActorLists const& actors)
{
    std::vector<std::string> const& actions = actors.ids(IndexSet::action);
    fmt::print("Course: {} steps, residual {:.1e} G, second start differs by {:.1e}\n", game.steps, game.residual,
               game.second_start);
    fmt::print("{:<12} {:>10} {:>10} {:>12}\n", "action", "base rate", "utility, G", "probability");
    for (std::size_t a = 0; a < actions.size(); ++a) {
        fmt::print("{:<12} {:>10.4f} {:>10.4f} {:>12.4f}\n", actions[a], game.base_rate[a], game.utility[a], game.choice[a]);
    }
}

void print_accord(OpeningGame const& game)
{
    fmt::print(
        "\nAccord: raised with probability {:.4f}, then changed with probability {:.4f}; card {:.4f} G, utility {:.4f} G, "
        "residual {:.1e}\n",
        game.agenda, game.change_probability, game.card, game.accord_utility, game.accord_residual);
}

void print_text(OpeningGame const& game, ActorLists const& actors, Arm const& arm, std::string const& hedger)
{
    std::vector<std::string> const& actions = actors.ids(IndexSet::action);
    fmt::print("The opening month's bargaining over {} in the arm {}, in the model\n", hedger, arm.name);
    fmt::print("precision: leadership {:.3g}, principals {:.3g} per G; weight of money {:.3g}\n\n", game.precision,
               game.principal_precision, game.money_weight);
    print_course(game, actors);
    print_accord(game);
    for (std::size_t i = 0; i < game.principals.size(); ++i) {
        OpeningGame::Principal const& principal = game.principals[i];
        fmt::print("\n{}: purse {:.3g} G, threat capacity {:.3g} G, membership worth {:.3g} G, reservation {:.4g} G\n",
                   actors.ids(IndexSet::principal)[i], principal.purse, principal.threat_capacity, principal.membership,
                   principal.reservation);
        fmt::print("  threatens on the course with probability {:.3f}, on the accord {:.3f}\n", principal.posture,
                   principal.accord_posture);
        fmt::print("  {:<12} {:>10} {:>10} {:>10}\n", "action", "value, G", "offer, G", "threat, G");
        for (std::size_t a = 0; a < actions.size(); ++a) {
            fmt::print("  {:<12} {:>10.4f} {:>10.4f} {:>10.4f}\n", actions[a], principal.value[a], principal.offer[a],
                       principal.threat[a]);
        }
        fmt::print("  {:<12} {:>10.4f} {:>10.4f} {:>10.4f}\n", "keep", principal.value_keep,
                   principal.offer_keep / principal.delivery, principal.harm_keep);
        fmt::print("  {:<12} {:>10.4f} {:>10.4f} {:>10.4f}\n", "change", principal.value_change,
                   principal.offer_change / principal.delivery, principal.harm_change);
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
