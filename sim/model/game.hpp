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
/// Solved by a fixed number of undamped steps from last month's solution (docs/decisions/0002); the largest change of the last
/// step is kept as the residual. Neglects: principals' learning of each other's realised modes within a month.

#include "model/perception.hpp"
#include "model/quantal_response.hpp"

#include <tuple>
#include <utility>

namespace steppe {

namespace mode {
inline constexpr ModeId none{0};
inline constexpr ModeId offer{1};
inline constexpr ModeId threat{2};
inline constexpr ModeId both{3};
} // namespace mode

/// The data of one game, and its fixed point. Everything in G or 1/G.
template <class R>
struct StageGame {
    // given
    R agent_precision{};
    R principal_precision{};
    Table<R, ActionId> utility, base_rate;
    Table<R, PrincipalId> budget, believed_delivery, believed_resolve, execution_cost, audience_cost;
    Table<R, PrincipalId, ActionId> value, threat;
    // solved for; what stands here is the starting point
    Table<R, PrincipalId> reservation;
    Table<R, PrincipalId, ModeId> mode_probability;
    // outcome
    R residual{};
    Table<R, PrincipalId> expected_outlay;
    Table<R, PrincipalId, ActionId> offer;
    Table<R, ActionId> anticipated; ///< P(a) when every principal plays its mean menu
    // workspace
    Table<R, PrincipalId, ActionId> mean_transfer, threat_factor, harm_cost;
    Table<R, ActionId> total, plain;

