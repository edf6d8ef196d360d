#pragma once
/// The course question (docs/model.md 6.1): which course the hedger takes this month, given the powers' public threats and their offers.
/// Common agency (Bernheim & Whinston 1986) with quantal response (McKelvey & Palfrey 1995).
///
///   P(a) proportional to p0(a) exp lambda [u0(a) + sum_i (e_i T_i(a) - t_i d_i h_i(a))]
///   T_i(a) = min{cap_i, (V_i(a) - k_i)_+},  k_i = Pi_i + 1/(lambda e_i),  Pi_i = sum_a P(a) (V_i(a) - T_i(a))
///
/// T = q o is the effective offer: o is promised, and delivered with probability q. e = omega p^O/q: what the hedger feels of it; d = omega p^R: of a threat.
///
/// Amounts of principal i are in units of 1/(lambda e_i) here, counted from holding course: v, cap, k; then k = Pi + 1. With A the actions that
/// get an offer below the cap, and z the weights that others give,
///
///   k = y + 1 + W(c),  ln c = ln(sum_A z e^v / Z) - y - 1,  y = N/Z,   Z, N: sums of z e^T and z e^T (v - T) outside A
///
/// (W: Lambert's). The exponentials e^v are taken once; e^-k alone changes, so a reply takes one exponential and, near rest, one logarithm.
/// Principals reply in turn, for a fixed number of steps from last month's k; the largest change of the last step is the residual.

#include "base/table.hpp"
#include "model/powers/lambert.hpp"

#include <utility>

namespace steppe {

inline constexpr ActionId holding{0}; ///< what values are counted from

/// The data of one game and its solution. Everything in G or 1/G but what is scaled.
template <class R>
struct CourseGame {
    // given
    R precision{}; ///< lambda
    Table<R, ActionId> utility, base_rate;
    Table<R, PrincipalId> cap, delivery, exchange;     ///< q R; q > 0; e
    Table<R, PrincipalId> threatens, hurt, capacity;   ///< t, 0 or 1; d; H
    Table<R, PrincipalId> threat_cost;                 ///< of a threat of full strength: kappa rho H + (1 - rho) f
    Table<R, PrincipalId, ActionId> value, harm_share; ///< V; h/H, see `threatened_share`
    // solved for; what stands here is the starting point
    Table<R, PrincipalId> reservation; ///< k less V of holding
    // outcome
    R residual{};                                           ///< largest change of k in the last step
    Table<R, ActionId> choice;                              ///< P(a)
    Table<R, PrincipalId> payoff, outlay;                   ///< Pi; expected outlay, sum of P T
    Table<R, PrincipalId, ActionId> effective_offer, offer; ///< T; o
    // workspace
    Table<R, ActionId> plain, threatened;       ///< weights of the answer without offers: without and with the threats made
    Table<R, ActionId> before, others;          ///< with threats and the offers of earlier principals; of all others
    Table<R, PrincipalId> scale, least;         ///< lambda e; least v
    Table<R, PrincipalId> scaled_cap, full_factor, scaled_reservation;       ///< in units of 1/(lambda e); e^cap
    Table<R, PrincipalId, ActionId> scaled_value, value_factor;              ///< v; e^v
    Table<R, PrincipalId, ActionId> offer_factor, after;                     ///< e^T; product of those of later principals
    Table<R, PrincipalId, ActionId> threat_factor;                           ///< e^(-lambda d h)

