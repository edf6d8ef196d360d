#pragma once
/// Constants that make the opening month a fixed point without shocks (docs/model.md 5), and the opening world itself.
///
///   beta0_jc = logit L0_jc            links rest at their opening strength
///   r0       = Q w0 + eta ln w0       the opening portfolio is the preferred one
///   o0       solves o = Lambda W o + (I - Lambda) a0
///   I0       = d F0                   investment replaces what depreciates

#include "model/accord/candidates.hpp"
#include "model/economy/link_strength.hpp"
#include "model/economy/open_economy.hpp"
#include "model/hedger/home_portfolio.hpp"
#include "model/opening_values.hpp"
#include "model/opinion/opinion.hpp"
#include "model/opinion/public_opinion.hpp"
#include "model/opinion/settled_opinion.hpp"
#include "model/powers/purse.hpp"
#include "model/world/company.hpp"
#include "model/world/shocks.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

namespace steppe {

/// Steps to the resting point of opinions with bounded confidence, which has no closed form; susceptibility at most 0.99 leaves
/// 0.99^2000 = 2e-9 of the start.
inline constexpr int bounded_confidence_steps = 2000;

/// Scales each row of the last index to sum to 1; a row of zeros becomes `otherwise` everywhere.
template <class Tab>
void scale_rows(Tab& table, int row_length, double otherwise)
{
    using R = typename Tab::value_type;
    auto const flat = table.flat();
    auto const length = static_cast<std::size_t>(row_length);
    for (std::size_t begin = 0; begin + length <= flat.size() && length > 0; begin += length) {
        R total = 0.0;
        for (R const& entry : flat.subspan(begin, length)) {
            total += entry;
        }
        for (R& entry : flat.subspan(begin, length)) {
            entry = select(total > 0.0, entry / total, R{otherwise});
        }
    }
}

template <class Tab>
void scale_evenly(Tab& table, int row_length)
{
    scale_rows(table, row_length, 1.0 / static_cast<double>(row_length));
}

/// Scales every family that is a division of a whole.
template <class P>
void scale_shares(Parameters<P>& p, Sizes const& sizes)
{
    scale_evenly(p.hedger.alignment, sizes.of(IndexSet::partner));
    scale_evenly(p.trade.export_share, sizes.of(IndexSet::market));
    scale_evenly(p.trade.import_share, sizes.of(IndexSet::market));
    scale_rows(p.accord.sponsorship, sizes.of(IndexSet::partner), 0.0); // an accord may have no sponsor among the partners
    scale_evenly(p.links.weight, sizes.of(IndexSet::channel));
    scale_evenly(p.opinion.group_share, sizes.of(IndexSet::group));
    scale_evenly(p.opinion.influence, sizes.of(IndexSet::group));
}

namespace detail {

/// One lane of a table over (hedger, Id), for one hedger.
template <class P, class IdType>
[[nodiscard]] std::vector<double> row_of(Table<P, HedgerId, IdType> const& table, HedgerId h, IdRange<IdType> ids, int lane)
{
    std::vector<double> row;
    for (IdType id : ids) {
        row.push_back(LaneTraits<P>::get(table(h, id), lane));
    }
    return row;
}

/// The portfolio that the pull is calibrated to: what the scenario says, or its opening alignment; it sums to 1.
template <class P>
[[nodiscard]] std::vector<double> home_shares(Parameters<P> const& p, Structure const& structure, HedgerId h, int lane)
{
    std::vector<double> shares = row_of(p.hedger.home, h, structure.sizes.partners(), lane);
    double total = std::accumulate(shares.begin(), shares.end(), 0.0);
    if (total <= 0.0) {
        shares = row_of(structure.home.alignment, h, structure.sizes.partners(), 0);
        total = std::accumulate(shares.begin(), shares.end(), 0.0);
    }
    double const even = 1.0 / static_cast<double>(shares.size());
    for (double& share : shares) {
        share = total > 0.0 ? share / total : even;
    }
    return shares;
}

/// r0 of a hedger: with reference parameters its home portfolio is the preferred one.
template <class P>
void set_pull(Parameters<P> const& p, Structure const& structure, HedgerId h, OpeningValues<P>& opening)
{
    Sizes const& sizes = structure.sizes;
    for (int lane = 0; lane < LaneTraits<P>::width; ++lane) {
        std::vector<double> const share = home_shares(p, structure, h, lane);
        std::vector<double> const risk = row_of(p.hedger.volatility, h, sizes.partners(), lane);
        std::vector<double> const asymmetry = row_of(p.hedger.asymmetry, h, sizes.partners(), lane);
        std::vector<double> log_share(share.size());
        std::transform(share.begin(), share.end(), log_share.begin(), [](double w) { return logarithm(w); });
        auto const reference = [&](Table<P, HedgerId> const& given, Table<double, HedgerId> const& otherwise) {
            double const value = LaneTraits<P>::get(given[h], lane);
            return value < 0.0 ? otherwise[h] : value;
        };
        std::vector<double> pull(share.size());
        pull_of_portfolio({.share = share,
                           .risk = risk,
                           .asymmetry = asymmetry,
                           .risk_aversion = reference(p.hedger.reference_risk_aversion, structure.home.risk_aversion),
                           .common_risk = LaneTraits<P>::get(p.hedger.common_risk[h], lane),
                           .autonomy_cost = reference(p.hedger.reference_autonomy_cost, structure.home.autonomy_cost),
                           .diversification = reference(p.hedger.reference_diversification, structure.home.diversification)},
                          log_share, pull);
        for (PartnerId j : sizes.partners()) {
            LaneTraits<P>::set(opening.base_return(h, j), lane, pull[static_cast<std::size_t>(j.value)]);
        }
    }
}

/// The resting point of opinions that hear all others.
template <class P>
void solve_opinion(OpinionParameters<P> const& p, Sizes const& sizes, HedgerId h, Table<P, HedgerId, GroupId> const& stance,
                   Table<P, HedgerId, GroupId>& opinion)
{
    for (int lane = 0; lane < LaneTraits<P>::width; ++lane) {
        std::vector<double> influence;
        for (GroupId g : sizes.groups()) {
            for (GroupId other : sizes.groups()) {
                influence.push_back(LaneTraits<P>::get(p.influence(g, other), lane));
            }
        }
        std::vector<double> rest(static_cast<std::size_t>(sizes.of(IndexSet::group)));
        solve_resting_opinion(influence, row_of(p.group_susceptibility, h, sizes.groups(), lane),
                              row_of(stance, h, sizes.groups(), lane), rest);
        for (GroupId g : sizes.groups()) {
            LaneTraits<P>::set(opinion(h, g), lane, rest[static_cast<std::size_t>(g.value)]);
        }
    }
}

/// Opinions at the opening, where they rest while the hedger is no member.
template <class P>
void rest_opinion(OpinionParameters<P> const& p, Structure const& structure, HedgerId h, P const& conflict_intensity,
                  Table<P, HedgerId, GroupId>& opinion)
{
    for (GroupId g : structure.sizes.groups()) {
        opinion(h, g) = settled_stance(p, h, g, conflict_intensity, P{0.0});
    }
    if (structure.opinion_rule == OpinionRule::friedkin_johnsen) {
        solve_opinion(p, structure.sizes, h, Table<P, HedgerId, GroupId>{opinion}, opinion);
    } else {
        settle_opinion(p, structure.sizes, h, conflict_intensity, P{0.0}, bounded_confidence_steps, opinion,
                       structure.opinion_rule);
    }
}

template <class P>
void open_beliefs(Parameters<P> const& p, Structure const& structure, HedgerId h, World<P>& world)
{
    for (PrincipalId i : structure.sizes.principals()) {
        P const evidence = p.learning.opening_evidence();
        // Attractions start even: the opening belief enters by itself.
        P const counted = structure.learning_rule == LearningRule::experience_weighted ? P{0.0} : evidence;
        world.resolve_experience(h, i) = evidence;
        world.delivery_experience(h, i) = evidence;
        world.resolve_seen(h, i) = p.principal.perceived_resolve[i] * counted;
        world.resolve_unseen(h, i) = (1.0 - p.principal.perceived_resolve[i]) * counted;
        world.delivery_seen(h, i) = p.principal.perceived_delivery[i] * counted;
        world.delivery_unseen(h, i) = (1.0 - p.principal.perceived_delivery[i]) * counted;
        world.pressure(h, i) = 0.0;
        world.promise(h, i) = 0.0;
        world.reservation(h, i) = world.shadow_reservation(h, i) = 0.5;
        world.posture(h, i) = world.shadow_posture(h, i) = world.accord_posture(h, i) = p.principal.threat_rate[i];
    }
}

template <class P>
void open_hedger(Parameters<P> const& p, Structure const& structure, HedgerId h, OpeningValues<P>& opening)
{
    Sizes const& sizes = structure.sizes;
    World<P>& world = opening.world;
    for (PartnerId j : sizes.partners()) {
        world.alignment(h, j) = p.hedger.alignment(h, j);
        world.preferred(h, j) = p.hedger.alignment(h, j);
        world.alignment_reference(h, j) = p.hedger.alignment(h, j);
        world.pull_walk(h, j) = 0.0;
        opening.log_alignment(h, j) = logarithm(p.hedger.alignment(h, j));
        for (ChannelId c : sizes.channels()) {
            world.link(h, j, c) = p.links.link(h, j, c);
            opening.link_base(h, j, c) = logit(p.links.link(h, j, c));
        }
        opening.link_mean(h, j) = mean_link(p.links, sizes, world.link, h, j);
    }
    for (PartnerId j : sizes.partners()) {
        opening.company(h, j) = company(structure, world.relation, world.alignment, h, j);
    }
    set_pull(p, structure, h, opening);
    open_beliefs(p, structure, h, world);
    world.membership_reference[h] = 0.0;
    world.second_start[h] = 0.0;
    world.status[h] = accord_status::none;
    world.has_joined[h] = 0.0;
    world.has_frozen[h] = 0.0;
    world.fdi_stock[h] = p.links.fdi_stock[h];
    world.deals_pending[h] = 0.0;
    world.firms[h] = p.links.firms[h];
}

} // namespace detail

/// Fills the opening values, and the opening world that all arms share. `p` must hold scaled shares.
template <class P>
void open_world(Parameters<P> const& p, Structure const& structure, OpeningValues<P>& opening)
{
    Sizes const& sizes = structure.sizes;
    World<P>& world = opening.world;
    world.climate = opening_climate(p, structure);
    Readings<P> const readings = read_climate<P>(p, structure, 0, world.climate);
    opening.oil = world.climate.oil;
    opening.minerals = world.climate.minerals;
    if (structure.reference.empty()) {
        opening.reference = p;
        opening.reference.incentive.turn_on_all();
    } else {
        opening.reference.assign(structure.reference);
    }
    world.momentum = p.accord.momentum();
    world.legitimacy = p.accord.legitimacy();
    world.credit = p.accord.credit();
    world.discount = 1.0;
    world.peer_joins = 0.0;
    for (PowerId a : sizes.powers()) {
        world.capability[a] = 0.0;
        for (PowerId b : sizes.powers()) {
            world.relation(a, b) = p.relations.relation(a, b);
        }
    }

    for (CandidateId n : sizes.candidates()) {
        P const member = p.candidate.member[n];
        world.member[n] = member;
        world.peer_status[n] = select(member >= 1.0, P{peer_status::inside},
                                      select(member > 0.0, P{peer_status::unfinished}, P{peer_status::outside}));
        world.state_effect[n] = 0.0;
        opening.own_log_odds[n] = own_log_odds(p, n);
    }
    for (PrincipalId i : sizes.principals()) {
        world.purse[i] = p.game.purse_years() * yearly_budget(p, i, readings.war_active, P{1.0});
    }
    for (HedgerId h : sizes.hedgers()) {
        detail::open_hedger(p, structure, h, opening);
        open_economy(p, structure, readings, h, opening);
        detail::rest_opinion(p.opinion, structure, h, readings.conflict_intensity, world.opinion);
        opening.home_opinion[h] = home_opinion(p.opinion, sizes, h, world.opinion);
    }
}

/// Makes the world that all arms share the opening world of one of them. Membership that nobody sees stands from the start; an accession at
/// the opening is an act of the first month (docs/decisions/0023). Announced deals flow in where they are the inducement by themselves, or
/// where they stand for what the sponsors would promise.
template <class R, class P>
void enter_arm(Parameters<P> const& p, Sizes const& sizes, Arm const& arm, World<R>& world)
{
    for (HedgerId h : sizes.hedgers()) {
        P const stands = arm.accedes_at_opening() ? p.game.announced_deals_stand() : P{1.0};
        world.deals_pending[h] = arm.inducement ? stands * realised_deals(p, h) : P{0.0};
        if (arm.member_at_start && !arm.accedes_at_opening()) {
            world.status[h] = accord_status::announced;
        }
    }
}

// Compiled once, in month.cpp.
extern template void scale_shares(Parameters<double>&, Sizes const&);
extern template void scale_shares(Parameters<Lanes<native_width>>&, Sizes const&);
extern template void open_world(Parameters<double> const&, Structure const&, OpeningValues<double>&);
extern template void open_world(Parameters<Lanes<native_width>> const&, Structure const&,
                                OpeningValues<Lanes<native_width>>&);

} // namespace steppe
