/// What an accession is worth to a principal and to the hedger, term by term (docs/model.md 7).

#include "support/small_world.hpp"

#include <gtest/gtest.h>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

constexpr HedgerId h{0};
constexpr PartnerId beta_as_partner{1};
constexpr double exact = 1e-12;

/// A world in which every incentive of principals works, MOON being a principal that is no partner.
SmallWorld tempting_world()
{
    SmallWorld world{{"HOME"}, {"ALPHA", "BETA", "MOON"}, {"ALPHA", "BETA", "REST"}};
    for (std::string const principal : {"principal.BETA.", "principal.MOON."}) {
        world.set(principal + "momentum_value", 0.5).set(principal + "conflict_value", 0.4);
        world.set(principal + "minerals_value", 0.3).set(principal + "legacy_value", 0.2);
        world.set(principal + "rivalry_value", -0.6).set(principal + "intrusion_value", 0.15);
        world.set(principal + "tension_value", 0.9).set(principal + "novelty_share", 0.5);
    }
    return world;
}

/// Value of the accession to a principal when no reading of the month is at a neutral value.
double value_to(PrincipalId principal, SmallWorld const& world)
{
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, game, audit, seen] = opened.pack;
    now.momentum = 0.3;
    now.legitimacy = -0.4;
    made.readings.conflict_intensity = 0.6;
    made.readings.minerals_demand = 1.5;
    made.readings.leader_interest = 1.25;
    made.readings.tension = 0.7;
    made.outlook.incumbent_share[h] = 0.45;
    made.outlook.partner_novelty.fill(0.9);
    made.outlook.partner_novelty(h, beta_as_partner) = 0.2;
    return accession_value(p, opened.structure, h, principal, made.readings, made.outlook, now);
}

constexpr PrincipalId beta{1};
constexpr PrincipalId moon{2};

// Novelty to BETA: 1 - 0.5 (1 - 0.2) = 0.6.
constexpr double f1 = 0.21;   // 0.6 x 0.5 x (1 - 0.3)
constexpr double f2 = 0.45;   // 0.3 x 1.5
constexpr double f3 = 0.1008; // 0.6 x 0.4 x 0.6 x (1 + 0.4)/2
constexpr double f4 = 0.25;   // 0.2 x 1.25
constexpr double f5 = -0.12;  // -0.6 x 0.45 + 0.15
constexpr double i1 = 0.63;   // 0.9 x 0.7
constexpr double all = 1.5208;

TEST(AccessionValue, AddsUpItsSixTerms) { EXPECT_NEAR(value_to(beta, tempting_world()), all, exact); }

TEST(AccessionValue, LosesExactlyItsOwnTermWithEachSwitch)
{
    auto const without = [](std::string const& incentive) {
        return value_to(beta, tempting_world().set("incentive." + incentive, 0.0));
    };
    EXPECT_NEAR(without("F1"), all - f1, exact);
    EXPECT_NEAR(without("F2"), all - f2, exact);
    EXPECT_NEAR(without("F3"), all - f3, exact);
    EXPECT_NEAR(without("F4"), all - f4, exact);
    EXPECT_NEAR(without("F5"), all - f5, exact);
    EXPECT_NEAR(without("I1"), all - i1, exact);
    for (char const* of_others : {"G1", "G2", "G3", "G4", "P1", "L1"}) {
        EXPECT_NEAR(without(of_others), all, exact) << of_others;
    }
}

TEST(AccessionValue, KeepsEachTermWhenAllOtherSwitchesAreOff)
{
    std::vector<std::pair<std::string, double>> const terms{{"F1", f1}, {"F2", f2}, {"F3", f3},
                                                            {"F4", f4}, {"F5", f5}, {"I1", i1}};
    for (auto const& [kept, term] : terms) {
        SmallWorld world = tempting_world();
        for (auto const& [incentive, unused] : terms) {
            world.set("incentive." + incentive, incentive == kept ? 1.0 : 0.0);
        }
        EXPECT_NEAR(value_to(beta, world), term, exact) << kept;
    }
}

