/// What the article names and no incentive of its own stands for: oil, uranium, firms, surveillance, arms, a setback at home, a prize that stays
/// away (docs/model.md 6.3, 6.4, 6.7, 7).

#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

constexpr HedgerId h{0};
constexpr PrincipalId beta{1};
constexpr PartnerId to_beta{1};
constexpr PartnerId to_alpha{0};
constexpr CandidateId near{0};
constexpr ChannelId trade{0};
constexpr ChannelId arms{1};
constexpr double exact = 1e-12;

/// Worth of membership to BETA in its own eyes, in a month of tension .5 and oil at .8 of its reference.
double worth(SmallWorld const& world, double uranium = 1.0, double arms_gained = 0.0, double outside = 1.0)
{
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    made.readings.tension = 0.5;
    made.readings.oil_ratio = 0.8;
    made.readings.minerals_demand = 1.0;
    made.readings.leader_interest = 1.0;
    made.readings.uranium = uranium;
    made.outlook.partner_novelty.fill(1.0);
    made.outlook.arms_gained[h] = arms_gained;
    made.outlook.prize_outside = outside;
    return own_worth(p, opened.structure, h, beta, made.readings, made.outlook, now);
}

SmallWorld with_energy()
{
    SmallWorld world;
    return world.set("principal.BETA.energy_share", 0.25)
        .set("principal.BETA.energy_bill", 2.5)
        .set("principal.BETA.energy_relief", 0.5)
        .set("principal.BETA.energy_risk", 0.02)
        .set("principal.BETA.energy_premium", 0.4)
        .set("principal.BETA.energy_years", 8.0)
        .set("principal.BETA.energy_tension", 4.0);
}

TEST(Energy, InsuresABillByShareReliefRiskAndPremiumMoreUnderTensionAndAtDearOil)
{
    double const untroubled = 0.02; // .25 x 2.5 x .5 x .02 x .4 x 8
    EXPECT_NEAR(worth(with_energy()), untroubled * 0.8 * (1.0 + 4.0 * 0.5), exact);
    EXPECT_NEAR(worth(with_energy().set("principal.BETA.energy_share", 0.025)), 0.1 * untroubled * 0.8 * 3.0, exact);
    EXPECT_EQ(worth(with_energy().set("incentive.F2", 0.0)), 0.0);
}

TEST(Uranium, OfAFifthLessTakesAFifthFromTheMessageAndSixPercentFromMinerals)
{
    SmallWorld world;
    world.set("principal.BETA.tension_value", 0.4).set("hedger.HOME.uranium_in_message", 1.0);
    EXPECT_NEAR(worth(world, 0.8), 0.8 * worth(world), exact);
    SmallWorld minerals;
    minerals.set("principal.BETA.minerals_value", 0.5).set("hedger.HOME.uranium_in_minerals", 0.3);
    EXPECT_NEAR(worth(minerals, 0.8), 0.94 * worth(minerals), exact);
}

TEST(Uranium, ReturnsToItsReference)
{
    SmallWorld world;
    world.set("uranium.start", 1.5).set("uranium.persistence", 0.9);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    EXPECT_NEAR(read_climate<double>(p, opened.structure, 0, now.climate).uranium, 1.5, exact);
    draw_climate(p, opened.structure, Draws<double>{1, 0}, 1, now.climate, next.climate);
    EXPECT_NEAR(next.climate.uranium, 0.9 * std::log(1.5), exact); // no volatility
}

TEST(Consolation, RaisesTheValueToARecordWhileThePrizeStaysAway)
{
    SmallWorld world;
    world.set("principal.BETA.legacy_value", 0.2).set("principal.BETA.consolation", 0.5);
    EXPECT_NEAR(worth(world, 1.0, 0.0, 1.0), 0.3, exact);
    EXPECT_NEAR(worth(world, 1.0, 0.0, 0.0), 0.2, exact);
}

