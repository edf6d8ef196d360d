#pragma once
/// The export route (docs/model.md 6.3): how much of a hedger's oil must cross the territory of a power that has leverage over it, and how
/// much is lost while the route is cut. Capacity K and volume Q are in units of the oil exports of the year of rest.

#include "lanes/elementary.hpp"
#include "model/parameters.hpp"
#include "model/results.hpp"
#include "model/world.hpp"

namespace steppe {

/// Capacity of routes around that territory at the opening: K_0 = 1 - theta_0.
template <class P>
[[nodiscard]] P opening_bypass(BudgetParameters<P> const& p, HedgerId h)
{
    return 1.0 - p.transit_share[h];
}

/// Q: volume of oil exports before cuts; 1 for a hedger that exports none.
template <class R, class P>
[[nodiscard]] R oil_volume(Parameters<P> const& p, HedgerId h, Readings<R> const& readings)
{
    return select(R{p.trade.oil_share[h]} > 0.0, readings.export_volume, R{1.0});
}

/// theta = 1 - K/Q, held in [0, 1]: the leverage.
template <class R, class P>
[[nodiscard]] R transit_share(Parameters<P> const& p, HedgerId h, Readings<R> const& readings, World<R> const& world)
{
    return clamp(1.0 - world.bypass[h] / maximum(oil_volume(p, h, readings), R{1e-6}), 0.0, 1.0);
}

/// a = max{0, d theta_CPC - (K - K_0)/Q}, at most 1: part of the volume that a cut of severity d takes away. Of what the route carries,
/// theta_CPC = route_share theta_0, the capacity built since the opening takes over what it can.
template <class R, class P>
[[nodiscard]] R lost_share(Parameters<P> const& p, HedgerId h, Readings<R> const& readings, World<R> const& world)
{
    P const carried = p.budget.route_share[h] * p.budget.transit_share[h];
    R const built = positive_part(world.bypass[h] - opening_bypass(p.budget, h));
    R const spare = built / maximum(oil_volume(p, h, readings), R{1e-6});
    return clamp(readings.route_severity * carried - spare, 0.0, 1.0);
}

/// rel: value of oil exports over that of the year of rest.
template <class R, class P>
[[nodiscard]] R relative_oil_exports(Parameters<P> const& p, HedgerId h, Readings<R> const& readings, World<R> const& world)
{
    return readings.oil_ratio * (1.0 - lost_share(p, h, readings, world)) * oil_volume(p, h, readings);
}

} // namespace steppe