TEST(AccessionValue, IsWhollyNewToAPrincipalThatIsNoPartner)
{
    EXPECT_NEAR(value_to(moon, tempting_world()), (f1 + f3) / 0.6 + f2 + f4 + f5 + i1, exact);
}

AccessionUtility<double> utility_in(SmallWorld const& world, double incumbent_share = 0.45)
{
    OpenedPack<double> opened{world, "endogenous"};
    auto& made = opened.pack.month;
    made.readings.conflict_intensity = 0.6;
    made.readings.minerals_demand = 1.5;
    made.readings.window = 1.0;
    made.outlook.incumbent_share[h] = incumbent_share;
    made.outlook.novelty[h] = 0.3;
    made.outlook.opposition[h] = 0.4;
    return accession_utility(opened.pack.parameters, h, made.readings, made.outlook);
}

SmallWorld tempted_world()
{
    SmallWorld world;
    world.set("hedger.HOME.investment_gain", 0.4).set("hedger.HOME.leverage_gain", 0.8);
    world.set("hedger.HOME.leverage_anchor", 0.2).set("hedger.HOME.technology_gain", 0.5);
    world.set("hedger.HOME.window_gain", 0.07);
    world.set("hedger.HOME.domestic_cost", 0.9).set("hedger.HOME.framing", 0.25);
    return world;
}

constexpr double g1 = 0.6;              // 0.4 x 1.5
constexpr double g2 = 0.2;              // 0.8 x (0.45 - 0.2)
constexpr double g3 = 0.15;             // 0.5 x 0.3
constexpr double t1 = 0.07;             // the window is open
constexpr double gains = 1.02;          // their sum
constexpr double p1 = 0.162;            // 0.9 x (1 - 0.25) x 0.4 x 0.6
constexpr double p1_without_g4 = 0.216; // 0.9 x 0.4 x 0.6

TEST(AccessionUtility, AddsUpGainsAndKeepsOppositionApart)
{
    AccessionUtility<double> const utility = utility_in(tempted_world());
    EXPECT_NEAR(utility.gains, gains, exact);
    EXPECT_NEAR(utility.opposition, p1, exact);
}

TEST(AccessionUtility, LosesExactlyItsOwnTermWithEachSwitch)
{
    auto const without = [](std::string const& incentive) {
        return utility_in(tempted_world().set("incentive." + incentive, 0.0));
    };
    EXPECT_NEAR(without("G1").gains, gains - g1, exact);
    EXPECT_NEAR(without("G2").gains, gains - g2, exact);
    EXPECT_NEAR(without("G3").gains, gains - g3, exact);
    EXPECT_NEAR(without("G4").gains, gains, exact);
    EXPECT_NEAR(without("G4").opposition, p1_without_g4, exact);
    EXPECT_NEAR(without("P1").opposition, 0.0, exact);
    EXPECT_NEAR(without("P1").gains, gains, exact);
    EXPECT_NEAR(without("F1").gains, gains, exact);
}

TEST(AccessionUtility, HasNoCardBelowTheAnchor) { EXPECT_NEAR(utility_in(tempted_world(), 0.15).gains, gains - g2, exact); }

TEST(AccessionUtility, HasAWindowOnlyInSummitMonthsAndOnlyWithItsSwitch)
{
    // Summits: months 0, 12, ... The gain of acceding in a month, with only the window to gain.
    auto const gain = [](double switched, int month) {
        SmallWorld world;
        world.set("hedger.HOME.window_gain", 0.07).set("incentive.T1", switched).setting("calendar.summit_interval", "12");
        OpenedPack<double> opened{world, "endogenous"};
        auto& [p, opening, now, next, made, game, audit, seen] = opened.pack;
        made.readings = read_climate<double>(p, opened.structure, month, now.climate);
        return accession_utility(p, h, made.readings, made.outlook).gains;
    };
    EXPECT_NEAR(gain(1.0, 0), t1, exact);
    EXPECT_NEAR(gain(1.0, 12), t1, exact);
    EXPECT_EQ(gain(1.0, 1), 0.0);
    EXPECT_EQ(gain(1.0, 11), 0.0);
    EXPECT_EQ(gain(0.0, 12), 0.0);
}

} // namespace
} // namespace steppe
