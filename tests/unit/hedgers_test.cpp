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
    double const outlay = opened.pack.month.menus.expected_outlay(HedgerId{0}, alpha) +
                          opened.pack.month.menus.expected_outlay(HedgerId{1}, alpha);
    EXPECT_LT(opened.pack.month.menus.ration[alpha], 1.0);
    EXPECT_NEAR(outlay, 0.2, 1e-12);
}

/// HOME is certain to accede in the first month, AWAY cannot: in the second month an accession of AWAY is worth less to the principal
/// that values momentum, and AWAY's own value of momentum differs from a world in which HOME stayed out.
TEST(Hedgers, AccessionOfOneRaisesTheMomentumThatTheOtherMeets)
{
    auto const value_to_beta_after_a_month = [](double home_accedes) {
        SmallWorld world = two_hedgers();
        for (char const* hedger : {"HOME", "AWAY"}) {
            world.set(std::string{"hedger."} + hedger + ".precision", 0.0);
            world.set(std::string{"hedger."} + hedger + ".tilt_rate", 0.0);
            world.set(std::string{"hedger."} + hedger + ".accession_rate", 0.0);
        }
        world.set("hedger.HOME.hold_rate", 1.0 - home_accedes).set("hedger.HOME.accession_rate", home_accedes);
        OpenedPack<double> opened{world, "endogenous"};
        Draws<double> const draws{3, 11};
        opened.advance(draws, 0);
        EXPECT_EQ(opened.pack.now.status[HedgerId{0}], home_accedes);
        EXPECT_EQ(opened.pack.now.status[HedgerId{1}], 0.0);
        opened.advance(draws, 1);
        return opened.pack.month.stakes.value(HedgerId{1}, PrincipalId{1}, opened.structure.accede());
    };
    double const alone = value_to_beta_after_a_month(0.0);
    double const after_home = value_to_beta_after_a_month(1.0);
    // BETA's momentum value is .3, and HOME's accession adds momentum_gain x standing x novelty, less a month of decay.
    EXPECT_LT(after_home, alone - 1e-3);
}

} // namespace
} // namespace steppe
