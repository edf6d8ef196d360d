#pragma once
/// What principals can spend and threaten in the month, and what hedgers make of it (docs/model.md 6.1).
///
///   R_i <- min{R_max, R_i + B_i/12}   R_max = n_R B_i; nothing flows in above it
///   B_i = budget x (war factor while the war is active) x kappa_i^chi_B        kappa_i: capability, at the month's start
///   H_hi = capacity (1 - leverage + leverage theta_h) x kappa_i^chi_H;  stakes are multiplied by kappa_i^chi_s
///          theta: part of the hedger's oil exports that must cross the power's territory
///   v_h = clip(exp(-zeta room/sigma_F), 1/2, 2): the weight of money to the hedger

#include "model/economy/fiscal_room.hpp"
#include "model/economy/route.hpp"
#include "model/hedger/beliefs.hpp"
#include "model/powers/purse.hpp"
#include "model/results.hpp"

namespace steppe {

/// Log capability that powers can use: no more than double and no less than half of the opening's.
template <class R>
[[nodiscard]] R held_growth(R growth)
{
    constexpr double log_two = 0.69314718055994530942;
    return clamp(growth, -log_two, log_two);
}

template <class R, class P>
void perceive_means(Parameters<P> const& p, Structure const& structure, Readings<R> const& readings, World<R> const& now,
                    Means<R>& means)
{
    for (PowerId power : structure.sizes.powers()) {
        means.growth[power] = held_growth(now.capability[power]);
    }
    for (PrincipalId i : structure.sizes.principals()) {
        R const growth = means.growth[structure.power_of_principal[i]];
        means.stake_factor[i] = capability_factor(growth, p.capability.stakes());
        R const budget = yearly_budget(p, i, readings.war_active, capability_factor(growth, p.capability.budgets()));
        R const most = p.game.purse_years() * budget;
        means.purse[i] = maximum(now.purse[i], minimum(most, now.purse[i] + budget / 12.0));
        means.threat_factor[i] = capability_factor(growth, p.capability.threats());
    }
    for (HedgerId h : structure.sizes.hedgers()) {
        means.money_weight[h] = weight_of_money(p.budget, h, fiscal_room(p, h, now));
        R const transit = transit_share(p, h, readings, now);
        for (PrincipalId i : structure.sizes.principals()) {
            P const leverage = p.principal.transit_leverage[i];
            means.threat_capacity(h, i) =
                means.threat_factor[i] * p.principal.threat_capacity[i] * (1.0 - leverage + leverage * transit);
            means.believed_resolve(h, i) = believed_resolve(structure.learning_rule, p, now, h, i);
            means.believed_delivery(h, i) = believed_delivery(structure.learning_rule, p, now, h, i);
        }
    }
}

} // namespace steppe
