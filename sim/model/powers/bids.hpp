#pragma once
/// Step 3 of the month, the second question (docs/model.md 6.4): keep the status in the accord, or change it. The answer has one
/// equilibrium (accord_question.hpp); whether it is asked this month depends on who would gain from a change.
///
///   x = logit p_m + lambda [du + card + sum_i e_i (T_i(1) - T_i(0)) - sum_i t_i omega p^R_i (h_i(1) - h_i(0))]
///   a = 1 - (1 - a_0)(1 - T1 a_w summit (1 - M)) prod_i (1 - r G_i/(G_i + e)),   G_i = P (V_i(1) - V_i(0) - T_i(1))_+
///
/// Offers are capped by what the course leaves in the purse, shared evenly among hedgers; for acceding by the share that may be promised (G1).

#include "lanes/draws.hpp"
#include "model/powers/accord_question.hpp"
#include "model/powers/purse.hpp"
#include "model/powers/threat_worth.hpp"
#include "model/results.hpp"
#include "model/streams.hpp"
#include "model/structure.hpp"
#include "model/world.hpp"

namespace steppe {

namespace detail {

template <class R, class P>
void weigh_harm(Parameters<P> const& p, Sizes const& sizes, HedgerId h, Means<R> const& means, Stakes<R> const& stakes,
                Bids<R>& bids)
{
    for (PrincipalId i : sizes.principals()) {
        P const threshold = p.principal.threat_threshold[i];
        P const steepness = 1.0 / p.principal.threat_softness[i];
        bids.threatens(h, i) = 0.0;
        bids.harm_keep(h, i) = means.threat_capacity(h, i) * threatened_share(stakes.keep(h, i), threshold, steepness);
        bids.harm_change(h, i) = means.threat_capacity(h, i) * threatened_share(stakes.change(h, i), threshold, steepness);
    }
}

template <class R>
void draw_threats(Structure const& structure, Draws<R> const& draws, int month, HedgerId h,
                  Table<R, HedgerId, PrincipalId> const& posture, Bids<R>& bids)
{
    for (PrincipalId i : structure.sizes.principals()) {
        R const u = draws.uniform(month, stream::accord_threat,
                                  combine(structure.hedger_identity[h], structure.principal_identity[i]));
        bids.threatens(h, i) = select(u < posture(h, i), R{1.0}, R{0.0});
    }
}

template <class R, class P>
void set_question(Parameters<P> const& p, Structure const& structure, HedgerId h, Memberships<R> const& memberships,
                  Means<R> const& means, Stakes<R> const& stakes, Preferences<R> const& preferences, Course<R> const& course,
                  Bids<R> const& bids, AccordQuestion<R>& question)
{
    Sizes const& sizes = structure.sizes;
    R const is_member = memberships.is_public[h];
    question.precision = maximum(p.hedger.precision[h], P{1e-3});
    R worth = preferences.accord_utility[h] + course.card[h];
    P const hedgers = static_cast<double>(sizes.of(IndexSet::hedger));
    P const promised = p.incentive(Incentive::g1) * p.game.promise_share();
    for (PrincipalId i : sizes.principals()) {
        P const delivery = delivery_probability(p, i);
        R spent = 0.0;
        for (HedgerId other : sizes.hedgers()) {
            spent += course.outlay(other, i);
        }
        R const left = delivery * positive_part(means.purse[i] - spent) / hedgers;
        question.gain[i] = stakes.change(h, i) - stakes.keep(h, i);
        question.exchange[i] = means.money_weight[h] * means.believed_delivery(h, i) / delivery;
        question.cap_change[i] = left * (is_member + (1.0 - is_member) * promised);
        question.cap_keep[i] = left;
        worth -= bids.threatens(h, i) * means.money_weight[h] * means.believed_resolve(h, i) *
                 (bids.harm_change(h, i) - bids.harm_keep(h, i));
    }
    R const prior = select(is_member > 0.0, R{logit(p.accession.freeze_prior[h])}, R{logit(p.accession.accession_prior[h])});
    question.log_odds_without_offers = prior + question.precision * worth;
}

/// Postures of the accord question after this month: what a threat would have been worth at the offers found.
template <class R, class P>
void move_accord_postures(Parameters<P> const& p, Structure const& structure, HedgerId h, Memberships<R> const& memberships,
                          Means<R> const& means, Stakes<R> const& stakes, R rate,
                          Table<R, HedgerId, PrincipalId> const& from, AccordQuestion<R> const& question, Bids<R>& bids)
{
    for (PrincipalId i : structure.sizes.principals()) {
        R const harm = bids.harm_change(h, i) - bids.harm_keep(h, i);
        R const swing = question.precision * means.money_weight[h] * means.believed_resolve(h, i) * harm;
        R const calm_odds = question.log_odds + bids.threatens(h, i) * swing;
        R const calm = logistic(calm_odds);
        R const threatened = logistic(calm_odds - swing);
        R const profit = (stakes.change(h, i) - question.offer_change[i]) - (stakes.keep(h, i) - question.offer_keep[i]);
        R const resolve = minimum(p.principal.resolve[i] + p.principal.backlash[i] * memberships.is_public[h], R{1.0});
        R const capacity = means.threat_capacity(h, i);
        R const cost = cost_of_threat(capacity, resolve, R{p.principal.execution_cost[i]}, R{p.principal.audience_cost[i]}) /
                       maximum(capacity, R{1e-300});
        R const worth = (threatened - calm) * profit -
                        cost * (threatened * bids.harm_change(h, i) + (1.0 - threatened) * bids.harm_keep(h, i));
        bids.posture(h, i) =
            next_posture(from(h, i), R{p.principal.threat_rate[i]}, worth, R{p.game.principal_precision()}, rate);
    }
}

/// Probability that the question is raised.
template <class R, class P>
[[nodiscard]] R agenda(Parameters<P> const& p, Sizes const& sizes, HedgerId h, Readings<R> const& readings, R is_member,
                       Stakes<R> const& stakes, AccordQuestion<R> const& question, R probability)
{
    R silent =
        (1.0 - p.accession.agenda_rate[h]) * (1.0 - p.accession.summit_agenda[h] * readings.window * (1.0 - is_member));
    for (PrincipalId i : sizes.principals()) {
        R const gain = probability * positive_part(stakes.change(h, i) - stakes.keep(h, i) - question.offer_change[i]);
        silent *= 1.0 - p.game.raise_rate() * gain / (gain + p.game.raise_half());
    }
    return 1.0 - silent;
}

} // namespace detail

/// Asks the question of one hedger.
template <class R, class P>
void ask_accord_question(Parameters<P> const& p, Structure const& structure, Draws<R> const& draws, int month, HedgerId h,
                         Readings<R> const& readings, Memberships<R> const& memberships, Means<R> const& means,
                         Stakes<R> const& stakes, Preferences<R> const& preferences, Course<R> const& course,
                         World<R> const& now, AccordQuestion<R>& question, Bids<R>& bids)
{
    Sizes const& sizes = structure.sizes;
    auto const answer = [&] {
        detail::set_question(p, structure, h, memberships, means, stakes, preferences, course, bids, question);
        answer_accord_question(sizes, question);
    };
    auto const move_postures = [&](R rate, Table<R, HedgerId, PrincipalId> const& from) {
        detail::move_accord_postures(p, structure, h, memberships, means, stakes, rate, from, question, bids);
    };
    detail::weigh_harm(p, sizes, h, means, stakes, bids);
    if (month == 0) { // postures open at the target of a month without threats
        answer();
        move_postures(1.0, now.accord_posture);
    }
    detail::draw_threats(structure, draws, month, h, month == 0 ? bids.posture : now.accord_posture, bids);
    answer();
    bids.log_odds[h] = question.log_odds;
    bids.residual[h] = absolute(question.residual);
    bids.probability[h] = logistic(question.log_odds);
    bids.agenda[h] = detail::agenda(p, sizes, h, readings, memberships.is_public[h], stakes, question, bids.probability[h]);
    for (PrincipalId i : sizes.principals()) {
        P const delivery = delivery_probability(p, i);
        bids.offer_change(h, i) = question.offer_change[i] / delivery;
        bids.offer_keep(h, i) = question.offer_keep[i] / delivery;
    }
    move_postures(p.game.posture_rate(), month == 0 ? bids.posture : now.accord_posture);
}

/// In every hedger's month. Nobody asks where the accord is closed.
template <class R, class P>
void bargain_on_accord(Parameters<P> const& p, Structure const& structure, Arm const& arm, Draws<R> const& draws, int month,
                       Readings<R> const& readings, Memberships<R> const& memberships, Means<R> const& means,
                       Stakes<R> const& stakes, Preferences<R> const& preferences, Course<R> const& course,
                       World<R> const& now, AccordQuestion<R>& question, Bids<R>& bids)
{
    for (HedgerId h : structure.sizes.hedgers()) {
        if (arm.accord_open) {
            ask_accord_question(p, structure, draws, month, h, readings, memberships, means, stakes, preferences, course,
                                now, question, bids);
        } else {
            bids.agenda[h] = 0.0;
            bids.probability[h] = 0.0;
            bids.residual[h] = 0.0;
            for (PrincipalId i : structure.sizes.principals()) {
                bids.posture(h, i) = now.accord_posture(h, i);
                bids.threatens(h, i) = 0.0;
                bids.harm_keep(h, i) = bids.harm_change(h, i) = 0.0;
                bids.offer_keep(h, i) = bids.offer_change(h, i) = 0.0;
            }
        }
    }
}

} // namespace steppe
