/// What the month looks like to principals and to the hedger (docs/model.md 6.1, 6.2).

#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

constexpr HedgerId h{0};
constexpr PrincipalId alpha{0};
constexpr PrincipalId beta{1};
constexpr PartnerId to_alpha{0};
constexpr PartnerId to_beta{1};
constexpr PartnerId to_rest{2};
constexpr ChannelId trade{0};
constexpr ChannelId arms{1};
constexpr double exact = 1e-12;

/// Alignment (0.5, 0.3, 0.2).
SmallWorld uneven_world()
{
    SmallWorld world;
    world.set("hedger.HOME.alignment.ALPHA", 0.5).set("hedger.HOME.alignment.BETA", 0.3);
    world.set("hedger.HOME.alignment.REST", 0.2);
    return world;
}

/// Links, pressure and opinion all away from their opening values; BETA sponsors the accord.
OpenedPack<double> weighed_partners()
{
    SmallWorld world = uneven_world();
    world.set("channel.TRADE.weight", 1.0).set("channel.ARMS.weight", 3.0);
    world.set("hedger.HOME.link_weight", 0.4).set("hedger.HOME.pressure_weight", 0.5).set("hedger.HOME.opinion_weight", 0.2);
    for (std::string const partner : {"ALPHA", "BETA", "REST"}) {
        world.set("hedger.HOME.volatility." + partner, 0.3);
    }
    world.set("hedger.HOME.group_share.CITY", 1.0).set("hedger.HOME.group_share.LAND", 3.0);
    world.set("hedger.HOME.group_stance.CITY", 0.2).set("hedger.HOME.group_stance.LAND", -0.4);
    world.set("hedger.HOME.prior_ties", 0.8).set("hedger.HOME.tie.ALPHA", 1.0).set("hedger.HOME.tie.BETA", 0.5);
    world.set("partner.BETA.sponsorship", 1.0).set("partner.ALPHA.incumbency", 1.0).set("partner.REST.incumbency", 0.5);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    opening.base_return.fill(0.3);
    now.pressure(h, beta) = 0.44;
    now.link(h, to_beta, trade) = 0.5;
    now.link(h, to_beta, arms) = 0.2;
    now.link(h, to_rest, arms) = 0.02;
    now.opinion(h, GroupId{0}) = 0.5;
    now.opinion(h, GroupId{1}) = -0.1;
    weigh_partners(p, opened.structure, opening, made.readings, now, made.outlook);
    return opened;
}

TEST(WeighedPartners, ReturnMovesWithLinksPressureAndOpinion)
{
    OpenedPack<double> const opened = weighed_partners();
    auto const& made = opened.pack.month;
    // Links open at 0.1: closer by 0.25 x 0.4 + 0.75 x 0.1 = 0.175 to BETA, by 0.75 x -0.08 = -0.06 to REST.
    // Opinion opens at the fixed point of o = mean(o)/2 + stance/2, (0.05, -0.25): at home 0.0125 - 0.1875 = -0.175. It is now
    // 0.125 - 0.075 = 0.05: a shift of 0.225.
    EXPECT_NEAR(made.outlook.return_on_alignment(h, to_alpha), 0.3, exact);
    EXPECT_NEAR(made.outlook.return_on_alignment(h, to_beta), 0.3 + 0.4 * 0.175 - 0.5 * 0.44 + 0.2 * 0.225, exact);
    EXPECT_NEAR(made.outlook.return_on_alignment(h, to_rest), 0.3 - 0.4 * 0.06, exact);
}

TEST(WeighedPartners, ReturnMovesWithCompanyAndTrendWhereAScenarioAsks)
{
    SmallWorld world;
    world.set("hedger.HOME.balance_weight", 0.4).set("hedger.HOME.trend.BETA", 0.002);
    world.set("relation.ALPHA.BETA", 0.5).set("relation.BETA.ALPHA", 0.5);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    weigh_partners(p, opened.structure, opening, made.readings, now, made.outlook);
    double const alpha_before = made.outlook.return_on_alignment(h, to_alpha);
    double const beta_before = made.outlook.return_on_alignment(h, to_beta);
    now.relation(opened.structure.power_of_partner[to_beta], opened.structure.power_of_partner[to_alpha]) = -0.1;
    made.readings.elapsed = 24.0;
    weigh_partners(p, opened.structure, opening, made.readings, now, made.outlook);
    // BETA's friendship with ALPHA, who has a third of alignment, falls by 0.6; its trend is 24 months old.
    EXPECT_NEAR(made.outlook.return_on_alignment(h, to_beta) - beta_before, -0.4 * 0.6 / 3.0 + 0.048, exact);
    EXPECT_EQ(made.outlook.return_on_alignment(h, to_alpha), alpha_before);
}

TEST(WeighedPartners, PressureRaisesTheRiskOfItsPrincipalAlone)
{
    OpenedPack<double> const opened = weighed_partners();
    EXPECT_NEAR(opened.pack.month.outlook.risk(h, to_alpha), 0.3, exact);
    EXPECT_NEAR(opened.pack.month.outlook.risk(h, to_beta), 0.3 * 1.2, exact); // sqrt(1.44)
    EXPECT_NEAR(opened.pack.month.outlook.risk(h, to_rest), 0.3, exact);
}

