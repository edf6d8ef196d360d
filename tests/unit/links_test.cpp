/// Links by channel (docs/model.md 6.3).

#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

constexpr HedgerId h{0};
constexpr PrincipalId beta{1};
constexpr PartnerId to_alpha{0};
constexpr PartnerId to_beta{1};
constexpr PartnerId to_rest{2};
constexpr ChannelId trade{0};
constexpr ChannelId arms{1};
constexpr double exact = 1e-12;

double sigma(double x) { return 1.0 / (1.0 + std::exp(-x)); }

/// Trade is driven by everything; arms rest where they are. BETA sponsors the accord. Links open at 0.1 with a drive of 0.2.
OpenedPack<double> driven()
{
    SmallWorld world;
    world.set("partner.BETA.sponsorship", 1.0);
    world.set("channel.TRADE.alignment_response", 0.5).set("channel.TRADE.accord_substance", 0.6);
    world.set("channel.TRADE.pressure_response", 0.25).set("channel.TRADE.oil_response", 0.3);
    world.set("channel.TRADE.minerals_response", -0.2);
    world.set("channel.TRADE.coupling.TRADE", 0.25).set("channel.TRADE.coupling.ARMS", 0.5);
    world.set("channel.TRADE.rise_rate", 0.5).set("channel.TRADE.fall_rate", 0.25);
    world.set("channel.ARMS.rise_rate", 0.0).set("channel.ARMS.fall_rate", 0.0);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    opening.link_base.fill(0.2);
    opening.log_alignment.fill(-1.3);
    made.outlook.log_share.fill(-0.9); // + 0.4
    made.outlook.partner_novelty.fill(0.5);
    now.pressure(h, beta) = 0.4;
    now.link(h, to_alpha, trade) = 0.9; // + 0.8
    now.link(h, to_beta, trade) = 0.3;  // + 0.2
    now.link(h, to_beta, arms) = 0.5;   // + 0.4
    opening.oil = 0.1;
    next.climate.oil = 0.5; // + 0.4
    opening.minerals = 0.1;
    next.climate.minerals = 0.6; // + 0.5
    return opened;
}

double moved(OpenedPack<double>& opened, PartnerId partner, ChannelId channel, double substance = 0.5)
{
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    made.memberships.in_substance[h] = substance;
    update_links(p, opened.structure, opening, made.memberships, made.outlook, now, made.workspace, made.exchange, next);
    return next.link(h, partner, channel);
}

TEST(Links, RiseTowardsTheLevelOfAllTheirDriversTogether)
{
    OpenedPack<double> opened = driven();
    // 0.2, alignment 0.5 x 0.4, substance 0.6 x 0.5 x 0.5, pressure -0.25 x 0.4, coupling 0.25 x 0.2 + 0.5 x 0.4,
    // oil 0.3 x 0.4, minerals -0.2 x 0.5
    double const drive = 0.2 + 0.2 + 0.15 - 0.1 + 0.05 + 0.2 + 0.12 - 0.1;
    EXPECT_NEAR(moved(opened, to_beta, trade), 0.3 + 0.5 * (sigma(drive) - 0.3), exact);
    EXPECT_EQ(moved(opened, to_beta, arms), 0.5);
    EXPECT_EQ(opened.pack.month.exchange.clipped[h], 0.0);
}

TEST(Links, FallAtARateOfTheirOwn)
{
    OpenedPack<double> opened = driven();
    // ALPHA: no sponsor and no pressure; coupling 0.25 x 0.8.
    double const drive = 0.2 + 0.2 + 0.2 + 0.12 - 0.1;
    EXPECT_NEAR(moved(opened, to_alpha, trade), 0.9 - 0.25 * (0.9 - sigma(drive)), exact);
}

TEST(Links, OfAPassivePartnerKnowNeitherPressureNorSubstance)
{
    OpenedPack<double> opened = driven();
    double const drive = 0.2 + 0.2 + 0.12 - 0.1; // trade and arms at their opening values
    EXPECT_NEAR(moved(opened, to_rest, trade), 0.1 + 0.5 * (sigma(drive) - 0.1), exact);
}

TEST(Links, DeepenOnlyWithSubstance)
{
    OpenedPack<double> opened = driven();
    double const drive = 0.2 + 0.2 - 0.1 + 0.05 + 0.2 + 0.12 - 0.1;
    EXPECT_NEAR(moved(opened, to_beta, trade, 0.0), 0.3 + 0.5 * (sigma(drive) - 0.3), exact);
}

TEST(Links, AreHeldInTheirBoundsAndTheShareHeldIsReported)
{
    OpenedPack<double> opened{SmallWorld{}.set("channel.TRADE.rise_rate", 2.0).set("channel.TRADE.fall_rate", 2.0),
                              "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    for (PartnerId j : opened.structure.sizes.partners()) {
        made.outlook.log_share(h, j) = opening.log_alignment(h, j);
    }
    opening.link_base(h, to_alpha, trade) = 50.0; // 0.1 + 2 x 0.9
    opening.link_base(h, to_beta, trade) = -50.0; // 0.1 - 2 x 0.1
    EXPECT_EQ(moved(opened, to_alpha, trade), 1.0);
    EXPECT_EQ(moved(opened, to_beta, trade), 0.0);
    EXPECT_NEAR(moved(opened, to_rest, trade), 0.1, exact);
    EXPECT_NEAR(made.exchange.clipped[h], 2.0 / 6.0, exact); // of six links
}

} // namespace
} // namespace steppe
