#include "model/world/shocks.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace steppe {
namespace {

using R = Lanes<native_width>;

constexpr int replicates = 400;
constexpr int months = 600;
constexpr int burn_in = 100;

Parameters<R> quiet_world()
{
    Parameters<R> p{Sizes{}};
    p.visit([](auto& table, Declaration const& declaration) {
        for (R& entry : table.flat()) {
            entry = declaration.value;
        }
    });
    return p;
}

/// Runs the climate of many replicates and hands each month's to `visit(lane values by climate)`.
template <class Visit>
void run_climate(Parameters<R> const& p, Visit visit)
{
    for (int first = 0; first < replicates; first += native_width) {
        Draws<R> const draws{20251101, first};
        Climate<R> now{.oil = 0.0, .minerals = 0.0, .conflict = 1.0, .war = 1.0, .excitation = 0.0};
        Climate<R> next;
        for (int month = 0; month < months; ++month) {
            draw_climate(p, Structure{}, draws, month, now, next);
            if (month >= burn_in) {
                visit(now, next);
            }
            now = next;
        }
    }
}

TEST(Shocks, TheMarkovChainSpendsItsTimeAsItsStationaryDistributionSays)
{
    Parameters<R> p = quiet_world();
    p.regimes.war_active_to_armistice() = 0.08;
    p.regimes.war_active_to_settled() = 0.02;
    p.regimes.war_armistice_to_active() = 0.1;
    p.regimes.war_armistice_to_settled() = 0.1;
    p.regimes.war_settled_to_active() = 0.05;
    p.regimes.war_settled_to_armistice() = 0.05;
    std::array<double, 3> time{};
    std::array<double, 3> departures{};
    run_climate(p, [&](Climate<R> const& now, Climate<R> const& next) {
        for (int lane = 0; lane < native_width; ++lane) {
            auto const regime = static_cast<std::size_t>(now.war[lane]) - 1;
            time[regime] += 1.0;
            departures[regime] += next.war[lane] != now.war[lane] ? 1.0 : 0.0;
        }
    });
    double const total = time[0] + time[1] + time[2];
    std::array<double, 3> const stationary{5.0 / 12.0, 1.0 / 4.0, 1.0 / 3.0};
    std::array<double, 3> const stay{10.0, 5.0, 10.0};
    for (std::size_t s = 0; s < 3; ++s) {
        // Autocorrelation inflates the variance about 2 x 10 months times; four standard errors.
        double const error = std::sqrt(stationary[s] * (1.0 - stationary[s]) * 20.0 / total);
        EXPECT_NEAR(time[s] / total, stationary[s], 4.0 * error);
        double const rate = 1.0 / stay[s];
        EXPECT_NEAR(departures[s] / time[s], rate, 4.0 * std::sqrt(rate * (1.0 - rate) / time[s]));
    }
}

TEST(Shocks, TheOilPriceHasTheMomentsOfItsOrnsteinUhlenbeckProcess)
{
    double const persistence = std::exp(-1.2 / 12.0);
    double const innovation = 0.35 * std::sqrt((1.0 - std::exp(-2.0 * 1.2 / 12.0)) / (2.0 * 1.2));
    ASSERT_NEAR(persistence, 0.9048374180, 1e-10);
    ASSERT_NEAR(innovation, 0.0961887960, 1e-10);
    Parameters<R> p = quiet_world();
    p.shocks.oil_persistence() = persistence;
    p.shocks.oil_volatility() = innovation;
    double sum = 0.0;
    double squares = 0.0;
    double products = 0.0;
    double count = 0.0;
    run_climate(p, [&](Climate<R> const& now, Climate<R> const& next) {
        for (int lane = 0; lane < native_width; ++lane) {
            sum += next.oil[lane];
            squares += next.oil[lane] * next.oil[lane];
            products += next.oil[lane] * now.oil[lane];
            count += 1.0;
        }
    });
    double const stationary = 0.2259240285;
    double const inflation = (1.0 + persistence) / (1.0 - persistence);
    EXPECT_NEAR(sum / count, 0.0, 4.0 * stationary * std::sqrt(inflation / count));
    EXPECT_NEAR(std::sqrt(squares / count), stationary, 4.0 * stationary * std::sqrt(inflation / (4.0 * count)));
    EXPECT_NEAR(products / squares, persistence, 4.0 * std::sqrt((1.0 - persistence * persistence) / count) + 1e-3);
}

TEST(Shocks, TensionEventsComeAtTheRateOfTheHawkesProcess)
{
    Parameters<R> p = quiet_world();
    p.shocks.tension_base() = 0.03;
    p.shocks.tension_excitation() = 0.24;
    p.shocks.tension_memory() = 0.6;
    double events = 0.0;
    double count = 0.0;
    run_climate(p, [&](Climate<R> const& now, Climate<R> const& next) {
        for (int lane = 0; lane < native_width; ++lane) {
            events += (next.excitation[lane] - 0.6 * now.excitation[lane]) / 0.24;
            count += 1.0;
        }
    });
    // The Fano factor of long counts is 1/(1 - 0.6)^2 = 6.25.
    EXPECT_NEAR(events / count, 0.075, 4.0 * std::sqrt(0.075 * 6.25 / count));
}

/// Branching ratio n = alpha/(1 - phi) = .6: one event brings 1/(1 - n) = 2.5 in all, and counts over long windows have the variance
/// 1/(1 - n)^2 = 6.25 times their mean.
TEST(Shocks, TensionEventsClusterAsTheHawkesProcessDoes)
{
    Parameters<R> p = quiet_world();
    p.shocks.tension_base() = 0.03;
    p.shocks.tension_excitation() = 0.24;
    p.shocks.tension_memory() = 0.6;
    constexpr int windows = 400;
    constexpr int window_months = 500;
    double sum = 0.0;
    double squares = 0.0;
    for (int window = 0; window < windows; ++window) {
        Draws<R> const draws{11, window * native_width};
        Climate<R> now{.oil = 0.0, .minerals = 0.0, .conflict = 3.0, .war = 3.0, .excitation = 0.0};
        R events = 0.0;
        for (int month = 1; month <= window_months; ++month) {
            Climate<R> next;
            draw_climate(p, Structure{}, draws, month, now, next);
            events += (next.excitation - 0.6 * now.excitation) / 0.24;
            now = next;
        }
        for (int lane = 0; lane < native_width; ++lane) {
            sum += events[lane];
            squares += events[lane] * events[lane];
        }
    }
    double const count = windows * native_width;
    double const mean = sum / count;
    double const fano = (squares / count - mean * mean) / mean;
    EXPECT_NEAR(mean / (0.03 * window_months), 2.5, 4.0 * 2.5 * std::sqrt(fano / mean / count) + 0.02);
    EXPECT_NEAR(fano, 6.25, 4.0 * 6.25 * std::sqrt(2.0 / count) + 0.1); // 0.1: windows of finite length
}

/// Var x = sigma^2 (1 + 2 phi theta + theta^2)/(1 - phi^2) whatever the tails; the innovation has the standard deviation that is stated, and the
/// excess kurtosis 6/(nu - 4) of Student's t.
TEST(Shocks, OilWithHeavyTailsHasTheVarianceAndTheTailsOfItsLaw)
{
    Parameters<R> p = quiet_world();
    p.shocks.oil_persistence() = 0.9;
    p.shocks.oil_moving_average() = 0.25;
    p.shocks.oil_volatility() = 0.1;
    p.shocks.oil_degrees() = 9.0;
    double squares = 0.0, second = 0.0, fourth = 0.0, count = 0.0;
    run_climate(p, [&](Climate<R> const&, Climate<R> const& next) {
        for (int lane = 0; lane < native_width; ++lane) {
            double const e = next.oil_innovation[lane];
            squares += next.oil[lane] * next.oil[lane];
            second += e * e;
            fourth += e * e * e * e;
            count += 1.0;
        }
    });
    double const variance = 0.01 * (1.0 + 2.0 * 0.9 * 0.25 + 0.0625) / (1.0 - 0.81);
    EXPECT_NEAR(squares / count / variance, 1.0, 4.0 * std::sqrt(2.0 * 19.0 / count));
    EXPECT_NEAR(second / count / 0.01, 1.0, 4.0 * std::sqrt(3.2 / count));
    // The fourth power has an eighth moment of its own: 108 times the square of the fourth's mean with 9 degrees of freedom.
    EXPECT_NEAR(fourth * count / (second * second), 3.0 + 6.0 / 5.0, 4.0 * 4.2 * std::sqrt(108.0 / count));
}

/// A beta distribution of mean m and standard deviation s.
TEST(Shocks, ADisturbanceTakesAShareOfTheMeanAndSpreadThatAreStated)
{
    Parameters<R> p = quiet_world();
    p.route.onset() = 0.5;
    p.route.onset_in_war() = 0.2;
    p.route.end() = 0.25;
    p.route.severity() = 0.2;
    p.route.severity_spread() = 0.15;
    p.regimes.war_active_to_armistice() = 0.05;
    double onsets = 0.0, sum = 0.0, squares = 0.0, at_risk = 0.0, in_war = 0.0, expected = 0.0, ends = 0.0, disturbed = 0.0;
    run_climate(p, [&](Climate<R> const& now, Climate<R> const& next) {
        for (int lane = 0; lane < native_width; ++lane) {
            if (now.route_severity[lane] == 0.0) {
                at_risk += 1.0;
                in_war += now.war[lane] == 1.0 ? 1.0 : 0.0;
                expected += now.war[lane] == 1.0 ? 0.2 : 0.5;
                if (next.route_severity[lane] > 0.0) {
                    onsets += 1.0;
                    sum += next.route_severity[lane];
                    squares += next.route_severity[lane] * next.route_severity[lane];
                }
            } else {
                disturbed += 1.0;
                ends += next.route_severity[lane] == 0.0 ? 1.0 : 0.0;
            }
        }
    });
    ASSERT_GT(in_war, 0.05 * at_risk);
    EXPECT_NEAR(onsets, expected, 4.0 * std::sqrt(expected));
    EXPECT_NEAR(ends / disturbed, 0.25, 4.0 * std::sqrt(0.25 * 0.75 / disturbed));
    double const mean = sum / onsets;
    EXPECT_NEAR(mean, 0.2, 4.0 * 0.15 / std::sqrt(onsets));
    EXPECT_NEAR(std::sqrt(squares / onsets - mean * mean), 0.15, 4.0 * 0.15 / std::sqrt(onsets));
}

/// In war the log of intensity is an autoregression about its level; wars come and go at their rates.
TEST(Shocks, ConflictSpendsItsTimeInWarAsItsRatesSay)
{
    Parameters<R> p = quiet_world();
    p.regimes.conflict_onset() = 0.05;
    p.regimes.conflict_end() = 0.1;
    p.regimes.conflict_persistence() = 0.5;
    p.regimes.conflict_volatility() = 0.1;
    double war = 0.0, count = 0.0, squares = 0.0, long_wars = 0.0;
    run_climate(p, [&](Climate<R> const& now, Climate<R> const& next) {
        for (int lane = 0; lane < native_width; ++lane) {
            count += 1.0;
            war += next.conflict[lane] == 1.0 ? 1.0 : 0.0;
            EXPECT_TRUE(next.conflict[lane] == 1.0 || next.intensity[lane] == 0.0);
            if (now.conflict[lane] == 1.0 && next.conflict[lane] == 1.0) {
                double const shock = next.intensity[lane] - 0.5 * now.intensity[lane];
                squares += shock * shock;
                long_wars += 1.0;
            }
        }
    });
    EXPECT_NEAR(war / count, 1.0 / 3.0, 4.0 * std::sqrt(2.0 / 9.0 * 12.3 / count));
    EXPECT_NEAR(std::sqrt(squares / long_wars), 0.1, 4.0 * 0.1 / std::sqrt(2.0 * long_wars));
}

TEST(Shocks, TheOpeningMonthIsObservedNotDrawn)
{
    Parameters<double> p{Sizes{}};
    p.visit([](auto& table, Declaration const& declaration) {
        for (double& entry : table.flat()) {
            entry = declaration.value;
        }
    });
    Climate<double> const now{.oil = 0.1, .minerals = 0.2, .conflict = 2.0, .war = 1.0, .excitation = 0.3};
    Climate<double> next;
    draw_climate(p, Structure{}, Draws<double>{1, 0}, 0, now, next);
    EXPECT_EQ(next.oil, now.oil);
    EXPECT_EQ(next.conflict, now.conflict);
    draw_climate(p, Structure{}, Draws<double>{1, 0}, 1, now, next);
    EXPECT_NE(next.oil, now.oil);
}

} // namespace
} // namespace steppe
