#pragma once
/// Step 3 of the month, the first question (docs/model.md 6.1 to 6.3): threats on the course are made in public, offers answer them, and
/// postures move. A shadow game with status turned over says what the other status would bring: the card (G2).
///
///   t_i ~ Bernoulli(p_i);   p_i <- p_i + varsigma [logistic(logit beta_i + lambda_P Delta_i) - p_i]
///   card = G2 T_L [ln Z(1 - M) - ln Z(M)] / lambda
///   ration_i = min{1, R_i / sum_h outlay_hi}
///
/// In the first month postures open at the target of a month without threats. Neglects: that postures reckon with the others' threats of
/// this month alone; new menus after rationing. Reads stakes, means, preferences, last solution; writes the course.

#include "lanes/draws.hpp"
#include "model/powers/purse.hpp"
#include "model/powers/threat_worth.hpp"
#include "model/results.hpp"
#include "model/streams.hpp"
#include "model/structure.hpp"
#include "model/world.hpp"

namespace steppe {

/// Months in which the course is solved again from a distant start (docs/model.md 11); its difference stands until the next.
[[nodiscard]] constexpr bool is_audited(int month) { return month % 100 == 0; }

/// Steps of the first month, which starts cold, and of the audit; and of the shadow game, whose last solution is near.
inline constexpr int cold_steps = 30;
inline constexpr int shadow_steps = 2;

namespace detail {

/// What both games of a hedger share.
template <class R, class P>
void set_course(Parameters<P> const& p, Structure const& structure, HedgerId h, Memberships<R> const& memberships,
                Means<R> const& means, Preferences<R> const& preferences, CourseGame<R>& game)
{
    Sizes const& sizes = structure.sizes;
    // A hedger that ignores utilities cannot be bought: the floor only keeps 1/lambda finite.
    game.precision = maximum(p.hedger.precision[h], P{1e-3});
    for (ActionId a : sizes.actions()) {
        game.utility[a] = preferences.utility(h, a);
        game.base_rate[a] = preferences.base_rate(h, a);
    }
    for (PrincipalId i : sizes.principals()) {
        P const delivery = delivery_probability(p, i);
        R const resolve = minimum(p.principal.resolve[i] + p.principal.backlash[i] * memberships.is_public[h], R{1.0});
        game.cap[i] = delivery * means.purse[i];
        game.delivery[i] = delivery;
        game.exchange[i] = means.money_weight[h] * means.believed_delivery(h, i) / delivery;
        game.hurt[i] = means.money_weight[h] * means.believed_resolve(h, i);
        game.capacity[i] = means.threat_capacity(h, i);
        game.threat_cost[i] = cost_of_threat(means.threat_capacity(h, i), resolve, R{p.principal.execution_cost[i]},
                                             R{p.principal.audience_cost[i]});
    }
}

/// Values of one of the two games, and its starting point.
template <class R, class P>
void set_values(Parameters<P> const& p, Sizes const& sizes, HedgerId h,
                Table<R, HedgerId, PrincipalId, ActionId> const& value, Table<R, HedgerId, PrincipalId> const& eagerness,
                Table<R, HedgerId, PrincipalId> const& reservation, CourseGame<R>& game)
{
    for (PrincipalId i : sizes.principals()) {
        P const threshold = p.principal.threat_threshold[i];
        P const steepness = 1.0 / p.principal.threat_softness[i];
        game.reservation[i] = reservation(h, i);
        for (ActionId a : sizes.actions()) {
            R const& worth = value(h, i, a);
            game.value(i, a) = eagerness(h, i) * worth;
            game.harm_share(i, a) = threatened_share(worth, threshold, steepness);
        }
    }
}

/// Postures of a solved game after this month, into `next`.
template <class R, class P>
void move_postures(Parameters<P> const& p, Sizes const& sizes, HedgerId h, bool opens,
                   Table<R, HedgerId, PrincipalId> const& now, CourseGame<R>& game, Workspace<R>& workspace,
                   Table<R, HedgerId, PrincipalId>& next)
{
    weigh_threats(sizes, game, workspace.threat_worth);
    for (PrincipalId i : sizes.principals()) {
        R const rate = opens ? R{1.0} : R{p.game.posture_rate()};
        next(h, i) = next_posture(now(h, i), R{p.principal.threat_rate[i]}, workspace.threat_worth[i],
                                  R{p.game.principal_precision()}, rate);
    }
}

/// Largest difference of the choice when the course is solved again from reservations of 0.
template <class R>
[[nodiscard]] R second_start_difference(Sizes const& sizes, CourseGame<R> const& game, CourseGame<R>& second)
{
    second = game;
    for (PrincipalId i : sizes.principals()) {
        second.reservation[i] = 0.0;
    }
    solve_course_game(sizes, cold_steps, second);
    R difference = 0.0;
    for (ActionId a : sizes.actions()) {
        difference = maximum(difference, absolute(second.choice[a] - game.choice[a]));
    }
    return difference;
}

template <class R>
void keep_menus(Sizes const& sizes, HedgerId h, CourseGame<R> const& game, Course<R>& course)
{
    course.residual[h] = game.residual;
    for (PrincipalId i : sizes.principals()) {
        course.reservation(h, i) = game.reservation[i];
        course.outlay(h, i) = game.outlay[i];
        for (ActionId a : sizes.actions()) {
            course.harm(h, i, a) = game.capacity[i] * game.harm_share(i, a);
            course.offer(h, i, a) = game.offer(i, a);
        }
    }
}

} // namespace detail

/// Draws who threatens, solves the game of one hedger and keeps its menus.
template <class R, class P>
void solve_course(Parameters<P> const& p, Structure const& structure, Draws<R> const& draws, int month, HedgerId h,
                  Memberships<R> const& memberships, Means<R> const& means, Stakes<R> const& stakes,
                  Preferences<R> const& preferences, World<R> const& now, CourseGame<R>& game, Workspace<R>& workspace,
                  Course<R>& course)
{
    Sizes const& sizes = structure.sizes;
    detail::set_course(p, structure, h, memberships, means, preferences, game);
    detail::set_values(p, sizes, h, stakes.course, stakes.eagerness, now.reservation, game);
    Table<R, HedgerId, PrincipalId> const* posture = &now.posture;
    if (month == 0) {
        game.threatens.fill(0.0);
        solve_course_game(sizes, cold_steps, game);
        detail::move_postures(p, sizes, h, true, now.posture, game, workspace, course.posture);
        posture = &course.posture;
    }
    for (PrincipalId i : sizes.principals()) {
        R const u =
            draws.uniform(month, stream::threat, combine(structure.hedger_identity[h], structure.principal_identity[i]));
        game.threatens[i] = select(u < (*posture)(h, i), R{1.0}, R{0.0});
        course.threatens(h, i) = game.threatens[i];
    }
    solve_course_game(sizes, month == 0 ? cold_steps : structure.game_iterations, game);
    detail::keep_menus(sizes, h, game, course);
}

namespace detail {

/// Where nobody values membership, status makes no difference to the game: it is its own shadow, to the last digit, and worth no card.
template <class R>
void cast_no_shadow(Sizes const& sizes, HedgerId h, Stakes<R> const& stakes, Course<R>& course)
{
    R valued = 0.0;
    for (PrincipalId i : sizes.principals()) {
        valued = maximum(valued, absolute(stakes.membership(h, i)));
    }
    MaskOf<R> const same = valued == 0.0;
    course.card[h] = select(same, R{0.0}, course.card[h]);
    for (PrincipalId i : sizes.principals()) {
        course.shadow_posture(h, i) = select(same, course.posture(h, i), course.shadow_posture(h, i));
        course.shadow_reservation(h, i) = select(same, course.reservation(h, i), course.shadow_reservation(h, i));
    }
}

} // namespace detail

/// The card: what the hedger's other status would make the powers bid and threaten, and how that is worth to it.
template <class R, class P>
void play_shadow(Parameters<P> const& p, Structure const& structure, int month, HedgerId h, Stakes<R> const& stakes,
                 World<R> const& now, CourseGame<R>& game, Workspace<R>& workspace, Course<R>& course)
{
    Sizes const& sizes = structure.sizes;
    auto const inclusive_value = [&](Table<R, HedgerId, PrincipalId> const& posture) {
        for (PrincipalId i : sizes.principals()) {
            workspace.posture[i] = posture(h, i);
        }
        return log_inclusive_value(sizes, game, workspace.posture);
    };
    R const as_it_is = inclusive_value(now.posture);
    detail::set_values(p, sizes, h, stakes.shadow, stakes.shadow_eagerness, now.shadow_reservation, game);
    game.threatens.fill(0.0);
    solve_course_game(sizes, month == 0 ? cold_steps : shadow_steps, game);
    R const turned_over = inclusive_value(now.shadow_posture);
    course.card[h] = p.incentive(Incentive::g2) * p.accession.leverage_months[h] * (turned_over - as_it_is) / game.precision;
    detail::move_postures(p, sizes, h, month == 0, now.shadow_posture, game, workspace, course.shadow_posture);
    for (PrincipalId i : sizes.principals()) {
        course.shadow_reservation(h, i) = game.reservation[i];
    }
    detail::cast_no_shadow(sizes, h, stakes, course);
}

template <class R>
void ration_offers(Sizes const& sizes, Means<R> const& means, Course<R>& course)
{
    for (PrincipalId i : sizes.principals()) {
        R outlay = 0.0;
        for (HedgerId h : sizes.hedgers()) {
            outlay += course.outlay(h, i);
        }
        course.ration[i] = select(outlay > means.purse[i], means.purse[i] / outlay, R{1.0});
        for (HedgerId h : sizes.hedgers()) {
            course.outlay(h, i) = course.outlay(h, i) * course.ration[i];
        }
    }
}

/// In every hedger's month.
template <class R, class P>
void bargain_on_course(Parameters<P> const& p, Structure const& structure, Arm const& arm, Draws<R> const& draws, int month,
                       Memberships<R> const& memberships, Means<R> const& means, Stakes<R> const& stakes,
                       Preferences<R> const& preferences, World<R> const& now, CourseGame<R>& game, CourseGame<R>& second,
                       Workspace<R>& workspace, Course<R>& course)
{
    Sizes const& sizes = structure.sizes;
    for (HedgerId h : sizes.hedgers()) {
        solve_course(p, structure, draws, month, h, memberships, means, stakes, preferences, now, game, workspace, course);
        course.second_start[h] =
            is_audited(month) ? detail::second_start_difference(sizes, game, second) : now.second_start[h];
        detail::move_postures(p, sizes, h, false, month == 0 ? course.posture : now.posture, game, workspace,
                              course.posture);
        if (arm.accord_open) {
            play_shadow(p, structure, month, h, stakes, now, game, workspace, course);
        }
    }
    ration_offers(sizes, means, course);
}

} // namespace steppe
