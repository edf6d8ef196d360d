#include "verification/course_game/course_fixtures.hpp"

#include <boost/math/special_functions/lambert_w.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace steppe {
namespace {

using testing::game_of;
using testing::game_of_lane;
using testing::golden_games;
using testing::question_sizes;
using testing::RandomQuestions;
using testing::sizes_of;
using testing::solved;

/// Enough for two bidders that approach each other by .9 a step.
constexpr int to_rest = 400;

TEST(CourseGame, AgreesWithIndependentRootFinding)
{
    nlohmann::json const golden = golden_games();
    ASSERT_EQ(golden.size(), 15U);
    for (auto const& given : golden) {
        auto const game = solved(game_of(given), to_rest);
        Sizes const sizes = sizes_of(game);
        EXPECT_LE(game.residual, 1e-14);
        for (PrincipalId i : sizes.principals()) {
            auto const at = static_cast<std::size_t>(i.value);
            EXPECT_NEAR(game.reservation[i], given["reservation"][at].get<double>(), 1e-13);
            for (ActionId a : sizes.actions()) {
                EXPECT_NEAR(game.effective_offer(i, a),
                            given["effective_offer"][at][static_cast<std::size_t>(a.value)].get<double>(), 1e-13);
            }
        }
        for (ActionId a : sizes.actions()) {
            EXPECT_NEAR(game.choice[a], given["choice"][static_cast<std::size_t>(a.value)].get<double>(), 1e-13);
        }
    }
}

/// Profit of the only principal at some offers, by the standard library.
long double profit(CourseGame<double> const& game, std::vector<long double> const& offers)
{
    PrincipalId const i{0};
    long double weight = 0;
    long double worth = 0;
    for (ActionId a : sizes_of(game).actions()) {
        long double const offer = offers[static_cast<std::size_t>(a.value)];
        long double const w =
            static_cast<long double>(game.base_rate[a]) *
            std::exp(static_cast<long double>(game.precision) * (game.utility[a] + game.exchange[i] * offer));
        weight += w;
        worth += w * (game.value(i, a) - offer);
    }
    return worth / weight;
}

/// The offer in one action that brings most, the others given: profit has one peak in it.
long double best_offer(CourseGame<double> const& game, std::vector<long double>& offers, std::size_t action)
{
    long double const ratio = (std::sqrt(5.0L) - 1) / 2;
    long double low = 0;
    long double high = game.cap[PrincipalId{0}];
    auto const at = [&](long double offer) {
        offers[action] = offer;
        return profit(game, offers);
    };
    for (int n = 0; n < 70; ++n) {
        long double const left = high - ratio * (high - low);
        long double const right = low + ratio * (high - low);
        (at(left) > at(right) ? high : low) = at(left) > at(right) ? right : left;
    }
    return (low + high) / 2;
}

TEST(CourseGame, NoOtherOffersBringAPrincipalMore)
{
    RandomQuestions random{21};
    Sizes const sizes = question_sizes(1, 6);
    for (int n = 0; n < 40; ++n) {
        auto given = random.course<double>(sizes, random.one_of({6, 12, 20}));
        given.threatens.fill(0.0);
        auto const game = solved(given, 8);
        std::vector<long double> offers(6, 0);
        for (int round = 0; round < 60; ++round) {
            for (std::size_t a = 0; a < offers.size(); ++a) {
                offers[a] = best_offer(game, offers, a);
            }
        }
        EXPECT_NEAR(game.payoff[PrincipalId{0}], static_cast<double>(profit(game, offers)), 1e-14);
        for (ActionId a : sizes.actions()) {
            EXPECT_NEAR(game.effective_offer(PrincipalId{0}, a),
                        static_cast<double>(offers[static_cast<std::size_t>(a.value)]), 1e-8);
        }
    }
}

TEST(CourseGame, OnePrincipalAndTwoActionsHaveAClosedForm)
{
    Sizes const sizes = question_sizes(1, 2);
    PrincipalId const i{0};
    for (double precision : {6.0, 12.0, 20.0}) {
        for (double gain : {0.1, 0.4, 0.9}) {
            for (double log_odds : {-3.0, -1.0, 0.5}) {
                CourseGame<double> game{sizes};
                game.precision = precision;
                game.base_rate[ActionId{0}] = 1;
                game.base_rate[ActionId{1}] = std::exp(log_odds);
                game.cap[i] = 100;
                game.delivery[i] = 0.8;
                game.exchange[i] = 1.2;
                game.value(i, ActionId{0}) = -0.3;
                game.value(i, ActionId{1}) = gain - 0.3;
                game = solved(game, 3);
                double const scale = precision * 1.2;
                double const w = boost::math::lambert_w0(std::exp(log_odds + scale * gain - 1));
                double const expected = std::max(0.0, (scale * gain - 1 - w) / scale);
                EXPECT_NEAR(game.effective_offer(i, ActionId{1}), expected, 1e-14);
                EXPECT_NEAR(game.offer(i, ActionId{1}), expected / 0.8, 1e-14);
            }
        }
    }
}

/// Largest fault in the equations of a solution, all of it computed anew.
double largest_fault(CourseGame<double> const& game)
{
    Sizes const sizes = sizes_of(game);
    std::vector<double> weight;
    double sum = 0;
    for (ActionId a : sizes.actions()) {
        double felt = game.utility[a];
        for (PrincipalId i : sizes.principals()) {
            felt += game.exchange[i] * game.effective_offer(i, a) -
                    game.threatens[i] * game.hurt[i] * game.capacity[i] * game.harm_share(i, a);
        }
        weight.push_back(game.base_rate[a] * std::exp(game.precision * felt));
        sum += weight.back();
    }
    double fault = 0;
    for (ActionId a : sizes.actions()) {
        fault = std::max(fault, std::abs(game.choice[a] - weight[static_cast<std::size_t>(a.value)] / sum));
    }
    for (PrincipalId i : sizes.principals()) {
        double payoff = 0;
        double outlay = 0;
        double const k = game.reservation[i] + game.value(i, holding);
        for (ActionId a : sizes.actions()) {
            double const chance = weight[static_cast<std::size_t>(a.value)] / sum;
            double const offer = std::clamp(game.value(i, a) - k, 0.0, game.cap[i]);
            fault = std::max(fault, std::abs(game.effective_offer(i, a) - offer));
            fault = std::max(fault, std::abs(game.offer(i, a) * game.delivery[i] - offer));
            payoff += chance * (game.value(i, a) - offer);
            outlay += chance * offer;
        }
        fault = std::max({fault, std::abs(game.payoff[i] - payoff), std::abs(game.outlay[i] - outlay)});
        fault = std::max(fault, std::abs(k - payoff - 1 / (game.precision * game.exchange[i])));
    }
    return fault;
}

struct Faults {
    std::vector<double> sorted;
    double largest_at_rest = 0; ///< where the residual is below 1e-13
    int not_at_rest = 0;

