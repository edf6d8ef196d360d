/// What membership and a change of status are worth to the leadership, term by term (docs/model.md 6.4, 7).

#include "support/small_world.hpp"

#include <gtest/gtest.h>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

constexpr HedgerId h{0};
constexpr PrincipalId alpha{0};
constexpr PrincipalId beta{1};
constexpr double exact = 1e-12;

SmallWorld tempted_world()
{
    SmallWorld world;
    world.set("hedger.HOME.technology_gain", 0.5).set("hedger.HOME.window_gain", 0.07);
    world.set("hedger.HOME.domestic_cost", 0.9).set("hedger.HOME.framing", 0.25);
    world.set("hedger.HOME.accession_cost", 0.2).set("hedger.HOME.reversal_cost", 0.4);
    world.set("hedger.HOME.fdi_yield", 0.06).set("hedger.HOME.fdi_depreciation", 0.02).set("welfare.discount", 0.99);
    return world;
}

/// No reading, promise or belief is at a neutral value.
OpenedPack<double> tempted(SmallWorld const& world, double status = accord_status::none)
{
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    made.readings.conflict_intensity = 0.6;
    made.readings.window = 1.0;
    made.outlook.novelty[h] = 0.3;
    made.outlook.opposition[h] = 0.4;
    made.means.money_weight[h] = 0.5;
    made.means.believed_delivery(h, alpha) = 0.6;
    made.means.believed_delivery(h, beta) = 0.8;
    now.promise(h, alpha) = 0.5;
    now.promise(h, beta) = 0.25;
    now.deals_pending[h] = 3.0;
    now.legitimacy = -0.4;
    now.status[h] = status;
    read_memberships(opened.structure.sizes, opened.arm, now, made.memberships);
    return opened;
}

constexpr double g3 = 0.15;              // 0.5 x 0.3
constexpr double p1 = 0.2268;            // 0.9 x (1 - 0.25) x 0.4 x 0.6 x (1 + 0.4)
constexpr double p1_without_g4 = 0.3024; // 0.9 x 0.4 x 0.6 x 1.4
constexpr double promises = 0.25;        // 0.5 (0.6 x 0.5 + 0.8 x 0.25)
constexpr double deals = 0.5;            // 3 x 0.06/(12 (0.02 + 0.01))

MembershipUtility<double> membership_in(SmallWorld const& world)
{
    OpenedPack<double> const opened = tempted(world);
    auto const& [p, opening, now, next, made, games, seen] = opened.pack;
    return membership_utility(p, h, made.readings, made.outlook, now);
}

TEST(MembershipUtility, IsTechnologyAndKeepsOppositionApart)
{
    EXPECT_NEAR(membership_in(tempted_world()).technology, g3, exact);
    EXPECT_NEAR(membership_in(tempted_world()).opposition, p1, exact);
}

TEST(MembershipUtility, LosesExactlyItsOwnTermWithEachSwitch)
{
    auto const without = [](std::string const& incentive) {
        return membership_in(tempted_world().set("incentive." + incentive, 0.0));
    };
    EXPECT_EQ(without("G3").technology, 0.0);
    EXPECT_NEAR(without("G3").opposition, p1, exact);
    EXPECT_NEAR(without("G4").technology, g3, exact);
    EXPECT_NEAR(without("G4").opposition, p1_without_g4, exact);
    EXPECT_NEAR(without("P1").technology, g3, exact);
    EXPECT_EQ(without("P1").opposition, 0.0);
    for (char const* of_others : {"F1", "G1", "G2", "L1"}) {
        EXPECT_NEAR(without(of_others).technology, g3, exact) << of_others;
        EXPECT_NEAR(without(of_others).opposition, p1, exact) << of_others;
    }
}

template <class Set>
double worth_of_a_change(double status, Set set)
{
    OpenedPack<double> opened = tempted(tempted_world(), status);
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    set(now);
    return accord_utility(p, opened.structure.sizes, h, made.readings, made.memberships, made.means, made.outlook, now);
}

constexpr auto as_it_is = [](World<double>&) {};

TEST(AccordUtility, OfAccedingIsTechnologyAndWindowLessOppositionAndCost)
{
    constexpr double accede = g3 + 0.07 - p1 - 0.2;
    EXPECT_NEAR(worth_of_a_change(accord_status::none, as_it_is), accede, exact);
    EXPECT_NEAR(worth_of_a_change(accord_status::none, [](World<double>& now) { now.promise.fill(0.0); }), accede, exact);
    // once it has frozen, to accede is a reversal
    auto const has_frozen = [](World<double>& now) { now.has_frozen[h] = 1.0; };
    EXPECT_NEAR(worth_of_a_change(accord_status::frozen, has_frozen), accede - 0.4, exact);
}

TEST(AccordUtility, OfFreezingIsOppositionLessTechnologyCostAndWhatIsStillToCome)
{
    constexpr double freeze = p1 - g3 - 0.4;
    for (double const inside : {accord_status::announced, accord_status::operational}) {
        EXPECT_NEAR(worth_of_a_change(inside, as_it_is), freeze - promises - deals, exact);
        EXPECT_NEAR(worth_of_a_change(inside, [](World<double>& now) { now.promise.fill(0.0); }), freeze - deals, exact);
        EXPECT_NEAR(worth_of_a_change(inside, [](World<double>& now) { now.deals_pending.fill(0.0); }), freeze - promises,
                    exact);
    }
}

TEST(AccordUtility, HasAWindowOnlyInSummitMonthsAndOnlyWithItsSwitch)
{
    // What acceding is worth in a month, with only the window to gain.
    auto const gain = [](double switched, double summit) {
        SmallWorld world;
        world.set("hedger.HOME.window_gain", 0.07).set("incentive.T1", switched);
        world.set("hedger.HOME.accession_cost", 0.0);
        OpenedPack<double> opened{world, "endogenous"};
        auto& [p, opening, now, next, made, games, seen] = opened.pack;
        now.climate.summit = summit;
        made.readings = read_climate<double>(p, opened.structure, 5, now.climate);
        perceive(p, opened.structure, opening, opened.arm, now, made);
        return made.preferences.accord_utility[h];
    };
    EXPECT_NEAR(gain(1.0, 1.0), 0.07, exact);
    EXPECT_EQ(gain(1.0, 0.0), 0.0);
    EXPECT_EQ(gain(0.0, 1.0), 0.0);
}

} // namespace
} // namespace steppe
