#pragma once
/// THE MONTH: one function, in the order of docs/model.md 3. Every step reads the month-start world `now` and what the steps before it
/// made, and writes its own result or `next`; the caller commits by swapping the two worlds. This file alone includes the submodels.

#include "model/accord/accord_reputation.hpp"
#include "model/accord/candidates.hpp"
#include "model/accord/membership.hpp"
#include "model/accord/status.hpp"
#include "model/economy/budget.hpp"
#include "model/economy/firms.hpp"
#include "model/economy/investment.hpp"
#include "model/economy/links.hpp"
#include "model/economy/trade.hpp"
#include "model/hedger/alignment.hpp"
#include "model/hedger/choice.hpp"
#include "model/hedger/learning.hpp"
#include "model/hedger/outlook.hpp"
#include "model/hedger/preferences.hpp"
#include "model/measures/observe.hpp"
#include "model/open_world.hpp"
#include "model/opinion/opinion.hpp"
#include "model/powers/bids.hpp"
#include "model/powers/course.hpp"
#include "model/powers/fulfilment.hpp"
#include "model/powers/habituation.hpp"
#include "model/powers/means.hpp"
#include "model/powers/stakes.hpp"
#include "model/world/capability.hpp"
#include "model/world/relations.hpp"
#include "model/world/shocks.hpp"

namespace steppe {

/// Workspace of the two questions.
template <class R>
struct Games {
    explicit Games(Sizes const& sizes) : course{sizes}, second{sizes}, accord{sizes}, peers{sizes} {}

    CourseGame<R> course;
    CourseGame<R> second; ///< of the audit
    AccordQuestion<R> accord;
    AccordQuestion<R> peers; ///< of other states, one after the other
};

/// All that one pack of replicates needs; allocated once, reused for pack after pack. Replicates share their parameters where `P` is
/// `double`, as they do in a run without draws from priors, and have values of their own where it is `R`.
template <class R, class P = double>
struct Pack {
    explicit Pack(Sizes const& sizes)
        : parameters{sizes}, opening{sizes}, now{sizes}, next{sizes}, month{sizes}, games{sizes}, seen{sizes}
    {
    }

    Parameters<P> parameters;
    OpeningValues<P> opening;
    World<R> now, next;
    MonthResults<R> month;
    Games<R> games;
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
    enter_arm(pack.parameters, structure.sizes, arm, pack.now);
}

/// Step 2 of the month: what it looks like to each actor before it moves, from `made.readings` on.
template <class R, class P>
void perceive(Parameters<P> const& p, Structure const& structure, OpeningValues<P> const& opening, Arm const& arm,
              World<R> const& now, MonthResults<R>& made)
{
    auto& [readings, memberships, means, outlook, stakes, preferences, course, bids, choice, fulfilment, accessions,
           exchange, workspace] = made;
    read_memberships(structure.sizes, arm, now, memberships);
    perceive_means(p, structure, readings, now, means);
    weigh_partners(p, structure, opening, readings, now, outlook);
    value_states(p, structure, arm, readings, memberships, means, outlook, now, workspace, stakes);
    weigh_actions(p, structure, readings, memberships, means, outlook, now, preferences);
}

/// Step 3 of the month: threats and offers on the course, then on the accord.
template <class R, class P>
void bargain(Parameters<P> const& p, Structure const& structure, Arm const& arm, Draws<R> const& draws, int month,
             World<R> const& now, Games<R>& games, MonthResults<R>& made)
{
    auto& [readings, memberships, means, outlook, stakes, preferences, course, bids, choice, fulfilment, accessions,
           exchange, workspace] = made;
    bargain_on_course(p, structure, arm, draws, month, memberships, means, stakes, preferences, now, games.course,
                      games.second, workspace, course);
    bargain_on_accord(p, structure, arm, draws, month, readings, memberships, means, stakes, preferences, course, now,
                      games.accord, bids);
}

template <class R, class P>
void advance_month(Structure const& structure, Arm const& arm, Draws<R> const& draws, int month, Pack<R, P>& pack)
{
    Sizes const& sizes = structure.sizes;
    auto& [p, opening, now, next, made, games, seen] = pack;
    auto& [readings, memberships, means, outlook, stakes, preferences, course, bids, choice, fulfilment, accessions,
           exchange, workspace] = made;

    draw_climate(p, structure, draws, month, now.climate, next.climate); // 1 shocks
    draw_capability(p, structure, draws, month, now, next);
    readings = read_climate<R>(p, structure, month, next.climate);
    perceive(p, structure, opening, arm, now, made);                                   // 2 what it looks like
    bargain(p, structure, arm, draws, month, now, games, made);                        // 3 threats and offers
    choose(p, structure, arm, draws, month, means, preferences, course, bids, choice); // 4 hedgers' answers
    deliver_and_execute(p, structure, draws, month, memberships, means, stakes, course, bids,
                        choice, // 5 delivery, execution
                        now, fulfilment);
    update_purses(p, structure, arm, month, memberships, means, choice, fulfilment, now, next);
    update_status(p, structure, draws, month, choice, now, accessions, next); // 6 status and shares
    update_alignment(p, structure, outlook, choice, accessions, now, workspace, next);
    walk_pull(p, structure, draws, month, now, next);
    update_links(p, structure, opening, memberships, outlook, now, workspace, exchange, next); // 7 links, oil, trade,
    update_budget(p, sizes, readings, fulfilment, now, exchange, next);                        //   investment, firms
    update_trade(p, structure, opening, draws, month, readings, memberships, means, outlook, now, workspace, exchange, next);
    update_investment(p, sizes, memberships, choice, now, next);
    update_firms(p, structure, draws, month, memberships, now, next);
    update_opinion(p, structure, readings, memberships, outlook, now, next); // 8 opinion
    update_pressure(p, sizes, fulfilment, now, next);                        // 9 pressure, beliefs, what powers get used to
    update_beliefs(p, structure, fulfilment, now, next);
    update_references(p, structure, arm, now, next);
    update_games(p, structure, arm, course, bids, choice, now, next);
    update_candidates(p, structure, opening, arm, draws, month, readings, memberships, means, now, games.peers, workspace,
                      accessions, next);       // 10 other states
    update_reputation(p, readings, now, next); // 11 the accord's reputation, relations
    credit_accessions(p, sizes, readings, outlook, accessions, next);
    update_relations(p, structure, memberships, now, next);
    next.discount = now.discount * p.learning.discount();
    observe(p, structure, arm, now, next, made, seen); // 12 outputs
}

// Compiled once, in month.cpp: for the reference, and for the width of this build with parameters of both kinds.
extern template void advance_month(Structure const&, Arm const&, Draws<double> const&, int, Pack<double>&);
extern template void advance_month(Structure const&, Arm const&, Draws<Lanes<native_width>> const&, int,
                                   Pack<Lanes<native_width>>&);
extern template void advance_month(Structure const&, Arm const&, Draws<Lanes<native_width>> const&, int,
                                   Pack<Lanes<native_width>, Lanes<native_width>>&);
extern template struct Pack<double>;
extern template struct Pack<Lanes<native_width>>;
extern template struct Pack<Lanes<native_width>, Lanes<native_width>>;

} // namespace steppe
