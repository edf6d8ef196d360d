#include "model/hedger/quantal_response.hpp"

#include <boost/math/tools/minima.hpp>
#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace steppe {
namespace {

/// The engine's quantal response over even base rates.
template <std::size_t N>
std::array<double, N> respond(double precision, std::array<double, N> const& utility)
{
    std::array<std::size_t, N> actions{};
    for (std::size_t a = 0; a < N; ++a) {
        actions[a] = a;
    }
    std::array<double, N> probability{};
    quantal_response(
        actions, precision, [](std::size_t) { return 1.0; }, [&](std::size_t a) { return utility[a]; },
        [&](std::size_t a) -> double& { return probability[a]; });
    return probability;
}

struct Profile {
    double up, left;
};

/// The game of Ochs as McKelvey & Palfrey (1995) analyse it: row [[1.1141, 0], [0, .2785]], column [[0, 1.1141], [1.1141, 0]].
/// The row's answer to the column's answer falls in the row's own probability, so halving finds the only equilibrium.
Profile ochs(double precision)
{
    double const high = 1.1141;
    double const low = 0.2785;
    auto const left_given = [&](double up) { return respond<2>(precision, {high * (1.0 - up), high * up})[0]; };
    auto const up_given = [&](double left) { return respond<2>(precision, {high * left, low * (1.0 - left)})[0]; };
    double below = 0.0;
    double above = 1.0;
    for (int n = 0; n < 200; ++n) {
        double const middle = 0.5 * (below + above);
        (up_given(left_given(middle)) > middle ? below : above) = middle;
    }
    return {below, left_given(below)};
}

TEST(QuantalResponse, OchsGameHasThePublishedEquilibria)
{
    struct Row {
        double precision, up, left;
    };
    for (Row const& row : {Row{1.0, 0.5867840, 0.4518070}, {2.0, 0.6175219, 0.3719817}, {3.0, 0.6168969, 0.3140164}}) {
        Profile const found = ochs(row.precision);
        EXPECT_NEAR(found.up, row.up, 1e-7) << row.precision;
        EXPECT_NEAR(found.left, row.left, 1e-7) << row.precision;
    }
}

TEST(QuantalResponse, OchsGameTendsToItsNashEquilibrium)
{
    double const nash_left = 0.2785 / (1.1141 + 0.2785);
    double last = 1.0;
    for (double precision : {10.0, 100.0, 1000.0}) {
        Profile const found = ochs(precision);
        double const distance = std::abs(found.up - 0.5) + std::abs(found.left - nash_left);
        EXPECT_LT(distance, 0.5 * last);
        last = distance;
    }
    EXPECT_LT(last, 2e-3);
    EXPECT_NEAR(nash_left, 0.2, 1e-4);
}

TEST(QuantalResponse, MaximumLikelihoodPrecisionOfTheOchsDataIsGambits)
{
    auto const minus_log_likelihood = [](double precision) {
        Profile const p = ochs(precision);
        return -128.0 * (0.527 * std::log(p.up) + 0.473 * std::log(1.0 - p.up) + 0.366 * std::log(p.left) +
                         0.634 * std::log(1.0 - p.left));
    };
    auto const [precision, value] = boost::math::tools::brent_find_minima(minus_log_likelihood, 0.5, 5.0, 30);
    Profile const p = ochs(precision);
    EXPECT_NEAR(precision, 1.8456097537, 1e-5); // a minimum is known to the root of the arithmetic's precision
    EXPECT_NEAR(p.up, 0.6156513144, 1e-6);
    EXPECT_NEAR(p.left, 0.3832909400, 1e-6);
    EXPECT_NEAR(-value, -174.7645319, 1e-7);
}

TEST(QuantalResponse, StrippedDownPokerIsGambitsGoldenFile)
{
    double const precision = 1.10255983;
    // Of the row, against (call, fold); zero-sum.
    std::array<std::array<double, 2>, 4> const payoff{{{0.0, 1.0}, {0.5, 0.0}, {-1.5, 0.0}, {-1.0, -1.0}}};
    std::array<double, 4> row{0.25, 0.25, 0.25, 0.25};
    std::array<double, 2> column{0.5, 0.5};
    for (int n = 0; n < 5000; ++n) {
        std::array<double, 4> row_utility{};
        std::array<double, 2> column_utility{};
        for (std::size_t i = 0; i < 4; ++i) {
            for (std::size_t j = 0; j < 2; ++j) {
                row_utility[i] += column[j] * payoff[i][j];
                column_utility[j] -= row[i] * payoff[i][j];
            }
        }
        std::array<double, 4> const row_answer = respond(precision, row_utility);
        std::array<double, 2> const column_answer = respond(precision, column_utility);
        for (std::size_t i = 0; i < 4; ++i) {
            row[i] = 0.9 * row[i] + 0.1 * row_answer[i];
        }
        for (std::size_t j = 0; j < 2; ++j) {
            column[j] = 0.9 * column[j] + 0.1 * column_answer[j];
        }
    }
    std::array<double, 4> const known_row{0.424658, 0.383143, 0.101038, 0.091160};
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_NEAR(row[i], known_row[i], 1e-6);
    }
    EXPECT_NEAR(column[0], 0.604462, 1e-6);
    EXPECT_NEAR(column[1], 0.395538, 1e-6);
}

double coordinated(double precision, double start)
{
    double p = start;
    for (int n = 0; n < 20000; ++n) {
        p = respond<2>(precision, {p, 1.0 - p})[0];
    }
    return p;
}

TEST(QuantalResponse, CoordinationForksAtPrecisionTwo)
{
    EXPECT_NEAR(coordinated(1.9, 0.9), 0.5, 1e-9);
    EXPECT_NEAR(coordinated(2.1, 0.9), 0.6853528663, 1e-10);
    EXPECT_NEAR(coordinated(3.0, 0.9), 0.9292798183, 1e-10);
    EXPECT_NEAR(coordinated(4.0, 0.9), 0.9787520120, 1e-10);
    EXPECT_NEAR(coordinated(3.0, 0.1), 1.0 - 0.9292798183, 1e-10);
}

/// Signorino (1999): one state attacks or not, the other then concedes or fights; U1(status quo, concession, war) = (.5, 1, -1),
/// U2(concession, war) = (0, .25).
TEST(QuantalResponse, CrisisGameIsSolvedBackwards)
{
    double const war = respond<2>(2.0, {0.0, 0.25})[1];
    double const attack = respond<2>(2.0, {0.5, (1.0 - war) * 1.0 + war * -1.0})[1];
    EXPECT_NEAR(war, 0.6224593312, 1e-10);
    EXPECT_NEAR(attack, 0.1839461453, 1e-10);
}

TEST(QuantalResponse, AnActionWithBaseRateZeroIsNeverChosenAndBaseRatesScaleOdds)
{
    std::array<double, 3> const base{0.5, 0.25, 0.0};
    std::array<double, 3> probability{};
    std::array<std::size_t, 3> const actions{0, 1, 2};
    quantal_response(
        actions, 2.0, [&](std::size_t a) { return base[a]; }, [](std::size_t a) { return a == 1 ? 0.3 : 0.0; },
        [&](std::size_t a) -> double& { return probability[a]; });
    EXPECT_EQ(probability[2], 0.0);
    EXPECT_NEAR(probability[1] / probability[0], 0.5 * std::exp(0.6), 1e-15);
}

} // namespace
} // namespace steppe
