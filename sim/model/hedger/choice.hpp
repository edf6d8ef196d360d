#pragma once
/// Step 4 of the month: the hedger's course, when it sees who threatens and what is offered, and its answer to the accord question, if
/// that was raised (docs/model.md 6.2, 6.4).
///
///   P(a) proportional to p0(a) exp lambda [u0(a) + sum_i (e_i T_i(a) - t_i omega p^R_i h_i(a))]
///
/// Drawn as the first of independent exponential clocks, E_a / P(a), which is the Gumbel-max draw without its second logarithm. Clocks are
/// addressed by action, so two arms share them and differ only where their odds do. What is certain, an accession at the opening, has
/// probability 1 (bids.hpp), which no draw reaches.
/// References: McFadden (1974); base rates as in Matejka & McKay (2015).

#include "lanes/distributions.hpp"
#include "lanes/draws.hpp"
#include "model/arm.hpp"
#include "model/hedger/quantal_response.hpp"
#include "model/parameters.hpp"
#include "model/results.hpp"
#include "model/streams.hpp"
#include "model/structure.hpp"

namespace steppe {

/// Fills `probability` of one hedger's courses.
template <class R, class P>
void weigh_choice(Parameters<P> const& p, Structure const& structure, HedgerId h, Means<R> const& means,
                  Preferences<R> const& preferences, Course<R> const& course, Choice<R>& choice)
{
    Sizes const& sizes = structure.sizes;
    for (ActionId a : sizes.actions()) {
        choice.probability(h, a) = preferences.utility(h, a);
    }
    for (PrincipalId i : sizes.principals()) {
        R const money = means.money_weight[h];
        R const believed_offer = money * means.believed_delivery(h, i) * course.ration[i];
        R const believed_threat = course.threatens(h, i) * money * means.believed_resolve(h, i);
        for (ActionId a : sizes.actions()) {
            choice.probability(h, a) += believed_offer * course.offer(h, i, a) - believed_threat * course.harm(h, i, a);
        }
    }
    quantal_response(
        sizes.actions(), R{p.hedger.precision[h]}, [&](ActionId a) -> R { return preferences.base_rate(h, a); },
        [&](ActionId a) -> R { return choice.probability(h, a); },
        [&](ActionId a) -> R& { return choice.probability(h, a); });
}

namespace detail {

template <class R>
void draw_course(Structure const& structure, Draws<R> const& draws, int month, HedgerId h, Choice<R>& choice)
{
    R first_time = 0.0;
    for (ActionId a : structure.sizes.actions()) {
        R const clock = exponential_draw(
            draws.uniform(month, stream::choice, combine(structure.hedger_identity[h], structure.action_identity[a])));
        // An action that is not open has probability 0: its clock never rings.
        R const time = clock / choice.probability(h, a);
        first_time = a == Structure::hold() ? time : minimum(first_time, time);
        choice.chosen(h, a) = time;
    }
    for (ActionId a : structure.sizes.actions()) {
        choice.chosen(h, a) = select(choice.chosen(h, a) == first_time, R{1.0}, R{0.0});
    }
}

} // namespace detail

template <class R, class P>
void choose(Parameters<P> const& p, Structure const& structure, Arm const& arm, Draws<R> const& draws, int month,
            Means<R> const& means, Preferences<R> const& preferences, Course<R> const& course, Bids<R> const& bids,
            Choice<R>& choice)
{
    for (HedgerId h : structure.sizes.hedgers()) {
        weigh_choice(p, structure, h, means, preferences, course, choice);
        detail::draw_course(structure, draws, month, h, choice);
        auto const u = draws.uniform_pair(month, stream::accord_answer, structure.hedger_identity[h]);
        MaskOf<R> const is_raised = u[0] < bids.agenda[h];
        MaskOf<R> const is_changed = is_raised && u[1] < bids.probability[h];
        choice.raised[h] = select(is_raised, R{1.0}, R{0.0});
        choice.changes[h] = select(is_changed, R{arm.held ? 0.0 : 1.0}, R{0.0});
    }
}

} // namespace steppe
