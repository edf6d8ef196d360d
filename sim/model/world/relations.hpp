#pragma once
/// Relations between the powers (docs/model.md 6.9): constant unless a scenario gives them a speed. The rival reading R4.
///
///   X <- X + s (X X / n) o (1 - X o X) + r (X0 - strain A - X)      o: entry by entry; held in [-1, 1]
///
/// Friends of friends become friends, and blocs harden (Heider 1946; Marvel et al. 2011). The strain acts between sponsors of the
/// accord and incumbents while hedgers are members in public.
/// Neglects: wars, treaties, changes of leadership. Reads now.relation; writes next.relation.

#include "model/parameters.hpp"
#include "model/results.hpp"
#include "model/structure.hpp"
#include "model/world.hpp"

namespace steppe {

/// (X X)_ab: what the relations of two powers with all powers say about their own.
template <class R>
[[nodiscard]] R balance_drive(Sizes const& sizes, Table<R, PowerId, PowerId> const& relation, PowerId a, PowerId b)
{
    R drive = 0.0;
    for (PowerId c : sizes.powers()) {
        drive += relation(a, c) * relation(c, b);
    }
    return drive;
}

/// 1 for a sponsor of the accord against an incumbent, in either order; between 0 and 1 where incumbency is.
template <class P>
[[nodiscard]] P stands_between(AccordParameters<P> const& p, Structure const& structure, PowerId a, PowerId b)
{
    PartnerId const first = structure.partner_of_power[a];
    PartnerId const second = structure.partner_of_power[b];
    if (first.value < 0 || second.value < 0) {
        return 0.0;
    }
    auto const sponsor = [&](PartnerId j) -> P { return select(p.sponsorship[j] > 0.0, P{1.0}, P{0.0}); };
    return maximum(sponsor(first) * p.incumbency[second], sponsor(second) * p.incumbency[first]);
}

template <class R, class P>
void update_relations(Parameters<P> const& p, Structure const& structure, Memberships<R> const& memberships,
                      World<R> const& now, World<R>& next)
{
    Sizes const& sizes = structure.sizes;
    if (!any(p.relations.speed() != 0.0 || p.relations.return_rate() != 0.0)) {
        for (PowerId a : sizes.powers()) {
            for (PowerId b : sizes.powers()) {
                next.relation(a, b) = now.relation(a, b) + 0.0; // what the steps below would come to, for a -0 too
            }
        }
        return;
    }
    R members = 0.0;
    for (HedgerId h : sizes.hedgers()) {
        members += memberships.in_public[h];
    }
    P const speed = p.relations.speed() / static_cast<double>(sizes.of(IndexSet::power));
    for (PowerId a : sizes.powers()) {
        for (PowerId b : sizes.powers()) {
            R const x = now.relation(a, b);
            R const balance = speed * balance_drive(sizes, now.relation, a, b) * (1.0 - x * x);
            R const level =
                p.relations.relation(a, b) - p.relations.strain() * members * stands_between(p.accord, structure, a, b);
            next.relation(a, b) = clamp(x + balance + p.relations.return_rate() * (level - x), -1.0, 1.0);
        }
    }
}

} // namespace steppe
