/// Definitions of the measures (docs/model.md 8).

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
constexpr CandidateId near{0};
constexpr CandidateId far{1};
constexpr double exact = 1e-12;

/// ALPHA threatens the course with 0.05 of its 0.8 G, less than a tenth, and BETA with 0.2 of its 0.3 G.
void fill_work(Structure const& structure, MonthResults<double>& made)
{
    made.exchange.trade_gain[h] = 1.2;
    made.fulfilment.delivered(h, alpha) = 0.2;
    made.fulfilment.paid(h, alpha) = 0.1;
    made.fulfilment.delivered(h, beta) = 0.1;
    made.fulfilment.harm(h, alpha) = 0.25;
    made.fulfilment.harm(h, beta) = 0.05;
    made.fulfilment.backed_down(h, alpha) = 0.03;
    made.fulfilment.provoked(h, alpha) = 1.0;
    made.fulfilment.executed(h, alpha) = 1.0;
    made.means.threat_capacity(h, alpha) = 0.8;
    made.means.threat_capacity(h, beta) = 0.3;
    made.course.threatens.fill(1.0);
    for (ActionId a : structure.sizes.actions()) {
        made.course.harm(h, alpha, a) = 0.05;
        made.course.harm(h, beta, a) = a == Structure::hold() ? 0.2 : 0.0;
    }
    made.course.outlay(h, beta) = 0.07;
    made.course.residual[h] = 1e-9;
    made.course.second_start[h] = 0.03;
    made.bids.agenda[h] = 0.2;
    made.bids.probability[h] = 0.3;
    made.bids.offer_change(h, beta) = 0.5;
    made.bids.offer_keep(h, beta) = 0.1;
    made.bids.residual[h] = 2e-9;
    made.exchange.clipped[h] = 0.5;
    made.readings.conflict_intensity = 0.6;
    made.readings.tension = 0.7;
}

/// A month's end at which nothing is at a neutral value. `now` differs from it wherever a measure could mistake the two.
OpenedPack<double> at_months_end(SmallWorld world = {}, char const* arm = "endogenous")
{
    world.set("channel.TRADE.weight", 1.0).set("channel.ARMS.weight", 3.0);
    world.set("hedger.HOME.fdi_stock", 50.0).set("hedger.HOME.fdi_yield", 0.05).set("oil.mean", 60.0);
    OpenedPack<double> opened{world, arm};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    std::array const shares{0.5, 0.3, 0.2};
    std::array const trades{0.4, 0.6, 1.0};
    std::array const weapons{0.1, 0.1, 0.2};
    for (PartnerId j : opened.structure.sizes.partners()) {
        auto const n = static_cast<std::size_t>(j.value);
        next.alignment(h, j) = shares[n];
        next.link(h, j, trade) = trades[n];
        next.link(h, j, arms) = weapons[n];
    }
    now.discount = 0.9;
    next.discount = 0.5;
    next.fdi_stock[h] = 62.0;
    next.firms[h] = 17.0;
    next.pressure(h, beta) = 0.35;
    next.resolve_seen(h, beta) = 1.0;
    next.resolve_unseen(h, beta) = 3.0;
    next.delivery_seen(h, beta) = 4.0;
    next.delivery_unseen(h, beta) = 1.0;
    next.opinion(h, GroupId{0}) = 0.5;
    next.opinion(h, GroupId{1}) = -0.1;
    next.member[CandidateId{0}] = 1.0;
    next.member[CandidateId{1}] = 0.5;
    next.momentum = 0.31;
    next.legitimacy = -0.32;
    next.credit = 0.33;
    next.climate.oil = 0.2;
    next.has_joined[h] = 1.0;
    next.has_frozen[h] = 1.0;
    next.peer_joins = 3.0;
    next.status[h] = accord_status::none;
    fill_work(opened.structure, made);
    observe(p, opened.structure, opened.arm, now, next, made, seen);
    return opened;
}

TEST(Measures, HedgingIsEvennessDependenceConcentrationOfAlignment)
{
    auto const seen = at_months_end().pack.seen;
    double const entropy = -(0.5 * std::log(0.5) + 0.3 * std::log(0.3) + 0.2 * std::log(0.2));
    EXPECT_NEAR(seen.hedging[h], entropy / std::log(3.0), exact);
    EXPECT_NEAR(seen.dependence[h], 0.38, exact); // 0.25 + 0.09 + 0.04
    EXPECT_EQ(seen.alignment(h, to_beta), 0.3);
}

