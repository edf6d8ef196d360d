/// Momentum, legitimacy, credit and novelty (docs/model.md 6.6, 7).

#include "support/small_world.hpp"

#include <gtest/gtest.h>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

constexpr HedgerId h{0};
constexpr PartnerId to_alpha{0};
constexpr PartnerId to_beta{1};
constexpr double exact = 1e-12;

/// The standing a month later, from momentum 0.6, legitimacy 0.3 and credit 2 in a conflict of intensity 0.5.
World<double> standing_later(SmallWorld world, double legitimacy = 0.3)
{
    world.set("accord.momentum_decay", 0.05).set("accord.credit_decay", 0.1).set("accord.legitimacy_rate", 0.1);
    world.set("accord.legitimacy_level", 0.2);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.momentum = 0.6;
    now.legitimacy = legitimacy;
    now.credit = 2.0;
    made.readings.conflict_intensity = 0.5;
    update_reputation(p, made.readings, now, next);
    return next;
}

TEST(Standing, MomentumAndCreditDecayAndLegitimacyDriftsToALevelThatConflictLowers)
{
    World<double> const later = standing_later(SmallWorld{}.set("accord.legitimacy_conflict", 0.7));
    EXPECT_NEAR(later.momentum, 0.57, exact);
    EXPECT_NEAR(later.credit, 1.8, exact);
    EXPECT_NEAR(later.legitimacy, 0.255, exact); // level 0.2 - 0.7 x 0.5 = -0.15
}

TEST(Standing, ConflictLeavesLegitimacyAloneWithoutItsSwitch)
{
    World<double> const later = standing_later(SmallWorld{}.set("accord.legitimacy_conflict", 0.7).set("incentive.L1", 0.0));
    EXPECT_NEAR(later.legitimacy, 0.29, exact); // towards 0.2
}

TEST(Standing, LegitimacyIsHeldInItsBounds)
{
    EXPECT_EQ(standing_later(SmallWorld{}.set("accord.legitimacy_conflict", 10.0), -0.9).legitimacy, -1.0);
    EXPECT_EQ(standing_later(SmallWorld{}.set("accord.legitimacy_conflict", -10.0), 0.9).legitimacy, 1.0);
}

/// The standing after accessions worth `joins`, from momentum 0.3, legitimacy 0.1 and credit 0.5.
World<double> credited(SmallWorld world, double joins)
{
    world.set("accord.momentum_gain", 0.2).set("accord.legitimacy_gain", 0.05).set("accord.credit_gain", 0.4);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.momentum = 0.3;
    now.legitimacy = 0.1;
    now.credit = 0.5;
    made.readings.leader_interest = 1.5;
    credit_accession(p, made.readings.leader_interest, joins, now);
    return now;
}

TEST(Standing, AccessionsCountByTheirWorthAndCreditByTheLeadersInterest)
{
    World<double> const standing = credited(SmallWorld{}, 0.5);
    EXPECT_NEAR(standing.momentum, 0.4, exact);
    EXPECT_NEAR(standing.legitimacy, 0.125, exact);
    EXPECT_NEAR(standing.credit, 0.8, exact);
    World<double> const unchanged = credited(SmallWorld{}, 0.0);
    EXPECT_EQ(unchanged.momentum, 0.3);
    EXPECT_EQ(unchanged.legitimacy, 0.1);
    EXPECT_EQ(unchanged.credit, 0.5);
}

TEST(Standing, MomentumAndLegitimacyHaveATopAndCreditHasNone)
{
    World<double> const standing = credited(SmallWorld{}, 100.0);
    EXPECT_EQ(standing.momentum, 1.0);
    EXPECT_EQ(standing.legitimacy, 1.0);
    EXPECT_NEAR(standing.credit, 60.5, exact);
}

TEST(Standing, AnAccessionGivesNoLegitimacyWithoutItsSwitch)
{
    World<double> const standing = credited(SmallWorld{}.set("incentive.L1", 0.0), 0.5);
    EXPECT_EQ(standing.legitimacy, 0.1);
    EXPECT_NEAR(standing.momentum, 0.4, exact);
}

TEST(Novelty, IsTheLeastNovelTieWithASponsor)
{
    auto const novelty = [](double switched, char const* second_sponsor) {
        SmallWorld world;
        world.set("hedger.HOME.prior_ties", 0.8).set("hedger.HOME.tie.ALPHA", 1.0).set("hedger.HOME.tie.BETA", 0.5);
        world.set("incentive.S1", switched).set("partner.BETA.sponsorship", 1.0);
        world.set(std::string{"partner."} + second_sponsor + ".sponsorship", 1.0);
        OpenedPack<double> const opened{world, "endogenous"};
        EXPECT_NEAR(novelty_with(opened.pack.parameters, h, to_alpha), 1.0 - switched * 0.8, exact);
        EXPECT_NEAR(novelty_with(opened.pack.parameters, h, to_beta), 1.0 - switched * 0.4, exact);
        return novelty_to_the_world(opened.pack.parameters, opened.structure.sizes, h);
    };
    EXPECT_NEAR(novelty(1.0, "REST"), 0.6, exact); // ALPHA is tied more closely, but sponsors nothing
    EXPECT_NEAR(novelty(1.0, "ALPHA"), 0.2, exact);
    EXPECT_NEAR(novelty(0.5, "ALPHA"), 0.6, exact);
    EXPECT_EQ(novelty(0.0, "ALPHA"), 1.0);
}

