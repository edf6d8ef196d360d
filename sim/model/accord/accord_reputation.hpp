#pragma once
/// Momentum of the accord, legitimacy of its contested sponsor, credit of its sponsoring leader (docs/model.md 6.6).
///
///   Mo <- (1 - d) Mo + m0 joins         in [0, 1]
///   Lg <- Lg + rho (l0 - l1 g - Lg) + l2 joins     in [-1, 1]
///   Cr <- (1 - d) Cr + c0 interest joins
///
/// joins: accessions of the month, each weighted by the state's standing and by what is new about it; a deepening of membership counts as
/// part of one. Membership that a state gives up takes from momentum and legitimacy what it brought.

#include "model/parameters.hpp"
#include "model/results.hpp"
#include "model/world.hpp"

#include <type_traits>

namespace steppe {

/// Adds accessions worth `joins` to momentum, legitimacy and credit; `interest`: the sponsoring leader's.
template <class R, class P>
void credit_accession(Parameters<P> const& p, std::type_identity_t<R> const& interest, std::type_identity_t<R> const& joins,
                      World<R>& world)
{
    world.momentum = minimum(world.momentum + p.accord.momentum_gain() * joins, R{1.0});
    world.legitimacy = clamp(world.legitimacy + p.incentive(Incentive::l1) * p.accord.legitimacy_gain() * joins, -1.0, 1.0);
    world.credit = world.credit + p.accord.credit_gain() * interest * joins;
}

/// Takes from momentum and legitimacy what accessions worth `lost` brought.
template <class R, class P>
void debit_withdrawal(Parameters<P> const& p, std::type_identity_t<R> const& lost, World<R>& world)
{
    world.momentum = positive_part(world.momentum - p.accord.momentum_gain() * lost);
    world.legitimacy = clamp(world.legitimacy - p.incentive(Incentive::l1) * p.accord.legitimacy_gain() * lost, -1.0, 1.0);
}

/// Decay and drift of a month; accessions are added by `credit_accession`.
template <class R, class P>
void update_reputation(Parameters<P> const& p, Readings<R> const& readings, World<R> const& now, World<R>& next)
{
    next.momentum = (1.0 - p.accord.momentum_decay()) * now.momentum;
    R const level = p.accord.legitimacy_level() -
                    p.incentive(Incentive::l1) * p.accord.legitimacy_conflict() * readings.conflict_intensity;
    next.legitimacy = clamp(now.legitimacy + p.accord.legitimacy_rate() * (level - now.legitimacy), -1.0, 1.0);
    next.credit = (1.0 - p.accord.credit_decay()) * now.credit;
}

/// Accessions of the month, hedgers before candidates. A hedger's counts by its standing and by what is new about it.
template <class R, class P>
void credit_accessions(Parameters<P> const& p, Sizes const& sizes, Readings<R> const& readings, Outlook<R> const& outlook,
                       Accessions<R> const& accessions, World<R>& next)
{
    for (HedgerId h : sizes.hedgers()) {
        R const worth = accessions.joined[h] * p.accord.hedger_standing[h] * outlook.novelty[h];
        credit_accession(p, readings.leader_interest, worth, next);
    }
    for (CandidateId n : sizes.candidates()) {
        P const weight = p.candidate.standing[n] * p.candidate.novelty[n];
        R const gained = accessions.peer_joined[n] + p.cascade.deepening_worth() * accessions.peer_deepened[n];
        credit_accession(p, readings.leader_interest, weight * gained, next);
        debit_withdrawal(p, weight * accessions.peer_lost[n], next);
    }
}

} // namespace steppe
