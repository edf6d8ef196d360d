#pragma once
/// Foreign direct investment (docs/model.md 6.3).

#include "lanes/elementary.hpp"
#include "model/accord/membership.hpp"
#include "model/powers/pressure.hpp"

namespace steppe {

/// Stock of foreign direct investment: F <- (1 - d) F + I0 exp(-xi PR) + deals/months; PR: sum of pressures, less its opening.
template <class R, class P>
void update_investment(Parameters<P> const& p, Sizes const& sizes, Accessions<R> const& accessions, World<R> const& now,
                       World<R>& next)
{
    LinkParameters<P> const& q = p.links;
    for (HedgerId h : sizes.hedgers()) {
        R const political_risk = total_pressure(sizes, now.pressure, h);
        R const flowing = now.deals_pending[h] / q.deal_months[h];
        R const inflow = q.fdi_depreciation[h] * q.fdi_stock[h] * exponential(-q.fdi_risk[h] * political_risk);
        next.fdi_stock[h] = (1.0 - q.fdi_depreciation[h]) * now.fdi_stock[h] + inflow + flowing;
        next.deals_pending[h] = now.deals_pending[h] - flowing + accessions.joined[h] * realised_deals(p, h);
    }
}

} // namespace steppe
