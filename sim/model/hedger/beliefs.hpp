#pragma once
/// What a hedger believes of a principal's resolve and delivery, from what it has learnt (docs/model.md 6.5; learning.hpp has the rules).

#include "lanes/elementary.hpp"
#include "model/parameters.hpp"
#include "model/structure.hpp"
#include "model/world.hpp"

namespace steppe {

/// Mean of the beta distribution that the evidence leaves.
template <class R>
[[nodiscard]] R believed(R seen, R unseen)
{
    return seen / (seen + unseen);
}

/// Belief that a principal does what it said, from the opening belief and from what was learnt since.
template <class R, class P>
[[nodiscard]] R belief(LearningRule rule, LearningParameters<P> const& p, P opening, R seen, R unseen)
{
    switch (rule) {
    case LearningRule::beta:
        return believed(seen, unseen);
    case LearningRule::experience_weighted:
        return logistic(logit(clamp(opening, 1e-6, 1.0 - 1e-6)) + p.ewa_precision() * (seen - unseen));
    case LearningRule::none:
        break;
    }
    return opening;
}

template <class R, class P>
[[nodiscard]] R believed_resolve(LearningRule rule, Parameters<P> const& p, World<R> const& world, HedgerId h, PrincipalId i)
{
    return belief(rule, p.learning, p.principal.perceived_resolve[i], world.resolve_seen(h, i), world.resolve_unseen(h, i));
}

template <class R, class P>
[[nodiscard]] R believed_delivery(LearningRule rule, Parameters<P> const& p, World<R> const& world, HedgerId h,
                                  PrincipalId i)
{
    return belief(rule, p.learning, p.principal.perceived_delivery[i], world.delivery_seen(h, i),
                  world.delivery_unseen(h, i));
}

} // namespace steppe
