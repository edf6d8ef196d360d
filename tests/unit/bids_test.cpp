/// Threats and offers on the accord, and whether the question is raised (docs/model.md 6.4); how it is answered: tests/verification.

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

double logit_of(double probability) { return std::log(probability / (1.0 - probability)); }
double logistic_of(double odds) { return 1.0 / (1.0 + std::exp(-odds)); }

/// A month in which a change is worth 0.3 G to BETA and -0.2 G to ALPHA, and of itself 0.05 G to the hedger, whose card is 0.02 G.
/// Purses are empty and nobody threatens until a test says otherwise.
struct Question {
    SmallWorld world;
    double status = accord_status::none;
    double window = 0.0;
    double purse_of_alpha = 0.0, purse_of_beta = 0.0;
    double spent_by_beta = 0.0;
    double posture_of_alpha = 0.0;
    int month = 1;
    char const* arm = "endogenous";

    [[nodiscard]] OpenedPack<double> ask(Draws<double> const& draws = {1, 0}) const
    {
        OpenedPack<double> opened{world, arm};
        auto& [p, opening, now, next, made, games, seen] = opened.pack;
        now.status[h] = status;
        now.accord_posture.fill(0.0);
        now.accord_posture(h, alpha) = posture_of_alpha;
        read_memberships(opened.structure.sizes, opened.arm, now, made.memberships);
        made.readings.window = window;
        made.stakes.keep.fill(0.0);
        made.stakes.change(h, alpha) = -0.2;
        made.stakes.change(h, beta) = 0.3;
        made.means.purse[alpha] = purse_of_alpha;
        made.means.purse[beta] = purse_of_beta;
        made.means.money_weight[h] = 0.5;
        made.means.threat_capacity(h, alpha) = 0.8;
        made.means.believed_resolve(h, alpha) = 0.25;
        made.means.believed_delivery.fill(0.6);
        made.course.outlay.fill(0.0);
        made.course.outlay(h, beta) = spent_by_beta;
        made.course.card[h] = 0.02;
        made.preferences.accord_utility[h] = 0.05;
        bargain_on_accord(p, opened.structure, opened.arm, draws, month, made.readings, made.memberships, made.means,
                          made.stakes, made.preferences, made.course, now, games.accord, made.bids);
        return opened;
    }
};

SmallWorld plain_world()
{
    SmallWorld world;
    world.set("hedger.HOME.precision", 10.0).set("hedger.HOME.accession_prior", 0.4).set("hedger.HOME.freeze_prior", 0.1);
    world.set("hedger.HOME.agenda_rate", 0.1).set("hedger.HOME.summit_agenda", 0.3);
    world.set("game.raise_rate", 0.2).set("game.raise_half", 0.5).set("principal.BETA.delivery", 0.5);
    world.set("principal.ALPHA.threat_threshold", 0.1).set("principal.ALPHA.threat_softness", 0.05);
    return world;
}

TEST(AccordQuestion, WithoutOffersAndThreatsIsALogitOfUtilityAndCard)
{
    auto const log_odds = [](double status) {
        return Question{.world = plain_world(), .status = status}.ask().pack.month.bids.log_odds[h];
    };
    EXPECT_NEAR(log_odds(accord_status::none), logit_of(0.4) + 10.0 * 0.07, exact);
    EXPECT_NEAR(log_odds(accord_status::frozen), logit_of(0.4) + 10.0 * 0.07, exact);
    EXPECT_NEAR(log_odds(accord_status::announced), logit_of(0.1) + 10.0 * 0.07, exact);
    EXPECT_NEAR(log_odds(accord_status::operational), logit_of(0.1) + 10.0 * 0.07, exact);
}

TEST(AccordQuestion, AThreatCountsByBelievedResolveAndTheWeightOfMoney)
{
    auto const& bids = Question{.world = plain_world(), .posture_of_alpha = 1.0}.ask().pack.month.bids;
    double const keep = 0.8 * logistic_of(-2.0);  // (0 - 0.1)/0.05
    double const change = 0.8 * logistic_of(2.0); // (0.2 - 0.1)/0.05
    EXPECT_EQ(bids.threatens(h, alpha), 1.0);
    EXPECT_NEAR(bids.harm_keep(h, alpha), keep, exact);
    EXPECT_NEAR(bids.harm_change(h, alpha), change, exact);
    EXPECT_NEAR(bids.log_odds[h], logit_of(0.4) + 10.0 * (0.07 - 0.5 * 0.25 * (change - keep)), exact);
    EXPECT_NEAR(bids.probability[h], logistic_of(bids.log_odds[h]), exact);
}

