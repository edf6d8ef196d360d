/// Status, alignment shares and the utility of a portfolio (docs/model.md 6.2, 6.8).

#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

constexpr HedgerId h{0};
constexpr double exact = 1e-12;

using Triple = std::array<double, 3>;

/// What a month does to a status that changes, or not.
struct AfterAMonth {
    double status, joined, acceded, has_joined, has_frozen;
};

AfterAMonth after(double status, double changes, double operational_rate, int replicate = 0)
{
    OpenedPack<double> opened{SmallWorld{}.set("hedger.HOME.operational_rate", operational_rate), "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.status[h] = status;
    made.choice.changes[h] = changes;
    update_status(p, opened.structure, Draws<double>{1, replicate}, 1, made.choice, now, made.accessions, next);
    return {next.status[h], made.accessions.joined[h], made.accessions.acceded[h], next.has_joined[h], next.has_frozen[h]};
}

TEST(Status, OnlyAnAccessionFromNothingIsAJoin)
{
    using namespace accord_status;
    EXPECT_EQ(after(none, 1.0, 0.5).joined, 1.0);
    EXPECT_EQ(after(frozen, 1.0, 0.5).joined, 0.0);
    EXPECT_EQ(after(announced, 1.0, 0.5).joined, 0.0);
    EXPECT_EQ(after(none, 0.0, 0.5).joined, 0.0);
    EXPECT_EQ(after(none, 1.0, 0.5).acceded, 1.0);
    EXPECT_EQ(after(frozen, 1.0, 0.5).acceded, 1.0);
    EXPECT_EQ(after(announced, 1.0, 0.5).acceded, 0.0);
    EXPECT_EQ(after(frozen, 0.0, 0.5).acceded, 0.0);
}

TEST(Status, IsRememberedOnceItHasBeen)
{
    using namespace accord_status;
    EXPECT_EQ(after(none, 0.0, 0.5).has_joined, 0.0);
    EXPECT_EQ(after(none, 1.0, 0.5).has_joined, 1.0);
    EXPECT_EQ(after(none, 1.0, 0.5).has_frozen, 0.0);
    EXPECT_EQ(after(announced, 1.0, 0.5).has_frozen, 1.0);
    OpenedPack<double> opened{SmallWorld{}, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.status[h] = frozen;
    now.has_frozen[h] = 1.0;
    made.choice.changes[h] = 1.0;
    update_status(p, opened.structure, Draws<double>{1, 0}, 1, made.choice, now, made.accessions, next);
    EXPECT_EQ(next.status[h], announced);
    EXPECT_EQ(next.has_frozen[h], 1.0);
}

TEST(Status, RipensExactlyWhereTheDrawIsBelowItsRate)
{
    using namespace accord_status;
    Structure const structure = SmallWorld{}.structure();
    for (int replicate = 0; replicate < 5; ++replicate) {
        double const u = Draws<double>{1, replicate}.uniform(1, stream::operational, structure.hedger_identity[h]);
        EXPECT_EQ(after(announced, 0.0, u * (1.0 + 1e-9), replicate).status, operational);
        EXPECT_EQ(after(announced, 0.0, u * (1.0 - 1e-9), replicate).status, announced);
        EXPECT_EQ(after(announced, 1.0, u * (1.0 + 1e-9), replicate).status, frozen);
        EXPECT_EQ(after(frozen, 1.0, u * (1.0 + 1e-9), replicate).status, announced);
    }
}

/// Shares a month after `action` from (0.5, 0.3, 0.2), with a move of 0.1 and a drift of 0.25 to the preferred portfolio
/// (1/6, 1/3, 1/2), which entropy alone makes of returns (0, ln 2, ln 3). Sponsors: BETA 1/4, REST 3/4.
Triple shares_after(ActionId action, double accedes = 0.0)
{
    SmallWorld world;
    world.set("hedger.HOME.alignment.ALPHA", 0.5).set("hedger.HOME.alignment.BETA", 0.3);
    world.set("hedger.HOME.alignment.REST", 0.2);
    world.set("hedger.HOME.move", 0.1).set("hedger.HOME.inertia_rate", 0.25).set("hedger.HOME.diversification", 1.0);
    world.set("hedger.HOME.risk_aversion", 0.0).set("hedger.HOME.autonomy_cost", 0.0);
    world.set("partner.BETA.sponsorship", 1.0).set("partner.REST.sponsorship", 3.0);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    made.outlook.return_on_alignment(h, PartnerId{0}) = 0.0;
    made.outlook.return_on_alignment(h, PartnerId{1}) = std::log(2.0);
    made.outlook.return_on_alignment(h, PartnerId{2}) = std::log(3.0);
    made.choice.chosen.fill(0.0);
    made.choice.chosen(h, action) = 1.0;
    made.accessions.acceded[h] = accedes;
    update_alignment(p, opened.structure, made.outlook, made.choice, made.accessions, now, made.workspace, next);
    EXPECT_NEAR(next.preferred(h, PartnerId{0}), 1.0 / 6.0, exact);
    EXPECT_NEAR(next.preferred(h, PartnerId{2}), 1.0 / 2.0, exact);
    return {next.alignment(h, PartnerId{0}), next.alignment(h, PartnerId{1}), next.alignment(h, PartnerId{2})};
}

void expect_shares(Triple const& found, Triple const& moved)
{
    Triple const preferred{1.0 / 6.0, 1.0 / 3.0, 1.0 / 2.0};
    for (std::size_t j = 0; j < 3; ++j) {
        EXPECT_NEAR(found[j], 0.75 * moved[j] + 0.25 * preferred[j], exact) << j;
    }
}

TEST(Alignment, MovesWithTheChoiceAndThenDriftsToThePreferredPortfolio)
{
    expect_shares(shares_after(Structure::hold()), {0.5, 0.3, 0.2});
    expect_shares(shares_after(Structure::tilt(PartnerId{0})), {0.55, 0.27, 0.18});
    expect_shares(shares_after(Structure::tilt(PartnerId{1})), {0.45, 0.37, 0.18});
}

TEST(Alignment, AnAccessionMovesTowardsSponsorsByTheirParts)
{
    // half a move: 0.05 ((0, 0.25, 0.75) - w)
    expect_shares(shares_after(Structure::hold(), 1.0), {0.475, 0.2975, 0.2275});
    // and a tilt to ALPHA in the same month: 0.1 ((1, 0, 0) - w) more
    expect_shares(shares_after(Structure::tilt(PartnerId{0}), 1.0), {0.525, 0.2675, 0.2075});
}

/// The pull after a month of walking, from 0.3.
double walked(double volatility, int month)
{
    OpenedPack<double> opened{SmallWorld{}.set("hedger.HOME.pull_volatility", volatility), "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.pull_walk(h, PartnerId{1}) = 0.3;
    walk_pull(p, opened.structure, Draws<double>{1, 0}, month, now, next);
    return next.pull_walk(h, PartnerId{1});
}

TEST(Pull, WalksByItsVolatilityFromTheSecondMonthOn)
{
    EXPECT_EQ(walked(0.02, 0), 0.3);
    EXPECT_EQ(walked(0.0, 5), 0.3);
    EXPECT_NEAR(walked(0.04, 5) - 0.3, 2.0 * (walked(0.02, 5) - 0.3), exact);
    OpenedPack<double> opened{SmallWorld{}.set("hedger.HOME.pull_volatility", 0.02), "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    constexpr int replicates = 4000;
    double sum = 0.0;
    double squares = 0.0;
    for (int replicate = 0; replicate < replicates; ++replicate) {
        walk_pull(p, opened.structure, Draws<double>{1, replicate}, 5, now, next);
        double const step = next.pull_walk(h, PartnerId{1});
        sum += step;
        squares += step * step;
    }
    EXPECT_NEAR(sum / replicates, 0.0, 4.0 * 0.02 / std::sqrt(replicates));
    EXPECT_NEAR(squares / replicates, 0.0004, 4.0 * 0.0004 * std::sqrt(2.0 / replicates));
}

/// Where the preferred portfolio comes to rest under the opening's pull.
Triple preferred(SmallWorld const& world)
{
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    weigh_partners(p, opened.structure, opening, made.readings, now, made.outlook);
    PortfolioUtility<double> const utility{p.hedger, opened.structure.sizes, h, made.outlook.return_on_alignment,
                                           made.outlook.risk};
    utility.improve(now.preferred, made.workspace.log_weight, 2000);
    return {now.preferred(h, PartnerId{0}), now.preferred(h, PartnerId{1}), now.preferred(h, PartnerId{2})};
}

/// Home is (0.5, 0.3, 0.2); leaning on ALPHA costs autonomy.
SmallWorld home_world()
{
    SmallWorld world;
    world.set("hedger.HOME.home.ALPHA", 0.5).set("hedger.HOME.home.BETA", 0.3).set("hedger.HOME.home.REST", 0.2);
    world.set("hedger.HOME.asymmetry.ALPHA", 1.0).set("hedger.HOME.volatility.BETA", 0.3);
    world.set("hedger.HOME.reference_risk_aversion", 2.0).set("hedger.HOME.reference_autonomy_cost", 0.5);
    world.set("hedger.HOME.reference_diversification", 0.5);
    return world; // whose own values are these too
}

void expect_near(Triple const& found, Triple const& expected)
{
    for (std::size_t j = 0; j < 3; ++j) {
        EXPECT_NEAR(found[j], expected[j], 1e-10) << j;
    }
}

TEST(HomePortfolio, IsPreferredAtReferenceParametersWhereverTheHedgerOpens)
{
    expect_near(preferred(home_world()), {0.5, 0.3, 0.2});
    SmallWorld elsewhere = home_world();
    elsewhere.set("hedger.HOME.alignment.ALPHA", 0.1).set("hedger.HOME.alignment.BETA", 0.1);
    elsewhere.set("hedger.HOME.alignment.REST", 0.8);
    expect_near(preferred(elsewhere), {0.5, 0.3, 0.2});
}

TEST(HomePortfolio, IsTheOpeningOneWhereTheScenarioGivesNone)
{
    SmallWorld world;
    world.set("hedger.HOME.alignment.ALPHA", 0.6).set("hedger.HOME.alignment.BETA", 0.3);
    world.set("hedger.HOME.alignment.REST", 0.1).set("hedger.HOME.asymmetry.ALPHA", 1.0);
    expect_near(preferred(world), {0.6, 0.3, 0.1});
}

TEST(HomePortfolio, IsLeftAsParametersDepartFromTheirReference)
{
    Triple const home{0.5, 0.3, 0.2};
    EXPECT_LT(preferred(home_world().set("hedger.HOME.autonomy_cost", 1.0))[0], home[0] - 0.01); // leans less on ALPHA
    EXPECT_GT(preferred(home_world().set("hedger.HOME.autonomy_cost", 0.0))[0], home[0] + 0.01);
    EXPECT_LT(preferred(home_world().set("hedger.HOME.risk_aversion", 6.0))[1], home[1] - 0.01); // BETA is the riskiest
    EXPECT_GT(preferred(home_world().set("hedger.HOME.diversification", 2.0))[2], home[2] + 0.01);
}

/// r0 = Q w + eta ln w, by hand: Q = 2 diag(0.01, 0.09, 0.01) + 2 x 0.5 diag(1, 0, 0).
TEST(HomePortfolio, MakesThePullOfReferenceParametersWhateverTheHedgersAre)
{
    for (double const autonomy_cost : {0.5, 3.0}) {
        OpenedPack<double> const opened{home_world().set("hedger.HOME.autonomy_cost", autonomy_cost), "endogenous"};
        auto const& pull = opened.pack.opening.base_return;
        EXPECT_NEAR(pull(h, PartnerId{0}), (0.02 + 1.0) * 0.5 + 0.5 * std::log(0.5), exact);
        EXPECT_NEAR(pull(h, PartnerId{1}), 0.18 * 0.3 + 0.5 * std::log(0.3), exact);
        EXPECT_NEAR(pull(h, PartnerId{2}), 0.02 * 0.2 + 0.5 * std::log(0.2), exact);
    }
}

TEST(PortfolioUtility, WeighsReturnRiskAutonomyAndEntropy)
{
    SmallWorld world;
    world.set("hedger.HOME.common_risk", 0.25).set("hedger.HOME.risk_aversion", 2.0).set("hedger.HOME.autonomy_cost", 0.5);
    world.set("hedger.HOME.asymmetry.ALPHA", 1.0).set("hedger.HOME.asymmetry.BETA", 0.5);
    world.set("hedger.HOME.diversification", 0.3);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    Triple const returns{0.1, 0.2, 0.3};
    Triple const risks{0.2, 0.4, 0.5};
    Triple const shares{0.5, 0.3, 0.2};
    for (PartnerId j : opened.structure.sizes.partners()) {
        auto const n = static_cast<std::size_t>(j.value);
        made.outlook.return_on_alignment(h, j) = returns[n];
        made.outlook.risk(h, j) = risks[n];
        now.alignment(h, j) = shares[n];
    }
    PortfolioUtility<double> const utility{p.hedger, opened.structure.sizes, h, made.outlook.return_on_alignment,
                                           made.outlook.risk};
    auto const share = [&opened](PartnerId j) { return opened.pack.now.alignment(h, j); };
    double const found = utility.at(share, [&](PartnerId j) { return std::log(share(j)); });
    // return 0.05 + 0.06 + 0.06 = 0.17; variance 0.75 (0.01 + 0.0144 + 0.01) + 0.25 x 0.32^2 = 0.0514, half of it twice;
    // autonomy 0.5 (0.25 + 0.5 x 0.09) = 0.1475
    double const entropy = -(0.5 * std::log(0.5) + 0.3 * std::log(0.3) + 0.2 * std::log(0.2));
    EXPECT_NEAR(found, 0.17 - 0.0514 - 0.1475 + 0.3 * entropy, exact);
    // (Qw)_BETA = 2 (0.75 x 0.16 x 0.3 + 0.25 x 0.4 x 0.32) + 2 x 0.5 x 0.5 x 0.3
    EXPECT_NEAR(utility.common_exposure(now.alignment), 0.32, exact);
    EXPECT_NEAR(utility.marginal_cost(now.alignment, 0.32, PartnerId{1}), 0.286, exact);
}

} // namespace
} // namespace steppe
