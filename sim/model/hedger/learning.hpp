#pragma once
/// What hedgers learn of a principal's resolve and delivery (docs/model.md 6.5). One of three rules, chosen by the scenario:
///
///   beta   evidence <- f evidence + 1 of what happened;  belief = seen / (seen + unseen)
///   ewa    N' = rho N + 1,  A_k' = [phi N A_k + (delta + (1 - delta) 1{k followed}) payoff_k] / N';
///          belief = logistic(logit(opening belief) + lambda (A_trust - A_doubt))
///   none   the opening belief, for ever
///
/// In `ewa` a hedger follows one of two rules, to trust what a principal says or to doubt it. Trust pays 1 when the principal
/// does what it said, doubt when it does not; the rule not followed counts with weight delta only.
/// References: Camerer & Ho (1999); beta-distributed beliefs with forgetting.

#include "lanes/elementary.hpp"
#include "model/parameters.hpp"
#include "model/results.hpp"
#include "model/structure.hpp"
#include "model/world.hpp"

namespace steppe {

/// Experience and the attractions of trust and doubt.
template <class R>
struct Attractions {
    R experience, trust, doubt;
};

/// One observation; `trusted` and `kept` are 1 or 0.
template <class R, class P>
[[nodiscard]] Attractions<R> experience_weighted(LearningParameters<P> const& p, Attractions<R> const& before, R trusted,
                                                 R kept_payoff, R broken_payoff)
{
    P const foregone = p.ewa_foregone();
    R const experience = p.ewa_growth() * before.experience + 1.0;
    R const carried = p.ewa_decay() * before.experience;
    R const trust_weight = foregone + (1.0 - foregone) * trusted;
    R const doubt_weight = foregone + (1.0 - foregone) * (1.0 - trusted);
    return {experience, (carried * before.trust + trust_weight * kept_payoff) / experience,
            (carried * before.doubt + doubt_weight * broken_payoff) / experience};
}

namespace detail {

/// Counts or attractions after a month in which `observed` says whether there was something to learn from.
template <class R, class P>
void learn(LearningRule rule, LearningParameters<P> const& p, MaskOf<R> observed, R trusted, R kept, R& seen, R& unseen,
           R& experience)
{
    if (rule == LearningRule::experience_weighted) {
        Attractions<R> const after = experience_weighted(p, {experience, seen, unseen}, trusted, kept, R{1.0 - kept});
        experience = select(observed, after.experience, experience);
        seen = select(observed, after.trust, seen);
        unseen = select(observed, after.doubt, unseen);
    } else if (rule == LearningRule::beta) {
        seen = select(observed, p.forgetting() * seen + kept, seen);
        unseen = select(observed, p.forgetting() * unseen + (1.0 - kept), unseen);
    }
}

template <class R, class P>
void update_beliefs_on(Parameters<P> const& p, LearningRule rule, HedgerId h, PrincipalId i, Fulfilment<R> const& fulfilment,
                       World<R> const& now, World<R>& next)
{
    next.resolve_seen(h, i) = now.resolve_seen(h, i);
    next.resolve_unseen(h, i) = now.resolve_unseen(h, i);
    next.resolve_experience(h, i) = now.resolve_experience(h, i);
    learn<R>(rule, p.learning, fulfilment.provoked(h, i) > 0.0, 0.0, fulfilment.executed(h, i), next.resolve_seen(h, i),
             next.resolve_unseen(h, i), next.resolve_experience(h, i));
    next.delivery_seen(h, i) = now.delivery_seen(h, i);
    next.delivery_unseen(h, i) = now.delivery_unseen(h, i);
    next.delivery_experience(h, i) = now.delivery_experience(h, i);
    R const kept_promise = select(fulfilment.delivered(h, i) > 0.0, R{1.0}, R{0.0});
    learn<R>(rule, p.learning, fulfilment.earned(h, i) > 0.0, 1.0, kept_promise, next.delivery_seen(h, i),
             next.delivery_unseen(h, i), next.delivery_experience(h, i));
}

} // namespace detail

/// Step 9 of the month. To act in the face of a threat is to doubt it; to act for an offer is to trust it.
template <class R, class P>
void update_beliefs(Parameters<P> const& p, Structure const& structure, Fulfilment<R> const& fulfilment, World<R> const& now,
                    World<R>& next)
{
    for (HedgerId h : structure.sizes.hedgers()) {
        for (PrincipalId i : structure.sizes.principals()) {
            detail::update_beliefs_on(p, structure.learning_rule, h, i, fulfilment, now, next);
        }
    }
}

} // namespace steppe
