#pragma once
/// What principals can spend and threaten in the month, and what hedgers believe of them (docs/model.md 6.1).
///
///   B_i = budget x (war factor while the war is active)
///   H_i = capacity (1 - leverage + leverage x transit share)

#include "model/hedger/beliefs.hpp"
#include "model/results.hpp"

namespace steppe {

template <class R, class P>
void perceive_means(Parameters<P> const& p, Structure const& structure, Readings<R> const& readings, World<R> const& now,
                    Means<R>& means)
{
    for (PrincipalId i : structure.sizes.principals()) {
        R const war = select(readings.war_active == 1.0, R{p.principal.war_budget_factor[i]}, R{1.0});
        means.budget[i] = p.principal.budget[i] * war;
        P const leverage = p.principal.transit_leverage[i];
        means.threat_capacity[i] = p.principal.threat_capacity[i] * (1.0 - leverage + leverage * p.shocks.transit_share());
        for (HedgerId h : structure.sizes.hedgers()) {
            means.believed_resolve(h, i) = believed_resolve(structure.learning_rule, p, now, h, i);
            means.believed_delivery(h, i) = believed_delivery(structure.learning_rule, p, now, h, i);
        }
    }
}

} // namespace steppe
