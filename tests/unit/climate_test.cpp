/// Shocks and the calendar (docs/model.md 6.7).

#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

constexpr double exact = 1e-12;

/// The run starts in November 2025; elections in months 12, 36, 60; another administration from month 38.
double interest(int month, double switched = 1.0)
{
    SmallWorld world;
    world.set("calendar.election_amplitude", 0.6).set("calendar.election_decay", 8.0);
    world.set("calendar.successor_interest", 0.25).set("incentive.T1", switched);
    world.setting("calendar.election_interval", "24");
    OpenedPack<double> opened{world, "endogenous"};
    return leader_interest(opened.pack.parameters, opened.structure.calendar, month);
}

TEST(LeaderInterest, RisesTowardsAnElectionAndPeaksInItsMonth)
{
    EXPECT_NEAR(interest(4), 1.0 + 0.6 * std::exp(-1.0), exact); // 8 months ahead
    EXPECT_NEAR(interest(12), 1.6, exact);
    EXPECT_NEAR(interest(13), 1.0 + 0.6 * std::exp(-23.0 / 8.0), exact);
    EXPECT_NEAR(interest(36), 1.6, exact);
}

TEST(LeaderInterest, IsScaledDownOnceTheAdministrationHasEnded)
{
    EXPECT_NEAR(interest(37), 1.0 + 0.6 * std::exp(-23.0 / 8.0), exact);
    EXPECT_NEAR(interest(38), 0.25 * (1.0 + 0.6 * std::exp(-22.0 / 8.0)), exact);
    EXPECT_NEAR(interest(60), 0.25 * 1.6, exact);
}

TEST(LeaderInterest, KnowsNoElectionWithoutItsSwitchButKnowsTheSuccessor)
{
    EXPECT_EQ(interest(12, 0.0), 1.0);
    EXPECT_EQ(interest(60, 0.0), 0.25);
}

/// Where a chain with distinct rates goes from each regime on a uniform in each of three parts.
template <class Rates>
void expect_chain(Rates const& rates)
{
    // from 1: [0, 0.1) to 2, [0.1, 0.3) to 3; from 2: [0, 0.15) to 1, [0.15, 0.4) to 3; from 3: [0, 0.05) to 1, [0.05, 0.35) to 2
    struct Row {
        double from, u, to;
    };
    for (Row const& row : {Row{1.0, 0.09, 2.0}, Row{1.0, 0.11, 3.0}, Row{1.0, 0.29, 3.0}, Row{1.0, 0.31, 1.0},
                           Row{2.0, 0.14, 1.0}, Row{2.0, 0.16, 3.0}, Row{2.0, 0.39, 3.0}, Row{2.0, 0.41, 2.0},
                           Row{3.0, 0.04, 1.0}, Row{3.0, 0.06, 2.0}, Row{3.0, 0.34, 2.0}, Row{3.0, 0.36, 3.0}}) {
        EXPECT_EQ(step_regime(row.from, rates, row.u), row.to) << row.from << " at " << row.u;
    }
}

TEST(Regimes, ConflictFollowsItsSixRates)
{
    SmallWorld world;
    world.set("conflict.high_to_reduced", 0.1).set("conflict.high_to_calm", 0.2);
    world.set("conflict.reduced_to_high", 0.15).set("conflict.reduced_to_calm", 0.25);
    world.set("conflict.calm_to_high", 0.05).set("conflict.calm_to_reduced", 0.3);
    expect_chain(conflict_rates(OpenedPack<double>{world, "endogenous"}.pack.parameters.regimes));
}

TEST(Regimes, WarFollowsItsSixRates)
{
    SmallWorld world;
    world.set("war.active_to_armistice", 0.1).set("war.active_to_settled", 0.2);
    world.set("war.armistice_to_active", 0.15).set("war.armistice_to_settled", 0.25);
    world.set("war.settled_to_active", 0.05).set("war.settled_to_armistice", 0.3);
    expect_chain(war_rates(OpenedPack<double>{world, "endogenous"}.pack.parameters.regimes));
}

TEST(Readings, OfTheClimateAreItsDefinitions)
{
    SmallWorld world;
    world.set("conflict.high", 0.9).set("conflict.reduced", 0.5).set("conflict.calm", 0.2).set("tension.scale", 0.4);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    struct Row {
        double regime, intensity, war;
    };
    for (Row const& row : {Row{1.0, 0.9, 1.0}, Row{2.0, 0.5, 0.0}, Row{3.0, 0.2, 0.0}}) {
        now.climate.conflict = row.regime;
        now.climate.war = row.regime;
        now.climate.excitation = 0.3;
        now.climate.minerals = -0.7;
        made.readings = read_climate<double>(p, opened.structure, 38, now.climate);
        EXPECT_EQ(made.readings.conflict_intensity, row.intensity);
        EXPECT_EQ(made.readings.war_active, row.war);
        EXPECT_NEAR(made.readings.tension, 1.0 - std::exp(-0.75), exact);
        EXPECT_NEAR(made.readings.minerals_demand, std::exp(-0.7), exact);
        EXPECT_NEAR(made.readings.leader_interest, 0.5 * (1.0 + 0.5 * std::exp(-22.0 / 6.0)), exact); // the defaults
    }
    EXPECT_EQ(tension_reading(p.shocks, 0.0), 0.0);
}

