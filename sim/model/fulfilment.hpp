#pragma once
/// What principals do about the choice, and the pressure that it leaves (docs/model.md 6.5).
///
///   earned     offer on the chosen action; delivered with probability q_i
///   provoked   a threat made, and the chosen action loses the principal at least its threshold (h_i(a) >= H_i/2)
///   executed   with probability rho_i (plus a backlash while the hedger is a member); harm h_i(a)
///   S_i  <- (1 - d) S_i + step (1 - S_i) executed
///
/// Neglects: delivery in part or late. References: Morgan, Bapat & Kobayashi (2014) on threats that are never executed.

#include "model/choice.hpp"

namespace steppe {

/// Step 5 of the month.
template <class R, class P>
void deliver_and_execute(Parameters<P> const& p, Structure const& structure, Arm const& arm, Draws<R> const& draws,
                         int month, World<R> const& now, MonthWork<R>& work)
{
    Sizes const& sizes = structure.sizes;
    for (HedgerId h : sizes.hedgers()) {
        R const public_membership = arm.public_membership ? membership(now.status[h]) : R{0.0};
        for (PrincipalId i : sizes.principals()) {
            R offered = 0.0;
            R threatened = 0.0;
            for (ActionId a : sizes.actions()) {
                offered += work.chosen(h, a) * work.offer(h, i, a);
                threatened += work.chosen(h, a) * work.threat(h, i, a);
            }
            auto const u = draws.uniform_pair(month, stream::fulfilment,
                                              combine(structure.hedger_identity[h], structure.principal_identity[i]));
            work.earned(h, i) = work.offers(h, i) * work.ration[i] * offered;
            work.delivered(h, i) = select(u[0] < p.principal.delivery[i], work.earned(h, i), R{0.0});

            R const resolve = p.principal.resolve[i] + p.principal.backlash[i] * public_membership;
            MaskOf<R> const is_provoked =
                work.threatens(h, i) > 0.0 && threatened > 0.0 && threatened >= 0.5 * work.threat_capacity[i];
            work.provoked(h, i) = select(is_provoked, R{1.0}, R{0.0});
            work.executed(h, i) = select(is_provoked && u[1] < resolve, R{1.0}, R{0.0});
            work.harm(h, i) = work.executed(h, i) * threatened;
        }
    }
}

template <class R, class P>
void update_pressure(Parameters<P> const& p, Sizes const& sizes, HedgerId h, World<R> const& now, MonthWork<R> const& work,
                     World<R>& next)
{
    for (PrincipalId i : sizes.principals()) {
        R const lasting = (1.0 - p.learning.pressure_decay()) * now.pressure(h, i);
        next.pressure(h, i) = lasting + p.learning.pressure_step() * (1.0 - lasting) * work.executed(h, i);
    }
}

} // namespace steppe
