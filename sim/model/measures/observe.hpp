#pragma once
/// Fills the observation of a month from its end-of-month world and what happened in it (docs/model.md 8).

#include "model/accord/membership.hpp"
#include "model/economy/fiscal_room.hpp"
#include "model/economy/link_strength.hpp"
#include "model/hedger/beliefs.hpp"
#include "model/observation.hpp"
#include "model/opinion/public_opinion.hpp"
#include "model/powers/position.hpp"
#include "model/powers/purse.hpp"
#include "model/world/company.hpp"

namespace steppe {

namespace detail {

/// H = -sum w ln w / ln n;  HHI = sum w^2;  Aut = 1 - sum asym w^2 / max asym;  frustration -sum w_j X_jl w_l.
template <class R, class P>
void observe_alignment(Parameters<P> const& p, Structure const& structure, HedgerId h, World<R> const& world,
                       Observation<R>& seen)
{
    Sizes const& sizes = structure.sizes;
    seen.frustration[h] = 0.0;
    R entropy = 0.0;
    R concentration = 0.0;
    R subordination = 0.0;
    P strongest = 0.0;
    for (PartnerId j : sizes.partners()) {
        R const w = world.alignment(h, j);
        seen.alignment(h, j) = w;
        entropy -= w * logarithm(w);
        concentration += w * w;
        subordination += p.hedger.asymmetry(h, j) * w * w;
        strongest = maximum(strongest, p.hedger.asymmetry(h, j));
        seen.frustration[h] -= w * company(structure, world.relation, world.alignment, h, j);
    }
    double const most_even = logarithm(static_cast<double>(sizes.of(IndexSet::partner)));
    seen.hedging[h] = select(most_even > 0.0, entropy / most_even, R{0.0});
    seen.dependence[h] = concentration;
    seen.autonomy[h] = select(strongest > 0.0, 1.0 - subordination / strongest, R{1.0});
}

/// Influence: a partner's part of all links. Dependence and ambiguity: from its share of each channel.
template <class R, class P>
void observe_links(Parameters<P> const& p, Sizes const& sizes, HedgerId h, World<R> const& world, Observation<R>& seen)
{
    R incumbents = 0.0;
    R all_links = 0.0;
    seen.channel_dependence_max[h] = 0.0;
    for (PartnerId j : sizes.partners()) {
        seen.influence(h, j) = mean_link(p.links, sizes, world.link, h, j);
        all_links += seen.influence(h, j);
    }
    for (PartnerId j : sizes.partners()) {
        seen.influence(h, j) = seen.influence(h, j) / maximum(all_links, R{1e-300});
    }
    for (ChannelId c : sizes.channels()) {
        R total = 0.0;
        for (PartnerId j : sizes.partners()) {
            total += world.link(h, j, c);
        }
        total = maximum(total, R{1e-300});
        seen.channel_dependence(h, c) = 0.0;
        for (PartnerId j : sizes.partners()) {
            R const share = world.link(h, j, c) / total;
            seen.channel_share(h, c, j) = share;
            seen.channel_dependence(h, c) += share * share;
            incumbents += p.accord.incumbency[j] * p.links.weight[c] * share;
        }
        seen.channel_dependence_max[h] = maximum(seen.channel_dependence_max[h], seen.channel_dependence(h, c));
    }
    seen.ambiguity[h] = 1.0 - absolute(1.0 - 2.0 * incumbents);
}

/// Gain of a principal in the month, in G, by what happened: the change of its position's worth and of membership, less what it delivered
/// and paid, the cost of what it executed, and the audience cost of what it backed down from.
template <class R, class P>
[[nodiscard]] R principal_gain(Parameters<P> const& p, Structure const& structure, Arm const& arm, HedgerId h, PrincipalId i,
                               World<R> const& now, World<R> const& world, MonthResults<R> const& month)
{
    R const membership_after = arm.public_membership ? is_member(world.status[h]) : R{0.0};
    return worth_of_position(p, structure, h, i, month.means.stake_factor[i], now, world) - month.stakes.position(h, i) +
           month.stakes.membership(h, i) * (membership_after - month.memberships.is_public[h]) -
           month.fulfilment.delivered(h, i) - month.fulfilment.paid(h, i) -
           p.principal.execution_cost[i] * month.fulfilment.harm(h, i) - month.fulfilment.backed_down(h, i);
}

/// 1 where a principal threatens with a tenth of its capacity or more, on the course or on the accord question that was raised, if it is not
/// the same to it how that is answered.
template <class R>
[[nodiscard]] R has_threatened(Sizes const& sizes, HedgerId h, PrincipalId i, MonthResults<R> const& month)
{
    R largest = 0.0;
    for (ActionId a : sizes.actions()) {
        largest = maximum(largest, month.course.harm(h, i, a));
    }
    R const on_course = month.course.threatens(h, i) * largest;
    R const on_accord = month.bids.threatens(h, i) * month.choice.raised[h] *
                        maximum(month.bids.harm_keep(h, i), month.bids.harm_change(h, i));
    MaskOf<R> const is_valued = month.stakes.change(h, i) != month.stakes.keep(h, i);
    R const harm = maximum(on_course, select(is_valued, on_accord, R{0.0}));
    return select(harm > 0.1 * month.means.threat_capacity(h, i), R{1.0}, R{0.0});
}

/// What a principal expects to spend: on the course, and on the accord by how likely the question is raised and how it is answered.
template <class R, class P>
[[nodiscard]] R expected_outlay(Parameters<P> const& p, HedgerId h, PrincipalId i, MonthResults<R> const& month)
{
    R const probability = month.bids.probability[h];
    R const on_accord = month.bids.agenda[h] *
                        (probability * month.bids.offer_change(h, i) + (1.0 - probability) * month.bids.offer_keep(h, i));
    return month.course.outlay(h, i) + delivery_probability(p, i) * on_accord;
}

/// Welfare of the month in G: discount^t [income/12 + delivered - harm], income = 100 ln W^ + yield (F - F0) + h_o oil (rel - 1) in G/year.
template <class R, class P>
void observe_economy(Parameters<P> const& p, Structure const& structure, Arm const& arm, HedgerId h, World<R> const& now,
                     World<R> const& world, MonthResults<R> const& month, Observation<R>& seen)
{
    Sizes const& sizes = structure.sizes;
    R threats = 0.0;
    R executed = 0.0;
    R delivered = 0.0;
    R harm = 0.0;
    R provoked = 0.0;
    for (PrincipalId i : sizes.principals()) {
        delivered += month.fulfilment.delivered(h, i) + month.fulfilment.paid(h, i);
        harm += month.fulfilment.harm(h, i);
        threats += has_threatened(sizes, h, i, month);
        provoked += month.fulfilment.provoked(h, i);
        executed += month.fulfilment.executed(h, i);
        seen.pressure(h, i) = world.pressure(h, i);
        seen.bids(h, i) = expected_outlay(p, h, i, month);
        seen.delivered(h, i) = month.fulfilment.delivered(h, i) + month.fulfilment.paid(h, i);
        seen.principal_gain(h, i) = principal_gain(p, structure, arm, h, i, now, world, month);
        seen.believed_resolve(h, i) = believed_resolve(structure.learning_rule, p, world, h, i);
        seen.believed_delivery(h, i) = believed_delivery(structure.learning_rule, p, world, h, i);
    }
    R const invested = p.links.fdi_yield[h] * (world.fdi_stock[h] - p.links.fdi_stock[h]);
    R const from_oil = p.budget.oil_retained[h] * oil_exports_at_rest(p.trade, h) * (month.exchange.oil_exports[h] - 1.0);
    R const income = month.exchange.trade_gain[h] + invested + from_oil;
    seen.income[h] = income;
    seen.trade_gain[h] = month.exchange.trade_gain[h];
    seen.fdi_stock[h] = world.fdi_stock[h];
    seen.firms[h] = world.firms[h];
    seen.coercion[h] = harm;
    seen.threats[h] = threats;
    seen.provoked[h] = provoked;
    seen.executed[h] = executed;
    seen.welfare[h] = now.discount * (income / 12.0 + delivered - harm);
}

/// Receipts, balance, fund and weight of money; exports and imports by market.
template <class R, class P>
void observe_trade(Parameters<P> const& p, Sizes const& sizes, HedgerId h, World<R> const& world,
                   MonthResults<R> const& month, Observation<R>& seen)
{
    Exchange<R> const& exchange = month.exchange;
    seen.receipts[h] = p.budget.other_revenue[h] + oil_revenue_at_rest(p, h) * world.receipts[h];
    seen.budget_balance[h] = p.budget.balance[h] + balance_change(p, h, world);
    seen.fund[h] = world.fund[h];
    seen.money_weight[h] = month.means.money_weight[h];
    seen.bypass[h] = world.bypass[h];
    seen.export_ratio[h] = exchange.exports[h] / exchange.imports[h];
    R const turnover = exchange.exports[h] + exchange.imports[h];
    for (MarketId m : sizes.markets()) {
        seen.exports(h, m) = exchange.exports[h] * exchange.export_share(h, m);
        seen.imports(h, m) = exchange.imports[h] * exchange.import_share(h, m);
        seen.turnover_share(h, m) = (seen.exports(h, m) + seen.imports(h, m)) / turnover;
    }
}

} // namespace detail

/// Step 12 of the month.
template <class R, class P>
void observe(Parameters<P> const& p, Structure const& structure, Arm const& arm, World<R> const& now, World<R> const& world,
             MonthResults<R> const& month, Observation<R>& seen)
{
    Sizes const& sizes = structure.sizes;
    R members = 0.0;
    R expected = 0.0;
    R withdrawn = 0.0;
    for (CandidateId n : sizes.candidates()) {
        seen.candidate_member[n] = world.member[n];
        seen.candidate_hazard[n] = month.accessions.peer_hazard[n];
        members += world.member[n];
        expected += month.accessions.peer_hazard[n];
        withdrawn += select(world.peer_status[n] >= peer_status::frozen, R{1.0}, R{0.0});
    }
    for (HedgerId h : sizes.hedgers()) {
        detail::observe_alignment(p, structure, h, world, seen);
        detail::observe_links(p, sizes, h, world, seen);
        detail::observe_economy(p, structure, arm, h, now, world, month, seen);
        detail::observe_trade(p, sizes, h, world, month, seen);
        seen.status[h] = world.status[h];
        seen.has_joined[h] = world.has_joined[h];
        seen.has_frozen[h] = world.has_frozen[h];
        seen.accession_probability[h] =
            select(now.status[h] == accord_status::none, month.bids.agenda[h] * month.bids.probability[h], R{0.0});
        seen.home_legitimacy[h] = home_opinion(p.opinion, sizes, h, world.opinion);
        seen.game_residual[h] = month.course.residual[h];
        seen.accord_residual[h] = month.bids.residual[h];
        seen.second_start_difference[h] = month.course.second_start[h];
        seen.clipped_share[h] = month.exchange.clipped[h];
        members += select(membership(world.status[h]) > 0.0, R{arm.public_membership ? 1.0 : 0.0}, R{0.0});
    }
    seen.members() = members;
    seen.peer_joins() = world.peer_joins;
    seen.expected_joins() = expected;
    seen.peers_withdrawn() = withdrawn;
    for (PrincipalId i : sizes.principals()) {
        seen.promised_others[i] = month.accessions.promised_others[i];
    }
    seen.momentum() = world.momentum;
    seen.legitimacy() = world.legitimacy;
    seen.leader_credit() = world.credit;
    seen.conflict_intensity() = month.readings.conflict_intensity;
    seen.tension() = month.readings.tension;
    seen.oil_price() = p.shocks.oil_mean() * exponential(world.climate.oil);
}

} // namespace steppe
