/// Economies of powers against the hedgers', and what depends on them (docs/model.md 6.7, 6.1).

#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

constexpr double exact = 1e-12;
constexpr PrincipalId beta{1};

/// Log capability of BETA a month after one in which it was 0.1, while the log price of oil rose by 0.3.
double grown(SmallWorld const& world, int month = 6)
{
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    PowerId const power = opened.structure.power_of_principal[beta];
    now.capability[power] = 0.1;
    now.climate.oil = 0.2;
    next.climate.oil = 0.5;
    draw_capability(p, opened.structure, Draws<double>{1, 0}, month, now, next);
    return next.capability[power];
}

TEST(Capability, GrowsByOilAndTrendOverTheHedgers)
{
    SmallWorld world;
    world.set("power.BETA.gdp_on_oil", 0.58).set("capability.base_on_oil", 0.38);
    EXPECT_NEAR(grown(world), 0.1 + 0.2 * 0.3, exact);
    world.set("power.BETA.gdp_trend", 0.06).set("capability.base_trend", 0.03).set("capability.trend_kept", 0.81);
    EXPECT_NEAR(grown(world), 0.16 + 0.03 / 12.0 * 0.9, exact); // half a year: the root of .81 is left
    EXPECT_EQ(grown(world, 0), 0.1);                            // observed, not drawn
}

TEST(Capability, ShocksOfTheHedgersAreThoseOfAllPowers)
{
    SmallWorld world;
    EXPECT_EQ(grown(world), 0.1);
    double const own =
        normal_quantile(Draws<double>{1, 0}.uniform(6, stream::capability, world.structure().power_identity[PowerId{1}]));
    double const base = normal_quantile(Draws<double>{1, 0}.uniform(6, stream::capability_base, 0));
    world.set("power.BETA.gdp_volatility", 0.2).set("capability.base_volatility", 0.1);
    EXPECT_NEAR(grown(world), 0.1 + (0.2 * own - 0.1 * base) / std::sqrt(12.0), exact);
}

/// Means of BETA where the log of its capability is `growth`.
Means<double> means_at(double growth, double elasticity)
{
    SmallWorld world;
    world.set("principal.BETA.budget", 0.6).set("principal.BETA.threat_capacity", 0.8).set("game.purse_years", 2.0);
    world.set("capability.stakes", elasticity).set("capability.budgets", elasticity).set("capability.threats", elasticity);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.capability[opened.structure.power_of_principal[beta]] = growth;
    now.purse[beta] = 0.1;
    made.readings = read_climate<double>(p, opened.structure, 1, now.climate);
    perceive_means(p, opened.structure, made.readings, now, made.means);
    return made.means;
}

TEST(Capability, ScalesStakesBudgetsAndThreats)
{
    Means<double> const means = means_at(std::log(1.44), 0.5);
    EXPECT_NEAR(means.growth[PowerId{1}], std::log(1.44), exact);
    EXPECT_NEAR(means.stake_factor[beta], 1.2, exact);
    EXPECT_NEAR(means.purse[beta], 0.1 + 0.6 * 1.2 / 12.0, exact);
    EXPECT_NEAR(means.threat_capacity(HedgerId{0}, beta), 0.96, exact);
}

TEST(Capability, IsHeldBetweenHalfAndDouble)
{
    EXPECT_NEAR(means_at(3.0, 1.0).threat_capacity(HedgerId{0}, beta), 1.6, exact);
    EXPECT_NEAR(means_at(-3.0, 1.0).threat_capacity(HedgerId{0}, beta), 0.4, exact);
    EXPECT_NEAR(means_at(3.0, 1.0).growth[PowerId{1}], std::log(2.0), exact);
}

TEST(Capability, IsNothingWhereNothingHangsOnIt)
{
    Means<double> const means = means_at(0.5, 0.0);
    EXPECT_EQ(means.stake_factor[beta], 1.0);
    EXPECT_EQ(means.threat_capacity(HedgerId{0}, beta), 0.8);
    EXPECT_NEAR(means.purse[beta], 0.15, exact);
}

} // namespace
} // namespace steppe