/// The climate a month after one in which nothing is at its mean.
Climate<double> a_month_later(SmallWorld const& world, double route_cut = 0.0, int month = 5, int replicate = 0)
{
    OpenedPack<double> opened{world, "endogenous"};
    Climate<double> const now{
        .oil = 0.4, .minerals = -0.3, .conflict = 2.0, .war = 2.0, .excitation = 0.5, .route_cut = route_cut};
    Climate<double> next;
    draw_climate(opened.pack.parameters, Draws<double>{1, replicate}, month, now, next);
    return next;
}

/// Nothing happens by chance.
SmallWorld still_world()
{
    SmallWorld world;
    world.set("oil.persistence", 0.9).set("oil.volatility", 0.0).set("oil.jump_rate", 0.0);
    world.set("minerals.persistence", 0.8).set("minerals.volatility", 0.0);
    world.set("tension.memory", 0.6).set("tension.excitation", 0.0);
    world.set("conflict.reduced_to_high", 0.0).set("conflict.reduced_to_calm", 0.0);
    world.set("war.armistice_to_active", 0.0).set("war.armistice_to_settled", 0.0);
    world.set("transit.cut_rate", 0.0).set("transit.repair_rate", 0.0);
    return world;
}

TEST(Climate, RelaxesWhereNothingHappensByChance)
{
    Climate<double> const later = a_month_later(still_world());
    EXPECT_NEAR(later.oil, 0.36, exact);
    EXPECT_NEAR(later.minerals, -0.24, exact);
    EXPECT_NEAR(later.excitation, 0.3, exact);
    EXPECT_EQ(later.conflict, 2.0);
    EXPECT_EQ(later.war, 2.0);
}

TEST(Climate, TheOpeningMonthIsObservedAndNotDrawn)
{
    Climate<double> const opening = a_month_later(SmallWorld{}, 1.0, 0);
    EXPECT_EQ(opening.oil, 0.4);
    EXPECT_EQ(opening.minerals, -0.3);
    EXPECT_EQ(opening.excitation, 0.5);
    EXPECT_EQ(opening.route_cut, 1.0);
}

TEST(Climate, OilAddsANormalInnovationAndARareJump)
{
    double const z = normal_quantile(Draws<double>{1, 0}.uniform_pair(5, stream::oil, 0)[0]);
    double const jump = normal_quantile(Draws<double>{1, 0}.uniform_pair(5, stream::oil_jump, 0)[1]);
    SmallWorld world = still_world().set("oil.volatility", 0.1).set("oil.jump_size", 0.3);
    EXPECT_NEAR(a_month_later(world).oil, 0.36 + 0.1 * z, exact);
    EXPECT_NEAR(a_month_later(world.set("oil.jump_rate", 1.0)).oil, 0.36 + 0.1 * z + 0.3 * jump, exact);
}

TEST(Climate, EventsExciteTension)
{
    // The events of the month are Poisson with mean base + excitation = 0.5 + 2.5; each adds 0.3 to 0.6 x 0.5.
    SmallWorld const world = still_world().set("tension.base", 2.5).set("tension.excitation", 0.3);
    for (int replicate = 0; replicate < 20; ++replicate) {
        double const u = Draws<double>{1, replicate}.uniform_pair(5, stream::events, 0)[0];
        double const later = a_month_later(world, 0.0, 5, replicate).excitation;
        EXPECT_NEAR(later, 0.3 + 0.3 * poisson_quantile(u, 3.0), exact);
    }
}

TEST(Climate, TheRouteIsCutWithOneProbabilityAndRepairedWithAnother)
{
    auto const route = [](double before, double cut_rate, double repair_rate) {
        SmallWorld world = still_world().set("transit.cut_rate", cut_rate).set("transit.repair_rate", repair_rate);
        return a_month_later(world, before).route_cut;
    };
    EXPECT_EQ(route(0.0, 1.0, 0.0), 1.0);
    EXPECT_EQ(route(0.0, 0.0, 1.0), 0.0);
    EXPECT_EQ(route(1.0, 0.0, 1.0), 0.0);
    EXPECT_EQ(route(1.0, 1.0, 0.0), 1.0);
}

} // namespace
} // namespace steppe
