#pragma once
/// What actions are worth to a hedger's leadership, and how often they come up by themselves (docs/model.md 6.2, 6.4, 7).

#include "model/accord/membership.hpp"
#include "model/hedger/portfolio.hpp"

namespace steppe {

/// What membership is worth to the leadership, in G: G3 for it, P1 softened by G4 and by the standing of the contested sponsor against it.
///
///   technology = G3 [gain x novelty + L_surveillance (worth x unrest - cost x leaks)];   opposition = P1 cost (1 - G4 framing) Dom g (1 - Lg)
template <class R>
struct MembershipUtility {
    R technology;
    R opposition;
};

template <class R, class P>
[[nodiscard]] MembershipUtility<R> membership_utility(Parameters<P> const& p, HedgerId h, Readings<R> const& readings,
                                                      Outlook<R> const& outlook, World<R> const& now)
{
    IncentiveParameters<P> const& q = p.incentive;
    P const cost = q(Incentive::p1) * q.domestic_cost[h] * (1.0 - q(Incentive::g4) * q.framing[h]);
    R const surveillance =
        outlook.surveillance[h] * (q.surveillance_gain[h] * readings.unrest - q.leak_cost[h] * readings.leaks);
    return {q(Incentive::g3) * (q.technology_gain[h] * outlook.novelty[h] + surveillance),
            cost * outlook.opposition[h] * readings.conflict_intensity * (1.0 - now.legitimacy)};
}

/// What a change of status is worth to the leadership, but for the card and the offers.
///
///   accede   technology + T1 window - opposition - c_acc - c_rev once it has frozen
///   freeze   opposition - technology - c_rev - omega sum_i p^O_i D_i - y D/(12 (d_F + 1 - discount))     D: promises; announced deals
template <class R, class P>
[[nodiscard]] R accord_utility(Parameters<P> const& p, Sizes const& sizes, HedgerId h, Readings<R> const& readings,
                               Memberships<R> const& memberships, Means<R> const& means, Outlook<R> const& outlook,
                               World<R> const& now)
{
    MembershipUtility<R> const membership = membership_utility(p, h, readings, outlook, now);
    R const accede = membership.technology + p.incentive.window_gain[h] * readings.window - membership.opposition -
                     p.hedger.accession_cost[h] - p.hedger.reversal_cost[h] * now.has_frozen[h];
    R promises = 0.0;
    for (PrincipalId i : sizes.principals()) {
        promises += means.believed_delivery(h, i) * now.promise(h, i);
    }
    P const per_deal = p.links.fdi_yield[h] / (12.0 * (p.links.fdi_depreciation[h] + 1.0 - p.learning.discount()));
    R const freeze = membership.opposition - membership.technology - p.hedger.reversal_cost[h] -
                     means.money_weight[h] * promises - per_deal * now.deals_pending[h];
    return select(memberships.is_public[h] > 0.0, freeze, accede);
}

namespace detail {

template <class R, class P>
void weigh_courses_of(Parameters<P> const& p, Structure const& structure, HedgerId h, Outlook<R> const& outlook,
                      World<R> const& now, Preferences<R>& preferences)
{
    Sizes const& sizes = structure.sizes;
    HedgerParameters<P> const& q = p.hedger;
    PortfolioUtility<R, P> const portfolio{q, sizes, h, outlook.return_on_alignment, outlook.risk};
    auto const share = [&](PartnerId j) -> R { return now.alignment(h, j); };
    auto const log_share = [&](PartnerId j) -> R { return outlook.log_share(h, j); };
    R const as_it_is = portfolio.at(share, log_share);
    P const kept = 1.0 - q.move[h];
    P const log_kept = logarithm(kept);

    preferences.utility(h, Structure::hold()) = 0.0;
    preferences.base_rate(h, Structure::hold()) = q.hold_rate[h];
    for (PartnerId j : sizes.partners()) {
        R const raised = kept * now.alignment(h, j) + q.move[h];
        R const log_raised = logarithm(raised);
        R const tilted = portfolio.at([&](PartnerId l) -> R { return l == j ? raised : kept * share(l); },
                                      [&](PartnerId l) -> R { return l == j ? log_raised : log_kept + log_share(l); });
        preferences.utility(h, Structure::tilt(j)) = q.present_value[h] * (tilted - as_it_is) - q.tilt_cost[h];
        preferences.base_rate(h, Structure::tilt(j)) = q.tilt_rate[h] * now.alignment(h, j);
    }
}

} // namespace detail

/// u0(a) in G and p0(a) of hold and of each tilt, and the worth of a change of status.
///
///   tilt j    PV [U(w + delta (e_j - w)) - U(w)] - c_t          p0 = tilt_rate w_j: equal utilities leave alignment in place
template <class R, class P>
void weigh_actions(Parameters<P> const& p, Structure const& structure, Readings<R> const& readings,
                   Memberships<R> const& memberships, Means<R> const& means, Outlook<R> const& outlook, World<R> const& now,
                   Preferences<R>& preferences)
{
    for (HedgerId h : structure.sizes.hedgers()) {
        detail::weigh_courses_of(p, structure, h, outlook, now, preferences);
        preferences.accord_utility[h] = accord_utility(p, structure.sizes, h, readings, memberships, means, outlook, now);
    }
}

} // namespace steppe
