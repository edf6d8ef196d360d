#pragma once
/// The principals' bargaining game (docs/model.md 6.1): common agency (Bernheim & Whinston 1986) with quantal response
/// (McKelvey & Palfrey 1995). Each principal picks a mode, none, offer, threat, or both; against a logit agent its best offers
/// are truthful: value less a reservation k, within the budget.
///
///   o_i(a) = min{B_i, (V_i(a) - k_i)_+}           h_i(a) = H_i logistic((-V_i(a) - c_i)/eps_i)
///   tau_i(a, s) = g pO_i o_i(a) - h pR_i h_i(a),  s = (g, h);   mean over the principal's own modes: tau_i(a)
///   P_i(a|s) proportional to p0(a) exp lambda_K [u0(a) + tau_i(a, s) + sum_{l != i} tau_l(a)]
///   Pi_i(s) = sum_a P_i(a|s) [V_i(a) - g o_i(a) - h kappa_i pR_i h_i(a)]
///   pi_i(s) = softmax lambda_P [Pi_i(s) - h f_i]
///   k_i = mean of Pi_i over its offering modes + 1/(lambda_K pO_i)
///
/// Solved by a fixed number of undamped steps from last month's solution (docs/decisions/0002), principals answering in turn (0015);
/// the largest change of the last step is kept as the residual. Neglects: principals' learning of each other's realised modes within a month.

#include "model/hedger/quantal_response.hpp"
#include "model/parameters.hpp"
#include "model/powers/modes.hpp"
#include "model/results.hpp"
#include "model/world.hpp"

#include <tuple>
#include <utility>

namespace steppe {

/// The data of one game, and its fixed point. Everything in G or 1/G.
template <class R>
struct StageGame : Sized {
    using Sized::Sized;

