#pragma once
/// THE MONTH: one function, in the order of docs/model.md 3. Every step reads the month-start world `now` and the month's work,
/// and writes `next`; the caller commits by swapping the two.

#include "base/phase_clock.hpp"
#include "model/cascade.hpp"
#include "model/observe.hpp"

namespace steppe {

/// All that one pack of replicates needs; allocated once, reused for pack after pack. Replicates share their parameters where `P` is
/// `double`, as they do in a run without draws from priors, and have values of their own where it is `R`.
template <class R, class P = double>
struct Pack {
    explicit Pack(Sizes const& sizes)
    {
        parameters.resize(sizes);
        opening.resize(sizes);
        now.resize(sizes);
        next.resize(sizes);
        work.resize(sizes);
        game.resize(sizes);
        audit.resize(sizes);
        seen.resize(sizes);
    }

    Parameters<P> parameters;
    Calibration<P> opening;
    World<R> now, next;
    MonthWork<R> work;
    StageGame<R> game;
    GameAudit<R> audit;
    Observation<R> seen;
};

/// Opens the world of a pack's parameters, as they were assigned, for any arm.
template <class R, class P>
void open_pack(Structure const& structure, Pack<R, P>& pack)
{
    scale_shares(pack.parameters, structure.sizes);
    open_world(pack.parameters, structure, pack.opening);
}

/// Takes an opened pack to the beginning of an arm's first month.
template <class R, class P>
void enter_arm(Structure const& structure, Arm const& arm, Pack<R, P>& pack)
{
    pack.now.assign(pack.opening.world);
    enter_arm(pack.parameters, structure.sizes, arm, pack.opening, pack.now);
}

/// Pressure of all principals together.
template <class R>
[[nodiscard]] R pressure_on(Sizes const& sizes, HedgerId h, World<R> const& now)
{
    R pressure = 0.0;
    for (PrincipalId i : sizes.principals()) {
        pressure += now.pressure(h, i);
    }
    return pressure;
}

template <class R, class P>
void advance_month(Structure const& structure, Arm const& arm, Draws<R> const& draws, int month, Pack<R, P>& pack,
                   PhaseClock& clock)
{
    auto& [p, opening, now, next, work, game, audit, seen] = pack;
    Sizes const& sizes = structure.sizes;

    draw_climate(p, draws, month, now.climate, next.climate); // 1 shocks
    read_climate(p, structure, month, next.climate, work);
    clock.lap(Phase::shocks);
    perceive(p, structure, opening, arm, now, work); // 2 perceived values
    clock.lap(Phase::perception);
    bargain(p, structure, month, now, game, audit, work, next); // 3 principals' menus and modes
    clock.lap(Phase::game);
    choose(p, structure, draws, month, next, work); // 4 the hedgers' actions
    clock.lap(Phase::choice);
    deliver_and_execute(p, structure, arm, draws, month, now, work); // 5 delivery and execution
    update_standing(p, work, now, next);
    clock.lap(Phase::delivery);
    R public_members = 0.0;
    for (HedgerId h : sizes.hedgers()) {
        R const substance = arm.substance ? membership(now.status[h]) : R{0.0};
        R const in_public = arm.public_membership ? membership(now.status[h]) : R{0.0};
        R const risk = pressure_on(sizes, h, now);
        update_status(p, structure, draws, month, h, now, work, next); // 6 status and shares
        update_alignment(p, structure, h, now, work, next);
        clock.lap(Phase::portfolio);
        update_links(p, structure, opening, h, substance, now, work, next); // 7 links, trade, investment, firms
        work.trade_gain[h] = trade_gain(p, structure, h, substance, next.climate.route_cut, now, work);
        update_investment(p, h, risk, now, work, next);
        update_firms(p, structure, draws, month, h, substance, risk, now, next);
        clock.lap(Phase::channels);
        update_opinion(p.opinion, sizes, h, work.conflict_intensity, in_public, now.opinion, next.opinion,
                       structure.opinion_rule); // 8 opinion
        update_pressure(p, sizes, h, now, work, next);
        update_beliefs(p, sizes, h, now, work, next, structure.learning_rule); // 9 beliefs
        credit_accession(p, work.leader_interest, work.joined[h] * p.accord.hedger_standing[h] * work.novelty[h], next);
        public_members += in_public;
        clock.lap(Phase::opinion_and_beliefs);
    }
    update_candidates(p, structure, opening, draws, month, arm, now, work, next); // 10 other states
    for (CandidateId n : sizes.candidates()) { // 11 standing of the accord, relations between powers
        credit_accession(p, work.leader_interest, work.peer_joined[n] * p.accord.standing[n] * p.accord.novelty[n], next);
    }
    update_relations(p, structure, public_members, now, next);
    next.discount = now.discount * p.learning.discount();
    clock.lap(Phase::other_states);
    observe(p, structure, arm, now, next, work, seen); // 12 outputs
    clock.lap(Phase::observation);
}

/// The same without a clock.
template <class R, class P>
void advance_month(Structure const& structure, Arm const& arm, Draws<R> const& draws, int month, Pack<R, P>& pack)
{
    PhaseClock off;
    advance_month(structure, arm, draws, month, pack, off);
}

// Compiled once, in month.cpp: for the reference, and for the width of this build with parameters of both kinds.
extern template void advance_month(Structure const&, Arm const&, Draws<double> const&, int, Pack<double>&, PhaseClock&);
extern template void advance_month(Structure const&, Arm const&, Draws<Lanes<native_width>> const&, int,
                                   Pack<Lanes<native_width>>&, PhaseClock&);
extern template void advance_month(Structure const&, Arm const&, Draws<Lanes<native_width>> const&, int,
                                   Pack<Lanes<native_width>, Lanes<native_width>>&, PhaseClock&);
extern template struct Pack<double>;
extern template struct Pack<Lanes<native_width>>;
extern template struct Pack<Lanes<native_width>, Lanes<native_width>>;

} // namespace steppe
