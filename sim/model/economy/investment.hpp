#pragma once
/// Foreign direct investment (docs/model.md 6.3).

#include "lanes/elementary.hpp"
#include "model/accord/membership.hpp"
#include "model/powers/pressure.hpp"

namespace steppe {

/// Stock of foreign direct investment: F <- (1 - d) F + I0 exp(-xi PR) q^eps_F + deals/months; PR: sum of pressures, less its opening; q:
/// oil receipts. A freeze cancels what is still to come.
template <class R, class P>
void update_investment(Parameters<P> const& p, Sizes const& sizes, Memberships<R> const& memberships,
                       Choice<R> const& choice, World<R> const& now, World<R>& next)
{
    LinkParameters<P> const& q = p.links;
    for (HedgerId h : sizes.hedgers()) {
        R const political_risk = total_pressure(sizes, now.pressure, h);
        R const flowing = now.deals_pending[h] / q.deal_months[h];
        R const drawn = q.fdi_oil_response[h] * logarithm(maximum(now.receipts[h], R{1e-12}));
        R const inflow = q.fdi_depreciation[h] * q.fdi_stock[h] * exponential(drawn - q.fdi_risk[h] * political_risk);
        next.fdi_stock[h] = (1.0 - q.fdi_depreciation[h]) * now.fdi_stock[h] + inflow + flowing;
        MaskOf<R> const freezes = choice.changes[h] > 0.0 && memberships.is_public[h] > 0.0;
        next.deals_pending[h] = select(freezes, R{0.0}, now.deals_pending[h] - flowing);
    }
}

} // namespace steppe
