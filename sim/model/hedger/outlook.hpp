#pragma once
/// How a hedger sees its partners: what leaning on each returns, how risky it is, what is new about it (docs/model.md 6.2).

#include "model/accord/membership.hpp"
#include "model/economy/link_strength.hpp"
#include "model/opening_values.hpp"
#include "model/opinion/public_opinion.hpp"
#include "model/powers/pressure.hpp"
#include "model/world/company.hpp"

namespace steppe {

namespace detail {

template <class R, class P>
void weigh_partners_of(Parameters<P> const& p, Structure const& structure, OpeningValues<P> const& opening, HedgerId h,
                       Readings<R> const& readings, World<R> const& now, Outlook<R>& outlook)
{
    R const opinion_shift = home_opinion(p.opinion, structure.sizes, h, now.opinion) - opening.home_opinion[h];
    outlook.incumbent_share[h] = 0.0;
    for (PartnerId j : structure.sizes.partners()) {
        R const pressed = pressure_from(structure, now.pressure, h, j);
        R const closer = mean_link(p.links, structure.sizes, now.link, h, j) - opening.link_mean(h, j);
        R const swayed = select(p.accord.sponsorship[j] > 0.0, p.hedger.opinion_weight[h] * opinion_shift, R{0.0});
        R const friendlier = company(structure, now.relation, now.alignment, h, j) - opening.company(h, j);
        outlook.return_on_alignment(h, j) =
            opening.base_return(h, j) + p.hedger.link_weight[h] * closer - p.hedger.pressure_weight[h] * pressed + swayed +
            p.hedger.balance_weight[h] * friendlier + p.hedger.trend(h, j) * readings.elapsed + now.pull_walk(h, j) +
            p.trade.trade_pull[h] * p.hedger.diversification[h] * now.trade_shift(h, j);
        outlook.risk(h, j) = p.hedger.volatility(h, j) * square_root(1.0 + pressed);
        outlook.log_share(h, j) = logarithm(now.alignment(h, j));
        outlook.incumbent_share[h] += p.accord.incumbency[j] * now.alignment(h, j);
        outlook.partner_novelty(h, j) = novelty_with(p, h, j);
    }
    P const arms_before = vendor_link(p.links, structure.sizes, p.links.arms, p.links.link, h);
    R const arms = vendor_link(p.links, structure.sizes, p.links.arms, now.link, h);
    outlook.arms_gained[h] = select(arms_before > 0.0, arms / maximum(arms_before, P{1e-300}) - 1.0, R{0.0});
    outlook.surveillance[h] = vendor_link(p.links, structure.sizes, p.links.surveillance, now.link, h);
    outlook.novelty[h] = novelty_to_the_world(p, structure.sizes, h);
    outlook.opposition[h] = domestic_opposition(p.opinion, structure.sizes, h, now.opinion);
}

} // namespace detail

/// r_j = r0_j + link (L_j - L0_j) - pressure S_j + opinion (o - o0) [sponsor] + balance (company_j - company0_j) + trend_j t + walk_j
///       + pull eta ln(s_j/s_j(0))      s_j: share in turnover (economy/trade.hpp)
/// s_j = sigma_j sqrt(1 + S_j)
template <class R, class P>
void weigh_partners(Parameters<P> const& p, Structure const& structure, OpeningValues<P> const& opening,
                    Readings<R> const& readings, World<R> const& now, Outlook<R>& outlook)
{
    outlook.prize_outside = prize_outside(p.candidate, structure.sizes, now.member);
    for (HedgerId h : structure.sizes.hedgers()) {
        detail::weigh_partners_of(p, structure, opening, h, readings, now, outlook);
    }
}

} // namespace steppe