TEST(AccordQuestion, AThreatIsMadeExactlyWhereTheDrawIsBelowThePosture)
{
    Structure const structure = plain_world().structure();
    for (int replicate = 0; replicate < 5; ++replicate) {
        Draws<double> const draws{1, replicate};
        double const u = draws.uniform(1, stream::accord_threat,
                                       combine(structure.hedger_identity[h], structure.principal_identity[alpha]));
        for (double const side : {-1.0, 1.0}) {
            Question const question{.world = plain_world(), .posture_of_alpha = u * (1.0 + side * 1e-9)};
            EXPECT_EQ(question.ask(draws).pack.month.bids.threatens(h, alpha), side > 0.0 ? 1.0 : 0.0);
        }
    }
}

TEST(AccordQuestion, OffersAreCappedByWhatTheCourseLeavesAndThePromiseByItsShare)
{
    SmallWorld const world = plain_world().set("game.promise_share", 0.5);
    auto const caps = [&](SmallWorld const& in, double status) {
        OpenedPack<double> const opened =
            Question{.world = in, .status = status, .purse_of_beta = 1.0, .spent_by_beta = 0.4}.ask();
        auto const& question = opened.pack.games.accord;
        return std::array{question.cap_change[beta], question.cap_keep[beta]};
    };
    // delivered with probability 0.5: 0.5 x (1 - 0.4)
    EXPECT_NEAR(caps(world, accord_status::none)[0], 0.15, exact);
    EXPECT_NEAR(caps(world, accord_status::none)[1], 0.3, exact);
    EXPECT_NEAR(caps(world, accord_status::announced)[0], 0.3, exact); // for freezing nothing need be promised
    EXPECT_EQ(caps(SmallWorld{world}.set("incentive.G1", 0.0), accord_status::none)[0], 0.0);
    EXPECT_NEAR(caps(SmallWorld{world}.set("incentive.G1", 0.0), accord_status::none)[1], 0.3, exact);
}

TEST(AccordQuestion, HedgersShareWhatTheCourseLeavesEvenly)
{
    SmallWorld const world{{"HOME", "AWAY"}, {"ALPHA", "BETA"}, {"ALPHA", "BETA", "REST"}};
    Question question{.world = world, .purse_of_beta = 1.0, .spent_by_beta = 0.4};
    question.world.set("principal.BETA.delivery", 0.5);
    EXPECT_NEAR(question.ask().pack.games.accord.cap_keep[beta], 0.15, exact);
}

TEST(AccordQuestion, NothingIsLeftWhereTheCourseTakesAll)
{
    OpenedPack<double> const opened = Question{.world = plain_world(), .purse_of_beta = 0.5, .spent_by_beta = 0.6}.ask();
    EXPECT_EQ(opened.pack.games.accord.cap_change[beta], 0.0);
    EXPECT_EQ(opened.pack.month.bids.offer_change(h, beta), 0.0);
}

/// A sponsor's bid T solves (dV - T)(1 - P) = 1/(lambda e), an opponent's (-dV - T)P = 1/(lambda e).
TEST(AccordQuestion, BidsAreWhatAMarginalChangeOfTheOddsIsWorth)
{
    SmallWorld const world = plain_world().set("hedger.HOME.precision", 40.0);
    OpenedPack<double> const opened = Question{.world = world, .purse_of_alpha = 5.0, .purse_of_beta = 5.0}.ask();
    auto const& bids = opened.pack.month.bids;
    double const for_it = 0.5 * bids.offer_change(h, beta); // effective: delivered with probability 0.5
    double const against = 0.6 * bids.offer_keep(h, alpha); // with probability 0.6
    double const e_beta = 0.5 * 0.6 / 0.5;
    double const e_alpha = 0.5 * 0.6 / 0.6;
    double const probability = bids.probability[h];
    EXPECT_GT(for_it, 0.0);
    EXPECT_NEAR((0.3 - for_it) * (1.0 - probability), 1.0 / (40.0 * e_beta), 1e-10);
    EXPECT_TRUE(against == 0.0 || std::abs((0.2 - against) * probability - 1.0 / (40.0 * e_alpha)) < 1e-10);
    EXPECT_NEAR(bids.log_odds[h], logit_of(0.4) + 40.0 * (0.07 + e_beta * for_it - e_alpha * against), 1e-10);
    EXPECT_EQ(bids.offer_keep(h, beta), 0.0);
    EXPECT_EQ(bids.offer_change(h, alpha), 0.0);
}

