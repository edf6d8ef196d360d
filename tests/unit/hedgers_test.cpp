/// Worlds with more than one hedger.

#include "support/keep_everything.hpp"
#include "support/small_world.hpp"

#include <gtest/gtest.h>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

SmallWorld two_hedgers()
{
    SmallWorld world{{"HOME", "AWAY"}, {"ALPHA", "BETA"}, {"ALPHA", "BETA", "REST"}};
    world.lively();
    return world;
}

TEST(Hedgers, EachHasAStateOfItsOwnAndMeetsItsOwnChance)
{
    OpenedPack<double> opened{two_hedgers(), "endogenous"};
    Draws<double> const draws{3, 11};
    for (int month = 0; month < 60; ++month) {
        opened.advance(draws, month);
    }
    EXPECT_NE(opened.pack.now.alignment(HedgerId{0}, PartnerId{0}), opened.pack.now.alignment(HedgerId{1}, PartnerId{0}));
}

TEST(Hedgers, APrincipalRationsOffersThatExceedItsBudgetInAll)
{
    SmallWorld world{{"HOME", "AWAY"}, {"ALPHA", "BETA"}, {"ALPHA", "BETA", "REST"}};
    // ALPHA would pay far more than it has for either hedger's tilt.
    world.set("principal.ALPHA.stake", 5.0).set("principal.ALPHA.budget", 0.2);
    for (char const* hedger : {"HOME", "AWAY"}) {
        world.set(std::string{"hedger."} + hedger + ".precision", 8.0);
        world.set(std::string{"hedger."} + hedger + ".hold_rate", 0.01);
        world.set(std::string{"hedger."} + hedger + ".alignment.ALPHA", 0.9);
    }
    world.set("game.principal_precision", 20.0);
    OpenedPack<double> opened{world, "without_accords"};
    opened.advance(Draws<double>{1, 0}, 0);
    PrincipalId const alpha{0};
    double const outlay =
        opened.pack.work.expected_outlay(HedgerId{0}, alpha) + opened.pack.work.expected_outlay(HedgerId{1}, alpha);
    EXPECT_LT(opened.pack.work.ration[alpha], 1.0);
    EXPECT_NEAR(outlay, 0.2, 1e-12);
}

TEST(Hedgers, AccessionOfOneRaisesTheMomentumThatTheOtherMeets)
{
    OpenedPack<double> opened{two_hedgers(), "endogenous"};
    double const before = opened.pack.now.momentum;
    opened.pack.work.chosen.fill(0.0);
    credit_accession(opened.pack.parameters, opened.pack.work, 0.5, opened.pack.now);
    EXPECT_GT(opened.pack.now.momentum, before);
    perceive(opened.pack.parameters, opened.structure, opened.pack.opening, opened.arm, opened.pack.now, opened.pack.work);
    double const value_after = opened.pack.work.value(HedgerId{1}, PrincipalId{1}, opened.structure.accede());
    opened.pack.now.momentum = before;
    perceive(opened.pack.parameters, opened.structure, opened.pack.opening, opened.arm, opened.pack.now, opened.pack.work);
    EXPECT_LT(value_after, opened.pack.work.value(HedgerId{1}, PrincipalId{1}, opened.structure.accede()));
}

} // namespace
} // namespace steppe
