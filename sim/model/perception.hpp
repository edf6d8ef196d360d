#pragma once
/// What the month looks like to each actor before it moves (docs/model.md 6.1, 6.2, 7): values of every action to every
/// principal, utilities and base rates to each hedger.

#include "model/learning.hpp"
#include "model/links.hpp"

namespace steppe {

/// Value to a principal of a hedger's accession, in G: the sum of the incentives F1-F5 and I1, each with its switch.
///
///   phi_i = nov_i [F1 momentum_i (1 - Mo) + F3 conflict_i g (1 - Lg)/2] + F2 minerals_i M + F4 legacy_i interest
///         + F5 (rivalry_i incumbents + intrusion_i) + I1 tension_i T
///   nov_i = 1 - novelty_share_i (1 - novelty of the tie with i)
template <class R, class P>
[[nodiscard]] R accession_value(Parameters<P> const& p, Structure const& structure, HedgerId h, PrincipalId i,
                                World<R> const& now, MonthWork<R> const& work)
{
    PartnerId const partner = structure.partner_of_principal[i];
    R const tie_novelty = partner.value < 0 ? R{1.0} : work.partner_novelty(h, partner);
    R const novelty = 1.0 - p.principal.novelty_share[i] * (1.0 - tie_novelty);
    R const momentum = p.incentive.f1() * p.principal.momentum_value[i] * (1.0 - now.momentum);
    R const escape =
        p.incentive.f3() * p.principal.conflict_value[i] * work.conflict_intensity * (1.0 - now.legitimacy) * 0.5;
    R const minerals = p.incentive.f2() * p.principal.minerals_value[i] * work.minerals_demand;
    R const legacy = p.incentive.f4() * p.principal.legacy_value[i] * work.leader_interest;
    R const rivalry =
        p.incentive.f5() * (p.principal.rivalry_value[i] * work.incumbent_share[h] + p.principal.intrusion_value[i]);
    R const message = p.incentive.i1() * p.principal.tension_value[i] * work.tension;
    return novelty * (momentum + escape) + minerals + legacy + rivalry + message;
}

/// How much of an accession's value a further step still has, by status: none, announced, operational, frozen.
template <class R>
[[nodiscard]] R accession_scale(R status)
{
    return select(status == accord_status::none, R{1.0}, select(status == accord_status::operational, R{0.1}, R{0.5}));
}

/// 1 where there is membership to freeze.
template <class R>
[[nodiscard]] R freezable(R status)
{
    return select(status == accord_status::announced || status == accord_status::operational, R{1.0}, R{0.0});
}

/// V_i(a): hold 0; tilt to j psi_ij - sum_l psi_il w_l, psi_ij = stake_i (1 if i is j, else spillover_i X_ij); accede phi_i s_m;
/// freeze -phi_i f_m. A closed accord is worth nothing to anybody, so nobody bids on it.
template <class R, class P>
void value_actions(Parameters<P> const& p, Structure const& structure, Arm const& arm, HedgerId h, World<R> const& now,
                   MonthWork<R>& work)
{
    Sizes const& sizes = structure.sizes;
    for (PrincipalId i : sizes.principals()) {
        PowerId const own_power = structure.power_of_principal[i];
        auto const stake_in = [&](PartnerId j) -> R {
            PowerId const other = structure.power_of_partner[j];
            return other == own_power ? p.principal.stake[i]
                                      : p.principal.stake[i] * p.principal.spillover[i] * now.relation(own_power, other);
        };
        R held = 0.0;
        for (PartnerId j : sizes.partners()) {
            held += stake_in(j) * now.alignment(h, j);
        }
        work.value(h, i, Structure::hold()) = 0.0;
        for (PartnerId j : sizes.partners()) {
            work.value(h, i, Structure::tilt(j)) = stake_in(j) - held;
        }
        R const accession = arm.accord_open ? accession_value(p, structure, h, i, now, work) : R{0.0};
        work.value(h, i, structure.accede()) = accession * accession_scale(now.status[h]);
        work.value(h, i, structure.freeze()) = -accession * freezable(now.status[h]);
    }
}

/// r_j = r0_j + link (L_j - L0_j) - pressure S_j + opinion (o - o0) [sponsor] + balance (company_j - company0_j) + trend_j t
/// s_j = sigma_j sqrt(1 + S_j)
template <class R, class P>
void weigh_partners(Parameters<P> const& p, Structure const& structure, Calibration<P> const& opening, HedgerId h,
                    World<R> const& now, MonthWork<R>& work)
{
    R const opinion_shift = home_opinion(p.opinion, structure.sizes, h, now.opinion) - opening.home_opinion[h];
    work.incumbent_share[h] = 0.0;
    for (PartnerId j : structure.sizes.partners()) {
        R const pressed = pressure_from(structure, now.pressure, h, j);
        R const closer = mean_link(p.links, structure.sizes, now.link, h, j) - opening.link_mean(h, j);
        R const swayed = select(p.accord.sponsorship[j] > 0.0, p.hedger.opinion_weight[h] * opinion_shift, R{0.0});
        R const friendlier = company(structure, now.relation, now.alignment, h, j) - opening.company(h, j);
        work.return_on_alignment(h, j) = opening.base_return(h, j) + p.hedger.link_weight[h] * closer -
                                         p.hedger.pressure_weight[h] * pressed + swayed +
                                         p.hedger.balance_weight[h] * friendlier + p.hedger.trend(h, j) * work.elapsed;
        work.risk(h, j) = p.hedger.volatility(h, j) * square_root(1.0 + pressed);
        work.log_share(h, j) = logarithm(now.alignment(h, j));
        work.incumbent_share[h] += p.accord.incumbency[j] * now.alignment(h, j);
        work.partner_novelty(h, j) = novelty_with(p, h, j);
    }
    work.novelty[h] = novelty_to_the_world(p, structure.sizes, h);
}

/// Utility of acceding to the leadership, in G: G1, G2, G3, T1 for it, P1 softened by G4 against it.
template <class R>
struct AccessionUtility {
    R gains;
    R opposition;
};

template <class R, class P>
[[nodiscard]] AccessionUtility<R> accession_utility(Parameters<P> const& p, HedgerId h, MonthWork<R> const& work)
{
    AccessionParameters<P> const& q = p.accession;
    R const investment = p.incentive.g1() * q.investment_gain[h] * work.minerals_demand;
    R const card = p.incentive.g2() * q.leverage_gain[h] * positive_part(work.incumbent_share[h] - q.leverage_anchor[h]);
    R const technology = p.incentive.g3() * q.technology_gain[h] * work.novelty[h];
    R const window = q.window_gain[h] * work.window;
    R const opposition = p.incentive.p1() * q.domestic_cost[h] * (1.0 - p.incentive.g4() * q.framing[h]) *
                         work.opposition[h] * work.conflict_intensity;
    return {investment + card + technology + window, opposition};
}

/// u0(a) in G and p0(a) of every action.
///
///   tilt j    PV [U(w + delta (e_j - w)) - U(w)] - c_t          p0 = tilt_rate w_j: equal utilities leave alignment in place
///   accede    s_m gains - opposition - c_acc                    p0 = accession_rate while the accord is open
///   freeze    f_m (opposition - gains/2) - c_rev                p0 = freeze_rate where there is membership to freeze
template <class R, class P>
void weigh_actions(Parameters<P> const& p, Structure const& structure, Arm const& arm, HedgerId h, World<R> const& now,
                   MonthWork<R>& work)
{
    Sizes const& sizes = structure.sizes;
    HedgerParameters<P> const& q = p.hedger;
    PortfolioUtility<R, P> const portfolio{q, sizes, h, work.return_on_alignment, work.risk};
    auto const share = [&](PartnerId j) -> R { return now.alignment(h, j); };
    auto const log_share = [&](PartnerId j) -> R { return work.log_share(h, j); };
    R const as_it_is = portfolio.at(share, log_share);
    P const kept = 1.0 - q.move[h];
    P const log_kept = logarithm(kept);

    work.utility(h, Structure::hold()) = 0.0;
    work.base_rate(h, Structure::hold()) = q.hold_rate[h];
    for (PartnerId j : sizes.partners()) {
        R const raised = kept * now.alignment(h, j) + q.move[h];
        R const log_raised = logarithm(raised);
        R const tilted = portfolio.at([&](PartnerId l) -> R { return l == j ? raised : kept * share(l); },
                                      [&](PartnerId l) -> R { return l == j ? log_raised : log_kept + log_share(l); });
        work.utility(h, Structure::tilt(j)) = q.present_value[h] * (tilted - as_it_is) - q.tilt_cost[h];
        work.base_rate(h, Structure::tilt(j)) = q.tilt_rate[h] * now.alignment(h, j);
    }
    AccessionUtility<R> const accession = accession_utility(p, h, work);
    double const open = arm.accord_open ? 1.0 : 0.0;
    work.utility(h, structure.accede()) =
        accession_scale(now.status[h]) * accession.gains - accession.opposition - q.accession_cost[h];
    work.base_rate(h, structure.accede()) = open * q.accession_rate[h];
    work.utility(h, structure.freeze()) =
        freezable(now.status[h]) * (accession.opposition - 0.5 * accession.gains) - q.reversal_cost[h];
    work.base_rate(h, structure.freeze()) = open * freezable(now.status[h]) * q.freeze_rate[h];
}

/// Budgets and threat capacities of the month; the hedgers' beliefs on them.
template <class R, class P>
void perceive_means(Parameters<P> const& p, Structure const& structure, World<R> const& now, MonthWork<R>& work)
{
    for (PrincipalId i : structure.sizes.principals()) {
        R const war = select(work.war_active == 1.0, R{p.principal.war_budget_factor[i]}, R{1.0});
        work.budget[i] = p.principal.budget[i] * war;
        P const leverage = p.principal.transit_leverage[i];
        work.threat_capacity[i] = p.principal.threat_capacity[i] * (1.0 - leverage + leverage * p.shocks.transit_share());
        for (HedgerId h : structure.sizes.hedgers()) {
            work.believed_resolve(h, i) = believed_resolve(structure.learning_rule, p, now, h, i);
            work.believed_delivery(h, i) = believed_delivery(structure.learning_rule, p, now, h, i);
        }
    }
}

/// Step 2 of the month.
template <class R, class P>
void perceive(Parameters<P> const& p, Structure const& structure, Calibration<P> const& opening, Arm const& arm,
              World<R> const& now, MonthWork<R>& work)
{
    perceive_means(p, structure, now, work);
    for (HedgerId h : structure.sizes.hedgers()) {
        weigh_partners(p, structure, opening, h, now, work);
        work.opposition[h] = domestic_opposition(p.opinion, structure.sizes, h, now.opinion);
        value_actions(p, structure, arm, h, now, work);
        weigh_actions(p, structure, arm, h, now, work);
    }
}

} // namespace steppe
