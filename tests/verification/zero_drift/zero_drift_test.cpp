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

/// A hedger that only holds course, pulled towards its home portfolio: at home it rests to the last digit, in every month, and from elsewhere
/// it comes home.
SmallWorld holding_world()
{
    SmallWorld world;
    world.set("hedger.HOME.tilt_rate", 0.0).set("hedger.HOME.hold_rate", 1.0).set("hedger.HOME.inertia_rate", 0.2);
    world.set("hedger.HOME.agenda_rate", 0.0).set("hedger.HOME.summit_agenda", 0.0);
    world.set("hedger.HOME.pull_volatility", 0.0).set("hedger.HOME.link_weight", 0.0).set("hedger.HOME.balance_weight", 0.0);
    world.set("hedger.HOME.alignment.ALPHA", 0.5).set("hedger.HOME.alignment.BETA", 0.125);
    world.set("hedger.HOME.alignment.REST", 0.375);
    return world;
}

TEST(ZeroDrift, AWorldThatOpensAtHomeRestsThereToTheLastDigits)
{
    for (char const* arm : {"without_accords", "endogenous"}) {
        OpenedPack<double> opened{holding_world(), arm};
        HedgerId const h{0};
        for (int month = 0; month < 120; ++month) {
            opened.advance(Draws<double>{3, 1}, month);
            for (PartnerId j : opened.structure.sizes.partners()) {
                double const home = opened.pack.opening.world.alignment(h, j);
                ASSERT_NEAR(opened.pack.now.alignment(h, j), home, 1e-15) << arm << ' ' << month;
                ASSERT_NEAR(opened.pack.now.alignment_reference(h, j), home, 1e-15) << arm << ' ' << month;
            }
            ASSERT_EQ(opened.pack.now.membership_reference[h], 0.0);
        }
    }
}

TEST(ZeroDrift, AWorldThatOpensElsewhereComesHome)
{
    SmallWorld world = holding_world();
    world.set("hedger.HOME.home.ALPHA", 0.25).set("hedger.HOME.home.BETA", 0.5).set("hedger.HOME.home.REST", 0.25);
    OpenedPack<double> opened{world, "without_accords"};
    for (int month = 0; month < 400; ++month) {
        opened.advance(Draws<double>{3, 1}, month);
    }
    for (auto const& [j, home] : {std::pair{0, 0.25}, std::pair{1, 0.5}, std::pair{2, 0.25}}) {
        EXPECT_NEAR(opened.pack.now.alignment(HedgerId{0}, PartnerId{j}), home, 1e-12);
        EXPECT_NEAR(opened.pack.now.alignment_reference(HedgerId{0}, PartnerId{j}), home, 1e-8);
    }
}

/// The base-rate anchors of the accord: with no utilities the question is raised at its rate, and then answered at its prior.
TEST(ZeroDrift, TheAccordQuestionComesAndIsAnsweredAtItsBaseRates)
{
    SmallWorld world = indifferent_world();
    world.set("hedger.HOME.agenda_rate", 0.02).set("hedger.HOME.summit_agenda", 0.0).set("hedger.HOME.accession_prior", 0.3);
    world.set("hedger.HOME.freeze_prior", 0.1);
    OpenedPack<double> opened{world, "endogenous"};
    HedgerId const h{0};
    opened.advance(Draws<double>{1, 0}, 0);
    EXPECT_NEAR(opened.pack.month.bids.agenda[h], 0.02, 1e-15);
    // What the hedger does not weigh is weighed by one in a thousand, so that 1/lambda is a number.
    double const felt = opened.pack.month.preferences.accord_utility[h] + opened.pack.month.course.card[h];
    double const odds = 0.3 / 0.7 * std::exp(1e-3 * felt);
    EXPECT_NEAR(opened.pack.month.bids.probability[h], odds / (1.0 + odds), 1e-15);
    EXPECT_NEAR(opened.pack.month.bids.probability[h], 0.3, 1e-3);
    EXPECT_NEAR(opened.pack.seen.accession_probability[h], 0.02 * opened.pack.month.bids.probability[h], 1e-16);

    opened.pack.now.status[h] = accord_status::operational;
    opened.advance(Draws<double>{1, 0}, 1);
    EXPECT_NEAR(opened.pack.month.bids.agenda[h], 0.02, 1e-15);
    EXPECT_NEAR(opened.pack.month.bids.probability[h], 0.1, 1e-3);
    EXPECT_EQ(opened.pack.seen.accession_probability[h], 0.0);
}

} // namespace
} // namespace steppe
