#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

/// Real income in per cent when every trade cost changes by the factor `cost`.
double gain(double cost, double home_share, double elasticity)
{
    // One partner is the sponsor and has all of the trade; its cost falls by the saving of operational membership.
    SmallWorld world{{"HOME"}, {"ALPHA"}, {"ALPHA"}};
    world.set("hedger.HOME.import_share.ROW", 0.0);
    world.set("hedger.HOME.home_share", home_share).set("hedger.HOME.trade_elasticity", elasticity);
    world.set("hedger.HOME.accord_trade_saving", -std::log(cost)).set("partner.ALPHA.sponsorship", 1.0);
    OpenedPack<double> opened{world, "with_accords"};
    HedgerId const h{0};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    made.outlook.partner_novelty(h, PartnerId{0}) = 1.0;
    made.memberships.in_substance[h] = 1.0;
    update_trade(p, opened.structure, opening, Draws<double>{1, 0}, 0, made.readings, made.memberships, made.means,
                 made.outlook, now, made.workspace, made.exchange, next);
    return made.exchange.trade_gain[h];
}

TEST(Trade, SymmetricTwoCountryHatGivesTheKnownGain)
{
    double const welfare = std::exp(gain(0.9, 0.7, 5.0) / 100.0);
    EXPECT_NEAR(welfare, 1.0385255159, 1e-10);
    EXPECT_NEAR(0.7 * std::pow(welfare, -5.0), 0.5794449514, 1e-10);
}

TEST(Trade, UnchangedCostsChangeNothing) { EXPECT_NEAR(gain(1.0, 0.7, 5.0), 0.0, 1e-13); }

TEST(Trade, ATinyTradeShareIsWorthATinyGain)
{
    // 0.08 % of spending and a 5 % cut: about 0.08 % x 5 % of income, whatever the elasticity.
    EXPECT_NEAR(gain(0.95, 0.9992, 5.0), 100.0 * 0.0008 * -std::log(0.95), 1e-3);
}

} // namespace
} // namespace steppe
