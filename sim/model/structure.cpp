#include "model/structure.hpp"

#include "lanes/draws.hpp"
#include "model/accord/incentives.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace steppe {
namespace {

template <class IdType>
void assign_identities(Table<std::uint32_t, IdType>& identities, ActorLists const& actors, Diagnostics& faults)
{
    identities = Table<std::uint32_t, IdType>{actors.sizes()};
    std::vector<std::string> const& ids = actors.ids(IdType::set);
    auto const flat = identities.flat();
    for (std::size_t i = 0; i < ids.size(); ++i) {
        flat[i] = identity_of(ids[i]);
        if (std::find(flat.begin(), flat.begin() + static_cast<std::ptrdiff_t>(i), flat[i]) !=
            flat.begin() + static_cast<std::ptrdiff_t>(i)) {
            faults.add({}, "M201",
                       "the id '" + ids[i] + "' has the same identity in draws as another " +
                           std::string{name_of(IdType::set)} + "; rename one of them");
        }
    }
}

template <class To, class From>
Table<To, From> matches(ActorLists const& actors)
{
    Table<To, From> table{actors.sizes()};
    std::vector<std::string> const& targets = actors.ids(To::set);
    auto const flat = table.flat();
    for (std::size_t i = 0; i < flat.size(); ++i) {
        auto const found = std::find(targets.begin(), targets.end(), actors.ids(From::set)[i]);
        flat[i] = To{found == targets.end() ? -1 : static_cast<int>(found - targets.begin())};
    }
    return table;
}

/// Links have one resting point if max_c sum_c' |Gamma_cc'| < 4, as the slope of the logistic is at most 1/4. Priors count with
/// their widest values.
void check_contraction(Scenario const& scenario, Diagnostics& faults)
{
    for (std::string const& channel : scenario.actors.ids(IndexSet::channel)) {
        double reach = 0.0;
        SourceLocation where;
        for (std::string const& other : scenario.actors.ids(IndexSet::channel)) {
            Parameter const& coupling = *scenario.find(fmt::format("channel.{}.coupling.{}", channel, other));
            reach += std::max({std::abs(coupling.value), std::abs(coupling.range.low), std::abs(coupling.range.high)});
            where = coupling.range.low != coupling.range.high || coupling.value != 0.0 ? coupling.origin : where;
        }
        if (reach >= 4.0) {
            faults.add(where, "M203",
                       fmt::format("the couplings of channel '{}' may sum to {:.3g} in size; below 4 its links are sure to "
                                   "have one resting point",
                                   channel, reach));
        }
    }
}

HomePortfolio home_portfolio(Scenario const& scenario, Sizes const& sizes)
{
    HomePortfolio home{.alignment = Table<double, HedgerId, PartnerId>{sizes},
                       .risk_aversion = Table<double, HedgerId>{sizes},
                       .autonomy_cost = Table<double, HedgerId>{sizes},
                       .diversification = Table<double, HedgerId>{sizes}};
    for (HedgerId h : sizes.hedgers()) {
        std::string const prefix =
            "hedger." + scenario.actors.ids(IndexSet::hedger)[static_cast<std::size_t>(h.value)] + ".";
        home.risk_aversion[h] = scenario.value(prefix + "risk_aversion");
        home.autonomy_cost[h] = scenario.value(prefix + "autonomy_cost");
        home.diversification[h] = scenario.value(prefix + "diversification");
        for (PartnerId j : sizes.partners()) {
            home.alignment(h, j) = scenario.value(prefix + "alignment." +
                                                  scenario.actors.ids(IndexSet::partner)[static_cast<std::size_t>(j.value)]);
        }
    }
    return home;
}

std::vector<double> reference_values(Scenario const& scenario)
{
    std::vector<double> values;
    for (Parameter const& parameter : scenario.parameters) {
        bool const is_switch = std::any_of(incentive_terms().begin(), incentive_terms().end(),
                                           [&](IncentiveTerm const& term) { return term.key == parameter.key; });
        values.push_back(is_switch ? 1.0 : parameter.stated.value_or(parameter.value));
    }
    return values;
}

} // namespace

void check_stability(Scenario const& scenario, Diagnostics& faults)
{
    if (scenario.value("tension.excitation") >= 1.0 - scenario.value("tension.memory")) {
        faults.add(scenario.find("tension.excitation")->origin, "M202",
                   "tension.excitation must be less than 1 - tension.memory, or tension grows without bound");
    }
    check_contraction(scenario, faults);
    Parameter const& precision = *scenario.find("game.execution_precision");
    std::string const rule = scenario.text("learning.rule");
    if (rule != "beta" && std::max(precision.value, precision.range.high) > 0.0) {
        faults.add(precision.origin, "M204",
                   "game.execution_precision must be 0 with learning.rule = '" + rule +
                       "': what an execution gains in believed resolve is defined for counted evidence, the rule 'beta'");
    }
}

Structure make_structure(Scenario const& scenario)
{
    Structure structure;
    structure.actors = scenario.actors;
    structure.sizes = scenario.actors.sizes();
    structure.calendar = {.start = scenario.month("run.start"),
                          .first_election = scenario.month("calendar.first_election"),
                          .election_interval = static_cast<int>(scenario.integer("calendar.election_interval")),
                          .administration_ends = scenario.month("calendar.administration_ends"),
                          .first_summit = scenario.month("calendar.first_summit"),
                          .summit_interval = static_cast<int>(scenario.integer("calendar.summit_interval"))};
    structure.summits = scenario.text("calendar.summits") == "none"       ? SummitRhythm::none
                        : scenario.text("calendar.summits") == "observed" ? SummitRhythm::observed
                                                                          : SummitRhythm::yearly;
    structure.drivers = driver_paths(scenario);
    structure.reference = reference_values(scenario);
    structure.home = home_portfolio(scenario, structure.sizes);
    structure.game_iterations = static_cast<int>(scenario.integer("game.iterations"));
    structure.learning_rule = scenario.text("learning.rule") == "ewa"    ? LearningRule::experience_weighted
                              : scenario.text("learning.rule") == "none" ? LearningRule::none
                                                                         : LearningRule::beta;
    structure.opinion_rule = scenario.text("opinion.rule") == "bounded_confidence" ? OpinionRule::bounded_confidence
                                                                                   : OpinionRule::friedkin_johnsen;

    Diagnostics faults;
    assign_identities(structure.hedger_identity, scenario.actors, faults);
    assign_identities(structure.principal_identity, scenario.actors, faults);
    assign_identities(structure.candidate_identity, scenario.actors, faults);
    assign_identities(structure.action_identity, scenario.actors, faults);
    assign_identities(structure.power_identity, scenario.actors, faults);
    assign_identities(structure.market_identity, scenario.actors, faults);
    check_stability(scenario, faults);
    faults.throw_if_any();

    structure.power_of_principal = matches<PowerId, PrincipalId>(scenario.actors);
    structure.power_of_partner = matches<PowerId, PartnerId>(scenario.actors);
    structure.principal_of_partner = matches<PrincipalId, PartnerId>(scenario.actors);
    structure.partner_of_principal = matches<PartnerId, PrincipalId>(scenario.actors);
    structure.partner_of_power = matches<PartnerId, PowerId>(scenario.actors);
    structure.partner_of_market = matches<PartnerId, MarketId>(scenario.actors);
    return structure;
}

} // namespace steppe
