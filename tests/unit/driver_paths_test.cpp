/// Series month by month, and what a run follows of them (docs/model.md 6.11).

#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

constexpr double exact = 1e-12;
constexpr int opening_month = 2025 * 12 + 10; // November

DriverSeries series_of(SeriesKind kind, bool yearly, std::vector<std::pair<int, double>> const& rows)
{
    DriverSeries series{.name = "s", .unit = "1", .kind = kind, .yearly = yearly, .rows = {}};
    for (auto const& row : rows) {
        series.rows.push_back({.month = row.first, .value = row.second, .projected = false, .source = "here", .where = {}});
    }
    return series;
}

TEST(MonthlySeries, TakesMonthsAsTheyAreAndFillsGapsOnTheWorkingScale)
{
    MonthlySeries const levels = monthly_series(series_of(SeriesKind::level, false, {{100, 2.0}, {101, 3.0}, {104, 24.0}}));
    ASSERT_EQ(levels.first, 100);
    ASSERT_EQ(levels.last(), 104);
    EXPECT_NEAR(levels.at(101), std::log(3.0), exact);
    EXPECT_NEAR(std::exp(levels.at(102)), 6.0, exact); // a third of the way from 3 to 24 in logarithms
    EXPECT_NEAR(std::exp(levels.at(103)), 12.0, 1e-11);
    MonthlySeries const index = monthly_series(series_of(SeriesKind::index, false, {{0, 1.0}, {4, 3.0}}));
    EXPECT_NEAR(index.at(1), 1.5, exact);
    MonthlySeries const share = monthly_series(series_of(SeriesKind::share, false, {{0, 0.2}, {2, 0.8}}));
    EXPECT_NEAR(from_working_scale(SeriesKind::share, share.at(1)), 0.5, exact);
}

/// Two years of 12 and 24, worked out by hand: nodes a and b stand at 5.5 and 17.5, months before and after them are flat, and between
/// them a month is (m - 5.5)/12 of the way. Of the first year's months six are a and six a + d (.5 + k)/12, k = 0..5, d = b - a: their mean is
/// a + d (6 x .5 + 15)/(12 x 12) = a + d/8. Likewise the second's is b - d/8. So d 3/4 = 12, d = 16, a = 10, b = 26.
TEST(MonthlySeries, YearlyRowsKeepTheMeansOfTheirYears)
{
    MonthlySeries const index = monthly_series(series_of(SeriesKind::index, true, {{0, 12.0}, {12, 24.0}}));
    ASSERT_EQ(index.values.size(), 24U);
    EXPECT_NEAR(index.at(0), 10.0, exact);
    EXPECT_NEAR(index.at(23), 26.0, exact);
    EXPECT_NEAR(index.at(6), 10.0 + 16.0 / 24.0, exact);
}

TEST(MonthlySeries, YearlyRowsKeepTheirMeansOnEveryScaleAndOverGaps)
{
    for (SeriesKind const kind : {SeriesKind::level, SeriesKind::share, SeriesKind::coordinate}) {
        DriverSeries const series =
            series_of(kind, true, {{0, 0.30}, {12, 0.19}, {24, 0.31}, {36, 0.35}, {72, 0.12}, {84, 0.6}});
        MonthlySeries const monthly = monthly_series(series);
        for (DriverRow const& row : series.rows) {
            double sum = 0.0;
            for (int m = row.month; m < row.month + 12; ++m) {
                sum += from_working_scale(kind, monthly.at(m));
            }
            EXPECT_NEAR(sum / 12.0 / row.value, 1.0, exact) << row.month;
        }
    }
}

/// A world that follows oil in the mode; log prices rise by .01 m^2 in month m after January 2020.
class FollowedOil {
public:
    explicit FollowedOil(DriverMode mode, int shift = 0)
    {
        std::vector<std::pair<int, double>> rows;
        for (int m = 0; m < 90; ++m) {
            rows.emplace_back(first + m, 50.0 * std::exp(0.0001 * m * m));
        }
        Scenario scenario = world_.scenario();
        scenario.drivers.mode = mode;
        scenario.drivers.shift = shift;
        scenario.drivers.start = opening_month;
        scenario.drivers.last = mode == DriverMode::known ? first + 89 : opening_month;
        DriverSeries series = series_of(SeriesKind::level, false, rows);
        std::erase_if(series.rows, [&](DriverRow const& row) { return row.month > scenario.drivers.last; });
        scenario.drivers.used.push_back({"oil", "", std::move(series)});
        scenario.drivers.used.push_back({"summit", "", yearly_summits()});
        for (Parameter& parameter : scenario.parameters) {
            if (parameter.key == "oil.start") {
                parameter.value = 50.0 * std::exp(0.0001 * 70 * 70); // November 2025
            }
        }
        paths = driver_paths(scenario);
    }

    static constexpr int first = 2020 * 12;
    DriverPaths paths;

private:
    /// One in each November from 2020 to 2025.
    static DriverSeries yearly_summits()
    {
        std::vector<std::pair<int, double>> rows;
        for (int m = 10; m <= 70; m += 12) {
            rows.emplace_back(first + m, 1.0);
        }
        return series_of(SeriesKind::event, false, rows);
    }

    SmallWorld world_;
};

double log_rise(int from, int to) { return 0.0001 * (to * to - from * from); }

