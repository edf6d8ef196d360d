#pragma once
/// Accession of other states (docs/model.md 6.6): a complementary log-log hazard, all candidates at once from the month-start
/// world. Intercepts are chosen so that in the opening month's conditions the hazard is the observed base rate.
///
///   h_s = 1 - exp(-exp eta_s)
///   eta_s = a_s + b_U d(interest) + b_M d(Mo) + b_K A sim_s + b_C d(neighbours) - b_g d(g) pal_s - b_T d(T) exp_s
///
/// d(x): x less its opening value. References: Granovetter (1978) on thresholds; Simmons & Elkins (2004) on diffusion.
/// Reads now.member, now.momentum; writes next.member and who joined.

#include "lanes/draws.hpp"
#include "lanes/elementary.hpp"
#include "model/accord/membership.hpp"
#include "model/opening_values.hpp"
#include "model/streams.hpp"
#include "model/structure.hpp"

namespace steppe {

template <class R, class P>
void update_candidates(Parameters<P> const& p, Structure const& structure, OpeningValues<P> const& opening,
                       Draws<R> const& draws, int month, Readings<R> const& readings, Memberships<R> const& memberships,
                       World<R> const& now, Accessions<R>& accessions, World<R>& next)
{
    Sizes const& sizes = structure.sizes;
    R hedgers_joined = 0.0;
    for (HedgerId h : sizes.hedgers()) {
        hedgers_joined += memberships.in_public[h];
    }
    R const common = p.accord.patron_effect() * (readings.leader_interest - opening.leader_interest) +
                     p.accord.momentum_effect() * (now.momentum - opening.momentum);
    next.peer_joins = now.peer_joins;
    for (CandidateId s : sizes.candidates()) {
        if (!any(now.member[s] == 0.0)) { // a member in the whole pack need not be asked
            accessions.peer_joined[s] = 0.0;
            next.member[s] = now.member[s];
            continue;
        }
        R const neighbours = joined_neighbours(p.accord, sizes, now.member, s) - opening.neighbours[s];
        R const log_hazard = opening.hazard_intercept[s] + common +
                             p.accord.hedger_effect() * hedgers_joined * p.accord.similarity[s] +
                             p.accord.neighbour_effect() * neighbours -
                             p.accord.conflict_effect() * (readings.conflict_intensity - opening.conflict_intensity) *
                                 p.accord.conflict_salience[s] -
                             p.accord.tension_effect() * (readings.tension - opening.tension) * p.accord.tension_exposure[s];
        R const hazard = 1.0 - exponential(-exponential(log_hazard));
        R const u = draws.uniform(month, stream::accession, structure.candidate_identity[s]);
        // A state that is a member at the start, even an unfinished one, does not join again.
        accessions.peer_joined[s] = select(now.member[s] == 0.0 && u < hazard, R{1.0}, R{0.0});
        next.member[s] = maximum(now.member[s], accessions.peer_joined[s]);
        next.peer_joins += accessions.peer_joined[s];
    }
}

} // namespace steppe