    [[nodiscard]] double share_within(double share) const
    {
        return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
    }
};

Faults faults_after(int steps, double precision)
{
    using R = Lanes<native_width>;
    RandomQuestions random{22};
    Sizes const sizes = question_sizes(5, 6);
    Faults faults;
    for (int n = 0; n < 1600 / native_width; ++n) {
        auto const given = random.course<R>(sizes, precision);
        auto lanes = given;
        weigh_courses_alone(sizes, lanes);
        solve_course_game(sizes, steps, lanes);
        for (int lane = 0; lane < native_width; ++lane) {
            auto game = game_of_lane(given, lane);
            auto const copy = [lane](auto& to, auto const& from) {
                for (std::size_t at = 0; at < to.flat().size(); ++at) {
                    to.flat()[at] = from.flat()[at][lane];
                }
            };
            copy(game.reservation, lanes.reservation);
            copy(game.choice, lanes.choice);
            copy(game.payoff, lanes.payoff);
            copy(game.outlay, lanes.outlay);
            copy(game.effective_offer, lanes.effective_offer);
            copy(game.offer, lanes.offer);
            double const fault = largest_fault(game);
            bool const at_rest = lanes.residual[lane] < 1e-13;
            faults.largest_at_rest = at_rest ? std::max(faults.largest_at_rest, fault) : faults.largest_at_rest;
            faults.not_at_rest += at_rest ? 0 : 1;
            faults.sorted.push_back(fault);
        }
    }
    std::sort(faults.sorted.begin(), faults.sorted.end());
    return faults;
}

/// Replies in turn need not come to rest; the residual says where they do not.
TEST(CourseGame, RandomGamesAtRestSatisfyEveryEquation)
{
    for (auto const& [precision, moving] : {std::pair{6.0, 2}, std::pair{12.0, 2}, std::pair{20.0, 20}}) {
        Faults const faults = faults_after(to_rest, precision);
        EXPECT_LE(faults.largest_at_rest, 1e-11) << precision;
        EXPECT_LE(faults.not_at_rest, moving) << "of 1600 games at " << precision;
    }
}

/// From a cold start; a month starts from the last one's solution.
TEST(CourseGame, StepsFromAColdStartLeaveSmallFaultsInMostGames)
{
    EXPECT_LE(faults_after(8, 6.0).share_within(0.5), 1e-11);
    EXPECT_LE(faults_after(8, 12.0).share_within(0.5), 1e-6);
    EXPECT_LE(faults_after(8, 12.0).share_within(0.9), 1e-2);
    EXPECT_LE(faults_after(12, 12.0).share_within(0.5), 1e-11);
    EXPECT_LE(faults_after(12, 12.0).share_within(0.9), 1e-4);
    EXPECT_LE(faults_after(12, 20.0).share_within(0.9), 1e-3);
}

/// The largest difference of the offers of two solutions, the second's principals reversed where asked for, its unit `unit`.
double offers_apart(CourseGame<double> const& first, CourseGame<double> const& second, bool reversed, double unit)
{
    Sizes const sizes = sizes_of(first);
    double largest = 0;
    for (PrincipalId i : sizes.principals()) {
        PrincipalId const other{reversed ? sizes.principals().size() - 1 - i.value : i.value};
        for (ActionId a : sizes.actions()) {
            largest = std::max(largest, std::abs(unit * first.effective_offer(i, a) - second.effective_offer(other, a)));
        }
    }
    return largest;
}

CourseGame<double> in_other_order(CourseGame<double> const& game)
{
    CourseGame<double> other = game;
    for (auto table : {&CourseGame<double>::cap, &CourseGame<double>::delivery, &CourseGame<double>::exchange,
                       &CourseGame<double>::threatens, &CourseGame<double>::hurt, &CourseGame<double>::capacity,
                       &CourseGame<double>::threat_cost}) {
        std::reverse((other.*table).flat().begin(), (other.*table).flat().end());
    }
    Sizes const sizes = sizes_of(game);
    for (PrincipalId i : sizes.principals()) {
        PrincipalId const from{sizes.principals().size() - 1 - i.value};
        for (ActionId a : sizes.actions()) {
            other.value(i, a) = game.value(from, a);
            other.harm_share(i, a) = game.harm_share(from, a);
        }
    }
    return other;
}

CourseGame<double> in_other_unit(CourseGame<double> game, double unit)
{
    game.precision /= unit;
    for (auto* table : {&game.cap, &game.capacity, &game.threat_cost, &game.reservation}) {
        for (double& entry : table->flat()) {
            entry *= unit;
        }
    }
    for (double& entry : game.value.flat()) {
        entry *= unit;
    }
    for (double& entry : game.utility.flat()) {
        entry *= unit;
    }
    return game;
}

CourseGame<double> with_constant(CourseGame<double> game, double constant)
{
    for (ActionId a : sizes_of(game).actions()) {
        game.value(PrincipalId{1}, a) += constant;
    }
    return game;
}

TEST(CourseGame, OrderUnitAndAConstantChangeNoOffers)
{
    RandomQuestions random{23};
    Sizes const sizes = question_sizes(4, 6);
    for (int n = 0; n < 200; ++n) {
        auto const given = random.course<double>(sizes, 6.0);
        auto const game = solved(given, to_rest);
        EXPECT_LE(offers_apart(game, solved(in_other_unit(given, 2.9), to_rest), false, 2.9), 1e-11);
        EXPECT_LE(offers_apart(game, solved(with_constant(given, 0.7), to_rest), false, 1.0), 1e-11);
        EXPECT_NEAR(solved(with_constant(given, 0.7), to_rest).payoff[PrincipalId{1}], game.payoff[PrincipalId{1}] + 0.7,
                    1e-11);
    }
    // Of several equilibria the order may choose: golden games have one that bidders of either order find.
    for (auto const& given : golden_games()) {
        auto const game = game_of(given);
        EXPECT_LE(offers_apart(solved(game, to_rest), solved(in_other_order(game), to_rest), true, 1.0), 1e-12);
    }
}

TEST(CourseGame, ASecondStartEndsElsewhereInFewGames)
{
    RandomQuestions random{24};
    Sizes const sizes = question_sizes(5, 6);
    int elsewhere = 0;
    for (int n = 0; n < 1000; ++n) {
        auto const given = random.course<double>(sizes, 12.0);
        auto second = given;
        second.reservation.fill(1.5);
        elsewhere += offers_apart(solved(given, to_rest), solved(second, to_rest), false, 1.0) > 1e-6 ? 1 : 0;
    }
    EXPECT_LE(elsewhere, 20);
    RecordProperty("elsewhere", elsewhere);
}

TEST(CourseGame, NobodyOffersWithoutAPurseOrToAHedgerThatIgnoresMoney)
{
    RandomQuestions random{25};
    Sizes const sizes = question_sizes(5, 6);
    auto poor = random.course<double>(sizes, 12.0);
    poor.cap.fill(0.0);
    auto deaf = random.course<double>(sizes, 1e-3);
    for (auto const& game : {solved(poor, 8), solved(deaf, 8)}) {
        for (double offer : game.effective_offer.flat()) {
            EXPECT_EQ(offer, 0.0);
        }
        EXPECT_LE(largest_fault(game), 1e-9); // k is 1000 G where lambda is .001/G
    }
}

/// No offer exceeds what values differ by, so that a purse beyond that is as good as any: e^(lambda e q R) is no number here.
TEST(CourseGame, APurseWithoutEndIsAsGoodAsOneThatNeverBinds)
{
    RandomQuestions random{28};
    Sizes const sizes = question_sizes(5, 6);
    for (int n = 0; n < 100; ++n) {
        auto ample = random.course<double>(sizes, 20.0);
        ample.cap.fill(8.0);
        auto endless = ample;
        endless.cap.fill(1e6);
        auto const [first, second] = std::pair{solved(ample, 60), solved(endless, 60)};
        EXPECT_EQ(first.residual, second.residual);
        for (PrincipalId i : sizes.principals()) {
            EXPECT_EQ(first.reservation[i], second.reservation[i]);
        }
    }
}

TEST(CourseGame, WhatIsNoNumberStaysToBeSeenInTheResidual)
{
    RandomQuestions random{29};
    auto game = random.course<double>(question_sizes(3, 4), 12.0);
    game.value(PrincipalId{1}, ActionId{2}) = std::nan("");
    EXPECT_FALSE(solved(game, 8).residual <= 1.0);
}

TEST(CourseGame, WithoutCapacityAThreatIsNone)
{
    RandomQuestions random{26};
    Sizes const sizes = question_sizes(5, 6);
    auto threatened = random.course<double>(sizes, 12.0);
    threatened.capacity.fill(0.0);
    threatened.threatens.fill(1.0);
    auto calm = threatened;
    calm.threatens.fill(0.0);
    auto const [first, second] = std::pair{solved(threatened, 8), solved(calm, 8)};
    for (ActionId a : sizes.actions()) {
        EXPECT_EQ(first.choice[a], second.choice[a]);
    }
    Table<double, PrincipalId> worth{sizes};
    auto free = first;
    free.threat_cost.fill(0.0);
    weigh_threats(sizes, free, worth);
    for (double delta : worth.flat()) {
        EXPECT_EQ(delta, 0.0);
    }
}

} // namespace
} // namespace steppe
