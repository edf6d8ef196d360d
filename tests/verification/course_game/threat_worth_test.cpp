#include "verification/course_game/course_fixtures.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace steppe {
namespace {

using testing::question_sizes;
using testing::RandomQuestions;
using testing::sizes_of;
using testing::solved;

/// The hedger's weights at the menus of a solved game, threats as given by the bits of `who`.
std::vector<double> weights(CourseGame<double> const& game, unsigned who)
{
    std::vector<double> weight;
    for (ActionId a : sizes_of(game).actions()) {
        double felt = game.utility[a];
        for (PrincipalId i : sizes_of(game).principals()) {
            double const threatens = (who >> static_cast<unsigned>(i.value)) & 1U ? 1.0 : 0.0;
            felt += game.exchange[i] * game.effective_offer(i, a) -
                    threatens * game.hurt[i] * game.capacity[i] * game.harm_share(i, a);
        }
        weight.push_back(game.base_rate[a] * std::exp(game.precision * felt));
    }
    return weight;
}

double payoff(CourseGame<double> const& game, PrincipalId i, unsigned who)
{
    std::vector<double> const weight = weights(game, who);
    bool const threatens = (who >> static_cast<unsigned>(i.value)) & 1U;
    double sum = 0;
    double worth = 0;
    for (ActionId a : sizes_of(game).actions()) {
        double const w = weight[static_cast<std::size_t>(a.value)];
        sum += w;
        worth += w * (game.value(i, a) - game.effective_offer(i, a) -
                      (threatens ? game.threat_cost[i] * game.harm_share(i, a) : 0.0));
    }
    return worth / sum;
}

unsigned who_threatens(CourseGame<double> const& game)
{
    unsigned who = 0;
    for (PrincipalId i : sizes_of(game).principals()) {
        who |= game.threatens[i] != 0.0 ? 1U << static_cast<unsigned>(i.value) : 0U;
    }
    return who;
}

TEST(ThreatWorth, IsTheDifferenceOfTwoGamesWrittenOut)
{
    RandomQuestions random{31};
    Sizes const sizes = question_sizes(5, 6);
    Table<double, PrincipalId> worth{sizes};
    for (int n = 0; n < 200; ++n) {
        auto game = solved(random.course<double>(sizes, 12.0), 8);
        weigh_threats(sizes, game, worth);
        unsigned const who = who_threatens(game);
        for (PrincipalId i : sizes.principals()) {
            unsigned const own = 1U << static_cast<unsigned>(i.value);
            EXPECT_NEAR(worth[i], payoff(game, i, who | own) - payoff(game, i, who & ~own), 1e-13);
        }
    }
}

TEST(ThreatWorth, ThreatsThatTouchNothingAreFreeAndWorthless)
{
    RandomQuestions random{32};
    Sizes const sizes = question_sizes(5, 6);
    auto game = random.course<double>(sizes, 12.0);
    game.harm_share.fill(0.0);
    game = solved(game, 8);
    Table<double, PrincipalId> worth{sizes};
    weigh_threats(sizes, game, worth);
    for (double delta : worth.flat()) {
        EXPECT_EQ(delta, 0.0);
    }
}

/// Every combination of who threatens, weighted by its probability.
TEST(InclusiveValue, IsTheExpectationOverWhoThreatens)
{
    RandomQuestions random{33};
    Sizes const sizes = question_sizes(5, 6);
    Table<double, PrincipalId> posture{sizes};
    for (int n = 0; n < 50; ++n) {
        auto const game = solved(random.course<double>(sizes, 12.0), 8);
        for (PrincipalId i : sizes.principals()) {
            posture[i] = random.uniform(0, 1);
        }
        double expected = 0;
        for (unsigned who = 0; who < 32; ++who) {
            double chance = 1;
            for (PrincipalId i : sizes.principals()) {
                chance *= (who >> static_cast<unsigned>(i.value)) & 1U ? posture[i] : 1 - posture[i];
            }
            for (double weight : weights(game, who)) {
                expected += chance * weight;
            }
        }
        EXPECT_NEAR(log_inclusive_value(sizes, game, posture), std::log(expected), 1e-12);
    }
}

TEST(Posture, RestsAtItsLogitAndMovesAtItsRate)
{
    double const target = 1 / (1 + std::exp(-(std::log(0.05 / 0.95) + 15 * 0.2)));
    EXPECT_NEAR(next_posture(target, 0.05, 0.2, 15.0, 0.5), target, 1e-16);
    EXPECT_NEAR(next_posture(0.0, 0.05, 0.2, 15.0, 0.5), 0.5 * target, 1e-16);
    EXPECT_NEAR(next_posture(0.7, 0.05, 0.0, 15.0, 1.0), 0.05, 1e-16);
}

TEST(Threats, CostWhatCarryingOutOrBackingDownCosts)
{
    // At full strength: carried out in .3 of cases at .2 a G of the harm .5, backed down from in the rest at .1.
    EXPECT_NEAR(cost_of_threat(0.5, 0.3, 0.2, 0.1), 0.3 * 0.2 * 0.5 + 0.7 * 0.1, 1e-16);
    EXPECT_NEAR(threatened_share(-0.15, 0.15, 20.0), 0.5, 1e-16);
    EXPECT_LT(threatened_share(0.5, 0.15, 20.0), 1e-5);
    EXPECT_GT(threatened_share(-0.9, 0.15, 20.0), 1 - 1e-6);
}

} // namespace
} // namespace steppe
