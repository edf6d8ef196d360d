#pragma once
/// Constants that make the opening month a fixed point without shocks (docs/model.md 5), and the opening world itself.
///
///   beta0_jc = logit L0_jc            links rest at their opening strength
///   r0       = Q w0 + eta ln w0       the opening portfolio is the preferred one
///   o0       solves o = Lambda W o + (I - Lambda) a0
///   a_s      = ln(-ln(1 - h_s))       the opening hazard of candidate s is its base hazard
///   I0       = d F0                   investment replaces what depreciates

#include "model/arm.hpp"
#include "model/opinion.hpp"
#include "model/portfolio.hpp"
#include "model/relations.hpp"
#include "model/shocks.hpp"
#include "model/standing.hpp"

namespace steppe {

/// Steps of the opinion fixed point at the opening; susceptibility at most 0.99 leaves 0.99^2000 = 2e-9 of the start.
inline constexpr int opening_opinion_steps = 2000;

template <class P>
struct Calibration {
    Table<P, HedgerId, PartnerId> log_alignment, base_return, link_mean, company;
    Table<P, HedgerId, PartnerId, ChannelId> link_base;
    Table<P, HedgerId> home_opinion;
    Table<P, CandidateId> hazard_intercept, neighbours;
    P momentum{}, conflict_intensity{}, tension{}, leader_interest{}, oil{}, minerals{};
    World<P> world;    ///< in which every arm begins
    MonthWork<P> work; ///< workspace

    void resize(Sizes const& sizes)
    {
        for (auto* table : {&log_alignment, &base_return, &link_mean, &company}) {
            table->resize(sizes);
        }
        link_base.resize(sizes);
        home_opinion.resize(sizes);
        hazard_intercept.resize(sizes);
        neighbours.resize(sizes);
        world.resize(sizes);
        work.resize(sizes);
    }
};

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
    scale_evenly(p.links.trade_share, sizes.of(IndexSet::partner));
    scale_rows(p.accord.sponsorship, sizes.of(IndexSet::partner), 0.0); // an accord may have no sponsor among the partners
    scale_evenly(p.links.weight, sizes.of(IndexSet::channel));
    scale_evenly(p.opinion.group_share, sizes.of(IndexSet::group));
    scale_evenly(p.opinion.influence, sizes.of(IndexSet::group));
}

/// Mean strength of a hedger's link with a partner over the channels.
template <class R, class P>
[[nodiscard]] R mean_link(LinkParameters<P> const& p, Sizes const& sizes,
                          Table<R, HedgerId, PartnerId, ChannelId> const& link, HedgerId h, PartnerId j)
{
    R mean = 0.0;
    for (ChannelId c : sizes.channels()) {
        mean += p.weight[c] * link(h, j, c);
    }
    return mean;
}

namespace detail {

template <class P>
void open_hedger(Parameters<P> const& p, Structure const& structure, HedgerId h, Calibration<P>& calibration)
{
    Sizes const& sizes = structure.sizes;
    World<P>& world = calibration.world;
    MonthWork<P>& work = calibration.work;
    for (PartnerId j : sizes.partners()) {
        world.alignment(h, j) = p.hedger.alignment(h, j);
        calibration.log_alignment(h, j) = logarithm(p.hedger.alignment(h, j));
        work.risk(h, j) = p.hedger.volatility(h, j);
        for (ChannelId c : sizes.channels()) {
            world.link(h, j, c) = p.links.link(h, j, c);
            calibration.link_base(h, j, c) = logit(p.links.link(h, j, c));
        }
        calibration.link_mean(h, j) = mean_link(p.links, sizes, world.link, h, j);
    }
    PortfolioUtility<P, P> const utility{p.hedger, sizes, h, work.return_on_alignment, work.risk};
    P const exposure = utility.common_exposure(world.alignment);
    for (PartnerId j : sizes.partners()) {
        calibration.base_return(h, j) = utility.marginal_cost(world.alignment, exposure, j) +
                                        p.hedger.diversification[h] * calibration.log_alignment(h, j);
        world.preferred(h, j) = world.alignment(h, j);
        calibration.company(h, j) = company(structure, world.relation, world.alignment, h, j);
    }
    for (PrincipalId i : sizes.principals()) {
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
        world.reservation(h, i) = 0.5;
        for (ModeId s : sizes.modes()) {
            world.mode_probability(h, i, s) = 0.25;
        }
    }
    world.status[h] = accord_status::none;
    world.has_joined[h] = 0.0;
    world.has_frozen[h] = 0.0;
    world.fdi_stock[h] = p.links.fdi_stock[h];
    world.deals_pending[h] = 0.0;
    world.firms[h] = p.links.firms[h];
}

/// An accession just before the first month (docs/decisions/0009): announced membership and, where it is public, its move of
/// alignment and its credit.
template <class R, class P>
void open_membership(Parameters<P> const& p, Sizes const& sizes, Arm const& arm, HedgerId h, P const& interest,
                     World<R>& world)
{
    world.status[h] = accord_status::announced;
    if (!arm.public_membership) {
        return;
    }
    P const move = p.hedger.accession_move[h] * p.hedger.move[h];
    P const sponsored = total_sponsorship(p.accord, sizes);
    for (PartnerId j : sizes.partners()) {
        world.alignment(h, j) += move * (p.accord.sponsorship[j] - sponsored * world.alignment(h, j));
    }
    credit_accession(p, interest, p.accord.hedger_standing[h] * novelty_to_the_world(p, sizes, h), world);
}

} // namespace detail

