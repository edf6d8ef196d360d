/// Shocks and the calendar (docs/model.md 6.7).

#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

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
    return leader_interest(opened.pack.parameters, opened.structure, month);
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
    world.set("conflict.level", 0.5).set("conflict.calm", 0.2).set("tension.scale", 0.4);
    world.set("oil.mean", 60.0).set("oil.reference", 80.0);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.climate = {.oil = std::log(2.0), .minerals = -0.7, .conflict = 1.0, .intensity = 0.3, .war = 1.0, .excitation = 0.3};
    now.climate.route_severity = 0.35;
    now.climate.volume = std::log(1.1);
    made.readings = read_climate<double>(p, opened.structure, 38, now.climate);
    EXPECT_NEAR(made.readings.conflict_intensity, 0.5 * std::exp(0.3), exact);
    EXPECT_EQ(made.readings.war_active, 1.0);
    EXPECT_NEAR(made.readings.tension, 1.0 - std::exp(-0.75), exact);
    EXPECT_NEAR(made.readings.minerals_demand, std::exp(-0.7), exact);
    EXPECT_NEAR(made.readings.leader_interest, 0.5 * (1.0 + 0.5 * std::exp(-22.0 / 6.0)), exact); // the defaults
    EXPECT_NEAR(made.readings.oil_ratio, 1.5, exact);                                             // 120 USD over 80
    EXPECT_NEAR(made.readings.export_volume, 1.1, exact);
    EXPECT_EQ(made.readings.route_severity, 0.35);
    now.climate.intensity = 2.0;
    EXPECT_EQ(read_climate<double>(p, opened.structure, 38, now.climate).conflict_intensity, 1.0);
    now.climate.conflict = 2.0;
    now.climate.war = 3.0;
    made.readings = read_climate<double>(p, opened.structure, 38, now.climate);
    EXPECT_EQ(made.readings.conflict_intensity, 0.2);
    EXPECT_EQ(made.readings.war_active, 0.0);
    EXPECT_EQ(tension_reading(p.shocks, 0.0), 0.0);
}

/// The climate a month after one in which nothing is at its mean.
Climate<double> a_month_later(SmallWorld const& world, Climate<double> const& now, int month = 5, int replicate = 0)
{
    OpenedPack<double> opened{world, "endogenous"};
    Climate<double> next;
    draw_climate(opened.pack.parameters, opened.structure, Draws<double>{1, replicate}, month, now, next);
    return next;
}

Climate<double> disturbed()
{
    return {.oil = 0.4,
            .oil_innovation = 0.1,
            .minerals = -0.3,
            .conflict = 1.0,
            .intensity = 0.2,
            .war = 2.0,
            .excitation = 0.5,
            .route_severity = 0.3,
            .volume = 0.1};
}

/// Nothing happens by chance.
SmallWorld still_world()
{
    SmallWorld world;
    world.set("oil.persistence", 0.9).set("oil.moving_average", 0.25).set("oil.volatility", 0.0);
    world.set("minerals.persistence", 0.8).set("minerals.volatility", 0.0);
    world.set("tension.memory", 0.6).set("tension.excitation", 0.0);
    world.set("conflict.persistence", 0.7)
        .set("conflict.volatility", 0.0)
        .set("conflict.onset", 0.0)
        .set("conflict.end", 0.0);
    world.set("war.armistice_to_active", 0.0).set("war.armistice_to_settled", 0.0);
    world.set("transit.onset", 0.0).set("transit.onset_in_war", 0.0).set("transit.end", 0.01);
    return world.set("calendar.summit_rate", 0.0);
}

TEST(Climate, RelaxesWhereNothingHappensByChance)
{
    Climate<double> const later = a_month_later(still_world(), disturbed());
    EXPECT_NEAR(later.oil, 0.36 + 0.025, exact);
    EXPECT_EQ(later.oil_innovation, 0.0);
    EXPECT_NEAR(later.minerals, -0.24, exact);
    EXPECT_NEAR(later.excitation, 0.3, exact);
    EXPECT_EQ(later.conflict, 1.0);
    EXPECT_NEAR(later.intensity, 0.14, exact);
    EXPECT_EQ(later.war, 2.0);
    EXPECT_EQ(later.route_severity, 0.3);
    EXPECT_EQ(later.volume, 0.1);
    EXPECT_EQ(later.summit, 0.0);
}

TEST(Climate, TheOpeningMonthIsObservedAndNotDrawn)
{
    Climate<double> const opening = a_month_later(SmallWorld{}, disturbed(), 0);
    EXPECT_EQ(opening.oil, 0.4);
    EXPECT_EQ(opening.minerals, -0.3);
    EXPECT_EQ(opening.excitation, 0.5);
    EXPECT_EQ(opening.route_severity, 0.3);
}

TEST(Climate, OilAddsAnInnovationOfStudentsWithItsStandardDeviation)
{
    double const z = normal_quantile(Draws<double>{1, 0}.uniform_pair(5, stream::oil, 0)[0]);
    SmallWorld const world = still_world().set("oil.volatility", 0.1).set("oil.degrees", 5.0);
    Climate<double> const later = a_month_later(world, disturbed());
    EXPECT_NEAR(later.oil_innovation, 0.1 * std::sqrt(3.0 / 5.0) * student_quantile(z, 5.0), exact);
    EXPECT_NEAR(later.oil, 0.385 + later.oil_innovation, exact);
    // so that next month's price remembers a quarter of it
    Climate<double> const after = a_month_later(still_world(), later, 6);
    EXPECT_NEAR(after.oil, 0.9 * later.oil + 0.25 * later.oil_innovation, exact);
}

