#pragma once
/// What membership in the accord comes to: how much of it is in force, and what is new about it (docs/model.md 2, 6.3, 7).

#include "model/arm.hpp"
#include "model/parameters.hpp"
#include "model/results.hpp"
#include "model/world.hpp"

namespace steppe {

/// Share of membership that is in force: 0 none, one half announced, 1 operational, 0 frozen.
template <class R>
[[nodiscard]] R membership(R status)
{
    return select(status == accord_status::announced, R{0.5}, select(status == accord_status::operational, R{1.0}, R{0.0}));
}

/// 1 where membership is announced or operational, else 0.
template <class R>
[[nodiscard]] R is_member(R status)
{
    return select(status == accord_status::announced || status == accord_status::operational, R{1.0}, R{0.0});
}

/// How much of each hedger's membership is in force at the month's start, in public and in substance.
template <class R>
void read_memberships(Sizes const& sizes, Arm const& arm, World<R> const& now, Memberships<R>& memberships)
{
    for (HedgerId h : sizes.hedgers()) {
        memberships.in_public[h] = arm.public_membership ? membership(now.status[h]) : R{0.0};
        memberships.is_public[h] = arm.public_membership ? is_member(now.status[h]) : R{0.0};
        memberships.in_substance[h] = arm.substance ? membership(now.status[h]) : R{0.0};
    }
}

/// Novelty of a tie with a partner: 1 - S1 x prior ties x tie.
template <class P>
[[nodiscard]] P novelty_with(Parameters<P> const& p, HedgerId h, PartnerId j)
{
    return 1.0 - p.incentive(Incentive::s1) * p.incentive.prior_ties[h] * p.incentive.tie(h, j);
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

/// Investment that announced deals will become.
template <class P>
[[nodiscard]] P realised_deals(Parameters<P> const& p, HedgerId h)
{
    return p.incentive(Incentive::g1) * p.accession.realisation[h] * p.accession.announced_deals[h];
}

/// Part of the larger prizes, by weight, that is not in the accord; 0 where there are none.
template <class R, class P>
[[nodiscard]] R prize_outside(CandidateParameters<P> const& p, Sizes const& sizes, Table<R, CandidateId> const& member)
{
    P all = 0.0;
    R outside = 0.0;
    for (CandidateId s : sizes.candidates()) {
        all += p.prize[s];
        outside += p.prize[s] * (1.0 - member[s]);
    }
    return select(all > 0.0, outside / maximum(all, P{1e-300}), R{0.0});
}

/// Worth of an accession to the leader's record: more while larger prizes stay away.
template <class R, class P>
[[nodiscard]] R worth_of_legacy(IncentiveParameters<P> const& p, PrincipalId i, R const& prize_outside)
{
    return p.legacy_value[i] * (1.0 + p.consolation[i] * prize_outside);
}

/// Most that a state's neighbours in the accord count for together.
inline constexpr double most_neighbours = 1.5;

/// Weight of a state's neighbours that are in the accord: other states by how far they are in, hedgers by public membership in force.
template <class R, class P>
[[nodiscard]] R joined_neighbours(CandidateParameters<P> const& p, Sizes const& sizes, Table<R, CandidateId> const& member,
                                  Memberships<R> const& memberships, CandidateId candidate)
{
    R joined = 0.0;
    for (CandidateId other : sizes.candidates()) {
        joined += p.neighbour(candidate, other) * member[other];
    }
    for (HedgerId h : sizes.hedgers()) {
        joined += p.nearness[candidate] * memberships.in_public[h];
    }
    return minimum(joined, R{most_neighbours});
}

} // namespace steppe
