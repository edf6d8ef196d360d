#pragma once
/// What powers get used to, and how their games go on after the month (docs/model.md 6.3, 7).
///
///   w_ref <- w_ref + k (w - w_ref),  M_ref <- M_ref + k (M - M_ref),  k = 1 - 2^(-1/half-life)
///
/// Where status changed, the game as it was and its shadow trade places, and postures in the accord question begin again.

#include "lanes/elementary.hpp"
#include "model/accord/membership.hpp"

namespace steppe {

template <class R, class P>
void update_references(Parameters<P> const& p, Structure const& structure, Arm const& arm, World<R> const& now,
                       World<R>& next)
{
    constexpr double log_of_2 = 0.69314718055994530942;
    P const rate = 1.0 - exponential(-log_of_2 / p.game.habituation());
    for (HedgerId h : structure.sizes.hedgers()) {
        R const is_public = arm.public_membership ? is_member(next.status[h]) : R{0.0};
        next.membership_reference[h] = now.membership_reference[h] + rate * (is_public - now.membership_reference[h]);
        for (PartnerId j : structure.sizes.partners()) {
            next.alignment_reference(h, j) =
                now.alignment_reference(h, j) + rate * (next.alignment(h, j) - now.alignment_reference(h, j));
        }
    }
}

template <class R, class P>
void update_games(Parameters<P> const& p, Structure const& structure, Arm const& arm, Course<R> const& course,
                  Bids<R> const& bids, Choice<R> const& choice, World<R> const& now, World<R>& next)
{
    for (HedgerId h : structure.sizes.hedgers()) {
        next.second_start[h] = course.second_start[h];
        MaskOf<R> const turned = choice.changes[h] > 0.0;
        for (PrincipalId i : structure.sizes.principals()) {
            R const shadow_reservation = arm.accord_open ? course.shadow_reservation(h, i) : now.shadow_reservation(h, i);
            R const shadow_posture = arm.accord_open ? course.shadow_posture(h, i) : now.shadow_posture(h, i);
            next.reservation(h, i) = select(turned, shadow_reservation, course.reservation(h, i));
            next.shadow_reservation(h, i) = select(turned, course.reservation(h, i), shadow_reservation);
            next.posture(h, i) = select(turned, shadow_posture, course.posture(h, i));
            next.shadow_posture(h, i) = select(turned, course.posture(h, i), shadow_posture);
            next.accord_posture(h, i) = select(turned, R{p.principal.threat_rate[i]}, bids.posture(h, i));
        }
    }
}

} // namespace steppe
