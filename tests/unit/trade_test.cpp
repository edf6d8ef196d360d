/// Exports, imports, and with whom (docs/model.md 6.3).

#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>
#include <string>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

constexpr HedgerId h{0};
constexpr PrincipalId alpha{0};
constexpr PrincipalId beta{1};
constexpr double exact = 1e-12;

using PerMarket = std::array<double, 4>; // ALPHA, BETA, REST, ROW
constexpr std::array<char const*, 4> names{"ALPHA", "BETA", "REST", "ROW"};
constexpr PerMarket in_exports{0.1, 0.2, 0.3, 0.4};
constexpr PerMarket in_imports{0.4, 0.3, 0.2, 0.1};

/// A hedger whose exports of 30 and imports of 20 G a year are divided unevenly.
SmallWorld trading_world()
{
    SmallWorld world;
    for (std::size_t m = 0; m < names.size(); ++m) {
        world.set(std::string{"hedger.HOME.export_share."} + names[m], in_exports[m]);
        world.set(std::string{"hedger.HOME.import_share."} + names[m], in_imports[m]);
    }
    world.set("hedger.HOME.exports", 30.0).set("hedger.HOME.imports", 20.0);
    world.set("hedger.HOME.home_share", 0.6).set("hedger.HOME.trade_elasticity", 4.0);
    return world.set("oil.start", 80.5).set("oil.mean", 80.5);
}

/// A month of trade of an opened world, as everything that it reads stands.
void trade(OpenedPack<double>& opened, int month = 0, int replicate = 0)
{
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    update_trade(p, opened.structure, opening, Draws<double>{1, replicate}, month, made.readings, made.memberships,
                 made.means, made.outlook, now, made.workspace, made.exchange, next);
}

/// Readings and memberships of a quiet month.
OpenedPack<double> quiet(SmallWorld const& world)
{
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    made.readings = read_climate<double>(p, opened.structure, 0, now.climate);
    made.means.growth.fill(0.0);
    made.exchange.oil_exports[h] = 1.0;
    made.outlook.partner_novelty.fill(0.75);
    for (PartnerId j : opened.structure.sizes.partners()) {
        made.outlook.log_share(h, j) = opening.log_alignment(h, j);
    }
    return opened;
}

/// Change of real income with pressure by ALPHA and BETA, a novelty of 0.75 and the given membership.
double gain_of_trade(double substance, double pressed = 1.0)
{
    SmallWorld world = trading_world();
    world.set("partner.BETA.sponsorship", 1.0).set("hedger.HOME.pressure_trade_cost", 0.02);
    world.set("hedger.HOME.accord_trade_saving", 0.04);
    OpenedPack<double> opened = quiet(world);
    opened.pack.now.pressure(h, alpha) = 0.2 * pressed;
    opened.pack.now.pressure(h, beta) = 0.5 * pressed;
    opened.pack.month.memberships.in_substance[h] = substance;
    trade(opened);
    return opened.pack.month.exchange.trade_gain[h];
}

/// The same from log costs of trade with ALPHA and BETA.
double gain_at_costs(double alpha_cost, double beta_cost)
{
    double const foreign = 0.4 * std::exp(-4.0 * alpha_cost) + 0.3 * std::exp(-4.0 * beta_cost) + 0.3;
    return 100.0 * std::log(std::pow(0.6 + 0.4 * foreign, 0.25));
}

TEST(TradeGain, FallsWithPressureAndRisesWithTheAccord)
{
    EXPECT_NEAR(gain_of_trade(0.0, 0.0), 0.0, exact);
    EXPECT_NEAR(gain_of_trade(0.0), gain_at_costs(0.004, 0.01), exact);
    EXPECT_NEAR(gain_of_trade(0.5, 0.0), gain_at_costs(0.0, -0.015), exact); // 0.04 x 0.5 x 0.75
    EXPECT_NEAR(gain_of_trade(0.5), gain_at_costs(0.004, 0.01 - 0.015), exact);
    EXPECT_LT(gain_of_trade(0.0), 0.0);
    EXPECT_GT(gain_of_trade(0.5, 0.0), 0.0);
}

