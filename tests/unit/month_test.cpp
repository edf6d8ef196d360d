#include "support/keep_everything.hpp"
#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace steppe {
namespace {

using testing::KeepEverything;
using testing::OpenedPack;
using testing::run_small;
using testing::SmallWorld;

constexpr HedgerId h{0};

TEST(Month, KeepsSharesOnTheSimplexAndEveryStateWithinItsBounds)
{
    for (char const* arm : {"with_accords", "without_accords", "endogenous", "inducement_only", "quiet_deepening"}) {
        OpenedPack<double> opened{SmallWorld{}.lively(), arm};
        Draws<double> const draws{3, 11};
        for (int month = 0; month < 240; ++month) {
            opened.advance(draws, month);
            World<double> const& world = opened.pack.now;
            double total = 0.0;
            for (PartnerId j : opened.structure.sizes.partners()) {
                EXPECT_GT(world.alignment(h, j), 0.0);
                total += world.alignment(h, j);
                for (ChannelId c : opened.structure.sizes.channels()) {
                    EXPECT_GE(world.link(h, j, c), 0.0);
                    EXPECT_LE(world.link(h, j, c), 1.0);
                }
            }
            EXPECT_NEAR(total, 1.0, 1e-12);
            for (PrincipalId i : opened.structure.sizes.principals()) {
                EXPECT_GE(world.pressure(h, i), 0.0);
                EXPECT_LE(world.pressure(h, i), 1.0);
                EXPECT_GE(world.purse[i], 0.0);
                EXPECT_GE(world.promise(h, i), 0.0);
                for (double const posture : {world.posture(h, i), world.shadow_posture(h, i), world.accord_posture(h, i)}) {
                    EXPECT_GT(posture, 0.0);
                    EXPECT_LT(posture, 1.0);
                }
            }
            EXPECT_GE(world.membership_reference[h], 0.0);
            EXPECT_LE(world.membership_reference[h], 1.0);
            EXPECT_GE(world.momentum, 0.0);
            EXPECT_LE(world.momentum, 1.0);
            EXPECT_GE(world.legitimacy, -1.0);
            EXPECT_LE(world.legitimacy, 1.0);
            EXPECT_GE(world.firms[h], 0.0);
            EXPECT_EQ(world.firms[h], std::floor(world.firms[h]));
            for (GroupId g : opened.structure.sizes.groups()) {
                EXPECT_LE(std::abs(world.opinion(h, g)), 1.0);
            }
        }
    }
}

TEST(Month, CouplingsThatMightGiveLinksTwoRestingPointsAreRefused)
{
    SmallWorld world;
    world.set("channel.TRADE.coupling.ARMS", 3.9);
    EXPECT_NO_THROW(static_cast<void>(world.structure()));
    world.set("channel.TRADE.coupling.TRADE", -0.2);
    EXPECT_THROW(static_cast<void>(world.structure()), InputError);
}

TEST(Month, ExecutionAsAChoiceIsRefusedWhereWhatItGainsIsNotDefined)
{
    SmallWorld world;
    world.set("game.execution_precision", 5.0);
    EXPECT_NO_THROW(static_cast<void>(world.structure()));
    for (std::string const rule : {"ewa", "none"}) {
        SmallWorld other = world;
        other.setting("learning.rule", rule);
        EXPECT_THROW(static_cast<void>(other.structure()), InputError);
        other.set("game.execution_precision", 0.0);
        EXPECT_NO_THROW(static_cast<void>(other.structure()));
    }
}

TEST(Month, OpensAtAFixedPointOfLinksPortfolioAndOpinion)
{
    SmallWorld world = SmallWorld{}.lively();
    // No tilt, no event: what is left is calibration.
    world.set("hedger.HOME.tilt_rate", 0.0).set("oil.start", 80.5).set("oil.mean", 80.5);
    world.set("oil.volatility", 0.0).set("transit.onset", 0.0).set("transit.onset_in_war", 0.0);
    world.set("minerals.volatility", 0.0).set("principal.ALPHA.resolve", 0.0).set("principal.BETA.resolve", 0.0);
    world.set("hedger.HOME.pull_volatility", 0.0).set("hedger.HOME.lasting_share", 0.0);
    world.set("channel.TRADE.firm_response", 0.0).set("hedger.HOME.group_firm_response.CITY", 0.0).set("leak.rate", 0.0);
    OpenedPack<double> opened{world, "without_accords"};
    World<double> const start = opened.pack.now;
    Draws<double> const draws{3, 11};
    for (int month = 0; month < 24; ++month) {
        opened.advance(draws, month);
    }
    for (PartnerId j : opened.structure.sizes.partners()) {
        EXPECT_NEAR(opened.pack.now.alignment(h, j), start.alignment(h, j), 1e-12);
        EXPECT_NEAR(opened.pack.now.alignment_reference(h, j), start.alignment(h, j), 1e-12);
        for (ChannelId c : opened.structure.sizes.channels()) {
            EXPECT_NEAR(opened.pack.now.link(h, j, c), start.link(h, j, c), 1e-12);
        }
    }
    for (GroupId g : opened.structure.sizes.groups()) {
        EXPECT_NEAR(opened.pack.now.opinion(h, g), start.opinion(h, g), 1e-12);
    }
}

/// docs/decisions/0009: half a tilt of 0.1 towards BETA, the only sponsor, from even shares, as an act of the first month.
TEST(Month, AnAccessionAtTheOpeningIsAnActThatMovesAlignmentWhereItIsPublic)
{
    SmallWorld world;
    world.set("partner.BETA.sponsorship", 1.0).set("hedger.HOME.move", 0.1).set("hedger.HOME.tilt_rate", 0.0);
    world.set("hedger.HOME.inertia_rate", 0.0).set("hedger.HOME.operational_rate", 0.0);
    OpenedPack<double> with{world, "with_accords"};
    EXPECT_EQ(with.pack.now.status[h], accord_status::none);
    with.advance(Draws<double>{3, 11}, 0);
    EXPECT_NEAR(with.pack.now.alignment(h, PartnerId{1}), 1.0 / 3.0 + 0.05 * (1.0 - 1.0 / 3.0), 1e-15);
    EXPECT_NEAR(with.pack.now.alignment(h, PartnerId{0}), 0.95 / 3.0, 1e-15);
    EXPECT_EQ(with.pack.now.status[h], accord_status::announced);
    EXPECT_EQ(with.pack.now.has_joined[h], 1.0);
    OpenedPack<double> quiet{world, "quiet_deepening"};
    EXPECT_EQ(quiet.pack.now.status[h], accord_status::announced);
    quiet.advance(Draws<double>{3, 11}, 0);
    EXPECT_EQ(quiet.pack.now.alignment(h, PartnerId{1}), quiet.pack.now.alignment(h, PartnerId{0}));
    EXPECT_EQ(quiet.pack.now.status[h], accord_status::announced);
    EXPECT_LT(quiet.pack.now.momentum, with.pack.now.momentum);
}

TEST(Month, AnAccessionAtTheOpeningIsAnsweredAsAnyAccessionIs)
{
    SmallWorld world = SmallWorld{}.lively();
    world.set("principal.ALPHA.threat_rate", 0.999).set("principal.ALPHA.resolve", 1.0);
    world.set("principal.ALPHA.intrusion_value", -0.9).set("game.principal_precision", 0.0);
    OpenedPack<double> opened{world, "with_accords"};
    opened.advance(Draws<double>{3, 11}, 0);
    auto const& made = opened.pack.month;
    EXPECT_EQ(made.bids.threatens(h, PrincipalId{0}), 1.0);
    EXPECT_EQ(made.fulfilment.executed(h, PrincipalId{0}), 1.0);
    EXPECT_GT(made.bids.offer_change(h, PrincipalId{1}), 0.0);
    EXPECT_NEAR(opened.pack.now.promise(h, PrincipalId{1}), made.bids.offer_change(h, PrincipalId{1}), 1e-12);
    // What is recorded of the month is the act's: it was certain, and what it costs is spent.
    EXPECT_EQ(opened.pack.seen.accession_probability[h], 1.0);
    EXPECT_NEAR(opened.pack.seen.bids(h, PrincipalId{1}),
                made.course.outlay(h, PrincipalId{1}) +
                    opened.pack.parameters.principal.delivery[PrincipalId{1}] * made.bids.offer_change(h, PrincipalId{1}),
                1e-12);
    EXPECT_EQ(opened.pack.now.deals_pending[h], 0.0); // the promise takes the place of the announced deals
}

TEST(Month, AnnouncedDealsMayStandForWhatWouldBePromised)
{
    SmallWorld world = SmallWorld{}.lively();
    world.set("game.announced_deals_stand", 1.0).set("hedger.HOME.realisation", 0.1).set("hedger.HOME.deal_months", 10.0);
    OpenedPack<double> opened{world, "with_accords"};
    opened.advance(Draws<double>{3, 11}, 0);
    EXPECT_EQ(opened.pack.now.promise(h, PrincipalId{1}), 0.0);
    EXPECT_NEAR(opened.pack.now.deals_pending[h], 0.9 * 0.1 * 5.0, 1e-12);
}

TEST(Month, NobodyBidsOnAClosedAccordAndNobodyJoinsIt)
{
    OpenedPack<double> opened{SmallWorld{}.lively(), "without_accords"};
    Draws<double> const draws{3, 11};
    for (int month = 0; month < 120; ++month) {
        opened.advance(draws, month);
        auto const& made = opened.pack.month;
        for (PrincipalId i : opened.structure.sizes.principals()) {
            EXPECT_EQ(made.stakes.membership(h, i), 0.0);
            EXPECT_EQ(made.bids.offer_change(h, i), 0.0);
            EXPECT_EQ(made.bids.offer_keep(h, i), 0.0);
            EXPECT_EQ(made.bids.threatens(h, i), 0.0);
            EXPECT_EQ(made.fulfilment.promised(h, i), 0.0);
        }
        EXPECT_EQ(made.bids.agenda[h], 0.0);
        EXPECT_EQ(made.choice.changes[h], 0.0);
        EXPECT_EQ(opened.pack.now.status[h], accord_status::none);
    }
}

TEST(Month, BothQuestionsAreLivelyInTheLivelyWorld)
{
    double threats = 0.0, accord_threats = 0.0, delivered = 0.0, promised = 0.0, paid = 0.0, joined = 0.0, frozen = 0.0;
    for (int replicate = 0; replicate < 40; ++replicate) {
        OpenedPack<double> opened{SmallWorld{}.lively(), "endogenous"};
        for (int month = 0; month < 60; ++month) {
            opened.advance(Draws<double>{3, replicate}, month);
            auto const& made = opened.pack.month;
            for (PrincipalId i : opened.structure.sizes.principals()) {
                threats += made.course.threatens(h, i);
                accord_threats += made.bids.threatens(h, i) * made.choice.raised[h];
                delivered += made.fulfilment.delivered(h, i);
                promised += made.fulfilment.promised(h, i);
                paid += made.fulfilment.paid(h, i);
            }
        }
        joined += opened.pack.now.has_joined[h];
        frozen += opened.pack.now.has_frozen[h];
    }
    EXPECT_GT(threats, 100.0);
    EXPECT_GT(accord_threats, 5.0);
    EXPECT_GT(delivered, 5.0);
    EXPECT_GT(promised, 1.0);
    EXPECT_GT(paid, 0.5);
    EXPECT_GT(joined, 10.0);
    EXPECT_GT(frozen, 0.0);
}

TEST(Month, IdenticalArmsDifferByExactlyZero)
{
    Arm const arm = *find_arm("with_accords");
    KeepEverything const kept = run_small(SmallWorld{}.lively(), {arm, arm}, 40);
    EXPECT_EQ(kept.series(0), kept.series(1));
}

TEST(Month, AnInducementWithoutDealsIsNoInducement)
{
    SmallWorld world = SmallWorld{}.lively();
    KeepEverything const with_deals = run_small(world, {*find_arm("inducement_only"), *find_arm("without_accords")}, 20);
    EXPECT_NE(with_deals.series(0), with_deals.series(1));
    world.set("incentive.G1", 0.0);
    KeepEverything const without = run_small(world, {*find_arm("inducement_only"), *find_arm("without_accords")}, 20);
    EXPECT_EQ(without.series(0), without.series(1));
}

TEST(Month, ArmsMeetTheSameShocks)
{
    OpenedPack<double> with{SmallWorld{}.lively(), "with_accords"};
    OpenedPack<double> without{SmallWorld{}.lively(), "without_accords"};
    Draws<double> const draws{3, 11};
    for (int month = 0; month < 60; ++month) {
        with.advance(draws, month);
        without.advance(draws, month);
        EXPECT_EQ(with.pack.now.climate.oil, without.pack.now.climate.oil);
        EXPECT_EQ(with.pack.now.climate.conflict, without.pack.now.climate.conflict);
        EXPECT_EQ(with.pack.now.climate.excitation, without.pack.now.climate.excitation);
        for (MarketId m : with.structure.sizes.markets()) {
            EXPECT_EQ(with.pack.now.export_level(HedgerId{0}, m), without.pack.now.export_level(HedgerId{0}, m));
            EXPECT_EQ(with.pack.now.import_level(HedgerId{0}, m), without.pack.now.import_level(HedgerId{0}, m));
        }
    }
}

TEST(Month, AReplicateThatBecomesNonFiniteFailsAloneAndSaysWhy)
{
    SmallWorld world = SmallWorld{}.lively();
    // An elasticity of -1e6 is outside what the schema allows and makes investment overflow once a cut comes.
    world.set("hedger.HOME.fdi_oil_response", -1e6).set("transit.onset", 0.02).set("transit.onset_in_war", 0.02);
    world.set("hedger.HOME.transit_share", 1.0).set("hedger.HOME.route_share", 1.0).set("hedger.HOME.oil_share", 0.5);
    world.set("oil.start", 80.5).set("oil.mean", 80.5).set("oil.volatility", 0.0);
    KeepEverything const kept = run_small(world, {*find_arm("without_accords")}, 40);
    ASSERT_FALSE(kept.failures().empty());
    ASSERT_LT(kept.failures().size(), 40U);
    EXPECT_EQ(kept.failures()[0].message, "welfare is not finite");
    EXPECT_EQ(std::count(kept.states().begin(), kept.states().end(), JobState::failed),
              static_cast<std::ptrdiff_t>(kept.failures().size()));
    auto const failed = static_cast<std::size_t>(kept.failures()[0].replicate);
    EXPECT_TRUE(std::isnan(kept.series(0)[failed].back()));
    KeepEverything const scalar = run_small(world, {*find_arm("without_accords")}, 40, {.width = LaneWidth::reference});
    EXPECT_TRUE(kept.same_bits(scalar));
}

TEST(Month, StoppingEarlyKeepsWholeBlocksAndFinishesTheRecorder)
{
    EnsemblePlan plan = make_plan(SmallWorld{}.lively().scenario(), {*find_arm("endogenous")});
    plan.replicates = 100000;
    plan.months = 12;
    std::atomic<bool> stop{false};
    KeepEverything kept;
    Recorder* const recorder = &kept;
    RunEnd const end = run_ensemble(
        plan, {&recorder, 1}, {.threads = 2, .progress = [&](std::int64_t, std::int64_t) { stop = true; }, .stop = &stop});
    EXPECT_EQ(end, RunEnd::interrupted);
    EXPECT_TRUE(kept.finished());
    EXPECT_LT(kept.series(0).size(), 100000U);
    EXPECT_EQ(kept.series(0).size() % static_cast<std::size_t>(plan.layout().replicates_per_block()), 0U);
}

} // namespace
} // namespace steppe
