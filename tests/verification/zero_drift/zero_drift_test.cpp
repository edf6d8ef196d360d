#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

SmallWorld indifferent_world()
{
    SmallWorld world;
    world.set("hedger.HOME.precision", 0.0).set("hedger.HOME.inertia_rate", 0.0);
    world.set("hedger.HOME.alignment.ALPHA", 0.7).set("hedger.HOME.alignment.BETA", 0.05);
    world.set("hedger.HOME.alignment.REST", 0.25);
    return world;
}

TEST(ZeroDrift, ExpectedChangeOfAlignmentIsZeroInEveryShare)
{
    OpenedPack<double> opened{indifferent_world(), "without_accords"};
    opened.advance(Draws<double>{1, 0}, 0);
    HedgerId const h{0};
    World<double> const& opening = opened.pack.next; // committed by a swap: the opening world
    for (PartnerId j : opened.structure.sizes.partners()) {
        double change = 0.0;
        for (PartnerId to : opened.structure.sizes.partners()) {
            double const towards = to == j ? 1.0 : 0.0;
            change += opened.pack.month.choice.probability(h, Structure::tilt(to)) * opened.pack.parameters.hedger.move[h] *
                      (towards - opening.alignment(h, j));
        }
        EXPECT_NEAR(change, 0.0, 1e-17);
    }
}

TEST(ZeroDrift, MeanAlignmentStaysWhereItStartedForTenYears)
{
    using R = Lanes<native_width>;
    SmallWorld const world = indifferent_world();
    OpenedPack<R> opened{world, "without_accords"};
    constexpr int replicates = 4000;
    double sum = 0.0;
    double squares = 0.0;
    for (int first = 0; first < replicates; first += native_width) {
        enter_arm(opened.structure, opened.arm, opened.pack);
        Draws<R> const draws{7, first};
        for (int month = 0; month < 120; ++month) {
            opened.advance(draws, month);
        }
        for (int lane = 0; lane < native_width; ++lane) {
            double const w = opened.pack.now.alignment(HedgerId{0}, PartnerId{0})[lane];
            sum += w;
            squares += w * w;
        }
    }
    double const mean = sum / replicates;
    double const standard_error = std::sqrt((squares / replicates - mean * mean) / replicates);
    EXPECT_NEAR(mean, 0.7, 4.0 * standard_error);
    EXPECT_GT(standard_error, 1e-4); // it did move
}

/// The base-rate anchor: with no utilities, accession comes at its base rate, whatever else is possible.
TEST(ZeroDrift, AccessionComesAtItsBaseRate)
{
    SmallWorld world = indifferent_world();
    world.set("hedger.HOME.accession_rate", 0.02);
    OpenedPack<double> opened{world, "endogenous"};
    opened.advance(Draws<double>{1, 0}, 0);
    EXPECT_NEAR(opened.pack.month.choice.probability(HedgerId{0}, opened.structure.accede()), 0.02 / (0.5 + 0.48 + 0.02),
                1e-15);
}

} // namespace
} // namespace steppe
