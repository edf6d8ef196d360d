#pragma once
/// What actions of a hedger are worth to the principals (docs/model.md 6.1, 7).

#include "model/accord/membership.hpp"

namespace steppe {

/// Value to a principal of a hedger's accession, in G: the sum of the incentives F1-F5 and I1, each with its switch.
///
///   phi_i = nov_i [F1 momentum_i (1 - Mo) + F3 conflict_i g (1 - Lg)/2] + F2 minerals_i M + F4 legacy_i interest
///         + F5 (rivalry_i incumbents + intrusion_i) + I1 tension_i T
///   nov_i = 1 - novelty_share_i (1 - novelty of the tie with i)
template <class R, class P>
[[nodiscard]] R accession_value(Parameters<P> const& p, Structure const& structure, HedgerId h, PrincipalId i,
                                Readings<R> const& readings, Outlook<R> const& outlook, World<R> const& now)
{
    PartnerId const partner = structure.partner_of_principal[i];
    R const tie_novelty = partner.value < 0 ? R{1.0} : outlook.partner_novelty(h, partner);
    R const novelty = 1.0 - p.principal.novelty_share[i] * (1.0 - tie_novelty);
    R const momentum = p.incentive(Incentive::F1) * p.principal.momentum_value[i] * (1.0 - now.momentum);
    R const escape = p.incentive(Incentive::F3) * p.principal.conflict_value[i] * readings.conflict_intensity *
                     (1.0 - now.legitimacy) * 0.5;
    R const minerals = p.incentive(Incentive::F2) * p.principal.minerals_value[i] * readings.minerals_demand;
    R const legacy = p.incentive(Incentive::F4) * p.principal.legacy_value[i] * readings.leader_interest;
    R const rivalry = p.incentive(Incentive::F5) *
                      (p.principal.rivalry_value[i] * outlook.incumbent_share[h] + p.principal.intrusion_value[i]);
    R const message = p.incentive(Incentive::I1) * p.principal.tension_value[i] * readings.tension;
    return novelty * (momentum + escape) + minerals + legacy + rivalry + message;
}

namespace detail {

template <class R, class P>
void value_actions_of(Parameters<P> const& p, Structure const& structure, HedgerId h, PrincipalId i, World<R> const& now,
                      Stakes<R>& stakes)
{
    Sizes const& sizes = structure.sizes;
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
    stakes.value(h, i, Structure::hold()) = 0.0;
    for (PartnerId j : sizes.partners()) {
        stakes.value(h, i, Structure::tilt(j)) = stake_in(j) - held;
    }
    stakes.value(h, i, structure.accede()) = stakes.accession(h, i) * accession_scale(now.status[h]);
    stakes.value(h, i, structure.freeze()) = -stakes.accession(h, i) * freezable(now.status[h]);
}

} // namespace detail

/// V_i(a): hold 0; tilt to j psi_ij - sum_l psi_il w_l, psi_ij = stake_i (1 if i is j, else spillover_i X_ij); accede phi_i s_m;
/// freeze -phi_i f_m. A closed accord is worth nothing to anybody, so nobody bids on it.
template <class R, class P>
void value_actions(Parameters<P> const& p, Structure const& structure, Arm const& arm, Readings<R> const& readings,
                   Outlook<R> const& outlook, World<R> const& now, Stakes<R>& stakes)
{
    for (HedgerId h : structure.sizes.hedgers()) {
        for (PrincipalId i : structure.sizes.principals()) {
            stakes.accession(h, i) = arm.accord_open ? accession_value(p, structure, h, i, readings, outlook, now) : R{0.0};
            detail::value_actions_of(p, structure, h, i, now, stakes);
        }
    }
}

} // namespace steppe