    void resize(Sizes const& sizes)
    {
        for (auto* table : {&utility, &base_rate, &anticipated, &total, &plain}) {
            table->resize(sizes);
        }
        for (auto* table : {&budget, &believed_delivery, &believed_resolve, &execution_cost, &audience_cost, &reservation,
                            &expected_outlay}) {
            table->resize(sizes);
        }
        for (auto* table : {&value, &threat, &offer, &mean_transfer, &threat_factor, &harm_cost}) {
            table->resize(sizes);
        }
        mode_probability.resize(sizes);
    }
};

/// Threat of one principal at the value of an action to it.
template <class R>
[[nodiscard]] R threatened_harm(R capacity, R value, R threshold, R softness)
{
    return capacity * logistic((-value - threshold) / softness);
}

namespace detail {

/// One value for each mode.
template <class R>
struct ByMode {
    R none{}, offer{}, threat{}, both{};
};

/// Truthful offers at the current reservations, and each principal's mean transfer over its modes.
template <class R>
void post_menus(Sizes const& sizes, StageGame<R>& game)
{
    for (ActionId a : sizes.actions()) {
        game.total[a] = game.utility[a];
    }
    for (PrincipalId i : sizes.principals()) {
        auto const probability = game.mode_probability.row(i);
        auto const [value, threat] = std::pair{game.value.row(i), game.threat.row(i)};
        auto const [offer, transfer] = std::pair{game.offer.row(i), game.mean_transfer.row(i)};
        R const offered = (probability[mode::offer] + probability[mode::both]) * game.believed_delivery[i];
        R const threatened = (probability[mode::threat] + probability[mode::both]) * game.believed_resolve[i];
        R const budget = game.budget[i];
        R const reservation = game.reservation[i];
        for (ActionId a : sizes.actions()) {
            offer[a] = minimum(budget, positive_part(value[a] - reservation));
            transfer[a] = offered * offer[a] - threatened * threat[a];
            game.total[a] += transfer[a];
        }
    }
}

/// Softmax of the payoffs less the audience cost of a threat, relative to mode none, whose exponent is then 0.
template <class R>
[[nodiscard]] ByMode<R> choose_modes(R const& precision, R const& audience_cost, ByMode<R> const& payoff)
{
    R const offer_odds = exponential(precision * (payoff.offer - payoff.none));
    R const threat_odds = exponential(precision * (payoff.threat - payoff.none - audience_cost));
    R const both_odds = exponential(precision * (payoff.both - payoff.none - audience_cost));
    R const scale = 1.0 / (1.0 + offer_odds + threat_odds + both_odds);
    return {scale, offer_odds * scale, threat_odds * scale, both_odds * scale};
}

/// A principal's answer to the others' mean menus: its new mode probabilities and reservation. Returns the largest change.
template <class R>
[[nodiscard]] R respond(Sizes const& sizes, StageGame<R>& game, PrincipalId i)
{
    auto const [value, harm] = std::pair{game.value.row(i), game.harm_cost.row(i)};
    auto const [offer, transfer, threat_factor] =
        std::tuple{game.offer.row(i), game.mean_transfer.row(i), game.threat_factor.row(i)};
    R const precision = game.agent_precision;
    R const delivery = game.believed_delivery[i];
    // First the exponentials, which are calls, then the sums, whose terms stay in registers.
    for (ActionId a : sizes.actions()) {
        game.plain[a] = game.base_rate[a] * exponential(precision * (game.total[a] - transfer[a]));
    }
    ByMode<R> weight;
    ByMode<R> payoff;
    R outlay_offer = 0.0;
    R outlay_both = 0.0;
    for (ActionId a : sizes.actions()) {
        R const plain = game.plain[a];
        R const threatened = plain * threat_factor[a];
        R const after_harm = value[a] - harm[a];
        weight.none += plain;
        weight.threat += threatened;
        payoff.none += plain * value[a];
        payoff.threat += threatened * after_harm;
        if (any(offer[a] != 0.0)) {
            R const offered = plain * exponential(precision * delivery * offer[a]);
            R const both = offered * threat_factor[a];
            weight.offer += offered;
            weight.both += both;
            payoff.offer += offered * (value[a] - offer[a]);
            payoff.both += both * (after_harm - offer[a]);
            outlay_offer += offered * offer[a];
            outlay_both += both * offer[a];
        } else {
            // Nobody in the pack offers here: a factor of exactly 1, whose exponential need not be taken.
            weight.offer += plain;
            weight.both += threatened;
            payoff.offer += plain * value[a];
            payoff.both += threatened * after_harm;
        }
    }
    ByMode<R> const mean{payoff.none / weight.none, payoff.offer / weight.offer, payoff.threat / weight.threat,
                         payoff.both / weight.both};
    ByMode<R> const chosen = choose_modes(game.principal_precision, game.audience_cost[i], mean);

    R change = 0.0;
    auto const replace = [&change](R& old, R const& updated) {
        change = maximum(change, absolute(updated - old));
        old = updated;
    };
    auto const probability = game.mode_probability.row(i);
    replace(probability[mode::none], chosen.none);
    replace(probability[mode::offer], chosen.offer);
    replace(probability[mode::threat], chosen.threat);
    replace(probability[mode::both], chosen.both);
    replace(game.reservation[i], (chosen.offer * mean.offer + chosen.both * mean.both) / (chosen.offer + chosen.both) +
                                     1.0 / (precision * delivery));
    game.expected_outlay[i] = chosen.offer * outlay_offer / weight.offer + chosen.both * outlay_both / weight.both;
    return change;
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

/// Takes `iterations` steps of the fixed point. All principals answer at once.
template <class R>
void solve_stage_game(Sizes const& sizes, int iterations, StageGame<R>& game)
{
    for (PrincipalId i : sizes.principals()) {
        for (ActionId a : sizes.actions()) {
            R const expected_harm = game.believed_resolve[i] * game.threat(i, a);
            game.threat_factor(i, a) = exponential(-game.agent_precision * expected_harm);
            game.harm_cost(i, a) = game.execution_cost[i] * expected_harm;
        }
    }
    for (int n = 0; n < iterations; ++n) {
        detail::post_menus(sizes, game);
        game.residual = 0.0;
        for (PrincipalId i : sizes.principals()) {
            game.residual = maximum(game.residual, detail::respond(sizes, game, i));
        }
    }
    detail::post_menus(sizes, game);
    detail::anticipate(sizes, game);
}

/// The game of one hedger in the month, from perceived values, utilities and beliefs; starts from last month's solution.
template <class R>
void set_stage_game(Parameters<R> const& p, Sizes const& sizes, HedgerId h, World<R> const& now, MonthWork<R> const& work,
                    StageGame<R>& game)
{
    // A hedger that ignores utilities cannot be bought: the floor only keeps 1/lambda finite.
    game.agent_precision = maximum(p.hedger.precision[h], R{1e-3});
    game.principal_precision = p.learning.principal_precision();
    for (ActionId a : sizes.actions()) {
        game.utility[a] = work.utility(h, a);
        game.base_rate[a] = work.base_rate(h, a);
    }
    for (PrincipalId i : sizes.principals()) {
        game.budget[i] = work.budget[i];
        game.believed_delivery[i] = work.believed_delivery(h, i);
        game.believed_resolve[i] = work.believed_resolve(h, i);
        game.execution_cost[i] = p.principal.execution_cost[i];
        game.audience_cost[i] = p.principal.audience_cost[i];
        game.reservation[i] = now.reservation(h, i);
        for (ModeId s : sizes.modes()) {
            game.mode_probability(i, s) = now.mode_probability(h, i, s);
        }
        for (ActionId a : sizes.actions()) {
            game.value(i, a) = work.value(h, i, a);
            game.threat(i, a) = threatened_harm(work.threat_capacity[i], work.value(h, i, a),
                                                p.principal.threat_threshold[i], p.principal.threat_softness[i]);
        }
    }
}

} // namespace steppe