TEST(Trade, IsAtRestInTheYearOfRest)
{
    OpenedPack<double> opened = quiet(trading_world());
    trade(opened);
    auto const& exchange = opened.pack.month.exchange;
    EXPECT_EQ(exchange.exports[h], 30.0);
    EXPECT_EQ(exchange.imports[h], 20.0);
    EXPECT_EQ(exchange.trade_gain[h], 0.0);
    for (std::size_t m = 0; m < names.size(); ++m) {
        EXPECT_NEAR(exchange.export_share(h, MarketId{static_cast<int>(m)}), in_exports[m], exact);
        EXPECT_NEAR(exchange.import_share(h, MarketId{static_cast<int>(m)}), in_imports[m], exact);
    }
    for (PartnerId j : opened.structure.sizes.partners()) {
        EXPECT_EQ(opened.pack.next.trade_shift(h, j), 0.0);
    }
}

TEST(Trade, ExportsFollowOilByItsShareAndImportsFollowExportsWithADelay)
{
    SmallWorld world = trading_world();
    world.set("hedger.HOME.oil_share", 0.4).set("hedger.HOME.price_response", 0.5);
    world.set("hedger.HOME.import_response", 0.8).set("hedger.HOME.import_rate", 0.25);
    OpenedPack<double> opened = quiet(world);
    opened.pack.month.readings.oil_ratio = 0.25;
    opened.pack.month.exchange.oil_exports[h] = 0.2;
    opened.pack.now.log_imports[h] = 0.1;
    trade(opened);
    double const exports = 0.4 * 0.2 + 0.6 * 0.5; // 0.25^0.5
    double const log_imports = 0.1 + 0.25 * (0.8 * std::log(exports) - 0.1);
    EXPECT_NEAR(opened.pack.month.exchange.exports[h], 30.0 * exports, exact);
    EXPECT_NEAR(opened.pack.next.log_imports[h], log_imports, exact);
    EXPECT_NEAR(opened.pack.month.exchange.imports[h], 20.0 * std::exp(log_imports), exact);
}

TEST(Trade, WeightsFollowLevelsCapabilityAlignmentAndCosts)
{
    SmallWorld world = trading_world();
    world.set("hedger.HOME.size_response", 2.0).set("hedger.HOME.alignment_trade", 0.5);
    world.set("hedger.HOME.pressure_trade_cost", 0.1);
    OpenedPack<double> opened = quiet(world);
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.export_level(h, MarketId{0}) = std::numbers::ln2;
    now.import_level(h, MarketId{3}) = std::log(3.0);
    made.means.growth[opened.structure.power_of_partner[PartnerId{1}]] = std::log(1.1);
    made.outlook.log_share(h, PartnerId{2}) += std::log(4.0);
    now.pressure(h, alpha) = 0.5;
    trade(opened);
    double const cost = std::exp(-4.0 * 0.05);
    PerMarket const exported{0.1 * 2.0 * cost, 0.2, 0.3 * 2.0, 0.4};
    PerMarket const imported{0.4 * cost, 0.3 * 1.21, 0.2 * 2.0, 0.1 * 3.0};
    double const exports = exported[0] + exported[1] + exported[2] + exported[3];
    double const imports = imported[0] + imported[1] + imported[2] + imported[3];
    for (std::size_t m = 0; m < names.size(); ++m) {
        EXPECT_NEAR(made.exchange.export_share(h, MarketId{static_cast<int>(m)}), exported[m] / exports, exact);
        EXPECT_NEAR(made.exchange.import_share(h, MarketId{static_cast<int>(m)}), imported[m] / imports, exact);
    }
    // The pull sees neither alignment nor cost: 0.6 of turnover is exports.
    double const share = 0.6 * 0.2 / (2.0 * 0.1 + 0.9) + 0.4 * 0.363 / (0.4 + 0.363 + 0.2 + 0.3);
    EXPECT_NEAR(next.trade_shift(h, PartnerId{1}), std::log(share / (0.6 * 0.2 + 0.4 * 0.3)), exact);
    // Prices fall on what is bought without them.
    double const foreign = (0.4 * cost + 0.363 + 0.4 + 0.3) / (0.4 + 0.363 + 0.4 + 0.3);
    EXPECT_NEAR(made.exchange.trade_gain[h], 25.0 * std::log(0.6 + 0.4 * foreign), exact);
}

/// Sum of squares and of products of a year's monthly steps of levels, over replicates.
struct Steps {
    double exports{}, imports{}, together{}, both{};
};

