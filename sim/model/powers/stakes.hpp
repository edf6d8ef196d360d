#pragma once
/// What courses and the accord are worth to the principals (docs/model.md 7): values of states, felt against what they have got used to.
///
///   g_i(w) = Gamma_i kappa_i^chi_s sum_j psi_ij ln(w_j + c_w)             psi_ij: 1 if i is j, else nu_i X_ij
///   phi_i  = own_i + nu_i sum_l X_il own_l                    l: the other principals
///   D_i    = g_i(w) - g_i(w_ref) + phi_i (M - M_ref)
///   V_i(hold) = v(D_i),  V_i(tilt j) = v(D_i + g_i(w + delta (e_j - w)) - g_i(w));   in the shadow M is turned over
///   V_i(keep) = v(phi_i (M - M_ref)),  V_i(change) = v(phi_i (1 - M - M_ref) + what acceding moves shares by)
///
/// v: soft_loss.hpp. Neglects: spillovers of spillovers. Reads shares, references, relations; writes stakes.

#include "model/accord/membership.hpp"
#include "model/powers/position.hpp"

namespace steppe {

/// What membership insures of a principal's oil from the hedger, as a present value in G.
template <class R, class P>
[[nodiscard]] R worth_of_energy(EnergyParameters<P> const& p, PrincipalId i, Readings<R> const& readings)
{
    P const untroubled = p.share[i] * p.bill[i] * p.relief[i] * p.risk[i] * p.premium[i] * p.years[i];
    return untroubled * readings.oil_ratio * (1.0 + p.tension[i] * readings.tension);
}

/// Worth of membership to a principal in its own eyes, in G: the incentives F1-F5 and I1, each with its switch.
///
///   own_i = interest_i [F1 momentum_i (1 - Mo) + F3 conflict_i g (1 - Lg)/2 + F4 legacy_i (1 + consolation_i outside)
///           + F2 (minerals_i M nov_i (1 + om_u (u - 1)) + energy_i)
///           + F5 (rivalry_i incumbents + intrusion_i (1 + reaction_i arms)) + I1 tension_i T (1 + om_m (u - 1))]
///   energy_i = share bill P/P_0 relief risk (1 + a_T T) premium years
///   nov_i = 1 - novelty_share_i (1 - novelty of the tie with i);   interest_i = 1 + office_i (interest - 1)
template <class R, class P>
[[nodiscard]] R own_worth(Parameters<P> const& p, Structure const& structure, HedgerId h, PrincipalId i,
                          Readings<R> const& readings, Outlook<R> const& outlook, World<R> const& now)
{
    PartnerId const partner = structure.partner_of_principal[i];
    R const tie_novelty = partner.value < 0 ? R{1.0} : outlook.partner_novelty(h, partner);
    R const novelty = 1.0 - p.incentive.novelty_share[i] * (1.0 - tie_novelty);
    R const momentum = p.incentive(Incentive::f1) * p.incentive.momentum_value[i] * (1.0 - now.momentum);
    R const escape = p.incentive(Incentive::f3) * p.incentive.conflict_value[i] * readings.conflict_intensity *
                     (1.0 - now.legitimacy) * 0.5;
    R const in_minerals = 1.0 + p.incentive.uranium_in_minerals[h] * (readings.uranium - 1.0);
    R const in_message = 1.0 + p.incentive.uranium_in_message[h] * (readings.uranium - 1.0);
    R const minerals =
        p.incentive(Incentive::f2) * (p.incentive.minerals_value[i] * readings.minerals_demand * novelty * in_minerals +
                                      worth_of_energy(p.energy, i, readings));
    R const legacy = p.incentive(Incentive::f4) * worth_of_legacy(p.incentive, i, outlook.prize_outside);
    R const intrusion = p.incentive.intrusion_value[i] * (1.0 + p.incentive.arms_reaction[i] * outlook.arms_gained[h]);
    R const rivalry = p.incentive(Incentive::f5) * (p.incentive.rivalry_value[i] * outlook.incumbent_share[h] + intrusion);
    R const message = p.incentive(Incentive::i1) * p.incentive.tension_value[i] * readings.tension * in_message;
    R const interest = 1.0 + p.principal.office[i] * (readings.leader_interest - 1.0);
    return interest * (momentum + escape + minerals + legacy + rivalry + message);
}

namespace detail {

/// ln(w + c_w) of each partner: as shares are, as powers are used to them, and after moves.
template <class R, class P>
void take_logarithms(Parameters<P> const& p, Sizes const& sizes, HedgerId h, World<R> const& now, Workspace<R>& log)
{
    P const offset = p.game.share_offset();
    P const move = p.hedger.move[h];
    P const accession = p.hedger.accession_move[h] * move;
    P const sponsored = total_sponsorship(p.accord, sizes);
    for (PartnerId j : sizes.partners()) {
        R const w = now.alignment(h, j);
        R const now_worth = logarithm(w + offset);
        log.share_worth[j] = now_worth;
        log.used_to[j] = logarithm(now.alignment_reference(h, j) + offset) - now_worth;
        log.raised[j] = logarithm((1.0 - move) * w + move + offset) - now_worth;
        log.lowered[j] = logarithm((1.0 - move) * w + offset) - now_worth;
        log.acceded[j] = logarithm(w + accession * (p.accord.sponsorship[j] - sponsored * w) + offset) - now_worth;
    }
}

template <class R, class P>
void value_of(Parameters<P> const& p, Structure const& structure, HedgerId h, PrincipalId i, R const& stake_factor,
              Memberships<R> const& memberships, World<R> const& now, Workspace<R> const& log, Stakes<R>& stakes)
{
    Sizes const& sizes = structure.sizes;
    InterestInShares<R, P> const interest_in{p, structure, i, stake_factor, now};
    R position = 0.0, used_to = 0.0, lowered = 0.0, acceded = 0.0;
    for (PartnerId j : sizes.partners()) {
        R const interest = interest_in(j);
        position += interest * log.share_worth[j];
        used_to += interest * log.used_to[j];
        lowered += interest * log.lowered[j];
        acceded += interest * log.acceded[j];
    }
    stakes.position(h, i) = position;
    P const weight = loss_weight(p.game.loss_aversion());
    P const softness = p.game.loss_softness();
    auto const felt = [&](R const& change) { return soft_loss(change, weight, softness); };
    R const membership = stakes.membership(h, i);
    R const is_member = memberships.is_public[h];
    R const reference = now.membership_reference[h];
    R const distance = membership * (is_member - reference) - used_to;
    R const turned = distance + membership * (1.0 - 2.0 * is_member);
    stakes.course(h, i, Structure::hold()) = felt(distance);
    stakes.shadow(h, i, Structure::hold()) = felt(turned);
    for (PartnerId j : sizes.partners()) {
        R const moved = lowered + interest_in(j) * (log.raised[j] - log.lowered[j]);
        stakes.course(h, i, Structure::tilt(j)) = felt(distance + moved);
        stakes.shadow(h, i, Structure::tilt(j)) = felt(turned + moved);
    }
    stakes.keep(h, i) = felt(membership * (is_member - reference));
    stakes.change(h, i) = felt(membership * (1.0 - is_member - reference) + (1.0 - is_member) * acceded);
}

/// The part of its value that a principal bids on: offended ones withhold from a new member, sponsors lose interest in an old one.
template <class R, class P>
[[nodiscard]] R eagerness(Parameters<P> const& p, R membership, R is_member, R reference)
{
    R const offended = 1.0 - p.game.withholding() * positive_part(is_member - reference);
    R const satisfied = 1.0 - p.game.lost_interest() * reference;
    return select(membership < 0.0, offended, select(membership > 0.0, satisfied, R{1.0}));
}

} // namespace detail

/// A closed accord is worth nothing to anybody, so nobody bids on it.
template <class R, class P>
void value_states(Parameters<P> const& p, Structure const& structure, Arm const& arm, Readings<R> const& readings,
                  Memberships<R> const& memberships, Means<R> const& means, Outlook<R> const& outlook, World<R> const& now,
                  Workspace<R>& workspace, Stakes<R>& stakes)
{
    Sizes const& sizes = structure.sizes;
    for (HedgerId h : sizes.hedgers()) {
        detail::take_logarithms(p, sizes, h, now, workspace);
        for (PrincipalId i : sizes.principals()) {
            stakes.own(h, i) = arm.accord_open ? own_worth(p, structure, h, i, readings, outlook, now) : R{0.0};
        }
        for (PrincipalId i : sizes.principals()) {
            PowerId const power = structure.power_of_principal[i];
            R of_others = 0.0;
            for (PrincipalId l : sizes.principals()) {
                of_others += l == i ? R{0.0} : now.relation(power, structure.power_of_principal[l]) * stakes.own(h, l);
            }
            stakes.membership(h, i) = stakes.own(h, i) + p.principal.spillover[i] * of_others;
            R const is_member = memberships.is_public[h];
            R const reference = now.membership_reference[h];
            stakes.eagerness(h, i) = detail::eagerness(p, stakes.membership(h, i), is_member, reference);
            stakes.shadow_eagerness(h, i) = detail::eagerness(p, stakes.membership(h, i), R{1.0 - is_member}, reference);
            detail::value_of(p, structure, h, i, means.stake_factor[i], memberships, now, workspace, stakes);
        }
    }
}

} // namespace steppe
