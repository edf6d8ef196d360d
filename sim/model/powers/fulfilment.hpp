#pragma once
/// Step 5 of the month: what principals do about course and accord, and the pressure that it leaves (docs/model.md 6.5).
///
///   earned     offer on the chosen course; offer on the answer, if the question was raised; delivered with probability q_i
///   promised   what was offered for acceding: paid in instalments of 1/T_D while membership stands, each with probability q_i
///   provoked   a threat was made, and what was done loses the principal at least its threshold: V_i <= -c_i
///   executed   with probability rho_i (and a backlash while the hedger is a member); harm h_i
///   backed down from, where not executed, at f_i h_i/H_i
///   S_i  <- (1 - d) S_i + step (1 - S_i) executed
///
/// Where execution is a choice, its log odds are logit rho_i + lambda_X [f_i h_i/H_i + worth x gain of believed resolve - kappa_i h_i].
/// A purse pays no more than it holds: what several hedgers have earned together is cut in the same proportion.
/// Neglects: delivery in part or late. References: Fearon (1994); Morgan, Bapat & Kobayashi (2014) on threats that are never executed.

#include "lanes/draws.hpp"
#include "lanes/elementary.hpp"
#include "model/arm.hpp"
#include "model/parameters.hpp"
#include "model/powers/purse.hpp"
#include "model/results.hpp"
#include "model/streams.hpp"
#include "model/structure.hpp"
#include "model/world.hpp"

#include <array>