TEST(Novelty, IsFullWhereNoPartnerSponsorsTheAccord)
{
    SmallWorld world;
    world.set("hedger.HOME.prior_ties", 0.8).set("hedger.HOME.tie.ALPHA", 1.0);
    OpenedPack<double> const opened{world, "endogenous"};
    EXPECT_EQ(novelty_to_the_world(opened.pack.parameters, opened.structure.sizes, h), 1.0);
}

TEST(Standing, AnAccessionAtTheOpeningIsCreditedInTheFirstMonthByStandingAndNovelty)
{
    SmallWorld world;
    world.set("hedger.HOME.standing", 0.5).set("hedger.HOME.prior_ties", 0.8).set("hedger.HOME.tie.BETA", 0.5);
    world.set("partner.BETA.sponsorship", 1.0).set("accord.momentum", 0.1).set("accord.momentum_gain", 0.2);
    world.set("accord.momentum_decay", 0.5).set("candidate.NEAR.base_hazard", 1e-9).set("candidate.FAR.base_hazard", 1e-9);
    auto const momentum = [&](char const* arm) {
        OpenedPack<double> opened{world, arm};
        EXPECT_EQ(opened.pack.now.momentum, 0.1);
        opened.advance(Draws<double>{1, 0}, 0);
        return opened.pack.now.momentum;
    };
    // half of 0.1, and 0.5 x (1 - 0.8 x 0.5) x 0.2 more where it is public
    EXPECT_NEAR(momentum("with_accords"), 0.11, exact);
    EXPECT_NEAR(momentum("quiet_deepening"), 0.05, exact);
}

/// Standing after NEAR, of standing .5 and novelty .8, did something; from momentum .3 and legitimacy .1.
World<double> after_peer(void (*does)(Accessions<double>&))
{
    SmallWorld world;
    world.set("accord.momentum_gain", 0.2).set("accord.legitimacy_gain", 0.05).set("cascade.deepening_worth", 0.3);
    world.set("candidate.NEAR.standing", 0.5).set("candidate.NEAR.novelty", 0.8);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    next.momentum = 0.3;
    next.legitimacy = 0.1;
    does(made.accessions);
    credit_accessions(p, opened.structure.sizes, made.readings, made.outlook, made.accessions, next);
    return next;
}

TEST(Standing, ADeepeningCountsInPartAndAWithdrawalTakesWhatAnAccessionBrought)
{
    World<double> const joined = after_peer([](Accessions<double>& a) { a.peer_joined[CandidateId{0}] = 1.0; });
    EXPECT_NEAR(joined.momentum, 0.38, exact);   // + .2 x .5 x .8
    EXPECT_NEAR(joined.legitimacy, 0.12, exact); // + .05 x .4
    World<double> const deepened = after_peer([](Accessions<double>& a) { a.peer_deepened[CandidateId{0}] = 1.0; });
    EXPECT_NEAR(deepened.momentum, 0.324, exact); // .3 of it
    World<double> const lost = after_peer([](Accessions<double>& a) { a.peer_lost[CandidateId{0}] = 0.5; });
    EXPECT_NEAR(lost.momentum, 0.26, exact); // an unfinished membership of one half
    EXPECT_NEAR(lost.legitimacy, 0.09, exact);
}

TEST(Standing, NeighboursCountByWeightAndMembership)
{
    SmallWorld world;
    world.set("candidate.NEAR.neighbour.FAR", 0.5).set("candidate.NEAR.neighbour.NEAR", 0.25);
    world.set("candidate.NEAR.member", 0.4).set("candidate.FAR.member", 0.8);
    OpenedPack<double> const opened{world, "endogenous"};
    auto const joined = [&](CandidateId candidate) {
        return joined_neighbours(opened.pack.parameters.candidate, opened.structure.sizes, opened.pack.now.member,
                                 opened.pack.month.memberships, candidate);
    };
    EXPECT_NEAR(joined(CandidateId{0}), 0.5, exact); // 0.5 x 0.8 + 0.25 x 0.4
    EXPECT_EQ(joined(CandidateId{1}), 0.0);
}

} // namespace
} // namespace steppe
