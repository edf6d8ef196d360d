#include "model/powers/landscape.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <stdexcept>

namespace steppe {
namespace {

Landscape with_one_propensity(std::vector<double> sizes, double propensity)
{
    std::size_t const count = sizes.size();
    return {std::move(sizes), std::vector<double>(count * count, propensity)};
}

TEST(Landscape, UnixStandardsHaveTheTwoPublishedAlliances)
{
    // Sun S, Prime S, AT&T G, IBM G, DEC G, HP G, Apollo S, Intergraph S, SGI S
    std::vector<double> const sizes{28.9, 1.0, 28.5, 3.8, 20.0, 11.5, 21.2, 4.4, 4.4};
    std::vector<char> const types{'S', 'S', 'G', 'G', 'G', 'G', 'S', 'S', 'S'};
    Landscape landscape{sizes, std::vector<double>(81, 0.0)};
    for (std::size_t a = 0; a < 9; ++a) {
        for (std::size_t b = 0; b < 9; ++b) {
            landscape.propensity[a * 9 + b] = types[a] == types[b] ? -1.0 : 0.0;
        }
    }
    std::set<Configuration> found;
    for (LandscapeMinimum const& minimum : find_minima(landscape)) {
        found.insert(minimum.configuration ^ 0b111111111U); // bits of Sun's side
    }
    EXPECT_EQ(found, (std::set<Configuration>{0b000001111U, 0b000110011U}));
}

TEST(Landscape, GreatPowersOf1936WithoutSympathiesHaveFourConfigurations)
{
    EXPECT_EQ(find_minima(with_one_propensity({7.45, 5.32, 15.01, 11.49, 4.03}, -1.0)).size(), 4U);
}

TEST(Landscape, EveryImprovingChangeOfSideLowersTheEnergyWhenPropensitiesAreSymmetric)
{
    std::mt19937 random{7};
    std::uniform_real_distribution<double> uniform{-1.0, 1.0};
    for (int world = 0; world < 50; ++world) {
        std::size_t const count = 7;
        Landscape landscape = with_one_propensity(std::vector<double>(count, 1.0), 0.0);
        for (std::size_t a = 0; a < count; ++a) {
            landscape.size[a] = 1.5 + uniform(random);
            for (std::size_t b = 0; b < a; ++b) {
                landscape.propensity[a * count + b] = landscape.propensity[b * count + a] = uniform(random);
            }
        }
        for (Configuration configuration = 0; configuration < 128; ++configuration) {
            for (std::size_t a = 0; a < count; ++a) {
                Configuration const changed = configuration ^ (Configuration{1} << a);
                double const relief = frustration(landscape, configuration, a) - frustration(landscape, changed, a);
                double const fall = energy(landscape, configuration) - energy(landscape, changed);
                EXPECT_NEAR(fall, 2.0 * landscape.size[a] * relief, 1e-12);
            }
        }
        EXPECT_FALSE(find_minima(landscape).empty());
    }
}

TEST(Landscape, ExaminesEachPartitionOnce)
{
    // Without any propensity every configuration rests: 2^(n-1) of them, 65 536 for the 17 states of the paper.
    EXPECT_EQ(find_minima(with_one_propensity(std::vector<double>(5, 1.0), 0.0)).size(), 16U);
    EXPECT_EQ(find_minima(with_one_propensity(std::vector<double>(17, 1.0), 0.0)).size(), 65536U);
    EXPECT_TRUE(find_minima({}).empty());
    EXPECT_THROW(static_cast<void>(find_minima(with_one_propensity(std::vector<double>(21, 1.0), 0.0))),
                 std::invalid_argument);
}

TEST(Landscape, FriendsStandTogetherAndTheLowestEnergyComesFirst)
{
    // Two pairs of friends that are each other's enemies.
    Landscape landscape = with_one_propensity({1.0, 1.0, 1.0, 1.0}, -1.0);
    landscape.propensity[0 * 4 + 1] = landscape.propensity[1 * 4 + 0] = 1.0;
    landscape.propensity[2 * 4 + 3] = landscape.propensity[3 * 4 + 2] = 1.0;
    std::vector<LandscapeMinimum> const minima = find_minima(landscape);
    ASSERT_EQ(minima.size(), 1U);
    EXPECT_EQ(minima[0].configuration, 0b1100U);
    EXPECT_EQ(minima[0].energy, -8.0);
}

} // namespace
} // namespace steppe
