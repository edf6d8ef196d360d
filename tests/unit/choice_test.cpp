/// The hedger's course in sight of threats and offers, and its answer to the accord question (docs/model.md 6.2, 6.4).

#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

constexpr HedgerId h{0};
constexpr PrincipalId alpha{0};
constexpr PrincipalId beta{1};
constexpr ActionId tilt = Structure::tilt(PartnerId{1});
constexpr double exact = 1e-12;

/// Both principals have something to say about a tilt; beliefs, rations and the weight of money are inner values. Precision is 2.
OpenedPack<double> with_menus(double alpha_threatens, double beta_threatens, char const* arm = "endogenous")
{
    OpenedPack<double> opened{SmallWorld{}.set("hedger.HOME.precision", 2.0), arm};
    auto& made = opened.pack.month;
    made.preferences.utility.fill(0.0);
    made.preferences.base_rate.fill(0.0);
    made.preferences.utility(h, tilt) = 0.25;
    made.preferences.base_rate(h, Structure::hold()) = 0.5;
    made.preferences.base_rate(h, tilt) = 0.2;
    made.means.money_weight[h] = 0.5;
    made.means.believed_delivery(h, alpha) = 0.6;
    made.means.believed_delivery(h, beta) = 0.8;
    made.means.believed_resolve(h, alpha) = 0.3;
    made.means.believed_resolve(h, beta) = 0.9;
    made.course.ration[alpha] = 0.5;
    made.course.ration[beta] = 0.25;
    made.course.offer(h, alpha, tilt) = 0.4;
    made.course.offer(h, beta, tilt) = 0.5;
    made.course.harm(h, alpha, tilt) = 0.5;
    made.course.harm(h, beta, tilt) = 0.2;
    made.course.threatens(h, alpha) = alpha_threatens;
    made.course.threatens(h, beta) = beta_threatens;
    return opened;
}

/// 0.5 (0.6 x 0.5 x 0.4 + 0.8 x 0.25 x 0.5), 0.5 x 0.3 x 0.5 and 0.5 x 0.9 x 0.2.
constexpr double offers = 0.11;
constexpr double threat_of_alpha = 0.075;
constexpr double threat_of_beta = 0.09;

double probability_at(double utility)
{
    double const weight = 0.2 * std::exp(2.0 * utility);
    return weight / (0.5 + weight);
}

void choose_in(OpenedPack<double>& opened, Draws<double> const& draws, int month = 1)
{
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    choose(p, opened.structure, opened.arm, draws, month, made.means, made.preferences, made.course, made.bids, made.choice);
}

TEST(Choice, IsALogitOfBaseRatesUtilitiesRationedOffersAndThreatsMade)
{
    struct Row {
        double alpha_threatens, beta_threatens, utility;
    };
    for (Row const& row :
         {Row{0.0, 0.0, 0.25 + offers}, Row{1.0, 0.0, 0.25 + offers - threat_of_alpha},
          Row{0.0, 1.0, 0.25 + offers - threat_of_beta}, Row{1.0, 1.0, 0.25 + offers - threat_of_alpha - threat_of_beta}}) {
        OpenedPack<double> opened = with_menus(row.alpha_threatens, row.beta_threatens);
        choose_in(opened, {1, 0});
        auto const& choice = opened.pack.month.choice;
        EXPECT_NEAR(choice.probability(h, tilt), probability_at(row.utility), exact);
        EXPECT_NEAR(choice.probability(h, Structure::hold()), 1.0 - probability_at(row.utility), exact);
        EXPECT_EQ(choice.probability(h, Structure::tilt(PartnerId{0})), 0.0); // no base rate
    }
}

TEST(Choice, TakesEachCourseAsOftenAsItsProbability)
{
    OpenedPack<double> opened = with_menus(0.0, 1.0);
    auto& choice = opened.pack.month.choice;
    constexpr int replicates = 4000;
    double chosen = 0.0;
    for (int replicate = 0; replicate < replicates; ++replicate) {
        choose_in(opened, {1, replicate});
        chosen += choice.chosen(h, tilt);
        EXPECT_EQ(choice.chosen(h, tilt) + choice.chosen(h, Structure::hold()), 1.0);
    }
    double const expected = probability_at(0.25 + offers - threat_of_beta);
    EXPECT_NEAR(chosen / replicates, expected, 4.0 * std::sqrt(expected * (1.0 - expected) / replicates));
}

/// E_a/P(a), the clocks being addressed by action: the course whose clock rings first.
TEST(Choice, IsTheFirstOfIndependentClocks)
{
    OpenedPack<double> opened = with_menus(1.0, 0.0);
    double const p_tilt = probability_at(0.25 + offers - threat_of_alpha);
    for (int replicate = 0; replicate < 50; ++replicate) {
        Draws<double> const draws{1, replicate};
        choose_in(opened, draws);
        auto const ring = [&](ActionId a, double probability) {
            return -std::log(
                       draws.uniform(1, stream::choice,
                                     combine(opened.structure.hedger_identity[h], opened.structure.action_identity[a]))) /
                   probability;
        };
        bool const tilts = ring(tilt, p_tilt) < ring(Structure::hold(), 1.0 - p_tilt);
        EXPECT_EQ(opened.pack.month.choice.chosen(h, tilt), tilts ? 1.0 : 0.0);
    }
}

TEST(Choice, StatusChangesExactlyWhereTheQuestionIsRaisedAndAnsweredSo)
{
    for (int replicate = 0; replicate < 5; ++replicate) {
        OpenedPack<double> opened = with_menus(0.0, 0.0);
        auto& made = opened.pack.month;
        Draws<double> const draws{1, replicate};
        auto const u = draws.uniform_pair(1, stream::accord_answer, opened.structure.hedger_identity[h]);
        for (double const raise : {-1.0, 1.0}) {
            for (double const answer : {-1.0, 1.0}) {
                made.bids.agenda[h] = u[0] * (1.0 + raise * 1e-9);
                made.bids.probability[h] = u[1] * (1.0 + answer * 1e-9);
                choose_in(opened, draws);
                EXPECT_EQ(made.choice.raised[h], raise > 0.0 ? 1.0 : 0.0);
                EXPECT_EQ(made.choice.changes[h], raise > 0.0 && answer > 0.0 ? 1.0 : 0.0);
            }
        }
    }
}

TEST(Choice, WhatIsCertainHappensInEveryDraw)
{
    for (int replicate = 0; replicate < 1000; ++replicate) {
        OpenedPack<double> opened = with_menus(0.0, 0.0);
        opened.pack.month.bids.agenda[h] = 1.0;
        opened.pack.month.bids.probability[h] = 1.0;
        choose_in(opened, {1, replicate});
        ASSERT_EQ(opened.pack.month.choice.raised[h], 1.0);
        ASSERT_EQ(opened.pack.month.choice.changes[h], 1.0);
    }
}

} // namespace
} // namespace steppe
