#pragma once
/// Other states (docs/model.md 6.6): those outside the accord join by a logit hazard fitted to five accessions, those inside deepen, freeze
/// or leave by another. All decide at once, from the month-start world.
///
///   x_fit = logit h0_s + b_A arms_s + b_D close_s + b_R (rec_s - 1/2) + b_K (mon_s - 2/5) - b_g pal_s g + b_U (office - 1) + b_E e
///           + c b_M Mo + c b_C min(3/2, joined neighbours) + b_L Lg + tau eps_s + sigma_c z_quarter
///   join    with probability sigma(x), x from candidate_offers.hpp
///   odds against holding:  freeze, leave: base odds x strain;  return: base odds/strain;  deepen, finish: base odds
///   strain = exp{b_g (pal_s g - mean) - b_L (Lg - mean)}
///
/// Neglects: offers to members, and threats to anybody here. References: Granovetter (1978) on thresholds; Simmons & Elkins (2004) on
/// diffusion. Reads standing, members, purses; writes members, purses, and who joined.

#include "lanes/distributions.hpp"
#include "lanes/draws.hpp"
#include "model/accord/candidate_offers.hpp"
#include "model/accord/membership.hpp"
#include "model/streams.hpp"

namespace steppe {

/// How far a state is in.
template <class R, class P>
[[nodiscard]] R peer_membership(P const& unfinished_share, R status)
{
    return select(status == peer_status::inside, R{1.0},
                  select(status == peer_status::unfinished, R{unfinished_share}, R{0.0}));
}

/// Log odds of joining by what a state is like: what conditions add to.
template <class P>
[[nodiscard]] P own_log_odds(Parameters<P> const& p, CandidateId s)
{
    return logit(p.candidate.base_hazard[s]) + p.cascade.arms_effect() * p.candidate.arms[s] +
           p.cascade.closeness_effect() * p.candidate.closeness[s] +
           p.cascade.recognition_effect() * (p.candidate.recognition[s] - 0.5) +
           p.cascade.monarchy_effect() * (p.candidate.monarchy[s] - 0.4);
}

namespace detail {

/// Calendar quarters since that of the opening.
[[nodiscard]] inline int quarter_of(PoliticalCalendar const& calendar, int month)
{
    int const first = static_cast<int>(static_cast<unsigned>(calendar.start.month())) - 1;
    return (first + month) / 3 - first / 3;
}

/// What conditions add to the log odds of every state alike.
template <class R, class P>
[[nodiscard]] R common_log_odds(Parameters<P> const& p, Structure const& structure, Draws<R> const& draws, int month,
                                Readings<R> const& readings, World<R> const& now)
{
    R common =
        p.cascade.office_effect() * (readings.in_office - 1.0) + p.cascade.election_effect() * readings.election_near +
        p.cascade.contagion() * p.cascade.momentum_effect() * now.momentum + p.cascade.legitimacy_effect() * now.legitimacy;
    if (any(p.cascade.quarter_deviation() > 0.0)) {
        R const u = draws.uniform(quarter_of(structure.calendar, month), stream::common_shock, 0);
        common += p.cascade.quarter_deviation() * normal_quantile(u);
    }
    return common;
}

/// Whether a state that is outside joins, and what was promised to it.
template <class R, class P>
void decide_joining(Parameters<P> const& p, Structure const& structure, OpeningValues<P> const& opening, Arm const& arm,
                    Draws<R> const& draws, int month, Readings<R> const& readings, Memberships<R> const& memberships,
                    R const& common, World<R> const& now, CandidateId s, Workspace<R> const& worth,
                    AccordQuestion<R>& question, Accessions<R>& accessions, World<R>& next)
{
    Sizes const& sizes = structure.sizes;
    R const neighbours = joined_neighbours(p.candidate, sizes, now.member, memberships, s);
    R log_odds = opening.own_log_odds[s] + common + p.cascade.contagion() * p.cascade.neighbour_effect() * neighbours -
                 p.cascade.conflict_effect() * p.candidate.conflict_salience[s] * readings.conflict_intensity +
                 p.cascade.state_deviation() * next.state_effect[s];
    bool const is_courted = any(p.cascade.precision() > 0.0);
    if (is_courted) {
        log_odds = log_odds_of_joining(p, structure, opening.reference, s, log_odds, worth, question);
    }
    MaskOf<R> const outside = now.peer_status[s] == peer_status::outside;
    R const u = draws.uniform(month, stream::accession, structure.candidate_identity[s]);
    accessions.peer_hazard[s] = select(outside, logistic(log_odds), R{0.0});
    MaskOf<R> const joins = u < accessions.peer_hazard[s] * (arm.held ? 0.0 : 1.0);
    accessions.peer_joined[s] = select(joins, R{1.0}, R{0.0});
    next.peer_status[s] = select(joins, R{peer_status::inside}, next.peer_status[s]);
    next.peer_joins += accessions.peer_joined[s];
    if (is_courted && any(joins)) {
        for (PrincipalId i : sizes.principals()) {
            R const promise = accessions.peer_joined[s] * question.offer_change[i];
            R const left = next.purse[i];
            next.purse[i] = positive_part(left - promise);
            accessions.promised_others[i] += left - next.purse[i];
        }
    }
}

/// What a state does that has begun: by one draw, in the order leave, freeze, come in, deepen.
template <class R, class P>
void decide_as_member(Parameters<P> const& p, Structure const& structure, Draws<R> const& draws, int month,
                      Readings<R> const& readings, World<R> const& now, CandidateId s, Accessions<R>& accessions,
                      World<R>& next)
{
    auto const odds = [](P const& probability) { return probability / (1.0 - probability); };
    R const status = now.peer_status[s];
    MaskOf<R> const inside = status == peer_status::inside;
    MaskOf<R> const unfinished = status == peer_status::unfinished;
    MaskOf<R> const frozen = status == peer_status::frozen;
    R const strain =
        exponential(p.cascade.conflict_effect() *
                        (p.candidate.conflict_salience[s] * readings.conflict_intensity - p.cascade.mean_conflict()) -
                    p.cascade.legitimacy_effect() * (now.legitimacy - p.cascade.mean_legitimacy()));
    R const leave = select(inside || unfinished || frozen, odds(p.cascade.leave_rate()) * strain, R{0.0});
    R const freeze = leave + select(inside, odds(p.cascade.freeze_rate()) * strain, R{0.0});
    R const come_in = freeze + select(unfinished, R{odds(p.cascade.finish_rate())},
                                      select(frozen, odds(p.cascade.return_rate()) / strain, R{0.0}));
    R const deepen = come_in + select(inside, R{odds(p.cascade.deepen_rate())}, R{0.0});
    R const u = (1.0 + deepen) * draws.uniform(month, stream::peer_action, structure.candidate_identity[s]);
    accessions.peer_deepened[s] = select(u >= come_in && u < deepen, R{1.0}, R{0.0});
    R const moved = select(u < leave, R{peer_status::left},
                           select(u < freeze, R{peer_status::frozen}, select(u < come_in, R{peer_status::inside}, status)));
    next.peer_status[s] = select(inside || unfinished || frozen, moved, next.peer_status[s]);
}

} // namespace detail

/// Step 10 of the month. Purses are those that hedgers have left; all states are courted out of the same.
template <class R, class P>
void update_candidates(Parameters<P> const& p, Structure const& structure, OpeningValues<P> const& opening, Arm const& arm,
                       Draws<R> const& draws, int month, Readings<R> const& readings, Memberships<R> const& memberships,
                       Means<R> const& means, World<R> const& now, AccordQuestion<R>& question, Workspace<R>& workspace,
                       Accessions<R>& accessions, World<R>& next)
{
    Sizes const& sizes = structure.sizes;
    next.peer_joins = now.peer_joins;
    for (PrincipalId i : sizes.principals()) {
        accessions.promised_others[i] = 0.0;
        workspace.purse_left[i] = next.purse[i];
    }
    if (any(p.cascade.precision() > 0.0)) {
        value_joining(p, structure, readings, now, workspace.own, workspace.joining, workspace.intrusion);
        value_joining(opening.reference, structure, readings, now, workspace.own, workspace.joining_reference,
                      workspace.intrusion_reference);
        fill_purses(opening.reference, structure, readings, means, workspace.purse_full);
    }
    R const common = detail::common_log_odds(p, structure, draws, month, readings, now);
    for (CandidateId s : sizes.candidates()) {
        R const status = now.peer_status[s];
        next.peer_status[s] = status;
        next.state_effect[s] = now.state_effect[s];
        if (month == 0 && any(p.cascade.state_deviation() > 0.0)) {
            R const u = draws.uniform(0, stream::state_effect, structure.candidate_identity[s]);
            next.state_effect[s] = normal_quantile(u);
        }
        accessions.peer_joined[s] = accessions.peer_hazard[s] = accessions.peer_deepened[s] = 0.0;
        if (any(status == peer_status::outside)) {
            detail::decide_joining(p, structure, opening, arm, draws, month, readings, memberships, common, now, s,
                                   workspace, question, accessions, next);
        }
        // Where members stand at the opening is observed.
        if (month > 0 && !arm.held && any(status > peer_status::outside && status < peer_status::left)) {
            detail::decide_as_member(p, structure, draws, month, readings, now, s, accessions, next);
        }
        next.member[s] = peer_membership(p.candidate.member[s], next.peer_status[s]);
        accessions.peer_lost[s] = positive_part(now.member[s] - next.member[s]);
    }
}

} // namespace steppe