    // given
    R agent_precision{};
    R principal_precision{};
    Table<R, ActionId> utility{sizes}, base_rate{sizes};
    Table<R, PrincipalId> budget{sizes}, believed_delivery{sizes}, believed_resolve{sizes}, execution_cost{sizes},
        audience_cost{sizes};
    Table<R, PrincipalId, ActionId> value{sizes}, threat{sizes};
    // solved for; what stands here is the starting point
    Table<R, PrincipalId> reservation{sizes};
    Table<R, PrincipalId, ModeId> mode_probability{sizes};
    // outcome
    R residual{};
    Table<R, PrincipalId> expected_outlay{sizes};
    Table<R, PrincipalId, ActionId> offer{sizes};
    Table<R, ActionId> anticipated{sizes}; ///< P(a) when every principal plays its mean menu
    // workspace
    Table<R, ActionId> total{sizes};
    Table<R, PrincipalId> markup{sizes}; ///< 1/(lambda_K pO_i), in G
    Table<R, PrincipalId, ActionId> mean_transfer{sizes}, threat_factor{sizes}, value_after_harm{sizes};
    Table<R, PrincipalId, ActionId> offered{sizes};           ///< weights of the agent's answer to an offer without a threat
    Table<R, PrincipalId, ModeId> weight{sizes};              ///< sum of the weights of the agent's answer to a mode
    Table<R, PrincipalId, ModeId> payoff{sizes}, odds{sizes}; ///< Pi_i(s), in G; pi_i(s)/pi_i(none)
};

/// Threat of one principal at the value of an action to it. `steepness`: 1/eps, in 1/G.
template <class R, class P>
[[nodiscard]] R threatened_harm(R capacity, R value, P threshold, P steepness)
{
    return capacity * logistic((-value - threshold) * steepness);
}

namespace detail {

/// A principal's truthful offers at its reservation, and its mean transfer over its modes, which takes its place in the total.
template <class R>
void post_menu(Sizes const& sizes, StageGame<R>& game, PrincipalId i)
{
    auto const probability = game.mode_probability.row(i);
    auto const [value, threat] = std::pair{game.value.row(i), game.threat.row(i)};
    auto const [offer, transfer] = std::pair{game.offer.row(i), game.mean_transfer.row(i)};
    R const offered = (probability[mode::offer] + probability[mode::both]) * game.believed_delivery[i];
    R const threatened = (probability[mode::threat] + probability[mode::both]) * game.believed_resolve[i];
    R const budget = game.budget[i];
    R const reservation = game.reservation[i];
    for (ActionId a : sizes.actions()) {
        offer[a] = minimum(budget, positive_part(value[a] - reservation));
        R const updated = offered * offer[a] - threatened * threat[a];
        game.total[a] += updated - transfer[a];
        transfer[a] = updated;
    }
}

/// What each mode brings a principal on average: the agent answers to its menu while the others play their mean menus.
template <class R>
void expect_payoffs(Sizes const& sizes, StageGame<R>& game, PrincipalId i)
{
    auto const [value, after_harm, offer] = std::tuple{game.value.row(i), game.value_after_harm.row(i), game.offer.row(i)};
    auto const [transfer, offered, threat_factor] =
        std::tuple{game.mean_transfer.row(i), game.offered.row(i), game.threat_factor.row(i)};
    R const precision = game.agent_precision;
    R const believed = precision * game.believed_delivery[i];
    R plain_weight = 0.0, offered_weight = 0.0, threatened_weight = 0.0, both_weight = 0.0;
    R plain_worth = 0.0, offered_worth = 0.0, threatened_worth = 0.0, both_worth = 0.0;
    for (ActionId a : sizes.actions()) {
        R const plain = game.base_rate[a] * exponential(precision * (game.total[a] - transfer[a]));
        // Where nobody in the pack offers, the factor is exactly 1, and its exponential need not be taken.
        R const with_offer = any(offer[a] != 0.0) ? plain * exponential(believed * offer[a]) : plain;
        R const threatened = plain * threat_factor[a];
        R const both = with_offer * threat_factor[a];
        offered[a] = with_offer;
        plain_weight += plain;
        offered_weight += with_offer;
        threatened_weight += threatened;
        both_weight += both;
        plain_worth += plain * value[a];
        offered_worth += with_offer * (value[a] - offer[a]);
        threatened_worth += threatened * after_harm[a];
        both_worth += both * (after_harm[a] - offer[a]);
    }
    auto const [weight, payoff] = std::pair{game.weight.row(i), game.payoff.row(i)};
    weight[mode::offer] = offered_weight;
    weight[mode::both] = both_weight;
    payoff[mode::none] = plain_worth / plain_weight;
    payoff[mode::offer] = offered_worth / offered_weight;
    payoff[mode::threat] = threatened_worth / threatened_weight;
    payoff[mode::both] = both_worth / both_weight;
}

/// Odds of the modes against mode none, whose exponent is then 0.
template <class R>
void weigh_modes(StageGame<R>& game, PrincipalId i)
{
    R const precision = game.principal_precision;
    auto const [payoff, odds] = std::pair{game.payoff.row(i), game.odds.row(i)};
    R const audience_cost = game.audience_cost[i];
    odds[mode::offer] = exponential(precision * (payoff[mode::offer] - payoff[mode::none]));
    odds[mode::threat] = exponential(precision * (payoff[mode::threat] - payoff[mode::none] - audience_cost));
    odds[mode::both] = exponential(precision * (payoff[mode::both] - payoff[mode::none] - audience_cost));
}

/// A principal's new mode probabilities and reservation. Returns the largest change.
template <class R>
[[nodiscard]] R choose_modes(StageGame<R>& game, PrincipalId i)
{
    auto const [payoff, odds] = std::pair{game.payoff.row(i), game.odds.row(i)};
    R const scale = 1.0 / (1.0 + odds[mode::offer] + odds[mode::threat] + odds[mode::both]);
    R const offering = odds[mode::offer] + odds[mode::both];
    R const worth = odds[mode::offer] * payoff[mode::offer] + odds[mode::both] * payoff[mode::both];
    R change = 0.0;
    auto const replace = [&change](R& old, R const& updated) {
        change = maximum(change, absolute(updated - old));
        old = updated;
    };
    auto const probability = game.mode_probability.row(i);
    replace(probability[mode::none], scale);
    replace(probability[mode::offer], odds[mode::offer] * scale);
    replace(probability[mode::threat], odds[mode::threat] * scale);
    replace(probability[mode::both], odds[mode::both] * scale);
    replace(game.reservation[i], worth / offering + game.markup[i]);
    return change;
}

/// All principals' menus at the starting point.
template <class R>
void post_menus(Sizes const& sizes, StageGame<R>& game)
{
    for (ActionId a : sizes.actions()) {
        game.total[a] = game.utility[a];
    }
    game.mean_transfer.fill(0.0);
    for (PrincipalId i : sizes.principals()) {
        post_menu(sizes, game, i);
    }
}

/// One step: each principal in turn answers the mean menus of the others, those before it being of this step.
template <class R>
void respond(Sizes const& sizes, StageGame<R>& game)
{
    game.residual = 0.0;
    for (PrincipalId i : sizes.principals()) {
        expect_payoffs(sizes, game, i);
        weigh_modes(game, i);
        game.residual = maximum(game.residual, choose_modes(game, i));
        post_menu(sizes, game, i);
    }
}

/// What a principal will pay on average; the weights of the answer are those of the last step.
template <class R>
[[nodiscard]] R mean_outlay(Sizes const& sizes, StageGame<R> const& game, PrincipalId i)
{
    auto const [offer, offered, threat_factor] =
        std::tuple{game.offer.row(i), game.offered.row(i), game.threat_factor.row(i)};
    R outlay_offer = 0.0;
    R outlay_both = 0.0;
    for (ActionId a : sizes.actions()) {
        outlay_offer += offered[a] * offer[a];
        outlay_both += offered[a] * threat_factor[a] * offer[a];
    }
    return game.mode_probability(i, mode::offer) * outlay_offer / game.weight(i, mode::offer) +
           game.mode_probability(i, mode::both) * outlay_both / game.weight(i, mode::both);
}

/// Forecast of the agent's choice at the mean menus.
template <class R>
void anticipate(Sizes const& sizes, StageGame<R>& game)
{
    quantal_response(
        sizes.actions(), game.agent_precision, [&](ActionId a) -> R { return game.base_rate[a]; },
        [&](ActionId a) -> R { return game.total[a]; }, [&](ActionId a) -> R& { return game.anticipated[a]; });
}

} // namespace detail

/// Takes `iterations` steps of the fixed point.
template <class R>
void solve_stage_game(Sizes const& sizes, int iterations, StageGame<R>& game)
{
    for (PrincipalId i : sizes.principals()) {
        game.markup[i] = 1.0 / (game.agent_precision * game.believed_delivery[i]);
        for (ActionId a : sizes.actions()) {
            R const expected_harm = game.believed_resolve[i] * game.threat(i, a);
            game.threat_factor(i, a) = exponential(-game.agent_precision * expected_harm);
            game.value_after_harm(i, a) = game.value(i, a) - game.execution_cost[i] * expected_harm;
        }
    }
    detail::post_menus(sizes, game);
    for (int n = 0; n < iterations; ++n) {
        detail::respond(sizes, game);
    }
    for (PrincipalId i : sizes.principals()) {
        game.expected_outlay[i] = detail::mean_outlay(sizes, game, i);
    }
    detail::anticipate(sizes, game);
}

/// The game of one hedger in the month, from perceived values, utilities and beliefs; starts from last month's solution.
template <class R, class P>
void set_stage_game(Parameters<P> const& p, Sizes const& sizes, HedgerId h, Means<R> const& means, Stakes<R> const& stakes,
                    Preferences<R> const& preferences, World<R> const& now, StageGame<R>& game)
{
    // A hedger that ignores utilities cannot be bought: the floor only keeps 1/lambda finite.
    game.agent_precision = maximum(p.hedger.precision[h], P{1e-3});
    game.principal_precision = p.learning.principal_precision();
    for (ActionId a : sizes.actions()) {
        game.utility[a] = preferences.utility(h, a);
        game.base_rate[a] = preferences.base_rate(h, a);
    }
    for (PrincipalId i : sizes.principals()) {
        game.budget[i] = means.budget[i];
        game.believed_delivery[i] = means.believed_delivery(h, i);
        game.believed_resolve[i] = means.believed_resolve(h, i);
        game.execution_cost[i] = p.principal.execution_cost[i];
        game.audience_cost[i] = p.principal.audience_cost[i];
        game.reservation[i] = now.reservation(h, i);
        for (ModeId s : sizes.modes()) {
            game.mode_probability(i, s) = now.mode_probability(h, i, s);
        }
        R const capacity = means.threat_capacity[i];
        P const threshold = p.principal.threat_threshold[i];
        P const steepness = 1.0 / p.principal.threat_softness[i];
        for (ActionId a : sizes.actions()) {
            R const value = stakes.value(h, i, a);
            game.value(i, a) = value;
            game.threat(i, a) = threatened_harm(capacity, value, threshold, steepness);
        }
    }
}

} // namespace steppe
