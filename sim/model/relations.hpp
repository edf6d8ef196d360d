#pragma once
/// Relations between the powers (docs/model.md 6.9): constant unless a scenario gives them a speed. The rival reading R4.
///
///   X <- X + s (X X / n) o (1 - X o X) + r (X0 - strain A - X)      o: entry by entry; held in [-1, 1]
///
/// Friends of friends become friends, and blocs harden (Heider 1946; Marvel et al. 2011). The strain acts between sponsors of the
/// accord and incumbents while hedgers are members in public.
/// Neglects: wars, treaties, changes of leadership. Reads now.relation; writes next.relation.

#include "model/parameters.hpp"
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

/// `members`: public memberships of hedgers in force.
template <class R, class P>
void update_relations(Parameters<P> const& p, Structure const& structure, R members, World<R> const& now, World<R>& next)
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

/// How friendly a partner is with those on whom the hedger leans: sum_l X_jl w_l.
template <class R>
[[nodiscard]] R company(Structure const& structure, Table<R, PowerId, PowerId> const& relation,
                        Table<R, HedgerId, PartnerId> const& alignment, HedgerId h, PartnerId j)
{
    R friendly = 0.0;
    for (PartnerId l : structure.sizes.partners()) {
        friendly += relation(structure.power_of_partner[j], structure.power_of_partner[l]) * alignment(h, l);
    }
    return friendly;
}

} // namespace steppe
