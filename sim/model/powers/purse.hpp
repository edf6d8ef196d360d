#pragma once
/// A principal's yearly budget, and the probabilities that it delivers and that it executes (docs/model.md 6.1, 6.2).

#include "lanes/elementary.hpp"
#include "model/parameters.hpp"

namespace steppe {

/// kappa^chi.
template <class R, class P>
[[nodiscard]] R capability_factor(R growth, P chi)
{
    return any(chi != 0.0) ? exponential(chi * growth) : R{1.0};
}

/// `factor`: what capability makes of it, 1 at the opening.
template <class R, class P>
[[nodiscard]] R yearly_budget(Parameters<P> const& p, PrincipalId i, R war_active, R factor)
{
    return factor * p.principal.budget[i] * select(war_active == 1.0, R{p.principal.war_budget_factor[i]}, R{1.0});
}

/// q_i, kept off 0, at which an offer would cost nothing and be believed in all the same.
template <class P>
[[nodiscard]] P delivery_probability(Parameters<P> const& p, PrincipalId i)
{
    return maximum(p.principal.delivery[i], P{1e-3});
}

/// rho'_i: resolve, with the backlash against a member.
template <class R, class P>
[[nodiscard]] R resolve_in_force(Parameters<P> const& p, PrincipalId i, R is_member)
{
    return minimum(p.principal.resolve[i] + p.principal.backlash[i] * is_member, R{1.0});
}

} // namespace steppe