TEST(WeighedPartners, NoveltyIsThatOfSponsorsAndIncumbentsAreWeighed)
{
    OpenedPack<double> const opened = weighed_partners();
    auto const& made = opened.pack.month;
    EXPECT_NEAR(made.outlook.partner_novelty(h, to_alpha), 0.2, exact); // 1 - 0.8
    EXPECT_NEAR(made.outlook.partner_novelty(h, to_beta), 0.6, exact);  // 1 - 0.8 x 0.5
    EXPECT_NEAR(made.outlook.partner_novelty(h, to_rest), 1.0, exact);
    EXPECT_NEAR(made.outlook.novelty[h], 0.6, exact);
    EXPECT_NEAR(made.outlook.incumbent_share[h], 0.6, exact); // 0.5 + 0.5 x 0.2
    EXPECT_NEAR(made.outlook.log_share(h, to_beta), std::log(0.3), exact);
}

using Triple = std::array<double, 3>;

/// U(w) by the matrix Q of section 6.2, with r = (0.1, 0.2, 0.3), s = (0.2, 0.4, 0.5), correlation 0.25, gamma 2, beta_A 0.5,
/// asymmetry (1, 0.5, 0), eta 0.3.
double portfolio_utility(Triple const& w)
{
    Triple const r{0.1, 0.2, 0.3};
    Triple const s{0.2, 0.4, 0.5};
    Triple const asymmetry{1.0, 0.5, 0.0};
    double utility = 0.0;
    for (std::size_t j = 0; j < 3; ++j) {
        utility += r[j] * w[j] - 0.3 * w[j] * std::log(w[j]);
        for (std::size_t l = 0; l < 3; ++l) {
            double const q = 2.0 * s[j] * s[l] * (j == l ? 1.0 : 0.25) + (j == l ? 2.0 * 0.5 * asymmetry[j] : 0.0);
            utility -= 0.5 * w[j] * q * w[l];
        }
    }
    return utility;
}

TEST(WeighedActions, ATiltIsWorthThePresentValueOfThePortfolioItLeadsToLessItsCost)
{
    SmallWorld world = uneven_world();
    world.set("hedger.HOME.common_risk", 0.25).set("hedger.HOME.risk_aversion", 2.0).set("hedger.HOME.autonomy_cost", 0.5);
    world.set("hedger.HOME.asymmetry.ALPHA", 1.0).set("hedger.HOME.asymmetry.BETA", 0.5);
    world.set("hedger.HOME.diversification", 0.3).set("hedger.HOME.move", 0.1).set("hedger.HOME.present_value", 7.0);
    world.set("hedger.HOME.tilt_cost", 0.02).set("hedger.HOME.tilt_rate", 0.4).set("hedger.HOME.hold_rate", 0.55);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    perceive(p, opened.structure, opening, opened.arm, now, made);
    Triple const r{0.1, 0.2, 0.3};
    Triple const s{0.2, 0.4, 0.5};
    for (PartnerId j : {to_alpha, to_beta, to_rest}) {
        made.outlook.return_on_alignment(h, j) = r[static_cast<std::size_t>(j.value)];
        made.outlook.risk(h, j) = s[static_cast<std::size_t>(j.value)];
    }
    weigh_actions(p, opened.structure, made.readings, made.memberships, made.means, made.outlook, now, made.preferences);
    double const held = portfolio_utility({0.5, 0.3, 0.2});
    EXPECT_EQ(made.preferences.utility(h, Structure::hold()), 0.0);
    EXPECT_EQ(made.preferences.base_rate(h, Structure::hold()), 0.55);
    EXPECT_NEAR(made.preferences.utility(h, Structure::tilt(to_alpha)),
                7.0 * (portfolio_utility({0.55, 0.27, 0.18}) - held) - 0.02, exact);
    EXPECT_NEAR(made.preferences.utility(h, Structure::tilt(to_beta)),
                7.0 * (portfolio_utility({0.45, 0.37, 0.18}) - held) - 0.02, exact);
    EXPECT_NEAR(made.preferences.utility(h, Structure::tilt(to_rest)),
                7.0 * (portfolio_utility({0.45, 0.27, 0.28}) - held) - 0.02, exact);
    EXPECT_NEAR(made.preferences.base_rate(h, Structure::tilt(to_beta)), 0.4 * 0.3, exact);
}

/// BETA's purse in a month: 0.6 G a year, two years of which it holds at most, and 0.4 of that while the war is active.
double purse_in(double regime, double before)
{
    SmallWorld world;
    world.set("principal.BETA.budget", 0.6).set("principal.BETA.war_budget_factor", 0.4).set("game.purse_years", 2.0);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.climate.war = regime;
    now.purse[beta] = before;
    made.readings = read_climate<double>(p, opened.structure, 1, now.climate);
    perceive_means(p, opened.structure, made.readings, now, made.means);
    return made.means.purse[beta];
}

