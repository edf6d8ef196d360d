#pragma once
/// Oil receipts, the fund, and routes around the one that may be cut (docs/model.md 6.3).
///
///   rel = (P/P_0) (1 - a) (Q/Q_0)            a: lost share (route.hpp)
///   q <- q + k_q (rel - q)                   receipts of the treasury follow with a delay
///   N <- N + b_R (q - 1)/12                  Bal - Bal_0 is added to the fund
///   K <- K + (I_K/12 + r_K deals)/c_K - delta_K (K - K_0)
///
/// Neglects: interest on the fund and on debt, spending that follows the price, and what bypass capacity costs to use.
/// Reads now.receipts, fund, bypass, deals_pending; writes the same of next, and the month's oil exports.

#include "model/economy/fiscal_room.hpp"
#include "model/economy/route.hpp"
#include "model/structure.hpp"

namespace steppe {

/// In every hedger's month. A freeze lets deals flow for the last time, as in investment.
template <class R, class P>
void update_budget(Parameters<P> const& p, Sizes const& sizes, Readings<R> const& readings, Fulfilment<R> const& fulfilment,
                   World<R> const& now, Exchange<R>& exchange, World<R>& next)
{
    BudgetParameters<P> const& q = p.budget;
    for (HedgerId h : sizes.hedgers()) {
        R const relative = relative_oil_exports(p, h, readings, now);
        exchange.oil_exports[h] = relative;
        next.receipts[h] = now.receipts[h] + q.receipts_rate[h] * (relative - now.receipts[h]);
        next.fund[h] = now.fund[h] + balance_change(p, h, next) / 12.0;

        R deals = now.deals_pending[h] / p.links.deal_months[h];
        for (PrincipalId i : sizes.principals()) {
            deals += fulfilment.paid(h, i);
        }
        R const built = (q.bypass_investment[h] / 12.0 + q.bypass_deal_share[h] * deals) / q.bypass_cost[h];
        next.bypass[h] = now.bypass[h] + built - q.bypass_decay[h] * (now.bypass[h] - opening_bypass(q, h));
    }
}

} // namespace steppe
