/// What whole worlds do where one of the things that make powers act is not there (docs/model.md 6.1 to 6.5).

#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

constexpr HedgerId home{0};
constexpr PrincipalId alpha{0};
constexpr PrincipalId beta{1};

struct Totals {
    double offered = 0, bids = 0, delivered = 0, promised = 0, threats = 0, provoked = 0, executed = 0, coercion = 0;
};

/// Sums over ten years of several replicates in two arms, all of them counted.
Totals run(SmallWorld const& world)
{
    using R = Lanes<native_width>;
    Totals totals;
    auto const add = [](double& total, R const& value) {
        for (int lane = 0; lane < native_width; ++lane) {
            total += std::abs(value[lane]);
        }
    };
    for (char const* arm : {"with_accords", "endogenous"}) {
        OpenedPack<R> opened{world, arm};
        for (int month = 0; month < 120; ++month) {
            opened.advance(Draws<R>{19, 0}, month);
            auto const& made = opened.pack.month;
            auto const& seen = opened.pack.seen;
            add(totals.threats, seen.threats[home]);
            add(totals.provoked, seen.provoked[home]);
            add(totals.executed, seen.executed[home]);
            add(totals.coercion, seen.coercion[home]);
            for (PrincipalId i : opened.structure.sizes.principals()) {
                add(totals.bids, seen.bids(home, i));
                add(totals.delivered, seen.delivered(home, i));
                add(totals.promised, made.fulfilment.promised(home, i));
                add(totals.offered, made.bids.offer_change(home, i));
                add(totals.offered, made.bids.offer_keep(home, i));
                for (ActionId a : opened.structure.sizes.actions()) {
                    add(totals.offered, made.course.offer(home, i, a));
                }
            }
        }
    }
    return totals;
}

SmallWorld lively_world() { return SmallWorld{}.lively().set("hedger.HOME.agenda_rate", 0.2); }

SmallWorld with_all_principals(SmallWorld world, std::string const& key, double value)
{
    return world.set("principal.ALPHA." + key, value).set("principal.BETA." + key, value);
}

TEST(Limits, ALivelyWorldOffersThreatensAndPays)
{
    Totals const totals = run(lively_world());
    for (double total : {totals.offered, totals.bids, totals.delivered, totals.promised, totals.threats, totals.provoked,
                         totals.executed, totals.coercion}) {
        EXPECT_GT(total, 0.0);
    }
}

TEST(Limits, PowersThatValueNothingDeliverProvokeAndExecuteNothing)
{
    SmallWorld world = with_all_principals(lively_world(), "stake", 0.0);
    for (std::string const value : {"momentum", "minerals", "conflict", "legacy", "rivalry", "intrusion", "tension"}) {
        world = with_all_principals(world, value + "_value", 0.0);
    }
    Totals const totals = run(world);
    EXPECT_EQ(totals.offered, 0.0);
    EXPECT_EQ(totals.bids, 0.0);
    EXPECT_EQ(totals.delivered, 0.0);
    EXPECT_EQ(totals.promised, 0.0);
    EXPECT_EQ(totals.provoked, 0.0);
    EXPECT_EQ(totals.executed, 0.0);
    EXPECT_EQ(totals.coercion, 0.0);
}

/// The mark-up is 1/lambda: a hedger that ignores what it is offered is offered nothing.
TEST(Limits, AHedgerThatIgnoresUtilitiesIsOfferedNothing)
{
    Totals const totals = run(lively_world().set("hedger.HOME.precision", 0.0));
    EXPECT_EQ(totals.offered, 0.0);
    EXPECT_EQ(totals.delivered, 0.0);
    EXPECT_GT(totals.provoked, 0.0);
}

TEST(Limits, WithoutPursesNothingIsOffered)
{
    Totals const totals = run(with_all_principals(lively_world(), "budget", 0.0));
    EXPECT_EQ(totals.offered, 0.0);
    EXPECT_EQ(totals.delivered, 0.0);
    EXPECT_EQ(totals.promised, 0.0);
}

TEST(Limits, WithoutCapacityThereIsNoHarm)
{
    Totals const totals = run(with_all_principals(lively_world(), "threat_capacity", 0.0));
    EXPECT_EQ(totals.coercion, 0.0);
    EXPECT_EQ(totals.executed, 0.0);
    EXPECT_EQ(totals.threats, 0.0);
    EXPECT_GT(totals.delivered, 0.0);
}

TEST(Limits, HarmVanishesWithCapacity)
{
    double last = run(lively_world()).coercion;
    for (double capacity : {1e-3, 1e-6, 1e-9}) {
        double const harm = run(with_all_principals(lively_world(), "threat_capacity", capacity)).coercion;
        EXPECT_LT(harm, 0.1 * last) << capacity;
        EXPECT_GT(harm, 0.0);
        last = harm;
    }
}

