#pragma once
/// What principals can spend and threaten in the month, and what hedgers make of it (docs/model.md 6.1).
///
///   R_i <- min{R_max, R_i + B_i/12}   R_max = n_R B_i; nothing flows in above it
///   B_i = budget x (war factor while the war is active) x kappa_i^chi_B        kappa_i: capability, at the month's start
///   H_i = capacity (1 - leverage + leverage x transit share) x kappa_i^chi_H;  stakes are multiplied by kappa_i^chi_s
///   omega = (oil/oil0)^-need: the weight of money to the hedger

#include "lanes/elementary.hpp"
#include "model/hedger/beliefs.hpp"
#include "model/opening_values.hpp"
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

/// kappa^chi.
template <class R, class P>
[[nodiscard]] R capability_factor(R growth, P chi)
{
    return any(chi != 0.0) ? exponential(chi * growth) : R{1.0};
}

template <class R, class P>
void perceive_means(Parameters<P> const& p, Structure const& structure, OpeningValues<P> const& opening,
                    Readings<R> const& readings, Climate<R> const& climate, World<R> const& now, Means<R>& means)
{
    for (PrincipalId i : structure.sizes.principals()) {
        R const growth = held_growth(now.capability[structure.power_of_principal[i]]);
        means.stake_factor[i] = capability_factor(growth, p.capability.stakes());
        R const budget = yearly_budget(p, i, readings.war_active, capability_factor(growth, p.capability.budgets()));
        R const most = p.game.purse_years() * budget;
        means.purse[i] = maximum(now.purse[i], minimum(most, now.purse[i] + budget / 12.0));
        P const leverage = p.principal.transit_leverage[i];
        means.threat_capacity[i] = capability_factor(growth, p.capability.threats()) * p.principal.threat_capacity[i] *
                                   (1.0 - leverage + leverage * p.shocks.transit_share());
    }
    for (PowerId power : structure.sizes.powers()) {
        means.capability[power] = exponential(held_growth(now.capability[power]));
    }
    for (HedgerId h : structure.sizes.hedgers()) {
        means.money_weight[h] = exponential(-p.hedger.need[h] * (climate.oil - opening.oil));
        for (PrincipalId i : structure.sizes.principals()) {
            means.believed_resolve(h, i) = believed_resolve(structure.learning_rule, p, now, h, i);
            means.believed_delivery(h, i) = believed_delivery(structure.learning_rule, p, now, h, i);
        }
    }
}

} // namespace steppe
