#pragma once
/// What principals can spend and threaten in the month, and what hedgers make of it (docs/model.md 6.1).
///
///   R_i <- min{R_max, R_i + B_i/12}   R_max = n_R B_i; nothing flows in above it    B_i = budget x (war factor while the war is active)
///   H_hi = capacity (1 - leverage + leverage theta_h)     theta: part of the hedger's oil exports that must cross the power's territory
///   v_h = clip(exp(-zeta room/sigma_F), 1/2, 2): the weight of money to the hedger

#include "model/economy/fiscal_room.hpp"
#include "model/economy/route.hpp"
#include "model/hedger/beliefs.hpp"
#include "model/opening_values.hpp"
#include "model/powers/purse.hpp"
#include "model/results.hpp"

namespace steppe {

template <class R, class P>
void perceive_means(Parameters<P> const& p, Structure const& structure, Readings<R> const& readings, World<R> const& now,
                    Means<R>& means)
{
    for (PrincipalId i : structure.sizes.principals()) {
        R const budget = yearly_budget(p, i, readings.war_active);
        R const most = p.game.purse_years() * budget;
        means.purse[i] = maximum(now.purse[i], minimum(most, now.purse[i] + budget / 12.0));
    }
    for (PowerId power : structure.sizes.powers()) {
        means.capability[power] = 1.0;
    }
    for (HedgerId h : structure.sizes.hedgers()) {
        means.money_weight[h] = weight_of_money(p.budget, h, fiscal_room(p, h, now));
        R const transit = transit_share(p, h, readings, now);
        for (PrincipalId i : structure.sizes.principals()) {
            P const leverage = p.principal.transit_leverage[i];
            means.threat_capacity(h, i) = p.principal.threat_capacity[i] * (1.0 - leverage + leverage * transit);
            means.believed_resolve(h, i) = believed_resolve(structure.learning_rule, p, now, h, i);
            means.believed_delivery(h, i) = believed_delivery(structure.learning_rule, p, now, h, i);
        }
    }
}

} // namespace steppe
