#pragma once
/// Step 3 of the month (docs/model.md 6.1): solves each hedger's game, checks it in some months, and rations offers where a principal's
/// expected outlays on all hedgers exceed its budget.
///
///   ration_i = min{1, B_i / sum_h outlay_hi}
///
/// Neglects: new plans after rationing. Reads perceived values, last solution; writes menus, next.reservation, next.mode_probability.

#include "model/powers/audit.hpp"

namespace steppe {

namespace detail {

template <class R>
void take_over_solution(Sizes const& sizes, StageGame<R> const& game, HedgerId h, Menus<R>& menus, World<R>& next)
{
    menus.residual[h] = game.residual;
    for (PrincipalId i : sizes.principals()) {
        next.reservation(h, i) = game.reservation[i];
        menus.expected_outlay(h, i) = game.expected_outlay[i];
        for (ModeId s : sizes.modes()) {
            next.mode_probability(h, i, s) = game.mode_probability(i, s);
        }
        for (ActionId a : sizes.actions()) {
            menus.offer(h, i, a) = game.offer(i, a);
            menus.threat(h, i, a) = game.threat(i, a);
        }
    }
}

} // namespace detail

/// Solves one hedger's game from last month's solution, and keeps its menus.
template <class R, class P>
void solve_game(Parameters<P> const& p, Structure const& structure, HedgerId h, Means<R> const& means,
                Stakes<R> const& stakes, Preferences<R> const& preferences, World<R> const& now, StageGame<R>& game,
                Menus<R>& menus, World<R>& next)
{
    set_stage_game(p, structure.sizes, h, means, stakes, preferences, now, game);
    solve_stage_game(structure.sizes, structure.game_iterations, game);
    detail::take_over_solution(structure.sizes, game, h, menus, next);
}

template <class R>
void ration_offers(Sizes const& sizes, Means<R> const& means, Menus<R>& menus)
{
    for (PrincipalId i : sizes.principals()) {
        R outlay = 0.0;
        for (HedgerId h : sizes.hedgers()) {
            outlay += menus.expected_outlay(h, i);
        }
        menus.ration[i] = select(outlay > means.budget[i], means.budget[i] / outlay, R{1.0});
        for (HedgerId h : sizes.hedgers()) {
            menus.expected_outlay(h, i) = menus.expected_outlay(h, i) * menus.ration[i];
        }
    }
}

/// Step 3 of the month.
template <class R, class P>
void bargain(Parameters<P> const& p, Structure const& structure, int month, Means<R> const& means, Stakes<R> const& stakes,
             Preferences<R> const& preferences, World<R> const& now, StageGame<R>& game, GameAudit<R>& audit,
             Menus<R>& menus, World<R>& next)
{
    Sizes const& sizes = structure.sizes;
    for (HedgerId h : sizes.hedgers()) {
        solve_game(p, structure, h, means, stakes, preferences, now, game, menus, next);
        menus.mean_field_error[h] = is_audited(month) ? mean_field_error(sizes, game, audit) : R{0.0};
        menus.second_start[h] = is_audited(month) ? second_start_difference(sizes, game, audit) : R{0.0};
    }
    ration_offers(sizes, means, menus);
}

} // namespace steppe