TEST(Measures, AutonomyIsWhatAsymmetryLeaves)
{
    SmallWorld world;
    world.set("hedger.HOME.asymmetry.ALPHA", 0.8).set("hedger.HOME.asymmetry.BETA", 0.4);
    // 1 - (0.8 x 0.25 + 0.4 x 0.09)/0.8
    EXPECT_NEAR(at_months_end(world).pack.seen.autonomy[h], 0.705, exact);
    EXPECT_EQ(at_months_end().pack.seen.autonomy[h], 1.0); // no partner is stronger
}

TEST(Measures, InfluenceAndDependenceInLinksAreShares)
{
    auto const seen = at_months_end().pack.seen;
    // Links weighed 1 to 3: 0.175, 0.225, 0.4. Shares in trade (0.2, 0.3, 0.5), in arms (1/4, 1/4, 1/2).
    EXPECT_NEAR(seen.influence(h, to_alpha), 0.175 / 0.8, exact);
    EXPECT_NEAR(seen.influence(h, to_beta), 0.225 / 0.8, exact);
    EXPECT_NEAR(seen.influence(h, to_rest), 0.5, exact);
    EXPECT_NEAR(seen.channel_dependence(h, trade), 0.38, exact);
    EXPECT_NEAR(seen.channel_dependence(h, arms), 0.375, exact);
    EXPECT_NEAR(seen.channel_dependence_max[h], 0.38, exact);
}

TEST(Measures, PartnersShareEachChannelWhole)
{
    auto const seen = at_months_end().pack.seen;
    std::array const trades{0.2, 0.3, 0.5};    // of 0.4 + 0.6 + 1
    std::array const weapons{0.25, 0.25, 0.5}; // of 0.1 + 0.1 + 0.2
    for (PartnerId const j : {to_alpha, to_beta, to_rest}) {
        auto const n = static_cast<std::size_t>(j.value);
        EXPECT_NEAR(seen.channel_share(h, trade, j), trades[n], exact);
        EXPECT_NEAR(seen.channel_share(h, arms, j), weapons[n], exact);
    }
}

TEST(Measures, AChannelWithoutLinksIsNobodys)
{
    OpenedPack<double> opened = at_months_end();
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    for (PartnerId const j : {to_alpha, to_beta, to_rest}) {
        next.link(h, j, arms) = 0.0;
    }
    observe(p, opened.structure, opened.arm, now, next, made, seen);
    for (PartnerId const j : {to_alpha, to_beta, to_rest}) {
        EXPECT_EQ(seen.channel_share(h, arms, j), 0.0);
    }
    EXPECT_NEAR(seen.channel_share(h, trade, to_beta), 0.3, exact);
}

TEST(Measures, FrustrationIsLeaningOnPowersAtOdds)
{
    OpenedPack<double> opened = at_months_end();
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    PowerId const power_alpha = opened.structure.power_of_partner[to_alpha];
    PowerId const power_beta = opened.structure.power_of_partner[to_beta];
    next.relation(power_alpha, power_beta) = -0.6;
    next.relation(power_beta, power_alpha) = -0.4;
    observe(p, opened.structure, opened.arm, now, next, made, seen);
    EXPECT_NEAR(seen.frustration[h], 0.5 * 0.3 * (0.6 + 0.4), exact);
}

TEST(Measures, AmbiguityIsHighestWhereIncumbentsHoldHalfOfTheLinks)
{
    auto const ambiguity = [](double of_alpha, double of_beta, double of_rest) {
        SmallWorld world;
        world.set("partner.ALPHA.incumbency", of_alpha).set("partner.BETA.incumbency", of_beta);
        world.set("partner.REST.incumbency", of_rest);
        return at_months_end(world).pack.seen.ambiguity[h];
    };
    EXPECT_NEAR(ambiguity(1.0, 0.5, 0.0), 0.7375, exact); // incumbents hold 0.36875
    EXPECT_NEAR(ambiguity(1.0, 0.0, 1.0), 0.525, exact);  // incumbents hold 0.7375
    EXPECT_NEAR(ambiguity(0.0, 0.0, 1.0), 1.0, exact);
    EXPECT_NEAR(ambiguity(0.0, 0.0, 0.0), 0.0, exact);
}