TEST(Consolation, EndsAsThePrizeJoins)
{
    OpenedPack<double> opened{SmallWorld{}.set("candidate.NEAR.prize", 1.0), "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    Sizes const& sizes = opened.structure.sizes;
    EXPECT_EQ(prize_outside(p.candidate, sizes, now.member), 1.0);
    now.member[near] = 1.0;
    EXPECT_EQ(prize_outside(p.candidate, sizes, now.member), 0.0);
    p.candidate.prize.fill(0.0);
    EXPECT_EQ(prize_outside(p.candidate, sizes, now.member), 0.0); // where there is none, nothing stays away
}

TEST(Arms, ThatDeepenMakeMembershipMoreOfAnIntrusion)
{
    SmallWorld world;
    world.set("principal.BETA.intrusion_value", -0.2).set("principal.BETA.arms_reaction", 0.5);
    EXPECT_NEAR(worth(world), -0.2, exact);
    EXPECT_NEAR(worth(world, 1.0, 0.4), -0.24, exact); // 1 + .5 x .4
}

/// BETA is the vendor. Its links open at .1.
SmallWorld with_vendor()
{
    return SmallWorld{}
        .set("hedger.HOME.vendor.BETA", 1.0)
        .set("channel.ARMS.arms", 1.0)
        .set("channel.ARMS.surveillance", 1.0)
        .set("hedger.HOME.link.BETA.ARMS", 0.1)
        .set("hedger.HOME.link.BETA.TRADE", 0.5);
}

TEST(Vendor, ItsLinksAreReadInTheMarkedChannelAlone)
{
    OpenedPack<double> opened{with_vendor(), "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.link(h, to_beta, arms) = 0.15;
    now.link(h, to_beta, trade) = 0.9;
    now.link(h, to_alpha, arms) = 0.9;
    weigh_partners(p, opened.structure, opening, made.readings, now, made.outlook);
    EXPECT_NEAR(made.outlook.arms_gained[h], 0.5, exact);
    EXPECT_NEAR(made.outlook.surveillance[h], 0.15, exact);
}

TEST(Surveillance, IsWorthSomethingInUnrestAndCostsWhatLeaks)
{
    auto const technology = [](double unrest, double leaks) {
        OpenedPack<double> opened{SmallWorld{}.set("hedger.HOME.surveillance_gain", 0.3).set("hedger.HOME.leak_cost", 0.1),
                                  "endogenous"};
        auto& [p, opening, now, next, made, games, seen] = opened.pack;
        made.outlook.surveillance[h] = 0.5;
        made.readings.unrest = unrest;
        made.readings.leaks = leaks;
        return membership_utility(p, h, made.readings, made.outlook, now).technology;
    };
    EXPECT_NEAR(technology(0.8, 0.0), 0.12, exact); // .5 x .3 x .8
    EXPECT_NEAR(technology(0.0, 2.0), -0.1, exact); // .5 x .1 x 2
    EXPECT_NEAR(technology(0.5, 1.5), 0.0, exact);  // the sign is free
}

TEST(Leaks, BeyondTheUsualLowerAGroupsStanceByTheStrengthOfTheLink)
{
    SmallWorld world = with_vendor();
    world.set("hedger.HOME.group_leak_response.CITY", 0.4).set("leak.rate", 0.2).set("leak.decay", 0.5);
    world.set("hedger.HOME.group_susceptibility.CITY", 0.0);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    auto const stance = [&](double leaks) {
        made.readings.leaks = leaks;
        made.outlook.surveillance[h] = 0.5;
        update_opinion(p, opened.structure, made.readings, made.memberships, made.outlook, now, next);
        return next.opinion(h, GroupId{0});
    };
    EXPECT_NEAR(stance(1.4) - stance(0.4), -0.2, exact); // .4 x .5 x 1; the usual is .2/.5
    EXPECT_NEAR(stance(0.4), now.opinion(h, GroupId{0}), exact);
}

TEST(Firms, ThatDoubleMoveAStanceAndALinkByTheirResponses)
{
    SmallWorld world = with_vendor();
    world.set("hedger.HOME.firms", 9.0).set("hedger.HOME.group_firm_response.CITY", 0.05);
    world.set("hedger.HOME.group_susceptibility.CITY", 0.0);
    world.set("channel.TRADE.firm_response", 0.1).set("channel.TRADE.rise_rate", 1.0);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    weigh_partners(p, opened.structure, opening, made.readings, now, made.outlook);
    now.firms[h] = 19.0; // (19 + 1)/(9 + 1) = 2
    update_opinion(p, opened.structure, made.readings, made.memberships, made.outlook, now, next);
    EXPECT_NEAR(next.opinion(h, GroupId{0}) - now.opinion(h, GroupId{0}), 0.05 * std::log(2.0), exact);
    next.climate = now.climate;
    update_links(p, opened.structure, opening, made.memberships, made.outlook, now, made.workspace, made.exchange, next);
    EXPECT_NEAR(next.link(h, to_beta, trade), 1.0 / (1.0 + std::exp(-0.1 * std::log(2.0))), exact); // from logit .5 = 0
    EXPECT_NEAR(next.link(h, to_alpha, trade), now.link(h, to_alpha, trade), exact);
}

TEST(Setback, RaisesInterestInItsMonthAndDecays)
{
    SmallWorld world;
    world.set("calendar.setback_amplitude", 0.6).set("calendar.setback_decay", 2.0).set("calendar.setback_rate", 0.0);
    world.set("calendar.setback_start", 1.0).set("calendar.election_amplitude", 0.0);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    auto const interest = [&](Climate<double> const& climate) {
        return read_climate<double>(p, opened.structure, 0, climate).leader_interest;
    };
    EXPECT_NEAR(interest(now.climate), 1.6, exact);
    draw_climate(p, opened.structure, Draws<double>{1, 0}, 1, now.climate, next.climate);
    EXPECT_NEAR(interest(next.climate), 1.0 + 0.6 * std::exp(-0.5), exact);
    p.incentive.turn_off(Incentive::t1);
    EXPECT_EQ(interest(next.climate), 1.0);
}

TEST(Setback, IsThatOfItsMonthWhereTheMonthsAreKnown)
{
    OpenedPack<double> opened{SmallWorld{}.set("calendar.setback_start", 1.0).set("calendar.setback_rate", 1.0),
                              "endogenous"};
    opened.structure.drivers.setback = {0.0, 0.0, 1.0};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    EXPECT_EQ(opening_climate(p, opened.structure).setback, 0.0);
    now.climate.setback = 0.0;
    draw_climate(p, opened.structure, Draws<double>{1, 0}, 1, now.climate, next.climate);
    EXPECT_EQ(next.climate.setback, 0.0);
    draw_climate(p, opened.structure, Draws<double>{1, 0}, 2, now.climate, next.climate);
    EXPECT_EQ(next.climate.setback, 1.0);
    draw_climate(p, opened.structure, Draws<double>{1, 0}, 3, now.climate, next.climate);
    EXPECT_EQ(next.climate.setback, 1.0); // beyond what is known, by its rate
}

TEST(Unrest, BreaksOutAndSubsides)
{
    OpenedPack<double> opened{SmallWorld{}.set("unrest.start", 0.5).set("unrest.rate", 0.0).set("unrest.decay", 0.2),
                              "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    draw_climate(p, opened.structure, Draws<double>{1, 0}, 1, now.climate, next.climate);
    EXPECT_NEAR(next.climate.unrest, 0.4, exact);
    p.occasions.unrest_rate() = 1.0;
    draw_climate(p, opened.structure, Draws<double>{1, 0}, 1, now.climate, next.climate);
    EXPECT_EQ(next.climate.unrest, 1.0); // never above the worst
}

} // namespace
} // namespace steppe
