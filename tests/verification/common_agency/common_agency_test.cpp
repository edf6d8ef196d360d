/// The course question without threats and without budgets that bind, against what the literature knows of menu auctions.

#include "model/powers/course_game.hpp"

#include <boost/math/special_functions/lambert_w.hpp>
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace steppe {
namespace {

/// Principals that can pay anything and are believed, of an agent who weighs money as they do.
CourseGame<double> auction(double precision, std::vector<double> const& utility,
                           std::vector<std::vector<double>> const& values)
{
    Sizes sizes;
    sizes.set(IndexSet::principal, static_cast<int>(values.size()));
    sizes.set(IndexSet::action, static_cast<int>(utility.size()));
    CourseGame<double> game{sizes};
    game.precision = precision;
    for (ActionId a : sizes.actions()) {
        game.utility[a] = utility[static_cast<std::size_t>(a.value)];
        game.base_rate[a] = 1.0;
    }
    for (PrincipalId i : sizes.principals()) {
        game.cap[i] = 1e6;
        game.delivery[i] = game.exchange[i] = 1.0;
        for (ActionId a : sizes.actions()) {
            game.value(i, a) = values[static_cast<std::size_t>(i.value)][static_cast<std::size_t>(a.value)];
        }
    }
    weigh_courses_alone(sizes, game);
    solve_course_game(sizes, 1000, game);
    return game;
}

TEST(CommonAgency, OnePrincipalAndTwoActionsFollowTheLambertW)
{
    for (double precision : {1.0, 2.0, 4.0}) {
        double const v = 3.0;
        double const c = 1.0;
        CourseGame<double> const game = auction(precision, {0.0, -c}, {{0.0, v}});
        double const w = boost::math::lambert_w0(std::exp(precision * (v - c) - 1.0));
        double const transfer = game.offer(PrincipalId{0}, ActionId{1});
        EXPECT_NEAR(game.choice[ActionId{1}], w / (1.0 + w), 1e-13);
        EXPECT_NEAR(transfer, v - (1.0 + w) / precision, 1e-13);
        EXPECT_NEAR(game.payoff[PrincipalId{0}], w / precision, 1e-13);
        EXPECT_EQ(game.offer(PrincipalId{0}, ActionId{0}), 0.0);
    }
}

TEST(CommonAgency, TwoActionsAtPrecisionsOneAndTwoGiveTheKnownDigits)
{
    CourseGame<double> const first = auction(1.0, {0.0, -1.0}, {{0.0, 3.0}});
    EXPECT_NEAR(first.choice[ActionId{1}], 0.5, 1e-14);
    EXPECT_NEAR(first.offer(PrincipalId{0}, ActionId{1}), 1.0, 1e-14);
    EXPECT_NEAR(first.payoff[PrincipalId{0}], 1.0, 1e-14);
    CourseGame<double> const second = auction(2.0, {0.0, -1.0}, {{0.0, 3.0}});
    EXPECT_NEAR(second.choice[ActionId{1}], 0.6882734745, 1e-10);
    EXPECT_NEAR(second.offer(PrincipalId{0}, ActionId{1}), 1.3960299842, 1e-10);
    EXPECT_NEAR(second.payoff[PrincipalId{0}], 1.1039700158, 1e-10);
}

TEST(CommonAgency, OnePrincipalAndThreeActionsGiveTheKnownMenu)
{
    CourseGame<double> const game = auction(2.0, {0.0, -1.0, -4.0}, {{0.0, 6.0, 9.0}});
    EXPECT_NEAR(game.reservation[PrincipalId{0}], 4.328733026948912473, 1e-14);
    EXPECT_NEAR(game.payoff[PrincipalId{0}], 3.828733026948912473, 1e-14);
    EXPECT_EQ(game.offer(PrincipalId{0}, ActionId{0}), 0.0);
    EXPECT_NEAR(game.offer(PrincipalId{0}, ActionId{1}), 1.671266973051087527, 1e-14);
    EXPECT_NEAR(game.offer(PrincipalId{0}, ActionId{2}), 4.671266973051087527, 1e-14);
}

/// A menu is truthful: two offers that are made differ as the values do, and no offer exceeds the value less the reservation.
TEST(CommonAgency, MenusAreTruthful)
{
    std::vector<std::vector<double>> const values{{0.0, 6.0, 9.0}, {0.0, -1.0, -6.0}};
    CourseGame<double> const game = auction(2.0, {0.0, -1.0, -4.0}, values);
    PrincipalId const first{0};
    EXPECT_NEAR(game.offer(first, ActionId{2}) - game.offer(first, ActionId{1}), 3.0, 1e-14);
    for (PrincipalId i : game.sizes.principals()) {
        for (ActionId a : game.sizes.actions()) {
            double const margin = game.value(i, a) - game.reservation[i];
            EXPECT_NEAR(game.offer(i, a), std::max(0.0, margin), 1e-14);
        }
        EXPECT_NEAR(game.reservation[i], game.payoff[i] + 0.5, 1e-13);
    }
}

TEST(CommonAgency, ThePreciseAgentApproachesTheMenuAuction)
{
    struct Known {
        double precision, first, second;
    };
    double last = 2.0;
    for (Known const& known : {Known{12.5, 3.616511745175092817, -1.402321246084437832},
                               {25.0, 3.778410470525977365, -1.230817246876296506},
                               {50.0, 3.874752293067834056, -1.129799770297147651}}) {
        CourseGame<double> const game = auction(known.precision, {0.0, -1.0, -4.0}, {{0.0, 6.0, 9.0}, {0.0, -1.0, -6.0}});
        EXPECT_NEAR(game.payoff[PrincipalId{0}], known.first, 1e-13);
        EXPECT_NEAR(game.payoff[PrincipalId{1}], known.second, 1e-13);
        double const error = std::abs(game.payoff[PrincipalId{0}] - 4.0) + std::abs(game.payoff[PrincipalId{1}] + 1.0);
        EXPECT_LT(error, 0.65 * last) << known.precision;
        EXPECT_GT(game.choice[ActionId{1}], known.precision == 50.0 ? 0.9 : 0.5);
        last = error;
    }
}

/// Two opposed principals, values 2x and -x, of an agent with cost x^2/2 (Grossman & Helpman 1994): x* = b1 + b2 = 1, and each pays
/// b_i^2/2. As the agent's precision grows, the chosen point and the payments come to those.
TEST(CommonAgency, OpposedPrincipalsPayTheSquareOfTheirStakes)
{
    // The best one first, as values are counted from it; at most 7 apart, as e^(100 x 7) is still a number.
    std::vector<double> points{1.0};
    for (double x = -1.0; x <= 2.5; x += 0.25) {
        if (x != 1.0) {
            points.push_back(x);
        }
    }
    std::vector<double> utility;
    std::vector<std::vector<double>> values(2);
    for (double const x : points) {
        utility.push_back(-0.5 * x * x);
        values[0].push_back(2.0 * x);
        values[1].push_back(-x);
    }
    ActionId const best{0};
    double last = 1.0;
    for (double precision : {25.0, 50.0, 100.0}) {
        CourseGame<double> const game = auction(precision, utility, values);
        ASSERT_LE(game.residual, 1e-12) << precision;
        double const error =
            std::abs(game.offer(PrincipalId{0}, best) - 2.0) + std::abs(game.offer(PrincipalId{1}, best) - 0.5);
        EXPECT_LT(error, 0.7 * last) << precision; // falls about as ln(lambda)/lambda
        EXPECT_GT(game.choice[best], 1.0 - 20.0 / precision);
        last = error;
    }
    EXPECT_LT(last, 0.1);
}

} // namespace
} // namespace steppe
