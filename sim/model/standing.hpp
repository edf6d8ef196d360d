#pragma once
/// Momentum of the accord, legitimacy of its contested sponsor, credit of its sponsoring leader (docs/model.md 6.6).
///
///   Mo <- (1 - d) Mo + m0 joins         in [0, 1]
///   Lg <- Lg + rho (l0 - l1 g - Lg) + l2 joins     in [-1, 1]
///   Cr <- (1 - d) Cr + c0 interest joins
///
/// joins: accessions of the month, each weighted by the state's standing and by what is new about it.

#include "model/parameters.hpp"
#include "model/world.hpp"

#include <type_traits>

namespace steppe {

/// Novelty of a tie with a partner: 1 - S1 x prior ties x tie.
template <class P>
[[nodiscard]] P novelty_with(Parameters<P> const& p, HedgerId h, PartnerId j)
{
    return 1.0 - p.incentive.s1() * p.accession.prior_ties[h] * p.accession.tie(h, j);
}

/// 1 where the accord has a sponsor among the partners, else 0.
template <class P>
[[nodiscard]] P total_sponsorship(AccordParameters<P> const& p, Sizes const& sizes)
{
    P total = 0.0;
    for (PartnerId j : sizes.partners()) {
        total += p.sponsorship[j];
    }
    return total;
}

/// What is new about a hedger's accession to onlookers: its least novel tie with a sponsor.
template <class P>
[[nodiscard]] P novelty_to_the_world(Parameters<P> const& p, Sizes const& sizes, HedgerId h)
{
    P novelty = 1.0;
    for (PartnerId j : sizes.partners()) {
        novelty = select(p.accord.sponsorship[j] > 0.0, minimum(novelty, novelty_with(p, h, j)), novelty);
    }
    return novelty;
}

/// Investment that announced deals will become.
template <class P>
[[nodiscard]] P realised_deals(Parameters<P> const& p, HedgerId h)
{
    return p.incentive.g1() * p.accession.realisation[h] * p.accession.announced_deals[h];
}

/// Adds accessions worth `joins` to momentum, legitimacy and credit; `interest`: the sponsoring leader's.
template <class R, class P>
void credit_accession(Parameters<P> const& p, std::type_identity_t<R> const& interest, std::type_identity_t<R> const& joins,
                      World<R>& world)
{
    world.momentum = minimum(world.momentum + p.accord.momentum_gain() * joins, R{1.0});
    world.legitimacy = clamp(world.legitimacy + p.incentive.l1() * p.accord.legitimacy_gain() * joins, -1.0, 1.0);
    world.credit = world.credit + p.accord.credit_gain() * interest * joins;
}

/// Decay and drift of a month; accessions are added by `credit_accession`.
template <class R, class P>
void update_standing(Parameters<P> const& p, MonthWork<R> const& work, World<R> const& now, World<R>& next)
{
    next.momentum = (1.0 - p.accord.momentum_decay()) * now.momentum;
    R const level =
        p.accord.legitimacy_level() - p.incentive.l1() * p.accord.legitimacy_conflict() * work.conflict_intensity;
    next.legitimacy = clamp(now.legitimacy + p.accord.legitimacy_rate() * (level - now.legitimacy), -1.0, 1.0);
    next.credit = (1.0 - p.accord.credit_decay()) * now.credit;
}

/// Weight of other states, candidates and members, that a candidate's neighbours have in the accord.
template <class R, class P>
[[nodiscard]] R joined_neighbours(AccordParameters<P> const& p, Sizes const& sizes, Table<R, CandidateId> const& member,
                                  CandidateId candidate)
{
    R joined = 0.0;
    for (CandidateId other : sizes.candidates()) {
        joined += p.neighbour(candidate, other) * member[other];
    }
    return joined;
}

} // namespace steppe