/// With a sponsor that has nothing to give, the odds of acceding are what the hedger's own reasons, its card and threats make them, and what
/// the opponent bids.
TEST(Limits, WithoutTheSponsorsPurseTheOddsOfAccedingAreTheHedgersOwn)
{
    SmallWorld world = lively_world();
    world.set("principal.BETA.budget", 0.0)
        .set("hedger.HOME.accession_prior", 0.06)
        .set("principal.ALPHA.threat_capacity", 0.0);
    world.set("principal.BETA.threat_capacity", 0.0);
    OpenedPack<double> opened{world, "endogenous"};
    for (int month = 0; month < 60; ++month) {
        double const status = opened.pack.now.status[home];
        opened.advance(Draws<double>{23, 1}, month);
        if (status != accord_status::none) {
            continue;
        }
        auto const& made = opened.pack.month;
        auto const& p = opened.pack.parameters;
        double const own = made.preferences.accord_utility[home] + made.course.card[home];
        double const felt = made.means.money_weight[home] * made.means.believed_delivery(home, alpha);
        double const against = felt * made.bids.offer_keep(home, alpha);
        EXPECT_EQ(made.bids.offer_change(home, beta), 0.0);
        EXPECT_NEAR(made.bids.log_odds[home], std::log(0.06 / 0.94) + p.hedger.precision[home] * (own - against), 1e-11);
    }
}

/// phi_i of a constant membership value: intrusion alone.
SmallWorld offended_world()
{
    SmallWorld world;
    world.set("principal.ALPHA.stake", 0.0).set("principal.ALPHA.intrusion_value", -0.37).set("game.habituation", 12.0);
    world.set("principal.BETA.intrusion_value", 0.25).set("hedger.HOME.freeze_prior", 1e-6);
    return world;
}

TEST(Habituation, TheValueOfAMemberThatHoldsCourseHalvesEveryHalfLife)
{
    OpenedPack<double> opened{offended_world().set("game.loss_aversion", 1.0), "with_accords"};
    std::array<double, 12> half_life_ago{};
    for (int month = 0; month <= 96; ++month) {
        opened.advance(Draws<double>{29, 0}, month);
        double const holding = opened.pack.month.stakes.course(home, alpha, Structure::hold());
        if (month > 12) {
            EXPECT_NEAR(holding / half_life_ago[static_cast<std::size_t>(month % 12)], 0.5, 1e-13) << month;
        }
        if (month > 0) {
            EXPECT_NEAR(holding, -0.37 * std::exp2(-month / 12.0), 1e-14) << month;
        }
        half_life_ago[static_cast<std::size_t>(month % 12)] = holding;
    }
}

/// Of offended powers that withhold (a) and sponsors that lose interest (b): both act through membership and what powers are used to.
TEST(Levers, EagernessIsOneWithoutThemAndFollowsTheReferenceWithThem)
{
    for (auto const& [withholding, lost_interest] : {std::pair{0.0, 0.0}, std::pair{0.4, 0.7}, std::pair{1.0, 1.0}}) {
        OpenedPack<double> opened{
            offended_world().set("game.withholding", withholding).set("game.lost_interest", lost_interest), "with_accords"};
        for (int month = 0; month < 60; ++month) {
            opened.advance(Draws<double>{31, 0}, month);
            auto const& stakes = opened.pack.month.stakes;
            double const left = std::exp2(-month / 12.0); // of membership that is not yet taken for granted
            double const offended = month == 0 ? 1.0 : 1.0 - withholding * left;
            double const satisfied = month == 0 ? 1.0 : 1.0 - lost_interest * (1.0 - left);
            EXPECT_NEAR(stakes.eagerness(home, alpha), offended, 1e-14) << month;
            EXPECT_NEAR(stakes.eagerness(home, beta), satisfied, 1e-14) << month;
            // In the shadow the member is none, and one that is none is a member: what it would withhold is in the card.
            double const reference = month == 0 ? 0.0 : 1.0 - left;
            double const turned = month == 0 ? 1.0 - withholding : 1.0 - withholding * std::max(0.0, 0.0 - reference);
            EXPECT_NEAR(stakes.shadow_eagerness(home, alpha), turned, 1e-14) << month;
            if (withholding == 0.0 && lost_interest == 0.0) {
                EXPECT_EQ(stakes.eagerness(home, alpha), 1.0);
                EXPECT_EQ(stakes.eagerness(home, beta), 1.0);
            }
        }
    }
}

/// At a = b = 0 the game is that of the values themselves.
TEST(Levers, WithoutThemPowersBidOnTheirValues)
{
    SmallWorld world = lively_world();
    world.set("game.withholding", 0.0).set("game.lost_interest", 0.0);
    for (char const* arm : {"without_accords", "with_accords"}) {
        OpenedPack<double> opened{world, arm};
        for (int month = 0; month < 24; ++month) {
            opened.advance(Draws<double>{37, 0}, month);
            auto const& made = opened.pack.month;
            for (PrincipalId i : opened.structure.sizes.principals()) {
                double const k = made.course.reservation(home, i) + made.stakes.course(home, i, Structure::hold());
                double const delivery = opened.pack.parameters.principal.delivery[i];
                for (ActionId a : opened.structure.sizes.actions()) {
                    double const wanted =
                        std::clamp(made.stakes.course(home, i, a) - k, 0.0, delivery * made.means.purse[i]);
                    EXPECT_NEAR(delivery * made.course.offer(home, i, a), wanted, 1e-14);
                }
            }
        }
    }
}

} // namespace
} // namespace steppe
