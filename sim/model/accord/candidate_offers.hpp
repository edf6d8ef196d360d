#pragma once
/// What sponsors bid for the joining of another state, around a hazard that already holds what they used to bid (docs/model.md 6.6).
///
///   dV_i   = standing_s (joining_i + exposure_s intrusion_i),   own terms of i with what friends and foes make of them:
///   own_i  = interest_i [F1 momentum_i (1 - Mo) + F3 conflict_i g (1 - Lg)/2 + F4 legacy_i (1 + consolation_i outside)],  F5 intrusion_i
///   L(x)   = lambda sum_i +- e_i min{cap_i, (|dV_i| - (1 + e^(+-x))/(lambda e_i))_+}        + sponsors, - opponents
///   x_b    = x_fit - L_ref(x_fit),   x = x_b + L(x)                                         one solution, as in 6.4
///
/// L_ref: at the values that the scenario's files state, or at those drawn from priors, every incentive on, purses full. There x is x_fit.

#include "lanes/elementary.hpp"
#include "model/accord/membership.hpp"
#include "model/opening_values.hpp"
#include "model/powers/accord_question.hpp"
#include "model/powers/purse.hpp"
#include "model/results.hpp"
#include "model/structure.hpp"

namespace steppe {

/// Worth to each principal of the joining of a state of standing 1, in G, and what an exposed state adds.
template <class R, class P>
void value_joining(Parameters<P> const& p, Structure const& structure, Readings<R> const& readings, World<R> const& now,
                   Table<R, PrincipalId>& own, Table<R, PrincipalId>& joining, Table<R, PrincipalId>& intrusion)
{
    Sizes const& sizes = structure.sizes;
    auto const interest = [&](PrincipalId i) -> R { return 1.0 + p.principal.office[i] * (readings.leader_interest - 1.0); };
    R const outside = prize_outside(p.candidate, sizes, now.member);
    R const unmoved = p.incentive(Incentive::f1) * (1.0 - now.momentum);
    R const quagmire = p.incentive(Incentive::f3) * 0.5 * readings.conflict_intensity * (1.0 - now.legitimacy);
    auto const with_others = [&](Table<R, PrincipalId>& worth) {
        for (PrincipalId i : sizes.principals()) {
            R others = 0.0;
            for (PrincipalId l : sizes.principals()) {
                others += l == i ? R{0.0}
                                 : now.relation(structure.power_of_principal[i], structure.power_of_principal[l]) * own[l];
            }
            worth[i] = own[i] + p.principal.spillover[i] * others;
        }
    };
    for (PrincipalId i : sizes.principals()) {
        own[i] = interest(i) * (p.incentive.momentum_value[i] * unmoved + p.incentive.conflict_value[i] * quagmire +
                                p.incentive(Incentive::f4) * worth_of_legacy(p.incentive, i, outside));
    }
    with_others(joining);
    for (PrincipalId i : sizes.principals()) {
        own[i] = interest(i) * p.incentive(Incentive::f5) * p.incentive.intrusion_value[i];
    }
    with_others(intrusion);
}

/// The least precision that the question of a state is asked at.
inline constexpr double least_precision = 1e-9;

/// Fills the question with what a state's joining is worth and what can be promised for it out of `purse`.
template <class R, class P>
void set_joining_question(Parameters<P> const& p, Sizes const& sizes, R const& standing, R const& exposure,
                          Table<R, PrincipalId> const& joining, Table<R, PrincipalId> const& intrusion,
                          Table<R, PrincipalId> const& purse, AccordQuestion<R>& question)
{
    for (PrincipalId i : sizes.principals()) {
        P const delivery = delivery_probability(p, i);
        question.gain[i] = standing * (joining[i] + exposure * intrusion[i]);
        question.exchange[i] = p.principal.perceived_delivery[i] / delivery;
        question.cap_change[i] = delivery * p.game.promise_share() * purse[i];
        question.cap_keep[i] = question.cap_change[i];
    }
}

/// What sponsors' purses hold where they are full at reference values, as large as their economies have become.
template <class R, class P>
void fill_purses(Parameters<P> const& reference, Structure const& structure, Readings<R> const& readings,
                 Means<R> const& means, Table<R, PrincipalId>& full)
{
    for (PrincipalId i : structure.sizes.principals()) {
        R const growth = capability_factor(means.growth[structure.power_of_principal[i]], reference.capability.budgets());
        full[i] = reference.game.purse_years() * yearly_budget(reference, i, readings.war_active, growth);
    }
}

/// Log odds of joining where the fitted ones are `fitted`; the offers stay in the question.
template <class R, class P>
[[nodiscard]] R log_odds_of_joining(Parameters<P> const& p, Structure const& structure, Parameters<P> const& reference,
                                    CandidateId s, R const& fitted, Workspace<R> const& worth, AccordQuestion<R>& question)
{
    Sizes const& sizes = structure.sizes;
    question.precision = maximum(p.cascade.precision(), P{least_precision});
    set_joining_question(reference, sizes, R{reference.candidate.standing[s]}, R{reference.candidate.exposure[s]},
                         worth.joining_reference, worth.intrusion_reference, worth.purse_full, question);
    question.log_odds_without_offers = fitted - pull_of_offers(sizes, question, fitted);
    set_joining_question(p, sizes, R{p.candidate.standing[s]}, R{p.candidate.exposure[s]}, worth.joining, worth.intrusion,
                         worth.purse_left, question);
    answer_accord_question(sizes, question, fitted);
    return question.log_odds;
}

} // namespace steppe
