/// Investment and firms (docs/model.md 6.3).

#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

constexpr HedgerId h{0};
constexpr double exact = 1e-12;

/// Investment away from its opening stock, with deals flowing and pressure of 0.6 in all.
OpenedPack<double> invested(double status = accord_status::none, double changes = 0.0, double receipts = 1.0)
{
    SmallWorld world;
    world.set("hedger.HOME.fdi_stock", 50.0).set("hedger.HOME.fdi_depreciation", 0.01).set("hedger.HOME.fdi_risk", 0.5);
    world.set("hedger.HOME.deal_months", 36.0).set("hedger.HOME.fdi_oil_response", 0.5);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.fdi_stock[h] = 40.0;
    now.receipts[h] = receipts;
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

TEST(Investment, FollowsOilReceipts)
{
    OpenedPack<double> const opened = invested(accord_status::none, 0.0, 4.0);
    EXPECT_NEAR(opened.pack.next.fdi_stock[h], 39.6 + 2.0 * 0.5 * std::exp(-0.3) + 0.1, exact);
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
