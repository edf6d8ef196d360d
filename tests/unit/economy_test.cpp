/// Trade, investment and firms (docs/model.md 6.3).

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
constexpr double exact = 1e-12;

/// Change of real income with pressure by ALPHA and BETA, a novelty of 0.75 and the given membership and route.
double gain_of_trade(double substance, double route_severity, double pressed = 1.0)
{
    SmallWorld world;
    world.set("partner.BETA.sponsorship", 1.0);
    world.set("hedger.HOME.trade_share.ALPHA", 0.5).set("hedger.HOME.trade_share.BETA", 0.3);
    world.set("hedger.HOME.trade_share.REST", 0.2);
    world.set("hedger.HOME.home_share", 0.6).set("hedger.HOME.trade_elasticity", 4.0);
    world.set("hedger.HOME.pressure_trade_cost", 0.02).set("hedger.HOME.transit_trade_cost", 0.05);
    world.set("hedger.HOME.accord_trade_saving", 0.04).set("transit.share", 0.6);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.pressure(h, alpha) = 0.2 * pressed;
    now.pressure(h, beta) = 0.5 * pressed;
    made.outlook.partner_novelty.fill(0.75);
    return trade_gain(p, opened.structure, h, substance, route_severity, made.outlook, now);
}

/// The same from log costs of trade with ALPHA, BETA and REST.
double gain_at_costs(double alpha_cost, double beta_cost, double rest_cost)
{
    double const foreign =
        0.5 * std::exp(-4.0 * alpha_cost) + 0.3 * std::exp(-4.0 * beta_cost) + 0.2 * std::exp(-4.0 * rest_cost);
    return 100.0 * std::log(std::pow(0.6 + 0.4 * foreign, 0.25));
}

TEST(TradeGain, FallsWithPressureAndACutRouteAndRisesWithTheAccord)
{
    EXPECT_NEAR(gain_of_trade(0.0, 0.0, 0.0), 0.0, exact);
    EXPECT_NEAR(gain_of_trade(0.0, 0.0), gain_at_costs(0.004, 0.01, 0.0), exact);
    EXPECT_NEAR(gain_of_trade(0.0, 1.0, 0.0), gain_at_costs(0.03, 0.03, 0.03), exact); // 0.05 x 0.6
    EXPECT_NEAR(gain_of_trade(0.5, 0.0, 0.0), gain_at_costs(0.0, -0.015, 0.0), exact); // 0.04 x 0.5 x 0.75
    EXPECT_NEAR(gain_of_trade(0.5, 1.0), gain_at_costs(0.034, 0.01 + 0.03 - 0.015, 0.03), exact);
    EXPECT_LT(gain_of_trade(0.0, 0.0), 0.0);
    EXPECT_GT(gain_of_trade(0.5, 0.0, 0.0), 0.0);
}

/// Investment away from its opening stock, with deals flowing and pressure of 0.6 in all.
OpenedPack<double> invested(double status = accord_status::none, double changes = 0.0)
{
    SmallWorld world;
    world.set("hedger.HOME.fdi_stock", 50.0).set("hedger.HOME.fdi_depreciation", 0.01).set("hedger.HOME.fdi_risk", 0.5);
    world.set("hedger.HOME.deal_months", 36.0);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.fdi_stock[h] = 40.0;
    now.deals_pending[h] = 3.6;
    now.status[h] = status;
    made.choice.changes[h] = changes;
    now.pressure(h, PrincipalId{0}) = 0.4;
    now.pressure(h, PrincipalId{1}) = 0.2;
    read_memberships(opened.structure.sizes, opened.arm, now, made.memberships);
    update_investment(p, opened.structure.sizes, made.memberships, made.choice, now, next);
    return opened;
}

