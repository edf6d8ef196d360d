/// The hedger's choice in sight of realised menus (docs/model.md 6.2).

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
constexpr ActionId accede{4}; // three partners
constexpr double exact = 1e-12;

/// Both principals have something to say about acceding; both beliefs and both rations are inner values.
OpenedPack<double> with_menus()
{
    OpenedPack<double> opened{SmallWorld{}.set("hedger.HOME.precision", 2.0), "endogenous"};
    auto& made = opened.pack.month;
    made.preferences.utility.fill(0.0);
    made.preferences.base_rate.fill(0.0);
    made.menus.offer.fill(0.0);
    made.menus.threat.fill(0.0);
    made.preferences.utility(h, accede) = 0.25;
    made.menus.ration[alpha] = 0.5;
    made.menus.ration[beta] = 0.25;
    made.means.believed_delivery(h, alpha) = 0.6;
    made.means.believed_delivery(h, beta) = 0.8;
    made.means.believed_resolve(h, alpha) = 0.3;
    made.means.believed_resolve(h, beta) = 0.9;
    made.menus.offer(h, alpha, accede) = 0.4;
    made.menus.offer(h, beta, accede) = 0.5;
    made.menus.threat(h, alpha, accede) = 0.5;
    made.menus.threat(h, beta, accede) = 0.2;
    return opened;
}

double utility_when(double alpha_offers, double alpha_threatens, double beta_offers, double beta_threatens)
{
    OpenedPack<double> opened = with_menus();
    auto& made = opened.pack.month;
    made.choice.offers(h, alpha) = alpha_offers;
    made.choice.offers(h, beta) = beta_offers;
    made.choice.threatens(h, alpha) = alpha_threatens;
    made.choice.threatens(h, beta) = beta_threatens;
    add_up_menus(opened.structure, h, made.means, made.preferences, made.menus, made.choice);
    return made.choice.probability(h, accede);
}

TEST(RealisedUtility, RationScalesOffersInTheHedgersEyes)
{
    EXPECT_NEAR(utility_when(1.0, 0.0, 0.0, 0.0), 0.25 + 0.6 * 0.5 * 0.4, exact);
    EXPECT_NEAR(utility_when(0.0, 0.0, 1.0, 0.0), 0.25 + 0.8 * 0.25 * 0.5, exact);
}

TEST(RealisedUtility, ThreatsCountByBelievedResolveAndAreNotRationed)
{
    EXPECT_NEAR(utility_when(0.0, 1.0, 0.0, 0.0), 0.25 - 0.3 * 0.5, exact);
    EXPECT_NEAR(utility_when(0.0, 0.0, 0.0, 1.0), 0.25 - 0.9 * 0.2, exact);
}

TEST(RealisedUtility, MenusOfAllPrincipalsAddUpAndAbsentOnesAreNothing)
{
    EXPECT_NEAR(utility_when(0.0, 0.0, 0.0, 0.0), 0.25, exact);
    EXPECT_NEAR(utility_when(1.0, 1.0, 1.0, 1.0), 0.25 + 0.12 - 0.15 + 0.1 - 0.18, exact);
}

/// Draws modes when ALPHA plays `certain` for sure.
OpenedPack<double> with_certain_mode(ModeId certain)
{
    OpenedPack<double> opened = with_menus();
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    next.mode_probability.fill(0.0);
    next.mode_probability(h, alpha, certain) = 1.0;
    next.mode_probability(h, beta, mode::none) = 1.0;
    draw_modes(opened.structure, Draws<double>{1, 0}, 1, h, next, made.choice);
    return opened;
}

TEST(Modes, ACertainModeSaysWhatIsOnTheTable)
{
    struct Row {
        ModeId certain;
        double offers = 0.0;
        double threatens = 0.0;
    };
    for (Row const& row :
         {Row{mode::none, 0.0, 0.0}, Row{mode::offer, 1.0, 0.0}, Row{mode::threat, 0.0, 1.0}, Row{mode::both, 1.0, 1.0}}) {
        OpenedPack<double> const opened = with_certain_mode(row.certain);
        EXPECT_EQ(opened.pack.month.choice.offers(h, alpha), row.offers);
        EXPECT_EQ(opened.pack.month.choice.threatens(h, alpha), row.threatens);
        EXPECT_EQ(opened.pack.month.choice.offers(h, beta), 0.0);
        EXPECT_EQ(opened.pack.month.choice.threatens(h, beta), 0.0);
    }
}

TEST(Choice, IsALogitOfBaseRatesAndRealisedUtilities)
{
    OpenedPack<double> opened = with_menus();
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    next.mode_probability.fill(0.0);
    next.mode_probability(h, alpha, mode::both) = 1.0;
    next.mode_probability(h, beta, mode::offer) = 1.0;
    made.preferences.base_rate(h, Structure::hold()) = 0.5;
    made.preferences.base_rate(h, accede) = 0.1;
    choose(p, opened.structure, Draws<double>{1, 0}, 1, made.means, made.preferences, made.menus, next, made.choice);
    // u = 0.25 + 0.12 - 0.15 + 0.1 = 0.32; precision 2
    double const weight = 0.1 * std::exp(0.64);
    EXPECT_NEAR(made.choice.probability(h, accede), weight / (0.5 + weight), exact);
    EXPECT_NEAR(made.choice.probability(h, Structure::hold()), 0.5 / (0.5 + weight), exact);
    EXPECT_EQ(made.choice.probability(h, opened.structure.freeze()), 0.0);
}

TEST(Choice, TakesEachActionAsOftenAsItsProbability)
{
    OpenedPack<double> opened = with_menus();
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    next.mode_probability.fill(0.0);
    next.mode_probability(h, alpha, mode::offer) = 1.0;
    next.mode_probability(h, beta, mode::threat) = 1.0;
    made.preferences.base_rate(h, Structure::hold()) = 0.5;
    made.preferences.base_rate(h, accede) = 0.2;
    constexpr int replicates = 4000;
    double chosen = 0.0;
    for (int replicate = 0; replicate < replicates; ++replicate) {
        choose(p, opened.structure, Draws<double>{1, replicate}, 1, made.means, made.preferences, made.menus, next,
               made.choice);
        chosen += made.choice.chosen(h, accede);
        EXPECT_EQ(made.choice.chosen(h, accede) + made.choice.chosen(h, Structure::hold()), 1.0);
    }
    double const weight = 0.2 * std::exp(2.0 * (0.25 + 0.12 - 0.18));
    double const expected = weight / (0.5 + weight);
    EXPECT_NEAR(chosen / replicates, expected, 4.0 * std::sqrt(expected * (1.0 - expected) / replicates));
}

} // namespace
} // namespace steppe
