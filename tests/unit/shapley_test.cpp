#include "study/shapley.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <functional>

using namespace steppe;

namespace {

using Game = std::function<double(Coalition)>;

double shapley(Game const& game, int player, int players)
{
    double sum = 0.0;
    for (Coalition coalition = 0; coalition < 1U << static_cast<unsigned>(players); ++coalition) {
        sum += shapley_weight(coalition, player, players) * game(coalition);
    }
    return sum;
}

double interaction(Game const& game, int player, int other, int players)
{
    double sum = 0.0;
    for (Coalition coalition = 0; coalition < 1U << static_cast<unsigned>(players); ++coalition) {
        sum += interaction_weight(coalition, player, other, players) * game(coalition);
    }
    return sum;
}

TEST(Shapley, AnAdditiveGameGivesEachPlayerItsOwn)
{
    Game const game = [](Coalition c) {
        double sum = 7.0;
        for (unsigned i = 0; i < 14; ++i) {
            sum += (c >> i & 1U) != 0 ? 0.5 + i : 0.0;
        }
        return sum;
    };
    for (int i = 0; i < 14; ++i) {
        EXPECT_NEAR(shapley(game, i, 14), 0.5 + i, 1e-11);
    }
    EXPECT_NEAR(interaction(game, 3, 9, 14), 0.0, 1e-11);
}

TEST(Shapley, AUnanimityGameIsSharedByThoseItNeeds)
{
    Game const game = [](Coalition c) { return (c & 0b10110U) == 0b10110U ? 1.0 : 0.0; };
    for (int i : {1, 2, 4}) {
        EXPECT_NEAR(shapley(game, i, 6), 1.0 / 3.0, 1e-14);
    }
    EXPECT_NEAR(shapley(game, 0, 6), 0.0, 1e-14);
    Game const pair = [](Coalition c) { return (c & 0b101U) == 0b101U ? 1.0 : 0.0; };
    EXPECT_NEAR(interaction(pair, 0, 2, 5), 1.0, 1e-14);
    EXPECT_NEAR(interaction(pair, 0, 1, 5), 0.0, 1e-14);
    EXPECT_NEAR(interaction(game, 1, 2, 6), 0.5, 1e-14); // two of three: 1/(|T| - 1)
}

TEST(Shapley, TheGloveGame)
{
    Game const game = [](Coalition c) { return (c & 1U) != 0 && (c & 6U) != 0 ? 1.0 : 0.0; };
    EXPECT_NEAR(shapley(game, 0, 3), 2.0 / 3.0, 1e-14);
    EXPECT_NEAR(shapley(game, 1, 3), 1.0 / 6.0, 1e-14);
    EXPECT_NEAR(shapley(game, 2, 3), 1.0 / 6.0, 1e-14);
}

TEST(Shapley, SampledOrdersComeInPairsAndAddUp)
{
    SampledOrders const sampled = sample_orders(40, 6, 3);
    ASSERT_EQ(sampled.orders.size(), 40U);
    for (std::size_t i = 0; i < 40; i += 2) {
        EXPECT_THAT(sampled.orders[i + 1],
                    ::testing::ElementsAreArray(std::vector<int>(sampled.orders[i].rbegin(), sampled.orders[i].rend())));
    }
    Game const game = [](Coalition c) { return std::popcount(c) * std::popcount(c) + (c == 5U ? 1.0 : 0.0); };
    double total = 0.0;
    for (int player = 0; player < 6; ++player) {
        double sum = 0.0;
        for (Coalition coalition : sampled.coalitions) {
            sum += sampled.weight(coalition, player) * game(coalition);
        }
        EXPECT_NEAR(sum, 6.0, 1.0); // the exact value of the symmetric part
        total += sum;
    }
    EXPECT_NEAR(total, game(63) - game(0), 1e-11);
}

TEST(Shapley, RotatedOrdersAreExactWhereOnlyNumbersCount)
{
    SampledOrders const rotated = rotated_orders(5, 1, 3);
    ASSERT_EQ(rotated.orders.size(), 10U);
    EXPECT_EQ(rotated.coalitions.size(), 22U); // 5 x 4 intervals of a circle, nobody and everybody
    // each player's own part, and a part that depends on how many there are
    Game const game = [](Coalition c) {
        double sum = std::pow(std::popcount(c), 3.0);
        for (unsigned i = 0; i < 5; ++i) {
            sum += (c >> i & 1U) != 0 ? 1.0 + i : 0.0;
        }
        return sum;
    };
    for (int player = 0; player < 5; ++player) {
        double sum = 0.0;
        for (Coalition coalition : rotated.coalitions) {
            sum += rotated.weight(coalition, player) * game(coalition);
        }
        EXPECT_NEAR(sum, 1.0 + player + 125.0 / 5.0, 1e-11);
    }
}

} // namespace