TEST(Measures, WelfareIsDiscountedIncomeYieldAndTransfersLessHarm)
{
    auto const seen = at_months_end().pack.seen;
    // 0.9 [(1.2 + 0.05 x 12)/12 + 0.4 - 0.3]
    EXPECT_NEAR(seen.welfare[h], 0.225, exact);
    EXPECT_EQ(seen.trade_gain[h], 1.2);
    EXPECT_EQ(seen.fdi_stock[h], 62.0);
    EXPECT_EQ(seen.firms[h], 17.0);
}

TEST(Measures, BargainingReportsProvokedThreatsHarmBidsAndBeliefs)
{
    auto const seen = at_months_end().pack.seen;
    EXPECT_EQ(seen.threats[h], 1.0);
    EXPECT_EQ(seen.provoked[h], 1.0);
    EXPECT_EQ(seen.executed[h], 1.0);
    EXPECT_NEAR(seen.coercion[h], 0.3, exact);
    EXPECT_EQ(seen.pressure(h, beta), 0.35);
    // 0.07 on the course; on the accord 0.2 (0.3 x 0.5 + 0.7 x 0.1), delivered with probability 0.6
    EXPECT_NEAR(seen.bids(h, beta), 0.07 + 0.6 * 0.044, exact);
    EXPECT_NEAR(seen.delivered(h, alpha), 0.3, exact); // at once 0.2, of a promise 0.1
    EXPECT_EQ(seen.delivered(h, beta), 0.1);
    EXPECT_NEAR(seen.believed_resolve(h, beta), 0.25, exact);
    EXPECT_NEAR(seen.believed_delivery(h, beta), 0.8, exact);
    EXPECT_EQ(seen.game_residual[h], 1e-9);
    EXPECT_EQ(seen.clipped_share[h], 0.5);
    EXPECT_EQ(seen.accord_residual[h], 2e-9);
    EXPECT_EQ(seen.second_start_difference[h], 0.03);
    EXPECT_EQ(seen.has_joined[h], 1.0);
    EXPECT_EQ(seen.has_frozen[h], 1.0);
}

/// Threats counted when ALPHA threatens with this much of its 0.8 G and BETA not at all.
double threats_of_alpha(double on_course, double on_accord, double raised, double change = -0.3)
{
    OpenedPack<double> opened = at_months_end();
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    made.course.threatens.fill(0.0);
    made.course.threatens(h, alpha) = on_course > 0.0 ? 1.0 : 0.0;
    made.course.harm(h, alpha, Structure::tilt(to_beta)) = on_course;
    made.bids.threatens(h, alpha) = on_accord > 0.0 ? 1.0 : 0.0;
    made.bids.harm_keep(h, alpha) = 0.01;
    made.bids.harm_change(h, alpha) = on_accord;
    made.stakes.change(h, alpha) = change;
    made.choice.raised[h] = raised;
    observe(p, opened.structure, opened.arm, now, next, made, seen);
    return seen.threats[h];
}

TEST(Measures, ThreatsCountAboveATenthOfCapacityOnTheCourseOrOnAQuestionThatWasRaised)
{
    EXPECT_EQ(threats_of_alpha(0.0, 0.0, 1.0), 0.0);
    EXPECT_EQ(threats_of_alpha(0.079, 0.0, 1.0), 0.0);
    EXPECT_EQ(threats_of_alpha(0.081, 0.0, 0.0), 1.0);
    EXPECT_EQ(threats_of_alpha(0.0, 0.079, 1.0), 0.0);
    EXPECT_EQ(threats_of_alpha(0.0, 0.081, 1.0), 1.0);
    EXPECT_EQ(threats_of_alpha(0.0, 0.081, 0.0), 0.0);    // nobody asked
    EXPECT_EQ(threats_of_alpha(0.0, 0.5, 1.0, 0.0), 0.0); // it does not care how the question is answered
    EXPECT_EQ(threats_of_alpha(0.5, 0.5, 1.0), 1.0);      // one power, one month
}

