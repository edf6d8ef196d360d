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

#include <array>
#include <cstddef>

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
    Table<R, PrincipalId, ActionId> mean_transfer, threat_factor;
    Table<R, ActionId> total;

    void resize(Sizes const& sizes)
    {
        for (auto* table : {&utility, &base_rate, &anticipated, &total}) {
            table->resize(sizes);
        }
        for (auto* table : {&budget, &believed_delivery, &believed_resolve, &execution_cost, &audience_cost, &reservation,
                            &expected_outlay}) {
            table->resize(sizes);
        }
        for (auto* table : {&value, &threat, &offer, &mean_transfer, &threat_factor}) {
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

/// One value for each of none, offer, threat, both.
template <class R>
using ByMode = std::array<R, 4>;

/// Truthful offers at the current reservations, and each principal's mean transfer over its modes.
template <class R>
void post_menus(Sizes const& sizes, StageGame<R>& game)
{
    for (ActionId a : sizes.actions()) {
        game.total[a] = game.utility[a];
    }
    for (PrincipalId i : sizes.principals()) {
        R const offering = game.mode_probability(i, mode::offer) + game.mode_probability(i, mode::both);
        R const threatening = game.mode_probability(i, mode::threat) + game.mode_probability(i, mode::both);
        for (ActionId a : sizes.actions()) {
            game.offer(i, a) = minimum(game.budget[i], positive_part(game.value(i, a) - game.reservation[i]));
            game.mean_transfer(i, a) = offering * game.believed_delivery[i] * game.offer(i, a) -
                                       threatening * game.believed_resolve[i] * game.threat(i, a);
            game.total[a] += game.mean_transfer(i, a);
        }
    }
}

/// A principal's answer to the others' mean menus: its new mode probabilities and reservation. Returns the largest change.
template <class R>
[[nodiscard]] R respond(Sizes const& sizes, StageGame<R>& game, PrincipalId i)
{
    R const delivery = game.believed_delivery[i];
    ByMode<R> weight{};
    ByMode<R> payoff{};
    R outlay_offer = 0.0;
    R outlay_both = 0.0;
    for (ActionId a : sizes.actions()) {
        R const value = game.value(i, a);
        R const offer = game.offer(i, a);
        R const harm_cost = game.execution_cost[i] * game.believed_resolve[i] * game.threat(i, a);
        R const others = game.agent_precision * (game.total[a] - game.mean_transfer(i, a));
        R const plain = game.base_rate[a] * exponential(others);
        R const offered = plain * exponential(game.agent_precision * delivery * offer);
        R const threatened = plain * game.threat_factor(i, a);
        R const both = offered * game.threat_factor(i, a);
        weight[0] += plain;
        weight[1] += offered;
        weight[2] += threatened;
        weight[3] += both;
        payoff[0] += plain * value;
        payoff[1] += offered * (value - offer);
        payoff[2] += threatened * (value - harm_cost);
        payoff[3] += both * (value - offer - harm_cost);
        outlay_offer += offered * offer;
        outlay_both += both * offer;
    }
    ByMode<R> mean{};
    for (std::size_t s = 0; s < mean.size(); ++s) {
        mean[s] = payoff[s] / weight[s];
    }
    // Softmax relative to mode none, whose exponent is then 0.
    R const audience = game.audience_cost[i];
    R const offer_odds = exponential(game.principal_precision * (mean[1] - mean[0]));
    R const threat_odds = exponential(game.principal_precision * (mean[2] - mean[0] - audience));
    R const both_odds = exponential(game.principal_precision * (mean[3] - mean[0] - audience));
    R const scale = 1.0 / (1.0 + offer_odds + threat_odds + both_odds);
    ByMode<R> const updated{scale, offer_odds * scale, threat_odds * scale, both_odds * scale};

    R change = 0.0;
    for (ModeId s : sizes.modes()) {
        change = maximum(change, absolute(updated[static_cast<std::size_t>(s.value)] - game.mode_probability(i, s)));
        game.mode_probability(i, s) = updated[static_cast<std::size_t>(s.value)];
    }
    R const reservation =
        (updated[1] * mean[1] + updated[3] * mean[3]) / (updated[1] + updated[3]) + 1.0 / (game.agent_precision * delivery);
    change = maximum(change, absolute(reservation - game.reservation[i]));
    game.reservation[i] = reservation;
    game.expected_outlay[i] = updated[1] * outlay_offer / weight[1] + updated[3] * outlay_both / weight[3];
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
            game.threat_factor(i, a) = exponential(-game.agent_precision * game.believed_resolve[i] * game.threat(i, a));
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