TEST(Agenda, IsRaisedByItselfBySummitsAndByWhoeverWouldGain)
{
    auto const agenda = [](double status, double window) {
        return Question{.world = plain_world(), .status = status, .window = window}.ask().pack.month.bids.agenda[h];
    };
    auto const raised_by_beta = [](double prior) {
        double const gain = 0.3 * logistic_of(logit_of(prior) + 0.7); // ALPHA would only lose
        return 0.2 * gain / (gain + 0.5);
    };
    EXPECT_NEAR(agenda(accord_status::none, 0.0), 1.0 - 0.9 * (1.0 - raised_by_beta(0.4)), exact);
    EXPECT_NEAR(agenda(accord_status::none, 1.0), 1.0 - 0.9 * 0.7 * (1.0 - raised_by_beta(0.4)), exact);
    EXPECT_NEAR(agenda(accord_status::frozen, 1.0), 1.0 - 0.9 * 0.7 * (1.0 - raised_by_beta(0.4)), exact);
    // no summit brings a freeze up
    EXPECT_NEAR(agenda(accord_status::announced, 1.0), 1.0 - 0.9 * (1.0 - raised_by_beta(0.1)), exact);
}

TEST(Agenda, CountsAGainLessTheBidForIt)
{
    SmallWorld const world = plain_world().set("hedger.HOME.precision", 40.0);
    auto const& bids = Question{.world = world, .purse_of_beta = 5.0}.ask().pack.month.bids;
    double const gain = bids.probability[h] * (0.3 - 0.5 * bids.offer_change(h, beta));
    EXPECT_NEAR(bids.agenda[h], 1.0 - 0.9 * (1.0 - 0.2 * gain / (gain + 0.5)), exact);
}

TEST(AccordPosture, MovesTowardsTheLogitOfWhatAThreatIsWorth)
{
    SmallWorld world = plain_world();
    world.set("principal.ALPHA.threat_rate", 0.3).set("game.principal_precision", 15.0).set("game.posture_rate", 0.25);
    world.set("principal.ALPHA.execution_cost", 0.4).set("principal.ALPHA.resolve", 0.2);
    world.set("principal.ALPHA.audience_cost", 0.05);
    double const keep = logistic_of(-2.0);
    double const change = logistic_of(2.0);
    double const calm_odds = logit_of(0.4) + 0.7;
    double const calm = logistic_of(calm_odds);
    double const threatened = logistic_of(calm_odds - 10.0 * 0.5 * 0.25 * 0.8 * (change - keep));
    // it loses 0.2 G by a change; a threat of full strength costs 0.4 x 0.2 x 0.8 + 0.8 x 0.05
    double const worth = (threatened - calm) * -0.2 - 0.104 * (threatened * change + (1.0 - threatened) * keep);
    double const target = logistic_of(logit_of(0.3) + 15.0 * worth);
    for (double const posture : {0.0, 1.0}) { // whether it threatened this month or not
        Question const question{.world = world, .posture_of_alpha = posture};
        EXPECT_NEAR(question.ask().pack.month.bids.posture(h, alpha), posture + 0.25 * (target - posture), exact) << posture;
        // it opens at its target
        Question const opening{.world = world, .posture_of_alpha = posture, .month = 0};
        EXPECT_NEAR(opening.ask().pack.month.bids.posture(h, alpha), target, exact) << posture;
    }
}

TEST(Bids, NobodyAsksOrBidsWhereTheAccordIsClosed)
{
    for (char const* arm : {"without_accords", "inducement_only", "quiet_deepening"}) {
        Question const question{
            .world = plain_world(), .purse_of_alpha = 5.0, .purse_of_beta = 5.0, .posture_of_alpha = 0.4, .arm = arm};
        auto const& bids = question.ask().pack.month.bids;
        EXPECT_EQ(bids.agenda[h], 0.0);
        EXPECT_EQ(bids.probability[h], 0.0);
        for (PrincipalId i : {alpha, beta}) {
            EXPECT_EQ(bids.threatens(h, i), 0.0);
            EXPECT_EQ(bids.offer_change(h, i), 0.0);
            EXPECT_EQ(bids.offer_keep(h, i), 0.0);
        }
        EXPECT_EQ(bids.posture(h, alpha), 0.4); // as it was
    }
}

} // namespace
} // namespace steppe
