#pragma once
/// Step 3 of the month (docs/model.md 6.1): solves each hedger's game, checks it in some months, and rations offers where a principal's
/// expected outlays on all hedgers exceed its budget.
///
///   ration_i = min{1, B_i / sum_h outlay_hi}
///
/// Neglects: new plans after rationing. Reads perceived values, last solution; writes menus, next.reservation, next.mode_probability.

#include "model/audit.hpp"

namespace steppe {

namespace detail {

template <class R>
void take_over_solution(Sizes const& sizes, StageGame<R> const& game, HedgerId h, MonthWork<R>& work, World<R>& next)
{
    work.residual[h] = game.residual;
    for (ActionId a : sizes.actions()) {
        work.anticipated(h, a) = game.anticipated[a];
    }
    for (PrincipalId i : sizes.principals()) {
        next.reservation(h, i) = game.reservation[i];
        work.expected_outlay(h, i) = game.expected_outlay[i];
        for (ModeId s : sizes.modes()) {
            next.mode_probability(h, i, s) = game.mode_probability(i, s);
        }
        for (ActionId a : sizes.actions()) {
            work.offer(h, i, a) = game.offer(i, a);
            work.threat(h, i, a) = game.threat(i, a);
        }
    }
}

} // namespace detail

/// Solves one hedger's game from last month's solution, and keeps its menus.
template <class R, class P>
void solve_game(Parameters<P> const& p, Structure const& structure, HedgerId h, World<R> const& now, StageGame<R>& game,
                MonthWork<R>& work, World<R>& next)
{
    set_stage_game(p, structure.sizes, h, now, work, game);
    solve_stage_game(structure.sizes, structure.game_iterations, game);
    detail::take_over_solution(structure.sizes, game, h, work, next);
}

template <class R>
void ration_offers(Sizes const& sizes, MonthWork<R>& work)
{
    for (PrincipalId i : sizes.principals()) {
        R outlay = 0.0;
        for (HedgerId h : sizes.hedgers()) {
            outlay += work.expected_outlay(h, i);
        }
        work.ration[i] = select(outlay > work.budget[i], work.budget[i] / outlay, R{1.0});
        for (HedgerId h : sizes.hedgers()) {
            work.expected_outlay(h, i) = work.expected_outlay(h, i) * work.ration[i];
        }
    }
}

template <class R, class P>
void bargain(Parameters<P> const& p, Structure const& structure, int month, World<R> const& now, StageGame<R>& game,
             GameAudit<R>& audit, MonthWork<R>& work, World<R>& next)
{
    Sizes const& sizes = structure.sizes;
    for (HedgerId h : sizes.hedgers()) {
        solve_game(p, structure, h, now, game, work, next);
        work.mean_field_error[h] = is_audited(month) ? mean_field_error(sizes, game, audit) : R{0.0};
        work.second_start[h] = is_audited(month) ? second_start_difference(sizes, game, audit) : R{0.0};
    }
    ration_offers(sizes, work);
}

} // namespace steppe
