#pragma once
/// What a hedger's budget leaves it (docs/model.md 6.3), and what a transfer or a harm weighs with it.

#include "lanes/elementary.hpp"
#include "model/parameters.hpp"
#include "model/world.hpp"

namespace steppe {

/// Oil exports of the year of rest, in G/year.
template <class P>
[[nodiscard]] P oil_exports_at_rest(TradeParameters<P> const& p, HedgerId h)
{
    return p.oil_share[h] * p.exports[h];
}

/// b_R: revenue that oil brings at rest, in G/year.
template <class P>
[[nodiscard]] P oil_revenue_at_rest(Parameters<P> const& p, HedgerId h)
{
    return p.budget.treasury_share[h] * oil_exports_at_rest(p.trade, h);
}

/// Bal - Bal_0 = b_R (q - 1), in G/year.
template <class R, class P>
[[nodiscard]] R balance_change(Parameters<P> const& p, HedgerId h, World<R> const& world)
{
    return oil_revenue_at_rest(p, h) * (world.receipts[h] - 1.0);
}

/// room = (Bal - Bal_0) + rho_N N, in G/year: 0 at rest.
template <class R, class P>
[[nodiscard]] R fiscal_room(Parameters<P> const& p, HedgerId h, World<R> const& world)
{
    return balance_change(p, h, world) + p.budget.fund_draw[h] * world.fund[h];
}

/// v = exp(-zeta room/sigma_F), held in [1/2, 2]: a treasury that is short feels a transfer, and a harm, more.
template <class R, class P>
[[nodiscard]] R weight_of_money(BudgetParameters<P> const& p, HedgerId h, R room)
{
    return clamp(exponential(-(p.vulnerability[h] / p.balance_deviation[h]) * room), 0.5, 2.0);
}

} // namespace steppe
