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
/// Principals reply in turn, for a fixed number of steps from last month's k, with jumps to where the steps lead; the largest change of the
/// last step is the residual.

#include "model/powers/course_reply.hpp"

namespace steppe {
namespace detail {

/// What does not change while principals reply, and their menus at the starting point.
template <class R>
void open_game(Sizes const& sizes, CourseGame<R>& game)
{
    for (ActionId a : sizes.actions()) {
        game.threatened[a] = game.plain[a];
    }
    for (PrincipalId i : sizes.principals()) {
        R const scale = game.precision * game.exchange[i];
        R const hurt = -game.precision * game.hurt[i] * game.capacity[i];
        auto const [value, value_factor] = std::pair{game.scaled_value.row(i), game.value_factor.row(i)};
        auto const threat_factor = game.threat_factor.row(i);
        R least = 0.0;
        R most = 0.0;
        for (ActionId a : sizes.actions()) {
            value[a] = scale * (game.value(i, a) - game.value(i, holding));
            value_factor[a] = a == holding ? R{1.0} : exponential(value[a]);
            least = minimum(least, value[a]);
            most = maximum(most, value[a]);
            threat_factor[a] = exponential(hurt * game.harm_share(i, a));
            game.threatened[a] *= select(game.threatens[i] != 0.0, threat_factor[a], R{1.0});
        }
        game.scale[i] = scale;
        game.least[i] = least;
        // No offer is larger than what values differ by: a cap above that does not bind, and e^cap must be a number.
        game.scaled_cap[i] = minimum(scale * game.cap[i], most - least + 1.0);
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

/// Notes the changes of a step and, where a jump is due, goes on to where they would lead if each were r times the one before: two bidders
/// for one action approach each other by a factor near 1 a step (docs/decisions/0024: nothing is damped).
template <class R>
void extrapolate(Sizes const& sizes, bool jump, CourseGame<R>& game)
{
    R product = 0.0;
    R square_of_former = 0.0;
    for (PrincipalId i : sizes.principals()) {
        R const change = game.scaled_reservation[i] - game.before_step[i];
        product += change * game.change[i];
        square_of_former += square(game.change[i]);
        game.change[i] = change;
    }
    if (!jump) {
        return;
    }
    R const ratio = clamp(select(square_of_former > 0.0, product / square_of_former, R{0.0}), -3.0, 0.95);
    R const rest = ratio / (1.0 - ratio);
    for (PrincipalId i : sizes.principals()) {
        game.scaled_reservation[i] = maximum(game.scaled_reservation[i] + rest * game.change[i], game.least[i]);
        post_menu(sizes, game, i);
    }
}

/// Offers, choice and payoffs at the reservations found.
template <class R>
void close_game(Sizes const& sizes, CourseGame<R>& game)
{
    R sum = 0.0;
    for (ActionId a : sizes.actions()) {
        sum += game.before[a];
    }
    game.residual = game.residual + 0.0 * sum; // where weights are no numbers, neither is it
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

/// Weights of the answer without offers and threats: of all games that ask with these utilities, before any is solved.
template <class R>
void weigh_courses_alone(Sizes const& sizes, CourseGame<R>& game)
{
    for (ActionId a : sizes.actions()) {
        game.plain[a] = game.base_rate[a] * exponential(game.precision * game.utility[a]);
    }
}

/// Takes `steps` of the fixed point, at least one.
template <class R>
void solve_course_game(Sizes const& sizes, int steps, CourseGame<R>& game)
{
    detail::open_game(sizes, game);
    for (int n = 0; n < steps; ++n) {
        for (PrincipalId i : sizes.principals()) {
            game.before_step[i] = game.scaled_reservation[i];
        }
        game.residual = detail::take_turns(sizes, game);
        if (n + 1 < steps) {
            detail::extrapolate(sizes, n >= 2 && n % 2 == 0, game);
        }
    }
    detail::close_game(sizes, game);
}

} // namespace steppe
