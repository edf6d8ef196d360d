#pragma once
/// Trade (docs/model.md 6.3).

#include "lanes/elementary.hpp"
#include "model/parameters.hpp"
#include "model/powers/pressure.hpp"
#include "model/results.hpp"
#include "model/world.hpp"

namespace steppe {

/// Change of real income from trade costs, in per cent: exact hat algebra (Arkolakis, Costinot & Rodriguez-Clare 2012).
///
///   W^ = [s_home + (1 - s_home) sum_j s_j exp(-eps ln tau_j)]^(1/eps)
///   ln tau_j = chi S_j + cut - saving A nov_j [sponsor]
template <class R, class P>
[[nodiscard]] R trade_gain(Parameters<P> const& p, Structure const& structure, HedgerId h, R substance, R route_severity,
                           Outlook<R> const& outlook, World<R> const& now)
{
    LinkParameters<P> const& q = p.links;
    P const elasticity = q.trade_elasticity[h];
    R foreign = 0.0;
    for (PartnerId j : structure.sizes.partners()) {
        R const saving = select(p.accord.sponsorship[j] > 0.0,
                                q.accord_trade_saving[h] * substance * outlook.partner_novelty(h, j), R{0.0});
        R const log_cost = q.pressure_trade_cost[h] * pressure_from(structure, now.pressure, h, j) +
                           q.transit_trade_cost[h] * p.shocks.transit_share() * route_severity - saving;
        foreign += q.trade_share(h, j) * exponential(-elasticity * log_cost);
    }
    return 100.0 / elasticity * logarithm(q.home_share[h] + (1.0 - q.home_share[h]) * foreign);
}

/// In every hedger's month.
template <class R, class P>
void update_trade(Parameters<P> const& p, Structure const& structure, Memberships<R> const& memberships,
                  Outlook<R> const& outlook, World<R> const& now, World<R> const& next, Exchange<R>& exchange)
{
    for (HedgerId h : structure.sizes.hedgers()) {
        exchange.trade_gain[h] =
            trade_gain(p, structure, h, memberships.in_substance[h], next.climate.route_severity, outlook, now);
    }
}

} // namespace steppe