/// Fills the calibration, and the opening world that all arms share. `p` must hold scaled shares.
template <class P>
void open_world(Parameters<P> const& p, Structure const& structure, Calibration<P>& calibration)
{
    Sizes const& sizes = structure.sizes;
    World<P>& world = calibration.world;
    MonthWork<P>& work = calibration.work;
    world.climate = {.oil = logarithm(p.shocks.oil_start() / p.shocks.oil_mean()),
                     .minerals = 0.0,
                     .conflict = p.regimes.conflict_start(),
                     .war = p.regimes.war_start(),
                     .excitation = p.shocks.tension_start(),
                     .route_cut = 0.0};
    calibration.oil = world.climate.oil;
    calibration.minerals = world.climate.minerals;
    read_climate(p, structure, 0, world.climate, work);
    calibration.conflict_intensity = work.conflict_intensity;
    calibration.tension = work.tension;
    calibration.leader_interest = work.leader_interest;
    calibration.momentum = p.accord.momentum();
    world.momentum = p.accord.momentum();
    world.legitimacy = p.accord.legitimacy();
    world.credit = p.accord.credit();
    world.discount = 1.0;
    world.peer_joins = 0.0;
    for (PowerId a : sizes.powers()) {
        for (PowerId b : sizes.powers()) {
            world.relation(a, b) = p.relations.relation(a, b);
        }
    }

    for (CandidateId n : sizes.candidates()) {
        world.member[n] = p.accord.member[n];
        calibration.hazard_intercept[n] = logarithm(-logarithm(1.0 - p.accord.base_hazard[n]));
    }
    for (CandidateId n : sizes.candidates()) {
        calibration.neighbours[n] = joined_neighbours(p.accord, sizes, world.member, n);
    }
    for (HedgerId h : sizes.hedgers()) {
        detail::open_hedger(p, structure, h, calibration);
        settle_opinion(p.opinion, sizes, h, work.conflict_intensity, P{0.0}, opening_opinion_steps, world.opinion,
                       structure.opinion_rule);
        calibration.home_opinion[h] = home_opinion(p.opinion, sizes, h, world.opinion);
    }
}

/// Makes the world that all arms share the opening world of one of them: its memberships and its deals.
template <class R, class P>
void enter_arm(Parameters<P> const& p, Sizes const& sizes, Arm const& arm, Calibration<P> const& calibration,
               World<R>& world)
{
    for (HedgerId h : sizes.hedgers()) {
        world.deals_pending[h] = arm.inducement ? realised_deals(p, h) : P{0.0};
        if (arm.member_at_start) {
            detail::open_membership(p, sizes, arm, h, calibration.leader_interest, world);
        }
    }
}

// Compiled once, in month.cpp.
extern template void scale_shares(Parameters<double>&, Sizes const&);
extern template void scale_shares(Parameters<Lanes<native_width>>&, Sizes const&);
extern template void open_world(Parameters<double> const&, Structure const&, Calibration<double>&);
extern template void open_world(Parameters<Lanes<native_width>> const&, Structure const&, Calibration<Lanes<native_width>>&);

} // namespace steppe