Steps steps_of_levels(double common, int replicates)
{
    SmallWorld world = trading_world();
    world.set("hedger.HOME.lasting_share", 0.5);
    for (char const* market : {"ALPHA", "BETA"}) {
        world.set(std::string{"hedger.HOME.export_volatility."} + market, 0.6);
        world.set(std::string{"hedger.HOME.import_volatility."} + market, 0.4);
        world.set(std::string{"hedger.HOME.import_common."} + market, common);
    }
    OpenedPack<double> opened = quiet(world);
    Steps steps;
    auto const& next = opened.pack.next;
    for (int replicate = 0; replicate < replicates; ++replicate) {
        trade(opened, 1, replicate);
        steps.exports += next.export_level(h, MarketId{0}) * next.export_level(h, MarketId{0}) / replicates;
        steps.imports += next.import_level(h, MarketId{0}) * next.import_level(h, MarketId{0}) / replicates;
        steps.together += next.import_level(h, MarketId{0}) * next.import_level(h, MarketId{1}) / replicates;
        steps.both += next.export_level(h, MarketId{0}) * next.import_level(h, MarketId{0}) / replicates;
        EXPECT_EQ(next.export_level(h, MarketId{3}), 0.0);
    }
    return steps;
}

TEST(TradeLevels, WalkByTheLastingPartOfAYearsDeviationAndShareAFactorInImports)
{
    constexpr int replicates = 20000;
    double const within = 5.0 / std::sqrt(replicates); // five standard errors of a mean of squares, to a factor of 2^0.5
    double const of_exports = 0.3 * 0.3 / 12.0;
    double const of_imports = 0.2 * 0.2 / 12.0;
    Steps const steps = steps_of_levels(0.6, replicates);
    EXPECT_NEAR(steps.exports / of_exports, 1.0, 1.42 * within);
    EXPECT_NEAR(steps.imports / of_imports, 1.0, 1.42 * within);
    EXPECT_NEAR(steps.together / of_imports, 0.36, 1.42 * within);
    EXPECT_NEAR(steps.both / std::sqrt(of_exports * of_imports), 0.0, within);
    EXPECT_NEAR(steps_of_levels(0.0, replicates).together / of_imports, 0.0, within);
}

TEST(TradeLevels, StandStillInTheOpeningMonth)
{
    SmallWorld world = trading_world();
    world.set("hedger.HOME.export_volatility.ALPHA", 0.6).set("hedger.HOME.import_volatility.ALPHA", 0.4);
    OpenedPack<double> opened = quiet(world);
    trade(opened, 0);
    EXPECT_EQ(opened.pack.next.export_level(h, MarketId{0}), 0.0);
    EXPECT_EQ(opened.pack.next.import_level(h, MarketId{0}), 0.0);
}

TEST(Trade, OfALivelyWorldAddsUpInEveryMonth)
{
    OpenedPack<double> opened{SmallWorld{}.lively(), "with_accords"};
    auto const& sizes = opened.structure.sizes;
    for (int month = 0; month < 120; ++month) {
        opened.advance(Draws<double>{5, 2}, month);
        auto const& made = opened.pack.month;
        auto const& seen = opened.pack.seen;
        double exported = 0.0, imported = 0.0, turnover = 0.0, flows = 0.0;
        for (MarketId m : sizes.markets()) {
            exported += made.exchange.export_share(h, m);
            imported += made.exchange.import_share(h, m);
            turnover += seen.turnover_share(h, m);
            flows += seen.exports(h, m) + seen.imports(h, m);
        }
        double const total = made.exchange.exports[h] + made.exchange.imports[h];
        EXPECT_NEAR(exported, 1.0, exact);
        EXPECT_NEAR(imported, 1.0, exact);
        EXPECT_NEAR(turnover, 1.0, exact);
        EXPECT_NEAR(flows / total, 1.0, exact);
        EXPECT_NEAR(seen.export_ratio[h] * made.exchange.imports[h] / made.exchange.exports[h], 1.0, exact);
    }
    EXPECT_NE(opened.pack.now.trade_shift(h, PartnerId{0}), 0.0);
}

TEST(Pull, FollowsTheShareInTurnoverAsPartOfDiversification)
{
    SmallWorld world;
    world.set("hedger.HOME.trade_pull", 0.3).set("hedger.HOME.diversification", 0.5);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    weigh_partners(p, opened.structure, opening, made.readings, now, made.outlook);
    double const before = made.outlook.return_on_alignment(h, PartnerId{1});
    now.trade_shift(h, PartnerId{1}) = -std::numbers::ln2;
    weigh_partners(p, opened.structure, opening, made.readings, now, made.outlook);
    EXPECT_NEAR(made.outlook.return_on_alignment(h, PartnerId{1}) - before, -0.15 * std::numbers::ln2, exact);
}

} // namespace
} // namespace steppe
