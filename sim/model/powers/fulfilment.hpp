#pragma once
/// What principals do about the choice, and the pressure that it leaves (docs/model.md 6.5).
///
///   earned     offer on the chosen action; delivered with probability q_i
///   provoked   a threat made, and the chosen action loses the principal at least its threshold (h_i(a) >= H_i/2)
///   executed   with probability rho_i (plus a backlash while the hedger is a member); harm h_i(a)
///   S_i  <- (1 - d) S_i + step (1 - S_i) executed
///
/// Neglects: delivery in part or late. References: Morgan, Bapat & Kobayashi (2014) on threats that are never executed.

#include "lanes/draws.hpp"
#include "model/parameters.hpp"
#include "model/results.hpp"
#include "model/streams.hpp"
#include "model/structure.hpp"
#include "model/world.hpp"

#include <array>

namespace steppe {

namespace detail {

template <class R, class P>
void fulfil(Parameters<P> const& p, Structure const& structure, HedgerId h, PrincipalId i, R const& public_membership,
            std::array<R, 2> const& u, Means<R> const& means, Menus<R> const& menus, Choice<R> const& choice,
            Fulfilment<R>& fulfilment)
{
    R offered = 0.0;
    R threatened = 0.0;
    for (ActionId a : structure.sizes.actions()) {
        offered += choice.chosen(h, a) * menus.offer(h, i, a);
        threatened += choice.chosen(h, a) * menus.threat(h, i, a);
    }
    fulfilment.earned(h, i) = choice.offers(h, i) * menus.ration[i] * offered;
    fulfilment.delivered(h, i) = select(u[0] < p.principal.delivery[i], fulfilment.earned(h, i), R{0.0});

    R const resolve = p.principal.resolve[i] + p.principal.backlash[i] * public_membership;
    MaskOf<R> const is_provoked =
        choice.threatens(h, i) > 0.0 && threatened > 0.0 && threatened >= 0.5 * means.threat_capacity[i];
    fulfilment.provoked(h, i) = select(is_provoked, R{1.0}, R{0.0});
    fulfilment.executed(h, i) = select(is_provoked && u[1] < resolve, R{1.0}, R{0.0});
    fulfilment.harm(h, i) = fulfilment.executed(h, i) * threatened;
}

} // namespace detail

/// Step 5 of the month.
template <class R, class P>
void deliver_and_execute(Parameters<P> const& p, Structure const& structure, Draws<R> const& draws, int month,
                         Memberships<R> const& memberships, Means<R> const& means, Menus<R> const& menus,
                         Choice<R> const& choice, Fulfilment<R>& fulfilment)
{
    for (HedgerId h : structure.sizes.hedgers()) {
        for (PrincipalId i : structure.sizes.principals()) {
            auto const u = draws.uniform_pair(month, stream::fulfilment,
                                              combine(structure.hedger_identity[h], structure.principal_identity[i]));
            detail::fulfil(p, structure, h, i, memberships.in_public[h], u, means, menus, choice, fulfilment);
        }
    }
}

template <class R, class P>
void update_pressure(Parameters<P> const& p, Sizes const& sizes, Fulfilment<R> const& fulfilment, World<R> const& now,
                     World<R>& next)
{
    for (HedgerId h : sizes.hedgers()) {
        for (PrincipalId i : sizes.principals()) {
            R const lasting = (1.0 - p.learning.pressure_decay()) * now.pressure(h, i);
            next.pressure(h, i) = lasting + p.learning.pressure_step() * (1.0 - lasting) * fulfilment.executed(h, i);
        }
    }
}

} // namespace steppe