/// ALPHA's position is worth 1 G times ln(w + 0.05) of its own share, which is 0.3 at the start and 0.5 at the end of the month;
/// membership is worth -0.4 G to it.
double gain_of_alpha(double before, double after, char const* arm = "endogenous")
{
    SmallWorld world;
    world.set("principal.ALPHA.execution_cost", 0.4).set("principal.ALPHA.stake", 1.0);
    world.set("game.share_offset", 0.05);
    OpenedPack<double> opened = at_months_end(world, arm);
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.status[h] = before;
    next.status[h] = after;
    made.means.stake_factor.fill(1.0);
    made.stakes.position(h, alpha) = std::log(0.35);
    made.stakes.membership(h, alpha) = -0.4;
    read_memberships(opened.structure.sizes, opened.arm, now, made.memberships);
    observe(p, opened.structure, opened.arm, now, next, made, seen);
    return seen.principal_gain(h, alpha);
}

TEST(Measures, PrincipalsGainByWhatHappenedLessWhatItCostThem)
{
    using namespace accord_status;
    // position; delivered 0.2 and paid 0.1; harm 0.25 executed; 0.03 for backing down
    double const of_the_month = std::log(0.55) - std::log(0.35) - 0.3 - 0.4 * 0.25 - 0.03;
    EXPECT_NEAR(gain_of_alpha(none, none), of_the_month, exact);
    EXPECT_NEAR(gain_of_alpha(announced, operational), of_the_month, exact);
    EXPECT_NEAR(gain_of_alpha(none, announced), of_the_month - 0.4, exact);
    EXPECT_NEAR(gain_of_alpha(operational, frozen), of_the_month + 0.4, exact);
    EXPECT_NEAR(gain_of_alpha(none, announced, "quiet_deepening"), of_the_month, exact);
}

TEST(Measures, StandingAndClimateAreThoseOfTheMonthsEnd)
{
    SmallWorld world;
    world.set("hedger.HOME.group_share.CITY", 1.0).set("hedger.HOME.group_share.LAND", 3.0);
    auto const seen = at_months_end(world).pack.seen;
    EXPECT_NEAR(seen.home_legitimacy[h], 0.05, exact); // 0.25 x 0.5 - 0.75 x 0.1
    EXPECT_EQ(seen.peer_joins(), 3.0);
    EXPECT_EQ(seen.momentum(), 0.31);
    EXPECT_EQ(seen.legitimacy(), -0.32);
    EXPECT_EQ(seen.leader_credit(), 0.33);
    EXPECT_EQ(seen.conflict_intensity(), 0.6);
    EXPECT_EQ(seen.tension(), 0.7);
    EXPECT_NEAR(seen.oil_price(), 60.0 * std::exp(0.2), 1e-11);
}

TEST(Measures, EachCandidatesMembershipIsThatOfTheMonthsEnd)
{
    OpenedPack<double> opened = at_months_end();
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    EXPECT_EQ(seen.candidate_member[near], 1.0);
    EXPECT_EQ(seen.candidate_member[far], 0.5);
    now.member[far] = 1.0;
    next.member[far] = 0.0;
    observe(p, opened.structure, opened.arm, now, next, made, seen);
    EXPECT_EQ(seen.candidate_member[far], 0.0);
}

/// Observes again, with these statuses at the start and at the end of the month.
Observation<double> seen_with(double before, double after, char const* arm = "endogenous")
{
    OpenedPack<double> opened = at_months_end({}, arm);
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.status[h] = before;
    next.status[h] = after;
    observe(p, opened.structure, opened.arm, now, next, made, seen);
    return seen;
}

TEST(Measures, MembersCountHedgersWholeWhileTheirPublicMembershipIsInForce)
{
    using namespace accord_status;
    EXPECT_EQ(seen_with(none, none).members(), 1.5);
    EXPECT_EQ(seen_with(none, announced).members(), 2.5);
    EXPECT_EQ(seen_with(announced, operational).members(), 2.5);
    EXPECT_EQ(seen_with(announced, frozen).members(), 1.5);
    EXPECT_EQ(seen_with(announced, operational, "quiet_deepening").members(), 1.5);
    EXPECT_EQ(seen_with(announced, frozen).status[h], frozen);
}

TEST(Measures, AccessionHasAProbabilityOnlyFromNoMembership)
{
    using namespace accord_status;
    EXPECT_NEAR(seen_with(none, announced).accession_probability[h], 0.06, exact); // 0.2 x 0.3
    EXPECT_EQ(seen_with(announced, announced).accession_probability[h], 0.0);
    EXPECT_EQ(seen_with(operational, operational).accession_probability[h], 0.0);
    EXPECT_EQ(seen_with(frozen, frozen).accession_probability[h], 0.0);
}

} // namespace
} // namespace steppe
