/// Several hedgers court one purse (docs/model.md 6.1, 6.4, 6.5).

#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <string>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

constexpr HedgerId home{0};
constexpr HedgerId twin{1};
constexpr PrincipalId beta{1};

/// Two hedgers that are alike; BETA wants both and keeps its word, but has little.
SmallWorld twins(double budget)
{
    SmallWorld world{{"HOME", "TWIN"}, {"ALPHA", "BETA"}, {"ALPHA", "BETA", "REST"}};
    world.set("principal.BETA.stake", 25.0).set("principal.BETA.budget", budget).set("principal.BETA.delivery", 1.0);
    world.set("principal.BETA.perceived_delivery", 0.9).set("principal.BETA.threat_rate", 1e-6);
    world.set("principal.BETA.legacy_value", 0.9).set("game.purse_years", 1.0).set("game.principal_precision", 0.0);
    for (std::string const hedger : {"HOME", "TWIN"}) {
        world.set("hedger." + hedger + ".precision", 20.0).set("hedger." + hedger + ".move", 0.05);
    }
    return world;
}

TEST(SharedPurse, TwoIdenticalHedgersGetHalfEachWhereItBinds)
{
    OpenedPack<double> opened{twins(0.3), "endogenous"};
    opened.advance(Draws<double>{41, 0}, 0);
    auto const& made = opened.pack.month;
    double const purse = made.means.purse[beta];
    EXPECT_EQ(purse, 0.3);
    EXPECT_LT(made.course.ration[beta], 1.0) << "the purse does not bind";
    EXPECT_EQ(made.course.outlay(home, beta), made.course.outlay(twin, beta));
    EXPECT_NEAR(made.course.outlay(home, beta), 0.5 * purse, 1e-15);
    for (ActionId a : opened.structure.sizes.actions()) {
        EXPECT_EQ(made.course.offer(home, beta, a), made.course.offer(twin, beta, a));
    }
    // The course leaves nothing for the accord.
    EXPECT_NEAR(made.bids.offer_change(home, beta), 0.0, 1e-15);
    EXPECT_NEAR(made.bids.offer_change(twin, beta), 0.0, 1e-15);
}

TEST(SharedPurse, WhatBothHaveEarnedIsPaidInHalves)
{
    OpenedPack<double> opened{twins(0.3), "without_accords"};
    int both = 0;
    for (int replicate = 0; replicate < 60; ++replicate) {
        enter_arm(opened.structure, opened.arm, opened.pack);
        opened.advance(Draws<double>{43, replicate}, 0);
        auto const& made = opened.pack.month;
        double const total = made.fulfilment.delivered(home, beta) + made.fulfilment.delivered(twin, beta);
        EXPECT_LE(total, made.means.purse[beta] * (1.0 + 1e-15));
        ActionId const wanted = Structure::tilt(PartnerId{1});
        if (made.choice.chosen(home, wanted) == 1.0 && made.choice.chosen(twin, wanted) == 1.0) {
            ++both;
            EXPECT_NEAR(made.fulfilment.delivered(home, beta), 0.5 * made.means.purse[beta], 1e-15);
            EXPECT_NEAR(made.fulfilment.delivered(twin, beta), 0.5 * made.means.purse[beta], 1e-15);
            EXPECT_NEAR(opened.pack.now.purse[beta], 0.0, 1e-15);
        }
    }
    EXPECT_GT(both, 30);
}

TEST(SharedPurse, AnAmplePurseRationsNobody)
{
    OpenedPack<double> opened{twins(10.0), "endogenous"};
    opened.advance(Draws<double>{47, 0}, 0);
    auto const& made = opened.pack.month;
    EXPECT_EQ(made.course.ration[beta], 1.0);
    EXPECT_EQ(made.bids.offer_change(home, beta), made.bids.offer_change(twin, beta));
    EXPECT_GT(made.bids.offer_change(home, beta), 0.0);
}

} // namespace
} // namespace steppe