TEST(Climate, EventsExciteTension)
{
    // The events of the month are Poisson with mean base + excitation = 0.5 + 2.5; each adds 0.3 to 0.6 x 0.5.
    SmallWorld const world = still_world().set("tension.base", 2.5).set("tension.excitation", 0.3);
    for (int replicate = 0; replicate < 20; ++replicate) {
        double const u = Draws<double>{1, replicate}.uniform_pair(5, stream::events, 0)[0];
        double const later = a_month_later(world, disturbed(), 5, replicate).excitation;
        EXPECT_NEAR(later, 0.3 + 0.3 * poisson_quantile(u, 3.0), exact);
    }
}

TEST(Climate, TheRouteIsDisturbedAtOneRateInWarAndAtAnotherElse)
{
    auto const route = [](double war, double in_war, double else_rate) {
        SmallWorld world = still_world().set("transit.onset_in_war", in_war).set("transit.onset", else_rate);
        Climate<double> now = disturbed();
        now.route_severity = 0.0;
        now.war = war;
        return a_month_later(world.set("transit.severity", 0.3), now).route_severity;
    };
    EXPECT_EQ(route(1.0, 1.0, 0.0), 0.3); // no spread: the mean
    EXPECT_EQ(route(1.0, 0.0, 1.0), 0.0);
    EXPECT_EQ(route(2.0, 0.0, 1.0), 0.3);
    EXPECT_EQ(route(2.0, 1.0, 0.0), 0.0);
}

TEST(Climate, ADisturbanceKeepsItsSeverityUntilItEnds)
{
    SmallWorld world = still_world().set("transit.onset", 1.0).set("transit.severity", 0.9);
    EXPECT_EQ(a_month_later(world, disturbed()).route_severity, 0.3);
    EXPECT_EQ(a_month_later(world.set("transit.end", 1.0), disturbed()).route_severity, 0.0);
}

/// Mean .2 and standard deviation .15: shapes .2 k and .8 k with k = .16/.0225 - 1 = 55/9.
TEST(Climate, SeverityIsABetaQuantileOfItsOwnDraw)
{
    Climate<double> now = disturbed();
    now.route_severity = 0.0;
    SmallWorld const world =
        still_world().set("transit.onset", 1.0).set("transit.severity", 0.2).set("transit.severity_spread", 0.15);
    double const u = Draws<double>{1, 0}.uniform(5, stream::severity, 0);
    EXPECT_NEAR(a_month_later(world, now).route_severity, beta_quantile(u, 11.0 / 9.0, 44.0 / 9.0), 1e-10);
}

TEST(Climate, WarBeginsAtItsLevelAndEndsInCalm)
{
    Climate<double> calm = disturbed();
    calm.conflict = 2.0;
    calm.intensity = 0.0;
    Climate<double> const begun = a_month_later(still_world().set("conflict.onset", 1.0), calm);
    EXPECT_EQ(begun.conflict, 1.0);
    EXPECT_EQ(begun.intensity, 0.0);
    Climate<double> const ended = a_month_later(still_world().set("conflict.end", 1.0), disturbed());
    EXPECT_EQ(ended.conflict, 2.0);
    EXPECT_EQ(ended.intensity, 0.0);
}

TEST(Climate, OpensInWarWhereTheConflictIsAboveCalm)
{
    auto const opening = [](double start) {
        SmallWorld world;
        world.set("conflict.calm", 0.2).set("conflict.level", 0.5).set("conflict.start", start);
        return OpenedPack<double>{world, "endogenous"}.pack.now.climate;
    };
    EXPECT_EQ(opening(0.6).conflict, 1.0);
    EXPECT_NEAR(opening(0.6).intensity, std::log(1.2), exact);
    EXPECT_EQ(opening(0.2).conflict, 2.0);
}

/// Summits: the first in month 0.
TEST(Climate, SummitsAfterTheFirstAreNoneDrawnOrYearly)
{
    auto const summits = [](std::string const& rhythm, double rate) {
        SmallWorld world = still_world().set("calendar.summit_rate", rate);
        world.setting("calendar.summits", rhythm);
        std::vector<int> months;
        for (int month = 1; month < 30; ++month) {
            if (a_month_later(world, disturbed(), month).summit == 1.0) {
                months.push_back(month);
            }
        }
        return months;
    };
    EXPECT_EQ(summits("none", 1.0), std::vector<int>{});
    EXPECT_EQ(summits("yearly", 0.0), (std::vector<int>{12, 24}));
    EXPECT_EQ(summits("observed", 0.0), std::vector<int>{});
    EXPECT_EQ(summits("observed", 1.0).size(), 29U);
    EXPECT_EQ((OpenedPack<double>{still_world(), "endogenous"}.pack.now.climate.summit), 1.0);
}

TEST(Climate, AYearlyRhythmThatBeganEarlierGoesOnInTheOpeningMonth)
{
    SmallWorld world = still_world();
    world.setting("calendar.first_summit", "2024-11");
    EXPECT_EQ((OpenedPack<double>{world, "endogenous"}.pack.now.climate.summit), 0.0);
    world.setting("calendar.summits", "yearly");
    EXPECT_EQ((OpenedPack<double>{world, "endogenous"}.pack.now.climate.summit), 1.0);
}

} // namespace
} // namespace steppe
