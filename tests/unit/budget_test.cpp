/// Oil receipts, the fund, and routes around the one that may be cut (docs/model.md 6.3).

#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

constexpr HedgerId h{0};
constexpr PrincipalId alpha{0};
constexpr double exact = 1e-12;

/// Oil is 15 G a year of exports, of which the budget gets 6; 0.9 of it crosses a territory, and 0.6 goes by the route that may be cut.
SmallWorld oil_world()
{
    SmallWorld world;
    world.set("hedger.HOME.exports", 25.0).set("hedger.HOME.oil_share", 0.6).set("hedger.HOME.treasury_share", 0.4);
    world.set("hedger.HOME.receipts_rate", 0.25).set("hedger.HOME.other_revenue", 10.0).set("hedger.HOME.balance", -3.0);
    world.set("hedger.HOME.transit_share", 0.75).set("hedger.HOME.route_share", 0.8).set("hedger.HOME.oil_retained", 0.4);
    world.set("hedger.HOME.bypass_cost", 20.0).set("hedger.HOME.bypass_decay", 0.01);
    world.set("oil.start", 80.5).set("oil.mean", 80.5).set("oil.volatility", 0.0);
    return world.set("transit.onset", 0.0).set("transit.onset_in_war", 0.0);
}

void budget(OpenedPack<double>& opened)
{
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    update_budget(p, opened.structure.sizes, made.readings, made.fulfilment, now, made.exchange, next);
}

OpenedPack<double> with_readings(double oil_ratio, double volume, double severity)
{
    OpenedPack<double> opened{oil_world(), "endogenous"};
    opened.pack.month.readings.oil_ratio = oil_ratio;
    opened.pack.month.readings.export_volume = volume;
    opened.pack.month.readings.route_severity = severity;
    return opened;
}

TEST(Receipts, FollowPriceTimesVolumeLessWhatACutTakesAway)
{
    OpenedPack<double> opened = with_readings(1.5, 0.8, 0.5);
    opened.pack.now.receipts[h] = 1.2;
    budget(opened);
    EXPECT_NEAR(opened.pack.month.exchange.oil_exports[h], 1.5 * 0.8 * 0.7, exact); // 0.5 x 0.6 is lost
    EXPECT_NEAR(opened.pack.next.receipts[h], 1.2 + 0.25 * (0.84 - 1.2), exact);
    EXPECT_NEAR(opened.pack.next.fund[h], 6.0 * (1.11 - 1.0) / 12.0, exact);
}

TEST(Receipts, AreSparedByRoutesBuiltSinceTheOpening)
{
    OpenedPack<double> opened = with_readings(1.0, 0.5, 1.0);
    opened.pack.now.bypass[h] = 0.25 + 0.1; // of a volume of 0.5
    budget(opened);
    EXPECT_NEAR(opened.pack.month.exchange.oil_exports[h], 0.5 * (1.0 - (0.6 - 0.2)), exact);
    opened.pack.now.bypass[h] = 0.9;
    budget(opened);
    EXPECT_NEAR(opened.pack.month.exchange.oil_exports[h], 0.5, exact);
    opened.pack.now.bypass[h] = 0.1; // less than at the opening: what is lost is what the route carries, no more
    budget(opened);
    EXPECT_NEAR(opened.pack.month.exchange.oil_exports[h], 0.5 * 0.4, exact);
}

TEST(Receipts, OfAHedgerWithoutOilDoNotFollowVolume)
{
    OpenedPack<double> opened{SmallWorld{}, "endogenous"};
    opened.pack.month.readings.oil_ratio = 1.0;
    opened.pack.month.readings.export_volume = 0.3;
    budget(opened);
    EXPECT_EQ(opened.pack.next.receipts[h], 1.0);
    EXPECT_EQ(opened.pack.next.fund[h], 0.0);
}