    void resize(Sizes const& sizes)
    {
        for (auto* table : {&utility, &base_rate, &choice, &plain, &threatened, &before, &others}) {
            table->resize(sizes);
        }
        for (auto* table : {&cap, &delivery, &exchange, &threatens, &hurt, &capacity, &threat_cost, &reservation, &payoff, &outlay,
                            &scale, &scaled_cap, &scaled_reservation, &least, &full_factor}) {
            table->resize(sizes);
        }
        for (auto* table : {&value, &harm_share, &effective_offer, &offer, &scaled_value, &value_factor, &offer_factor, &after,
                            &threat_factor}) {
            table->resize(sizes);
        }
    }
};

/// h/H of a threat at the value of an action to who makes it. `steepness`: 1/eps, in 1/G.
template <class R, class P>
[[nodiscard]] R threatened_share(R value, P threshold, P steepness)
{
    return logistic((-value - threshold) * steepness);
}

/// What a threat of full strength costs on average where it does not deter: carried out with probability rho at kappa a G of harm, else
/// backed down from at the audience cost f (Fearon 1994).
template <class R, class P>
[[nodiscard]] R cost_of_threat(R capacity, P resolve, P execution_cost, P audience_cost)
{
    return execution_cost * resolve * capacity + (1.0 - resolve) * audience_cost;
}

namespace detail {

/// Sums over the actions, by what k offers them.
template <class R>
struct ReplySums {
    R outside = 0.0; ///< Z
    R worth = 0.0;   ///< N
    R inside = 0.0;  ///< sum over A of z e^v
};

template <class R>
[[nodiscard, gnu::always_inline]] inline ReplySums<R> sum_reply(Sizes const& sizes, CourseGame<R> const& game, PrincipalId i, R k)
{
    auto const value = game.scaled_value.row(i);
    auto const factor = game.value_factor.row(i);
    R const cap = game.scaled_cap[i];
    R const full_factor = game.full_factor[i];
    ReplySums<R> sums;
    for (ActionId a : sizes.actions()) {
        R const margin = value[a] - k;
        R const z = game.others[a];
        MaskOf<R> const none = margin <= 0.0;
        MaskOf<R> const full = margin >= cap;
        R const weight = select(none, z, select(full, z * full_factor, R{0.0}));
        sums.outside += weight;
        sums.worth += weight * (value[a] - select(none, R{0.0}, cap));
        sums.inside += select(none || full, R{0.0}, z * factor[a]);
    }
    return sums;
}

/// Whether an action leaves or enters A, or goes from no offer to the cap, as the reservation moves.
template <class R>
[[nodiscard, gnu::always_inline]] inline MaskOf<R> other_actions(Sizes const& sizes, CourseGame<R> const& game, PrincipalId i, R from, R to)
{
    auto const value = game.scaled_value.row(i);
    R const cap = game.scaled_cap[i];
    R const low = minimum(from, to);
    R const high = maximum(from, to);
    MaskOf<R> other = false;
    for (ActionId a : sizes.actions()) {
        R const full_below = value[a] - cap;
        other = other || (value[a] > low && value[a] <= high) || (full_below >= low && full_below < high);
    }
    return other;
}

/// The reservation at which its own offers are best, if the actions in A are those that k gives.
template <class R>
[[nodiscard, gnu::always_inline]] inline R best_reservation(ReplySums<R> const& sums, R k)
{
    R const per_weight = 1.0 / sums.outside;
    R const base = sums.worth * per_weight + 1.0;
    R const ratio = sums.inside * per_weight;
    // Near rest k itself is the start of W, and its excess needs no other logarithm.
    R const former = k - base;
    R const former_excess = logarithm(ratio / former) - base - former;
    MaskOf<R> const offers = sums.inside > 0.0;
    MaskOf<R> const near = former > 0.0 && absolute(former_excess) < 0.5;
    R w = former;
    R excess = former_excess;
    if (any(offers && !near)) {
        R const log_argument = logarithm(ratio) - base;
        R const start = lambert_start(log_argument);
        w = select(near, former, start);
        excess = select(near, former_excess, log_argument - logarithm(start) - start);
    }
    return base + select(offers, lambert_step(w, excess), R{0.0});
}

/// e^T of a principal's menu at its reservation.
template <class R>
[[gnu::always_inline]] inline void post_menu(Sizes const& sizes, CourseGame<R>& game, PrincipalId i)
{
    R const k = game.scaled_reservation[i];
    R const discount = exponential(-k);
    R const cap = game.scaled_cap[i];
    R const full_factor = game.full_factor[i];
    auto const [value, value_factor] = std::pair{game.scaled_value.row(i), game.value_factor.row(i)};
    auto const offer_factor = game.offer_factor.row(i);
    for (ActionId a : sizes.actions()) {
        R const margin = value[a] - k;
        R const offered = select(margin >= cap, full_factor, value_factor[a] * discount);
        offer_factor[a] = select(margin <= 0.0, R{1.0}, offered);
    }
}

/// The reply of one principal to the others' menus. Returns by how much it moved, in G.
template <class R>
[[nodiscard]] R reply(Sizes const& sizes, CourseGame<R>& game, PrincipalId i)
{
    auto const after = game.after.row(i);
    for (ActionId a : sizes.actions()) {
        game.others[a] = game.before[a] * after[a];
    }
    R const former = game.scaled_reservation[i];
    R const least = game.least[i];
    R k = maximum(best_reservation(sum_reply(sizes, game, i, former), former), least);
    MaskOf<R> const again = other_actions(sizes, game, i, former, k);
    if (any(again)) {
        R const second = maximum(best_reservation(sum_reply(sizes, game, i, k), k), least);
        k = select(again, second, k);
    }
    game.scaled_reservation[i] = k;
    post_menu(sizes, game, i);
    auto const offer_factor = game.offer_factor.row(i);
    for (ActionId a : sizes.actions()) {
        game.before[a] *= offer_factor[a];
    }
    return absolute(k - former) / game.scale[i];
}

/// What does not change while principals reply, and their menus at the starting point.
template <class R>
void open_game(Sizes const& sizes, CourseGame<R>& game)
{
    for (ActionId a : sizes.actions()) {
        game.plain[a] = game.base_rate[a] * exponential(game.precision * game.utility[a]);
        game.threatened[a] = game.plain[a];
    }
    for (PrincipalId i : sizes.principals()) {
        R const scale = game.precision * game.exchange[i];
        R const hurt = -game.precision * game.hurt[i] * game.capacity[i];
        auto const [value, value_factor] = std::pair{game.scaled_value.row(i), game.value_factor.row(i)};
        auto const threat_factor = game.threat_factor.row(i);
        R least = 0.0;
        for (ActionId a : sizes.actions()) {
            value[a] = scale * (game.value(i, a) - game.value(i, holding));
            value_factor[a] = a == holding ? R{1.0} : exponential(value[a]);
            least = minimum(least, value[a]);
            threat_factor[a] = exponential(hurt * game.harm_share(i, a));
            game.threatened[a] *= select(game.threatens[i] != 0.0, threat_factor[a], R{1.0});
        }
        game.scale[i] = scale;
        game.least[i] = least;
        game.scaled_cap[i] = scale * game.cap[i];
        game.full_factor[i] = exponential(game.scaled_cap[i]);
        // Not all actions can be in A at once: the reservation is above what the worst of them is worth.
        game.scaled_reservation[i] = maximum(scale * game.reservation[i], least);
        post_menu(sizes, game, i);
    }
}

/// One step: principals in turn. Returns the largest change of a reservation, in G.
template <class R>
[[nodiscard]] R take_turns(Sizes const& sizes, CourseGame<R>& game)
{
    int const principals = sizes.principals().size();
    for (ActionId a : sizes.actions()) {
        game.before[a] = game.threatened[a];
        R product = 1.0;
        for (int n = principals - 1; n >= 0; --n) {
            game.after(PrincipalId{n}, a) = product;
            product *= game.offer_factor(PrincipalId{n}, a);
        }
    }
    R largest = 0.0;
    for (PrincipalId i : sizes.principals()) {
        largest = maximum(largest, reply(sizes, game, i));
    }
    return largest;
}

/// Offers, choice and payoffs at the reservations found.
template <class R>
void close_game(Sizes const& sizes, CourseGame<R>& game)
{
    R sum = 0.0;
    for (ActionId a : sizes.actions()) {
        sum += game.before[a];
    }
    for (ActionId a : sizes.actions()) {
        game.choice[a] = game.before[a] / sum;
    }
    for (PrincipalId i : sizes.principals()) {
        R const k = game.scaled_reservation[i];
        R const unit = 1.0 / game.scale[i];
        R const per_delivery = 1.0 / game.delivery[i];
        R payoff = 0.0;
        R outlay = 0.0;
        for (ActionId a : sizes.actions()) {
            R const offered = unit * minimum(game.scaled_cap[i], positive_part(game.scaled_value(i, a) - k));
            game.effective_offer(i, a) = offered;
            game.offer(i, a) = offered * per_delivery;
            payoff += game.choice[a] * (game.value(i, a) - offered);
            outlay += game.choice[a] * offered;
        }
        game.reservation[i] = unit * k;
        game.payoff[i] = payoff;
        game.outlay[i] = outlay;
    }
}

} // namespace detail

/// Takes `steps` of the fixed point, at least one.
template <class R>
void solve_course_game(Sizes const& sizes, int steps, CourseGame<R>& game)
{
    detail::open_game(sizes, game);
    for (int n = 0; n < steps; ++n) {
        game.residual = detail::take_turns(sizes, game);
    }
    detail::close_game(sizes, game);
}

} // namespace steppe