TEST(PerceivedMeans, APurseFillsByATwelfthOfTheYearsBudgetUpToItsCap)
{
    constexpr double active = 1.0;
    constexpr double armistice = 2.0;
    constexpr double settled = 3.0;
    EXPECT_NEAR(purse_in(armistice, 0.3), 0.35, exact);
    EXPECT_NEAR(purse_in(settled, 0.3), 0.35, exact);
    EXPECT_NEAR(purse_in(settled, 1.19), 1.2, exact);
    EXPECT_NEAR(purse_in(active, 0.3), 0.32, exact); // 0.24 G a year, at most 0.48
    EXPECT_NEAR(purse_in(active, 0.47), 0.48, exact);
    EXPECT_NEAR(purse_in(active, 0.9), 0.9, exact); // what is above the cap stays, and nothing flows in
}

TEST(PerceivedMeans, APurseOpensFull)
{
    SmallWorld world;
    world.set("principal.BETA.budget", 0.6).set("principal.BETA.war_budget_factor", 0.4).set("game.purse_years", 2.0);
    EXPECT_NEAR((OpenedPack<double>{world, "endogenous"}.pack.now.purse[beta]), 0.48, exact); // the war is active
    EXPECT_NEAR((OpenedPack<double>{world.set("war.start", 2.0), "endogenous"}.pack.now.purse[beta]), 1.2, exact);
}

/// The weight of money at receipts q and a fund N, where oil brings the budget 6 G a year (0.4 of 0.6 of exports of 25).
double weight_of_money_at(double receipts, double fund, double vulnerability)
{
    SmallWorld world;
    world.set("hedger.HOME.exports", 25.0).set("hedger.HOME.oil_share", 0.6).set("hedger.HOME.treasury_share", 0.4);
    world.set("hedger.HOME.balance_deviation", 3.0).set("hedger.HOME.fund_draw", 0.1);
    world.set("hedger.HOME.vulnerability", vulnerability);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.receipts[h] = receipts;
    now.fund[h] = fund;
    perceive_means(p, opened.structure, made.readings, now, made.means);
    return made.means.money_weight[h];
}

TEST(PerceivedMeans, MoneyWeighsMoreToATreasuryThatIsShort)
{
    EXPECT_EQ(weight_of_money_at(1.0, 0.0, 0.25), 1.0);
    EXPECT_NEAR(weight_of_money_at(0.5, 0.0, 0.25), std::exp(0.25), exact);      // room -3
    EXPECT_NEAR(weight_of_money_at(0.5, 20.0, 0.25), std::exp(1.0 / 12), exact); // room -3 + 2
    EXPECT_NEAR(weight_of_money_at(1.5, -6.0, 0.5), std::exp(-0.4), exact);      // room 3 - 0.6
}

TEST(PerceivedMeans, MoneyWeighsBetweenOneHalfAndTwoAndOneWithoutVulnerability)
{
    EXPECT_EQ(weight_of_money_at(0.0, -100.0, 1.0), 2.0);
    EXPECT_EQ(weight_of_money_at(5.0, 100.0, 1.0), 0.5);
    EXPECT_EQ(weight_of_money_at(0.0, -100.0, 0.0), 1.0);
}

TEST(PerceivedMeans, TransitLeverageTiesThreatsToTheShareInTransit)
{
    SmallWorld world;
    world.set("principal.BETA.threat_capacity", 0.8)
        .set("principal.BETA.transit_leverage", 0.25)
        .set("hedger.HOME.transit_share", 0.6);
    world.set("principal.ALPHA.threat_capacity", 0.7);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.resolve_seen(h, beta) = 3.0;
    now.resolve_unseen(h, beta) = 1.0;
    now.delivery_seen(h, beta) = 1.0;
    now.delivery_unseen(h, beta) = 4.0;
    perceive_means(p, opened.structure, made.readings, now, made.means);
    EXPECT_NEAR(made.means.threat_capacity(h, alpha), 0.7, exact);
    EXPECT_NEAR(made.means.threat_capacity(h, beta), 0.72, exact); // 0.8 x (0.75 + 0.25 x 0.6)
    EXPECT_NEAR(made.means.believed_resolve(h, beta), 0.75, exact);
    EXPECT_NEAR(made.means.believed_delivery(h, beta), 0.2, exact);
}

TEST(PerceivedMeans, RoutesAroundATerritoryTakeLeverageFromIt)
{
    SmallWorld world;
    world.set("principal.BETA.threat_capacity", 0.8).set("principal.BETA.transit_leverage", 0.25);
    world.set("hedger.HOME.transit_share", 0.6).set("hedger.HOME.oil_share", 0.5);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    made.readings.export_volume = 2.0;
    now.bypass[h] = 1.0; // of 2
    perceive_means(p, opened.structure, made.readings, now, made.means);
    EXPECT_NEAR(made.means.threat_capacity(h, beta), 0.7, exact); // 0.8 x (0.75 + 0.25 x 0.5)
    now.bypass[h] = 3.0;
    perceive_means(p, opened.structure, made.readings, now, made.means);
    EXPECT_NEAR(made.means.threat_capacity(h, beta), 0.6, exact);
}

} // namespace
} // namespace steppe