TEST(Bypass, GrowsByInvestmentAndPartOfDealsAndDecaysToItsOpening)
{
    SmallWorld world = oil_world();
    world.set("hedger.HOME.bypass_investment", 0.6).set("hedger.HOME.bypass_deal_share", 0.25);
    world.set("hedger.HOME.deal_months", 36.0);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    EXPECT_NEAR(now.bypass[h], 0.25, exact);
    now.bypass[h] = 0.45;
    now.deals_pending[h] = 3.6;
    made.fulfilment.paid(h, alpha) = 0.3;
    budget(opened);
    EXPECT_NEAR(next.bypass[h], 0.45 + (0.05 + 0.25 * 0.4) / 20.0 - 0.01 * 0.2, exact);
}

TEST(Budget, IsAtRestInTheYearOfRest)
{
    OpenedPack<double> opened{oil_world(), "without_accords"};
    for (int month = 0; month < 120; ++month) {
        opened.advance(Draws<double>{1, 0}, month);
        auto const& seen = opened.pack.seen;
        EXPECT_EQ(opened.pack.now.receipts[h], 1.0);
        EXPECT_EQ(opened.pack.now.fund[h], 0.0);
        EXPECT_EQ(opened.pack.now.log_imports[h], 0.0);
        EXPECT_EQ(opened.pack.now.bypass[h], 0.25);
        EXPECT_EQ(seen.money_weight[h], 1.0);
        EXPECT_EQ(seen.receipts[h], 16.0);
        EXPECT_EQ(seen.budget_balance[h], -3.0);
        EXPECT_NEAR(seen.turnover_share(h, MarketId{3}), 0.25, exact);
    }
}

TEST(Budget, RevenueWithoutOilIsWhatIsLeftWhenOilIsWorthNothing)
{
    SmallWorld world = oil_world();
    world.set("hedger.HOME.receipts_rate", 1.0).set("oil.start", 1e-9).set("oil.mean", 1e-9);
    OpenedPack<double> opened{world, "without_accords"};
    opened.advance(Draws<double>{1, 0}, 0);
    EXPECT_NEAR(opened.pack.seen.receipts[h], 10.0, 1e-9);
    EXPECT_NEAR(opened.pack.seen.budget_balance[h], -9.0, 1e-9);
    EXPECT_NEAR(opened.pack.seen.income[h], -6.0, 1e-9); // 0.4 of 15
}

TEST(Budget, TheFundIsTheSumOfBalancesBeyondTheOneAtRest)
{
    OpenedPack<double> opened{SmallWorld{}.lively().set("hedger.HOME.balance", -2.0), "with_accords"};
    double sum = 0.0;
    for (int month = 0; month < 120; ++month) {
        opened.advance(Draws<double>{3, 4}, month);
        sum += (opened.pack.seen.budget_balance[h] + 2.0) / 12.0;
        EXPECT_NEAR(opened.pack.seen.fund[h], sum, exact);
    }
    EXPECT_GT(std::abs(sum), 0.1);
}

/// A lively world with nothing but the weight of money to tell by, at another oil price.
double first_offers(double vulnerability, double oil)
{
    SmallWorld world = SmallWorld{}.lively();
    world.set("hedger.HOME.vulnerability", vulnerability)
        .set("oil.start", oil)
        .set("hedger.HOME.receipts_start", oil / 80.5);
    world.set("hedger.HOME.trade_pull", 0.0).set("hedger.HOME.transit_share", 0.0).set("principal.BETA.energy_bill", 0.0);
    OpenedPack<double> opened{world, "endogenous"};
    opened.advance(Draws<double>{3, 4}, 0);
    return opened.pack.month.bids.log_odds[h];
}

TEST(Budget, MovesTheGameByVulnerabilityAlone)
{
    EXPECT_EQ(first_offers(0.0, 30.0), first_offers(0.0, 120.0));
    EXPECT_NE(first_offers(0.5, 30.0), first_offers(0.5, 120.0));
}

} // namespace
} // namespace steppe
