#pragma once
/// Links by channel, trade, investment and firms (docs/model.md 6.3).

#include "model/calibration.hpp"

namespace steppe {

/// Strength of each link with each partner.
///
///   x_jc = beta0_jc + b_w ln(w_j / w0_j) + sub_c A nov_j [sponsor] - b_S S_j
///          + sum_c' Gamma_cc' (L_jc' - L0_jc') + z_oil ln(oil/oil0) + z_min ln(M/M0)
///   L <- L + rise (logistic(x) - L)_+ - fall (L - logistic(x))_+       held in [0, 1]
///
/// Ties break faster than they form where fall > rise. Writes next.link and the share of links at a bound.
template <class R, class P>
void update_links(Parameters<P> const& p, Structure const& structure, Calibration<P> const& opening, HedgerId h, R substance,
                  World<R> const& now, MonthWork<R>& work, World<R>& next)
{
    Sizes const& sizes = structure.sizes;
    LinkParameters<P> const& q = p.links;
    R const oil = next.climate.oil - opening.oil;
    R const minerals = next.climate.minerals - opening.minerals;
    for (ChannelId c : sizes.channels()) {
        work.common_drive[c] = q.oil_response[c] * oil + q.minerals_response[c] * minerals;
    }
    R clipped = 0.0;
    for (PartnerId j : sizes.partners()) {
        for (ChannelId c : sizes.channels()) {
            work.link_deviation[c] = now.link(h, j, c) - q.link(h, j, c);
        }
        R const alignment_change = work.log_share(h, j) - opening.log_alignment(h, j);
        R const deepening = select(p.accord.sponsorship[j] > 0.0, substance * work.partner_novelty(h, j), R{0.0});
        R const pressed = pressure_from(structure, now.pressure, h, j);
        for (ChannelId c : sizes.channels()) {
            R drive = opening.link_base(h, j, c) + q.alignment_response[c] * alignment_change +
                      q.accord_substance[c] * deepening - q.pressure_response[c] * pressed + work.common_drive[c];
            for (ChannelId other : sizes.channels()) {
                drive += q.coupling(c, other) * work.link_deviation[other];
            }
            R const gap = logistic(drive) - now.link(h, j, c);
            R const moved = now.link(h, j, c) + q.rise_rate[c] * positive_part(gap) - q.fall_rate[c] * positive_part(-gap);
            next.link(h, j, c) = clamp(moved, 0.0, 1.0);
            clipped += select(moved < 0.0 || moved > 1.0, R{1.0}, R{0.0});
        }
    }
    work.clipped[h] = clipped / static_cast<double>(sizes.of(IndexSet::partner) * sizes.of(IndexSet::channel));
}

/// Pressure on the hedger by the principal that is this partner; 0 for a passive partner.
template <class R>
[[nodiscard]] R pressure_from(Structure const& structure, Table<R, HedgerId, PrincipalId> const& pressure, HedgerId h,
                              PartnerId j)
{
    PrincipalId const principal = structure.principal_of_partner[j];
    return principal.value < 0 ? R{0.0} : pressure(h, principal);
}

/// Change of real income from trade costs, in per cent: exact hat algebra (Arkolakis, Costinot & Rodriguez-Clare 2012).
///
///   W^ = [s_home + (1 - s_home) sum_j s_j exp(-eps ln tau_j)]^(1/eps)
///   ln tau_j = chi S_j + cut - saving A nov_j [sponsor]
template <class R, class P>
[[nodiscard]] R trade_gain(Parameters<P> const& p, Structure const& structure, HedgerId h, R substance, R route_cut,
                           World<R> const& now, MonthWork<R> const& work)
{
    LinkParameters<P> const& q = p.links;
    P const elasticity = q.trade_elasticity[h];
    R foreign = 0.0;
    for (PartnerId j : structure.sizes.partners()) {
        R const saving =
            select(p.accord.sponsorship[j] > 0.0, q.accord_trade_saving[h] * substance * work.partner_novelty(h, j), R{0.0});
        R const log_cost = q.pressure_trade_cost[h] * pressure_from(structure, now.pressure, h, j) +
                           q.transit_trade_cost[h] * p.shocks.transit_share() * route_cut - saving;
        foreign += q.trade_share(h, j) * exponential(-elasticity * log_cost);
    }
    return 100.0 / elasticity * logarithm(q.home_share[h] + (1.0 - q.home_share[h]) * foreign);
}

/// Stock of foreign direct investment: F <- (1 - d) F + I0 exp(-xi PR) + deals/months; PR: sum of pressures, less its opening.
template <class R, class P>
void update_investment(Parameters<P> const& p, HedgerId h, R political_risk, World<R> const& now, MonthWork<R> const& work,
                       World<R>& next)
{
    LinkParameters<P> const& q = p.links;
    R const flowing = now.deals_pending[h] / q.deal_months[h];
    R const inflow = q.fdi_depreciation[h] * q.fdi_stock[h] * exponential(-q.fdi_risk[h] * political_risk);
    next.fdi_stock[h] = (1.0 - q.fdi_depreciation[h]) * now.fdi_stock[h] + inflow + flowing;
    next.deals_pending[h] = now.deals_pending[h] - flowing + work.joined[h] * realised_deals(p, h);
}

/// Affiliated firms, counted one by one: openings Poisson, closures Binomial; the stationary mean is the opening number.
template <class R, class P>
void update_firms(Parameters<P> const& p, Structure const& structure, Draws<R> const& draws, int month, HedgerId h,
                  R substance, R political_risk, World<R> const& now, World<R>& next)
{
    LinkParameters<P> const& q = p.links;
    auto const u = draws.uniform_pair(month, stream::firms, structure.hedger_identity[h]);
    R const rate = q.firm_turnover[h] * q.firms[h] *
                   exponential(q.firm_accord_response[h] * substance - q.firm_risk[h] * political_risk);
    R const opened = poisson_quantile(u[0], minimum(rate, R{500.0}));
    R const closed = binomial_quantile(u[1], now.firms[h], q.firm_turnover[h]);
    next.firms[h] = minimum(now.firms[h] + opened - closed, R{2000.0});
}

} // namespace steppe
