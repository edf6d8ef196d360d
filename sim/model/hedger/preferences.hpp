#pragma once
/// What actions are worth to a hedger's leadership, and how often they come up by themselves (docs/model.md 6.2, 7).

#include "model/accord/membership.hpp"
#include "model/hedger/portfolio.hpp"

namespace steppe {

/// Utility of acceding to the leadership, in G: G1, G2, G3, T1 for it, P1 softened by G4 against it.
template <class R>
struct AccessionUtility {
    R gains;
    R opposition;
};

template <class R, class P>
[[nodiscard]] AccessionUtility<R> accession_utility(Parameters<P> const& p, HedgerId h, Readings<R> const& readings,
                                                    Outlook<R> const& outlook)
{
    AccessionParameters<P> const& q = p.accession;
    R const investment = p.incentive(Incentive::G1) * q.investment_gain[h] * readings.minerals_demand;
    R const card =
        p.incentive(Incentive::G2) * q.leverage_gain[h] * positive_part(outlook.incumbent_share[h] - q.leverage_anchor[h]);
    R const technology = p.incentive(Incentive::G3) * q.technology_gain[h] * outlook.novelty[h];
    R const window = q.window_gain[h] * readings.window;
    R const opposition = p.incentive(Incentive::P1) * q.domestic_cost[h] *
                         (1.0 - p.incentive(Incentive::G4) * q.framing[h]) * outlook.opposition[h] *
                         readings.conflict_intensity;
    return {investment + card + technology + window, opposition};
}

namespace detail {

template <class R, class P>
void weigh_actions_of(Parameters<P> const& p, Structure const& structure, Arm const& arm, HedgerId h,
                      Readings<R> const& readings, Outlook<R> const& outlook, World<R> const& now,
                      Preferences<R>& preferences)
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
    AccessionUtility<R> const accession = accession_utility(p, h, readings, outlook);
    double const open = arm.accord_open ? 1.0 : 0.0;
    preferences.utility(h, structure.accede()) =
        accession_scale(now.status[h]) * accession.gains - accession.opposition - q.accession_cost[h];
    preferences.base_rate(h, structure.accede()) = open * q.accession_rate[h];
    preferences.utility(h, structure.freeze()) =
        freezable(now.status[h]) * (accession.opposition - 0.5 * accession.gains) - q.reversal_cost[h];
    preferences.base_rate(h, structure.freeze()) = open * freezable(now.status[h]) * q.freeze_rate[h];
}

} // namespace detail

/// u0(a) in G and p0(a) of every action.
///
///   tilt j    PV [U(w + delta (e_j - w)) - U(w)] - c_t          p0 = tilt_rate w_j: equal utilities leave alignment in place
///   accede    s_m gains - opposition - c_acc                    p0 = accession_rate while the accord is open
///   freeze    f_m (opposition - gains/2) - c_rev                p0 = freeze_rate where there is membership to freeze
template <class R, class P>
void weigh_actions(Parameters<P> const& p, Structure const& structure, Arm const& arm, Readings<R> const& readings,
                   Outlook<R> const& outlook, World<R> const& now, Preferences<R>& preferences)
{
    for (HedgerId h : structure.sizes.hedgers()) {
        detail::weigh_actions_of(p, structure, arm, h, readings, outlook, now, preferences);
    }
}

} // namespace steppe
