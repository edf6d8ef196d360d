#pragma once
/// Links by channel (docs/model.md 6.3).

#include "lanes/elementary.hpp"
#include "model/economy/link_strength.hpp"
#include "model/opening_values.hpp"
#include "model/parameters.hpp"
#include "model/powers/pressure.hpp"
#include "model/results.hpp"

namespace steppe {

namespace detail {

template <class R, class P>
void update_links_of(Parameters<P> const& p, Structure const& structure, OpeningValues<P> const& opening, HedgerId h,
                     R substance, Outlook<R> const& outlook, World<R> const& now, Workspace<R>& workspace,
                     Exchange<R>& exchange, World<R>& next)
{
    Sizes const& sizes = structure.sizes;
    LinkParameters<P> const& q = p.links;
    R const oil = next.climate.oil - opening.oil;
    R const minerals = next.climate.minerals - opening.minerals;
    for (ChannelId c : sizes.channels()) {
        workspace.common_drive[c] = q.oil_response[c] * oil + q.minerals_response[c] * minerals;
    }
    R const firms = firms_gained(q, now.firms[h], h);
    R clipped = 0.0;
    for (PartnerId j : sizes.partners()) {
        for (ChannelId c : sizes.channels()) {
            workspace.link_deviation[c] = now.link(h, j, c) - q.link(h, j, c);
        }
        R const alignment_change = outlook.log_share(h, j) - opening.log_alignment(h, j);
        R const deepening = select(p.accord.sponsorship[j] > 0.0, substance * outlook.partner_novelty(h, j), R{0.0});
        R const pressed = pressure_from(structure, now.pressure, h, j);
        for (ChannelId c : sizes.channels()) {
            R drive = opening.link_base(h, j, c) + q.alignment_response[c] * alignment_change +
                      q.accord_substance[c] * deepening - q.pressure_response[c] * pressed + workspace.common_drive[c] +
                      q.firm_response[c] * q.vendor(h, j) * firms;
            for (ChannelId other : sizes.channels()) {
                drive += q.coupling(c, other) * workspace.link_deviation[other];
            }
            R const gap = logistic(drive) - now.link(h, j, c);
            R const moved = now.link(h, j, c) + q.rise_rate[c] * positive_part(gap) - q.fall_rate[c] * positive_part(-gap);
            next.link(h, j, c) = clamp(moved, 0.0, 1.0);
            clipped += select(moved < 0.0 || moved > 1.0, R{1.0}, R{0.0});
        }
    }
    exchange.clipped[h] = clipped / static_cast<double>(sizes.of(IndexSet::partner) * sizes.of(IndexSet::channel));
}

} // namespace detail

/// Strength of each link with each partner.
///
///   x_jc = beta0_jc + b_w ln(w_j / w0_j) + sub_c A nov_j [sponsor] - b_S S_j
///          + sum_c' Gamma_cc' (L_jc' - L0_jc') + z_oil ln(oil/oil0) + z_min ln(M/M0)
///          + b_f ln((n + 1)/(n_0 + 1)) [vendor]
///   L <- L + rise (logistic(x) - L)_+ - fall (L - logistic(x))_+       held in [0, 1]
///
/// Ties break faster than they form where fall > rise. Writes next.link and the share of links at a bound.
template <class R, class P>
void update_links(Parameters<P> const& p, Structure const& structure, OpeningValues<P> const& opening,
                  Memberships<R> const& memberships, Outlook<R> const& outlook, World<R> const& now, Workspace<R>& workspace,
                  Exchange<R>& exchange, World<R>& next)
{
    for (HedgerId h : structure.sizes.hedgers()) {
        R const substance = memberships.in_substance[h];
        detail::update_links_of(p, structure, opening, h, substance, outlook, now, workspace, exchange, next);
    }
}

} // namespace steppe