TEST(Investment, DepreciatesIsReplacedLessUnderPressureAndGrowsByPendingDeals)
{
    OpenedPack<double> const opened = invested();
    EXPECT_NEAR(opened.pack.next.fdi_stock[h], 39.6 + 0.5 * std::exp(-0.3) + 0.1, exact);
    EXPECT_NEAR(opened.pack.next.deals_pending[h], 3.5, exact);
}

TEST(Investment, AFreezeCancelsTheDealsThatAreStillToCome)
{
    for (double const inside : {accord_status::announced, accord_status::operational}) {
        EXPECT_EQ(invested(inside, 1.0).pack.next.deals_pending[h], 0.0);
        EXPECT_NEAR(invested(inside, 0.0).pack.next.deals_pending[h], 3.5, exact);
        EXPECT_EQ(invested(inside, 1.0).pack.next.fdi_stock[h], invested().pack.next.fdi_stock[h]);
    }
    EXPECT_NEAR(invested(accord_status::none, 1.0).pack.next.deals_pending[h], 3.5, exact); // an accession books none
    EXPECT_NEAR(invested(accord_status::frozen, 1.0).pack.next.deals_pending[h], 3.5, exact);
}

/// What flows in from the first month in an arm, when 0.2 of 5 G of announced deals are believed in.
double announced(char const* arm, double stand, double switched = 1.0)
{
    SmallWorld world;
    world.set("hedger.HOME.realisation", 0.2).set("hedger.HOME.announced_deals", 5.0).set("incentive.G1", switched);
    world.set("game.announced_deals_stand", stand);
    return OpenedPack<double>{world, arm}.pack.now.deals_pending[h];
}

TEST(Investment, AnnouncedDealsAreTheInducementByItselfOrStandForWhatSponsorsWouldPromise)
{
    for (double const stand : {0.0, 1.0}) {
        EXPECT_NEAR(announced("inducement_only", stand), 1.0, exact);
        EXPECT_NEAR(announced("with_accords", stand), stand, exact);
        for (char const* arm : {"without_accords", "endogenous", "quiet_deepening"}) {
            EXPECT_EQ(announced(arm, stand), 0.0) << arm;
        }
        EXPECT_EQ(announced("inducement_only", stand, 0.0), 0.0);
    }
}

/// Mean number of firms after a month, from 50 where 100 are at home, over replicates.
double mean_firms(double substance, double political_risk, int replicates)
{
    SmallWorld world;
    world.set("hedger.HOME.firms", 100.0).set("hedger.HOME.firm_turnover", 0.1);
    world.set("hedger.HOME.firm_accord_response", 0.4).set("hedger.HOME.firm_risk", 0.5);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.firms[h] = 50.0;
    now.pressure(h, PrincipalId{0}) = political_risk;
    made.memberships.in_substance[h] = substance;
    double total = 0.0;
    for (int replicate = 0; replicate < replicates; ++replicate) {
        update_firms(p, opened.structure, Draws<double>{1, replicate}, 1, made.memberships, now, next);
        total += next.firms[h];
    }
    return total / replicates;
}

TEST(Firms, OpenAtARateOfTheirOpeningNumberAndCloseAtOneOfTheirPresentNumber)
{
    // Mean 50 - 5 + 10 exp(0.4 A - 0.5 PR); variance at most 10 e^0.4 + 4.5 = 19.5.
    constexpr int replicates = 20000;
    double const tolerance = 4.0 * std::sqrt(19.5 / replicates);
    EXPECT_NEAR(mean_firms(0.0, 0.0, replicates), 55.0, tolerance);
    EXPECT_NEAR(mean_firms(1.0, 0.0, replicates), 45.0 + 10.0 * std::exp(0.4), tolerance);
    EXPECT_NEAR(mean_firms(0.0, 1.2, replicates), 45.0 + 10.0 * std::exp(-0.6), tolerance);
    EXPECT_NEAR(mean_firms(0.5, 0.8, replicates), 45.0 + 10.0 * std::exp(-0.2), tolerance);
}

} // namespace
} // namespace steppe