TEST(DriverPaths, KnownFollowsTheSeriesFromItsOpening)
{
    std::vector<double> const path = FollowedOil{DriverMode::known}.paths.oil;
    ASSERT_EQ(path.size(), 20U); // months 70 to 89
    EXPECT_NEAR(path[0], 0.0, exact);
    EXPECT_NEAR(path[7], log_rise(70, 77), exact);
}

TEST(DriverPaths, ExtrapolatedFollowsNothingAndOpensWithItsHistory)
{
    FollowedOil const oil{DriverMode::extrapolated};
    EXPECT_TRUE(oil.paths.oil.empty());
    ASSERT_EQ(oil.paths.oil_history.size(), 36U);
    EXPECT_NEAR(oil.paths.oil_history.back(), std::log(50.0) + 0.0001 * 70 * 70, exact);
}

TEST(DriverPaths, APlaceboPutsOnTheChangesOfEarlierMonths)
{
    std::vector<double> const path = FollowedOil{DriverMode::placebo_shift, 30}.paths.oil;
    ASSERT_EQ(path.size(), 31U); // months 40 to 70
    EXPECT_EQ(path[0], 0.0);
    EXPECT_NEAR(path[12], log_rise(40, 52), exact);
}

/// Blocks of twelve changes keep their sum, and their order is another: five blocks end with months 22, 34, 46, 58 and 70.
TEST(DriverPaths, APermutedPlaceboPutsOnYearsInAnotherOrder)
{
    std::vector<double> const path = FollowedOil{DriverMode::placebo_permute}.paths.oil;
    ASSERT_EQ(path.size(), 61U);
    EXPECT_NEAR(path[60], log_rise(10, 70), exact);
    std::vector<double> blocks;
    for (std::size_t b = 0; b < 5; ++b) {
        blocks.push_back(path[12 * b + 12] - path[12 * b]);
    }
    EXPECT_FALSE(std::is_sorted(blocks.begin(), blocks.end()));
    std::sort(blocks.begin(), blocks.end());
    for (std::size_t b = 0; b < 5; ++b) {
        int const end = 22 + 12 * static_cast<int>(b);
        EXPECT_NEAR(blocks[b], log_rise(end - 12, end), exact);
    }
}

TEST(DriverPaths, PermutedEventsKeepTheirMonthOfTheYear)
{
    std::vector<double> const path = FollowedOil{DriverMode::placebo_permute}.paths.summit;
    ASSERT_EQ(path.size(), 61U);
    for (std::size_t month = 0; month < path.size(); ++month) {
        EXPECT_EQ(path[month], month % 12 == 0 ? 1.0 : 0.0) << month;
    }
}

TEST(DriverPaths, AKnownPriceIsTheClimatesAndLeavesItsInnovation)
{
    SmallWorld world;
    world.set("oil.mean", 60.0).set("oil.start", 90.0).set("oil.persistence", 0.9).set("oil.moving_average", 0.25);
    OpenedPack<double> opened{world, "endogenous"};
    opened.structure.drivers.oil = {0.0, 0.1, -0.2};
    Climate<double> now = opened.pack.now.climate;
    now.oil_innovation = 0.04;
    Climate<double> next;
    draw_climate(opened.pack.parameters, opened.structure, Draws<double>{1, 0}, 1, now, next);
    EXPECT_NEAR(next.oil, std::log(1.5) + 0.1, exact);
    EXPECT_NEAR(next.oil_innovation, next.oil - 0.9 * std::log(1.5) - 0.01, exact);
    draw_climate(opened.pack.parameters, opened.structure, Draws<double>{1, 0}, 2, next, now);
    EXPECT_NEAR(now.oil, std::log(1.5) - 0.2, exact);
    draw_climate(opened.pack.parameters, opened.structure, Draws<double>{1, 0}, 3, now, next); // beyond the path
    EXPECT_NEAR(next.oil, 0.9 * now.oil + 0.25 * now.oil_innovation + next.oil_innovation, exact);
}

/// e_t = x_t - phi x_(t-1) - theta e_(t-1) from e = 0.
TEST(DriverPaths, TheOpeningInnovationIsFilteredFromHistory)
{
    SmallWorld world;
    world.set("oil.mean", 1.0).set("oil.start", 1.0).set("oil.persistence", 0.9).set("oil.moving_average", 0.5);
    OpenedPack<double> opened{world, "endogenous"};
    EXPECT_EQ(opened.pack.now.climate.oil_innovation, 0.0);
    opened.structure.drivers.oil_history = {0.1, 0.2, 0.0};
    double const second = 0.2 - 0.09;
    double const third = -0.18 - 0.5 * second;
    EXPECT_NEAR(opening_climate(opened.pack.parameters, opened.structure).oil_innovation, third, exact);
}

TEST(DriverPaths, OfficeAndElectionsReplaceTheCalendarWhereTheyAreKnown)
{
    SmallWorld world;
    world.set("calendar.election_amplitude", 0.6)
        .set("calendar.election_decay", 8.0)
        .set("calendar.successor_interest", 0.25);
    OpenedPack<double> opened{world, "endogenous"};
    opened.structure.drivers.office = {0.0, 1.0};
    opened.structure.drivers.months_to_election = {8};
    auto const interest = [&](int month) { return leader_interest(opened.pack.parameters, opened.structure, month); };
    EXPECT_NEAR(interest(0), 0.25 * (1.0 + 0.6 * std::exp(-1.0)), exact);
    EXPECT_NEAR(interest(1), 1.0 + 0.6 * std::exp(-11.0 / 8.0), exact); // the calendar's election is in month 12
}

} // namespace
} // namespace steppe