namespace steppe {

namespace detail {

/// Probability that a provoked threat of `harm` is executed.
template <class R, class P>
[[nodiscard]] R execution_probability(Parameters<P> const& p, HedgerId h, PrincipalId i, R is_member, R capacity, R harm,
                                      World<R> const& now)
{
    R const resolve = minimum(p.principal.resolve[i] + p.principal.backlash[i] * is_member, R{1.0});
    if (!any(p.game.execution_precision() != 0.0)) {
        return resolve;
    }
    R const evidence = now.resolve_seen(h, i) + now.resolve_unseen(h, i);
    R const learnt = 1.0 / (1.0 + p.learning.forgetting() * evidence);
    R const worth = p.principal.audience_cost[i] * harm / maximum(capacity, R{1e-300}) + p.game.resolve_worth() * learnt -
                    p.principal.execution_cost[i] * harm;
    R const odds = logit(clamp(resolve, 1e-6, 1.0 - 1e-6)) + p.game.execution_precision() * worth;
    return select(R{p.game.execution_precision()} == 0.0, resolve, logistic(odds));
}

/// One principal's threat on one question: the harm that it put on what was done, which is worth `value` to it.
template <class R>
struct Threat {
    R was_made, harm, value;
};

template <class R, class P>
void carry_out(Parameters<P> const& p, HedgerId h, PrincipalId i, R is_member, R capacity, Threat<R> const& threat, R u,
               World<R> const& now, Fulfilment<R>& fulfilment)
{
    MaskOf<R> const is_provoked =
        threat.was_made > 0.0 && capacity > 0.0 && threat.value <= -p.principal.threat_threshold[i];
    MaskOf<R> const is_executed = is_provoked && u < execution_probability(p, h, i, is_member, capacity, threat.harm, now);
    R const audience = p.principal.audience_cost[i] * threat.harm / maximum(capacity, R{1e-300});
    fulfilment.provoked(h, i) = maximum(fulfilment.provoked(h, i), select(is_provoked, R{1.0}, R{0.0}));
    fulfilment.executed(h, i) = maximum(fulfilment.executed(h, i), select(is_executed, R{1.0}, R{0.0}));
    fulfilment.harm(h, i) += select(is_executed, threat.harm, R{0.0});
    fulfilment.backed_down(h, i) += select(is_provoked && !is_executed, audience, R{0.0});
}

template <class R>
[[nodiscard]] Threat<R> threat_on_course(Sizes const& sizes, HedgerId h, PrincipalId i, Stakes<R> const& stakes,
                                         Course<R> const& course, Choice<R> const& choice)
{
    Threat<R> threat{course.threatens(h, i), 0.0, 0.0};
    for (ActionId a : sizes.actions()) {
        threat.harm += choice.chosen(h, a) * course.harm(h, i, a);
        threat.value += choice.chosen(h, a) * stakes.course(h, i, a);
    }
    return threat;
}

template <class R>
[[nodiscard]] Threat<R> threat_on_accord(HedgerId h, PrincipalId i, Stakes<R> const& stakes, Bids<R> const& bids,
                                         Choice<R> const& choice)
{
    MaskOf<R> const changes = choice.changes[h] > 0.0;
    return {bids.threatens(h, i) * choice.raised[h], select(changes, bids.harm_change(h, i), bids.harm_keep(h, i)),
            select(changes, stakes.change(h, i), stakes.keep(h, i))};
}

/// Offers on what was done: delivered at once, or promised.
template <class R, class P>
void deliver(Parameters<P> const& p, Sizes const& sizes, HedgerId h, PrincipalId i, R is_member, Course<R> const& course,
             Bids<R> const& bids, Choice<R> const& choice, R u_course, R u_accord, Fulfilment<R>& fulfilment)
{
    R on_course = 0.0;
    for (ActionId a : sizes.actions()) {
        on_course += choice.chosen(h, a) * course.offer(h, i, a);
    }
    on_course = on_course * course.ration[i];
    R const on_answer = choice.raised[h] * select(choice.changes[h] > 0.0, bids.offer_change(h, i), bids.offer_keep(h, i));
    MaskOf<R> const accedes = choice.changes[h] > 0.0 && is_member == 0.0;
    R const at_once = select(accedes, R{0.0}, on_answer);
    fulfilment.earned(h, i) = on_course + at_once;
    fulfilment.delivered(h, i) = select(u_course < p.principal.delivery[i], on_course, R{0.0}) +
                                 select(u_accord < p.principal.delivery[i], at_once, R{0.0});
    fulfilment.promised(h, i) = on_answer - at_once;
}

/// Instalment of what was promised, while membership stands.
template <class R, class P>
void pay_instalment(Parameters<P> const& p, HedgerId h, PrincipalId i, R is_member, R eagerness, R u, World<R> const& now,
                    Fulfilment<R>& fulfilment)
{
    R const due = is_member * now.promise(h, i) / p.links.deal_months[h];
    fulfilment.due(h, i) = due;
    fulfilment.paid(h, i) = select(u < p.principal.delivery[i] * eagerness, due, R{0.0});
}

} // namespace detail

template <class R, class P>
void deliver_and_execute(Parameters<P> const& p, Structure const& structure, Draws<R> const& draws, int month,
                         Memberships<R> const& memberships, Means<R> const& means, Stakes<R> const& stakes,
                         Course<R> const& course, Bids<R> const& bids, Choice<R> const& choice, World<R> const& now,
                         Fulfilment<R>& fulfilment)
{
    Sizes const& sizes = structure.sizes;
    for (PrincipalId i : sizes.principals()) {
        R claimed = 0.0;
        for (HedgerId h : sizes.hedgers()) {
            R const capacity = means.threat_capacity(h, i);
            std::uint32_t const who = combine(structure.hedger_identity[h], structure.principal_identity[i]);
            auto const on_course = draws.uniform_pair(month, stream::fulfilment, who);
            auto const on_accord = draws.uniform_pair(month, stream::accord_fulfilment, who);
            R const promise = draws.uniform(month, stream::promise, who);
            R const member = memberships.is_public[h];
            detail::deliver(p, sizes, h, i, member, course, bids, choice, on_course[0], on_accord[0], fulfilment);
            detail::pay_instalment(p, h, i, member, stakes.eagerness(h, i), promise, now, fulfilment);
            claimed += fulfilment.delivered(h, i) + delivery_probability(p, i) * fulfilment.promised(h, i);
            fulfilment.provoked(h, i) = fulfilment.executed(h, i) = 0.0;
            fulfilment.harm(h, i) = fulfilment.backed_down(h, i) = 0.0;
            detail::carry_out(p, h, i, member, capacity, detail::threat_on_course(sizes, h, i, stakes, course, choice),
                              on_course[1], now, fulfilment);
            detail::carry_out(p, h, i, member, capacity, detail::threat_on_accord(h, i, stakes, bids, choice), on_accord[1],
                              now, fulfilment);
        }
        R const scale = select(claimed > means.purse[i], means.purse[i] / claimed, R{1.0});
        for (HedgerId h : sizes.hedgers()) {
            fulfilment.earned(h, i) = scale * fulfilment.earned(h, i);
            fulfilment.delivered(h, i) = scale * fulfilment.delivered(h, i);
            fulfilment.promised(h, i) = scale * fulfilment.promised(h, i);
        }
    }
}

/// Purses after the month: what was delivered at once, and what promises are expected to take, has left them. Deals that stand as
/// announced take the place of what was bid at the opening (economy/investment.hpp).
template <class R, class P>
void update_purses(Parameters<P> const& p, Structure const& structure, Arm const& arm, int month,
                   Memberships<R> const& memberships, Means<R> const& means, Choice<R> const& choice,
                   Fulfilment<R> const& fulfilment, World<R> const& now, World<R>& next)
{
    R const bid = month == 0 && arm.accedes_at_opening() ? R{1.0 - p.game.announced_deals_stand()} : R{1.0};
    for (PrincipalId i : structure.sizes.principals()) {
        R spent = 0.0;
        for (HedgerId h : structure.sizes.hedgers()) {
            R const promised = bid * fulfilment.promised(h, i);
            MaskOf<R> const freezes = choice.changes[h] > 0.0 && memberships.is_public[h] > 0.0;
            spent += fulfilment.delivered(h, i) + delivery_probability(p, i) * promised;
            next.promise(h, i) = select(freezes, R{0.0}, now.promise(h, i) - fulfilment.due(h, i) + promised);
        }
        next.purse[i] = positive_part(means.purse[i] - spent);
    }
}

template <class R, class P>
void update_pressure(Parameters<P> const& p, Sizes const& sizes, Fulfilment<R> const& fulfilment, World<R> const& now,
                     World<R>& next)
{
    for (HedgerId h : sizes.hedgers()) {
        for (PrincipalId i : sizes.principals()) {
            R const lasting = (1.0 - p.learning.pressure_decay()) * now.pressure(h, i);
            next.pressure(h, i) = lasting + p.learning.pressure_step() * (1.0 - lasting) * fulfilment.executed(h, i);
        }
    }
}

} // namespace steppe
