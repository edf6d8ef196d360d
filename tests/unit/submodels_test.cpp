/// Hand-computed cases of single submodels.

#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

constexpr HedgerId h{0};
constexpr PrincipalId alpha{0};

/// A pack in which HOME has just chosen `action`.
OpenedPack<double> after_choice(SmallWorld const& world, ActionId action)
{
    OpenedPack<double> opened{world, "endogenous"};
    opened.pack.month.choice.chosen.fill(0.0);
    opened.pack.month.choice.chosen(h, action) = 1.0;
    return opened;
}

double next_status(double status, double changes, double operational_rate)
{
    OpenedPack<double> opened{SmallWorld{}.set("hedger.HOME.operational_rate", operational_rate), "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.status[h] = status;
    made.choice.changes[h] = changes;
    update_status(p, opened.structure, Draws<double>{1, 0}, 1, made.choice, now, made.accessions, next);
    return next.status[h];
}

TEST(Status, FollowsItsTable)
{
    using namespace accord_status;
    EXPECT_EQ(next_status(none, 1.0, 1.0), announced);
    EXPECT_EQ(next_status(frozen, 1.0, 1.0), announced);
    EXPECT_EQ(next_status(announced, 1.0, 1.0), frozen);
    EXPECT_EQ(next_status(operational, 1.0, 1.0), frozen);
    EXPECT_EQ(next_status(announced, 0.0, 1.0), operational);
    EXPECT_EQ(next_status(announced, 0.0, 0.0), announced);
    EXPECT_EQ(next_status(operational, 0.0, 0.0), operational);
    EXPECT_EQ(next_status(frozen, 0.0, 1.0), frozen);
    EXPECT_EQ(next_status(none, 0.0, 1.0), none);
}

TEST(Status, MembershipIsHalfWhenAnnouncedAndNothingWhenFrozen)
{
    EXPECT_EQ(membership(accord_status::none), 0.0);
    EXPECT_EQ(membership(accord_status::announced), 0.5);
    EXPECT_EQ(membership(accord_status::operational), 1.0);
    EXPECT_EQ(membership(accord_status::frozen), 0.0);
    EXPECT_EQ(is_member(accord_status::none), 0.0);
    EXPECT_EQ(is_member(accord_status::announced), 1.0);
    EXPECT_EQ(is_member(accord_status::operational), 1.0);
    EXPECT_EQ(is_member(accord_status::frozen), 0.0);
}

TEST(Alignment, ATiltMovesOneShareAndScalesTheOthers)
{
    SmallWorld world;
    world.set("hedger.HOME.move", 0.1).set("hedger.HOME.inertia_rate", 0.0);
    world.set("hedger.HOME.alignment.ALPHA", 0.5)
        .set("hedger.HOME.alignment.BETA", 0.3)
        .set("hedger.HOME.alignment.REST", 0.2);
    OpenedPack<double> opened = after_choice(world, Structure::tilt(PartnerId{1}));
    update_alignment(opened.pack.parameters, opened.structure, opened.pack.month.outlook, opened.pack.month.choice,
                     opened.pack.month.accessions, opened.pack.now, opened.pack.month.workspace, opened.pack.next);
    EXPECT_NEAR(opened.pack.next.alignment(h, PartnerId{0}), 0.45, 1e-15);
    EXPECT_NEAR(opened.pack.next.alignment(h, PartnerId{1}), 0.37, 1e-15);
    EXPECT_NEAR(opened.pack.next.alignment(h, PartnerId{2}), 0.18, 1e-15);
}

TEST(Alignment, AnAccessionMovesHalfAStepTowardsTheSponsors)
{
    SmallWorld world;
    world.set("hedger.HOME.move", 0.1).set("hedger.HOME.inertia_rate", 0.0);
    world.set("hedger.HOME.alignment.ALPHA", 0.5)
        .set("hedger.HOME.alignment.BETA", 0.3)
        .set("hedger.HOME.alignment.REST", 0.2);
    world.set("partner.BETA.sponsorship", 1.0).set("partner.REST.sponsorship", 1.0);
    OpenedPack<double> opened = after_choice(world, Structure::hold());
    opened.pack.month.accessions.acceded[h] = 1.0;
    update_alignment(opened.pack.parameters, opened.structure, opened.pack.month.outlook, opened.pack.month.choice,
                     opened.pack.month.accessions, opened.pack.now, opened.pack.month.workspace, opened.pack.next);
    EXPECT_NEAR(opened.pack.next.alignment(h, PartnerId{0}), 0.5 - 0.05 * 0.5, 1e-15);
    EXPECT_NEAR(opened.pack.next.alignment(h, PartnerId{1}), 0.3 + 0.05 * (0.5 - 0.3), 1e-15);
    EXPECT_NEAR(opened.pack.next.alignment(h, PartnerId{2}), 0.2 + 0.05 * (0.5 - 0.2), 1e-15);
}

TEST(Beliefs, StayUntilTestedAndThenForgetBeforeTheyLearn)
{
    SmallWorld world;
    world.set("learning.forgetting", 0.5).set("learning.opening_evidence", 10.0);
    world.set("principal.ALPHA.perceived_resolve", 0.2).set("principal.ALPHA.perceived_delivery", 0.6);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    EXPECT_NEAR(now.resolve_seen(h, alpha), 2.0, 1e-15);
    update_beliefs(p, opened.structure, made.fulfilment, now, next);
    EXPECT_EQ(next.resolve_seen(h, alpha), now.resolve_seen(h, alpha));
    EXPECT_EQ(next.delivery_unseen(h, alpha), now.delivery_unseen(h, alpha));

    made.fulfilment.provoked(h, alpha) = 1.0;
    made.fulfilment.executed(h, alpha) = 1.0;
    made.fulfilment.earned(h, alpha) = 0.3;
    made.fulfilment.delivered(h, alpha) = 0.0;
    update_beliefs(p, opened.structure, made.fulfilment, now, next);
    EXPECT_NEAR(next.resolve_seen(h, alpha), 0.5 * 2.0 + 1.0, 1e-15);
    EXPECT_NEAR(next.resolve_unseen(h, alpha), 0.5 * 8.0, 1e-15);
    EXPECT_NEAR(next.delivery_seen(h, alpha), 0.5 * 6.0, 1e-15);
    EXPECT_NEAR(next.delivery_unseen(h, alpha), 0.5 * 4.0 + 1.0, 1e-15);
}

TEST(Pressure, AnExecutedThreatAddsAShareOfWhatIsLeftAndDecays)
{
    SmallWorld world;
    world.set("pressure.step", 0.5).set("pressure.decay", 0.1);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.pressure(h, alpha) = 0.4;
    made.fulfilment.executed(h, alpha) = 1.0;
    update_pressure(p, opened.structure.sizes, made.fulfilment, now, next);
    EXPECT_NEAR(next.pressure(h, alpha), 0.36 + 0.5 * 0.64, 1e-15);
}

TEST(Standing, AnAccessionAddsMomentumLegitimacyAndCredit)
{
    SmallWorld world;
    world.set("accord.momentum", 0.2).set("accord.momentum_gain", 0.3).set("accord.legitimacy", -0.1);
    world.set("accord.legitimacy_gain", 0.05).set("accord.credit_gain", 0.4).set("accord.credit", 1.0);
    OpenedPack<double> opened{world, "endogenous"};
    credit_accession(opened.pack.parameters, 1.5, 0.5, opened.pack.now);
    EXPECT_NEAR(opened.pack.now.momentum, 0.35, 1e-15);
    EXPECT_NEAR(opened.pack.now.legitimacy, -0.075, 1e-15);
    EXPECT_NEAR(opened.pack.now.credit, 1.3, 1e-15);
}

TEST(Cascade, OpensAtItsBaseHazard)
{
    SmallWorld world = SmallWorld{}.lively();
    world.set("candidate.NEAR.base_hazard", 0.3).set("candidate.FAR.base_hazard", 1e-9);
    int joined = 0;
    constexpr int replicates = 4000;
    for (int replicate = 0; replicate < replicates; ++replicate) {
        OpenedPack<double> opened{world, "without_accords"};
        opened.advance(Draws<double>{1, replicate}, 0);
        joined += opened.pack.now.member[CandidateId{0}] == 1.0 ? 1 : 0;
    }
    EXPECT_NEAR(static_cast<double>(joined) / replicates, 0.3, 4.0 * std::sqrt(0.3 * 0.7 / replicates));
}

TEST(Incentives, MembershipIsWorthTheSumOfItsNamedTerms)
{
    SmallWorld world;
    world.set("partner.BETA.sponsorship", 1.0).set("partner.ALPHA.incumbency", 1.0).set("accord.momentum", 0.25);
    world.set("accord.legitimacy", -0.5).set("hedger.HOME.prior_ties", 0.8).set("hedger.HOME.tie.BETA", 1.0);
    world.set("principal.BETA.momentum_value", 0.2)
        .set("principal.BETA.conflict_value", 0.4)
        .set("principal.BETA.minerals_value", 0.1);
    world.set("principal.BETA.legacy_value", 0.05)
        .set("principal.BETA.rivalry_value", 0.3)
        .set("principal.BETA.intrusion_value", -0.02);
    world.set("principal.BETA.tension_value", 0.5).set("principal.BETA.novelty_share", 1.0).set("tension.start", 0.2);
    world.set("conflict.start", 0.4).set("principal.BETA.office", 1.0);
    auto const value = [](SmallWorld const& of) {
        OpenedPack<double> opened{of, "endogenous"};
        auto& [p, opening, now, next, made, games, seen] = opened.pack;
        made.readings = read_climate<double>(p, opened.structure, 0, now.climate);
        perceive(p, opened.structure, opening, opened.arm, now, made);
        return made.stakes.membership(h, PrincipalId{1});
    };
    double const novelty = 0.2;
    double const tension = 1.0 - std::exp(-1.0);
    double const interest = 1.0 + 0.5 * std::exp(-12.0 / 6.0); // a year before the election
    double const f1 = 0.2 * 0.75;
    double const f2 = 0.1 * novelty;
    double const f3 = 0.4 * 0.4 * 1.5 / 2.0;
    double const f5 = 0.3 / 3.0 - 0.02;
    double const all = f1 + f2 + f3 + 0.05 + f5 + 0.5 * tension;
    EXPECT_NEAR(value(world), interest * all, 1e-14);
    auto const without = [&](char const* incentive) {
        return value(SmallWorld{world}.set(std::string{"incentive."} + incentive, 0.0));
    };
    EXPECT_NEAR(without("F1"), interest * (all - f1), 1e-14);
    EXPECT_NEAR(without("F2"), interest * (all - f2), 1e-14);
    EXPECT_NEAR(without("F3"), interest * (all - f3), 1e-14);
    EXPECT_NEAR(without("F4"), interest * (all - 0.05), 1e-14);
    EXPECT_NEAR(without("F5"), interest * (all - f5), 1e-14);
    EXPECT_NEAR(without("I1"), interest * (all - 0.5 * tension), 1e-14);
    EXPECT_NEAR(without("T1"), all, 1e-14);
    EXPECT_NEAR(without("S1"), interest * (all - f2 + 0.1), 1e-14);
    EXPECT_NEAR(without("G1"), interest * all, 0.0);
}

} // namespace
} // namespace steppe
