#include "model/powers/game.hpp"

#include <boost/math/special_functions/lambert_w.hpp>
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace steppe {
namespace {

/// Principals that always prefer to offer: no threats, no budget, and a precision at which the offering mode is certain.
StageGame<double> auction(Sizes& sizes, double precision, std::vector<double> const& utility,
                          std::vector<std::vector<double>> const& values)
{
    sizes.set(IndexSet::principal, static_cast<int>(values.size()));
    sizes.set(IndexSet::action, static_cast<int>(utility.size()));
    sizes.set(IndexSet::mode, 4);
    StageGame<double> game{sizes};
    game.agent_precision = precision;
    game.principal_precision = 60.0;
    for (ActionId a : sizes.actions()) {
        game.utility[a] = utility[static_cast<std::size_t>(a.value)];
        game.base_rate[a] = 1.0;
    }
    for (PrincipalId i : sizes.principals()) {
        game.budget[i] = 1e6;
        game.believed_delivery[i] = 1.0;
        game.audience_cost[i] = 10.0;
        game.reservation[i] = 0.5;
        game.mode_probability(i, mode::offer) = 1.0;
        for (ActionId a : sizes.actions()) {
            game.value(i, a) = values[static_cast<std::size_t>(i.value)][static_cast<std::size_t>(a.value)];
        }
    }
    return game;
}

/// A principal's payoff is its reservation less the information rent 1/lambda.
double profit(StageGame<double> const& game, PrincipalId i) { return game.reservation[i] - 1.0 / game.agent_precision; }

/// Fixed-point steps may overshoot where one principal faces a nearly indifferent agent, so the test averages successive ones.
void solve_damped(Sizes const& sizes, StageGame<double>& game)
{
    for (int n = 0; n < 20000; ++n) {
        Table<double, PrincipalId> const before = game.reservation;
        solve_stage_game(sizes, 1, game);
        for (PrincipalId i : sizes.principals()) {
            game.reservation[i] = 0.9 * before[i] + 0.1 * game.reservation[i];
        }
    }
    solve_stage_game(sizes, 1, game);
}

TEST(CommonAgency, OnePrincipalAndTwoActionsFollowTheLambertW)
{
    for (double precision : {1.0, 2.0, 4.0}) {
        double const v = 3.0;
        double const c = 1.0;
        Sizes sizes;
        StageGame<double> game = auction(sizes, precision, {0.0, -c}, {{0.0, v}});
        solve_damped(sizes, game);
        double const w = boost::math::lambert_w0(std::exp(precision * (v - c) - 1.0));
        double const transfer = game.offer(PrincipalId{0}, ActionId{1});
        double const odds = std::exp(precision * (transfer - c));
        EXPECT_NEAR(odds / (1.0 + odds), w / (1.0 + w), 1e-12);
        EXPECT_NEAR(transfer, v - (1.0 + w) / precision, 1e-12);
        EXPECT_NEAR(profit(game, PrincipalId{0}), w / precision, 1e-12);
    }
}

TEST(CommonAgency, TwoActionsAtPrecisionTwoGiveThePublishedDigits)
{
    Sizes sizes;
    StageGame<double> game = auction(sizes, 2.0, {0.0, -1.0}, {{0.0, 3.0}});
    solve_damped(sizes, game);
    EXPECT_NEAR(game.offer(PrincipalId{0}, ActionId{1}), 1.3960299842, 1e-10);
    EXPECT_NEAR(profit(game, PrincipalId{0}), 1.1039700158, 1e-10);
}

TEST(CommonAgency, OnePrincipalAndThreeActionsGiveTheKnownMenu)
{
    Sizes sizes;
    StageGame<double> game = auction(sizes, 2.0, {0.0, -1.0, -4.0}, {{0.0, 6.0, 9.0}});
    solve_damped(sizes, game);
    EXPECT_NEAR(game.reservation[PrincipalId{0}], 4.3287330269, 1e-10);
    EXPECT_NEAR(profit(game, PrincipalId{0}), 3.8287330269, 1e-10);
    EXPECT_EQ(game.offer(PrincipalId{0}, ActionId{0}), 0.0);
    EXPECT_NEAR(game.offer(PrincipalId{0}, ActionId{1}), 1.6712669731, 1e-10);
    EXPECT_NEAR(game.offer(PrincipalId{0}, ActionId{2}), 4.6712669731, 1e-10);
}

TEST(CommonAgency, ThePreciseAgentApproachesTheMenuAuction)
{
    Sizes sizes;
    StageGame<double> game = auction(sizes, 50.0, {0.0, -1.0, -4.0}, {{0.0, 6.0, 9.0}, {0.0, -1.0, -6.0}});
    solve_damped(sizes, game);
    EXPECT_NEAR(profit(game, PrincipalId{0}), 3.8748, 5e-5);
    EXPECT_NEAR(profit(game, PrincipalId{1}), -1.1298, 5e-5);
    EXPECT_GT(game.anticipated[ActionId{1}], 0.9);
}

/// Two opposed principals, values 2x and -x, of an agent with cost x^2/2 (Grossman & Helpman 1994): x* = b1 + b2 = 1, and each pays
/// b_i^2/2. As the agent's precision grows, the chosen point and the payments come to those.
TEST(CommonAgency, OpposedPrincipalsPayTheSquareOfTheirStakes)
{
    std::vector<double> utility;
    std::vector<std::vector<double>> values(2);
    for (double x = -2.0; x <= 3.0; x += 0.25) {
        utility.push_back(-0.5 * x * x);
        values[0].push_back(2.0 * x);
        values[1].push_back(-x);
    }
    ActionId const best{12}; // x = 1
    double last = 1.0;
    for (double precision : {25.0, 50.0, 100.0}) {
        Sizes sizes;
        StageGame<double> game = auction(sizes, precision, utility, values);
        solve_damped(sizes, game);
        double const error =
            std::abs(game.offer(PrincipalId{0}, best) - 2.0) + std::abs(game.offer(PrincipalId{1}, best) - 0.5);
        EXPECT_LT(error, 0.65 * last) << precision; // falls about as ln(lambda)/lambda
        EXPECT_GT(game.anticipated[best], 1.0 - 20.0 / precision);
        last = error;
    }
    EXPECT_LT(last, 0.1);
}

} // namespace
} // namespace steppe
