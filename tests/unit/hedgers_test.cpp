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

/// HOME is certain to accede in the first month or to stay out, AWAY stays out: what membership of AWAY is worth to a principal that values
/// momentum and escape from the conflict is less by what HOME's accession added to momentum and legitimacy.
TEST(Hedgers, AccessionOfOneRaisesTheMomentumThatTheOtherMeets)
{
    double conflict_intensity = 0.0;
    auto const value_to_beta_after_a_month = [&](double home_accedes) {
        SmallWorld world = two_hedgers();
        world.set("game.raise_rate", 0.0).set("principal.BETA.office", 0.0);
        world.set("candidate.NEAR.base_hazard", 1e-9).set("candidate.FAR.base_hazard", 1e-9);
        for (std::string const hedger : {"hedger.HOME.", "hedger.AWAY."}) {
            world.set(hedger + "agenda_rate", 0.0).set(hedger + "summit_agenda", 0.0);
        }
        world.set("hedger.HOME.agenda_rate", home_accedes).set("hedger.HOME.accession_prior", 0.999999);
        world.set("hedger.HOME.precision", 0.0).set("hedger.HOME.standing", 0.5);
        world.set("accord.momentum_gain", 0.2).set("accord.legitimacy_gain", 0.05);
        OpenedPack<double> opened{world, "endogenous"};
        Draws<double> const draws{3, 11};
        opened.advance(draws, 0);
        EXPECT_EQ(opened.pack.now.status[HedgerId{0}], home_accedes);
        EXPECT_EQ(opened.pack.now.status[HedgerId{1}], 0.0);
        opened.advance(draws, 1);
        conflict_intensity = opened.pack.month.readings.conflict_intensity;
        return opened.pack.month.stakes.own(HedgerId{1}, PrincipalId{1});
    };
    double const alone = value_to_beta_after_a_month(0.0);
    double const after_home = value_to_beta_after_a_month(1.0);
    // BETA values momentum at 0.3 G and escape at 0.2 G; HOME's standing is 0.5: 0.1 of momentum, 0.025 of legitimacy
    EXPECT_NEAR(after_home, alone - 0.3 * 0.1 - 0.2 * conflict_intensity * 0.025 / 2.0, 1e-12);
}

} // namespace
} // namespace steppe
