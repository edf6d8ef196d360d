/// Delivery, promises, execution, pressure and evidence (docs/model.md 6.5).

#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

constexpr HedgerId h{0};
constexpr HedgerId other{1};
constexpr PrincipalId alpha{0};
constexpr PrincipalId beta{1};
constexpr ActionId tilt = Structure::tilt(PartnerId{1});
constexpr double exact = 1e-12;

/// A month in which HOME tilted. On the tilt ALPHA offered 0.4 G at a ration of 0.25 and threatened 0.5 G of its 0.8 G; on a change of
/// status it offered 0.6 G and threatened 0.7 G, on keeping 0.3 G and 0.2 G. Its threshold is 0.1 G.
struct Month {
    double status = accord_status::none;
    double resolve = 0.0;
    double backlash = 0.0;
    double delivery = 0.0;
    double threatens = 1.0;
    double value = -0.1; ///< of the tilt to ALPHA
    double raised = 0.0;
    double changes = 0.0;
    double threatens_accord = 0.0;
    double value_keep = 0.0;
    double value_change = -0.1;
    double purse = 100.0;
    double promise = 0.0;
    double eagerness = 1.0;
    double execution_precision = 0.0;
    char const* arm = "endogenous";
};

OpenedPack<double> carried_out(Month const& month, int replicate = 0, SmallWorld world = {})
{
    world.set("principal.ALPHA.resolve", month.resolve).set("principal.ALPHA.backlash", month.backlash);
    world.set("principal.ALPHA.delivery", month.delivery).set("principal.ALPHA.audience_cost", 0.08);
    world.set("principal.ALPHA.execution_cost", 0.4).set("principal.ALPHA.threat_threshold", 0.1);
    world.set("hedger.HOME.deal_months", 10.0).set("game.execution_precision", month.execution_precision);
    OpenedPack<double> opened{world, month.arm};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.status[h] = month.status;
    now.promise(h, alpha) = month.promise;
    made.choice.chosen.fill(0.0);
    made.choice.chosen(h, tilt) = 1.0;
    made.choice.raised[h] = month.raised;
    made.choice.changes[h] = month.changes;
    made.course.ration.fill(0.25);
    made.means.threat_capacity.fill(0.8);
    made.means.purse.fill(month.purse);
    made.stakes.eagerness.fill(month.eagerness);
    made.course.threatens(h, alpha) = month.threatens;
    made.course.offer(h, alpha, tilt) = 0.4;
    made.course.harm(h, alpha, tilt) = 0.5;
    made.stakes.course(h, alpha, tilt) = month.value;
    made.course.offer(h, alpha, Structure::hold()) = 7.0; // not chosen
    made.course.harm(h, alpha, Structure::hold()) = 9.0;
    made.stakes.course(h, alpha, Structure::hold()) = -9.0;
    made.bids.threatens(h, alpha) = month.threatens_accord;
    made.bids.offer_change(h, alpha) = 0.6;
    made.bids.offer_keep(h, alpha) = 0.3;
    made.bids.harm_change(h, alpha) = 0.7;
    made.bids.harm_keep(h, alpha) = 0.2;
    made.stakes.change(h, alpha) = month.value_change;
    made.stakes.keep(h, alpha) = month.value_keep;
    read_memberships(opened.structure.sizes, opened.arm, now, made.memberships);
    deliver_and_execute(p, opened.structure, Draws<double>{1, replicate}, 1, made.memberships, made.means, made.stakes,
                        made.course, made.bids, made.choice, now, made.fulfilment);
    return opened;
}

Fulfilment<double> fulfilled(Month const& month, int replicate = 0)
{
    return carried_out(month, replicate).pack.month.fulfilment;
}

/// How many of 200 replicates execute.
int executions(Month const& month)
{
    int executed = 0;
    for (int replicate = 0; replicate < 200; ++replicate) {
        Fulfilment<double> const made = fulfilled(month, replicate);
        executed += made.executed(h, alpha) == 1.0 ? 1 : 0;
        EXPECT_EQ(made.harm(h, alpha), made.executed(h, alpha) * 0.5);
        EXPECT_EQ(made.executed(h, beta), 0.0);
    }
    return executed;
}

TEST(Execution, IsProvokedWhereTheCourseCostsThePowerItsThreshold)
{
    EXPECT_EQ(fulfilled({.resolve = 1.0, .value = -0.1}).provoked(h, alpha), 1.0);
    EXPECT_EQ(fulfilled({.resolve = 1.0, .value = -0.1}).executed(h, alpha), 1.0);
    EXPECT_EQ(fulfilled({.resolve = 1.0, .value = -0.1}).harm(h, alpha), 0.5);
    EXPECT_EQ(fulfilled({.resolve = 1.0, .value = -0.1 + 1e-12}).provoked(h, alpha), 0.0);
    EXPECT_EQ(fulfilled({.resolve = 1.0, .value = -0.1 + 1e-12}).executed(h, alpha), 0.0);
    EXPECT_EQ(fulfilled({.resolve = 1.0, .threatens = 0.0}).provoked(h, alpha), 0.0);
}

TEST(Execution, ThatIsBackedDownFromCostsTheAudienceInProportionToTheThreat)
{
    Fulfilment<double> const backed_down = fulfilled({.resolve = 0.0});
    EXPECT_EQ(backed_down.provoked(h, alpha), 1.0);
    EXPECT_EQ(backed_down.executed(h, alpha), 0.0);
    EXPECT_EQ(backed_down.harm(h, alpha), 0.0);
    EXPECT_NEAR(backed_down.backed_down(h, alpha), 0.05, exact); // 0.08 x 0.5/0.8
    EXPECT_EQ(fulfilled({.resolve = 1.0}).backed_down(h, alpha), 0.0);
    EXPECT_EQ(fulfilled({.resolve = 0.0, .value = 0.0}).backed_down(h, alpha), 0.0); // nothing provoked it
}

TEST(Execution, OnTheAccordFollowsTheAnswerWhereTheQuestionWasRaised)
{
    Month const month{.resolve = 1.0, .threatens = 0.0, .raised = 1.0, .changes = 1.0, .threatens_accord = 1.0};
    EXPECT_EQ(fulfilled(month).harm(h, alpha), 0.7);
    Month kept = month;
    kept.changes = 0.0;
    EXPECT_EQ(fulfilled(kept).provoked(h, alpha), 0.0);
    kept.value_keep = -0.3;
    EXPECT_EQ(fulfilled(kept).harm(h, alpha), 0.2);
    kept.raised = 0.0;
    EXPECT_EQ(fulfilled(kept).provoked(h, alpha), 0.0);
    Month both = month;
    both.threatens = 1.0;
    EXPECT_NEAR(fulfilled(both).harm(h, alpha), 1.2, exact);
    EXPECT_EQ(fulfilled(both).executed(h, alpha), 1.0);
}

TEST(Execution, BacklashAddsToResolveWhileMembershipIsPublicAndInForce)
{
    for (double const inside : {accord_status::announced, accord_status::operational}) {
        EXPECT_EQ(executions({.status = inside, .backlash = 1.0}), 200);
        EXPECT_EQ(executions({.status = inside, .resolve = 0.5, .backlash = 0.5}), 200);
        EXPECT_NEAR(executions({.status = inside, .backlash = 0.5}), 100, 29); // four standard deviations
    }
    EXPECT_EQ(executions({.status = accord_status::none, .backlash = 1.0}), 0);
    EXPECT_EQ(executions({.status = accord_status::frozen, .backlash = 1.0}), 0);
    EXPECT_EQ(executions({.status = accord_status::operational, .backlash = 1.0, .arm = "quiet_deepening"}), 0);
}

TEST(Execution, AsAChoiceWeighsTheAudienceAgainstTheCost)
{
    Month const month{.resolve = 0.3, .execution_precision = 10.0};
    OpenedPack<double> const opened = carried_out(month);
    // 0.08 x 0.5/0.8 - 0.4 x 0.5 = -0.15
    double const odds = std::log(0.3 / 0.7) - 1.5;
    EXPECT_NEAR(detail::execution_probability(opened.pack.parameters, h, alpha, 0.0, 0.8, 0.5, opened.pack.now),
                1.0 / (1.0 + std::exp(-odds)), exact);
    EXPECT_EQ(detail::execution_probability(carried_out({.resolve = 0.3}).pack.parameters, h, alpha, 0.0, 0.8, 0.5,
                                            opened.pack.now),
              0.3);
}

TEST(Delivery, EarnsTheRationedOfferOnTheChosenCourseAndDeliversAllOrNothing)
{
    EXPECT_NEAR(fulfilled({.delivery = 1.0}).earned(h, alpha), 0.1, exact); // 0.25 x 0.4
    EXPECT_NEAR(fulfilled({.delivery = 1.0}).delivered(h, alpha), 0.1, exact);
    EXPECT_NEAR(fulfilled({.delivery = 0.0}).earned(h, alpha), 0.1, exact);
    EXPECT_EQ(fulfilled({.delivery = 0.0}).delivered(h, alpha), 0.0);
    EXPECT_EQ(fulfilled({.delivery = 1.0}).promised(h, alpha), 0.0);
    EXPECT_EQ(fulfilled({.delivery = 1.0}).earned(h, beta), 0.0);
}

TEST(Delivery, OnTheAccordIsAPromiseForAccedingAndAtOnceForTheRest)
{
    using namespace accord_status;
    auto const expect = [](Month const& month, double at_once, double promised) {
        EXPECT_NEAR(fulfilled(month).earned(h, alpha), 0.1 + at_once, exact);
        EXPECT_NEAR(fulfilled(month).delivered(h, alpha), 0.1 + at_once, exact);
        EXPECT_NEAR(fulfilled(month).promised(h, alpha), promised, exact);
    };
    expect({.status = none, .delivery = 1.0, .raised = 1.0, .changes = 1.0}, 0.0, 0.6);
    expect({.status = frozen, .delivery = 1.0, .raised = 1.0, .changes = 1.0}, 0.0, 0.6);
    expect({.status = announced, .delivery = 1.0, .raised = 1.0, .changes = 1.0}, 0.6, 0.0);
    expect({.status = none, .delivery = 1.0, .raised = 1.0}, 0.3, 0.0);
    expect({.status = operational, .delivery = 1.0, .raised = 1.0}, 0.3, 0.0);
    expect({.status = none, .delivery = 1.0}, 0.0, 0.0); // the question was not raised
}

TEST(Delivery, AndExecutionHaveChancesOfTheirOwn)
{
    // Both at one half: of 400 months each of the four outcomes takes about a hundred.
    int both = 0;
    int neither = 0;
    for (int replicate = 0; replicate < 400; ++replicate) {
        Fulfilment<double> const made = fulfilled({.resolve = 0.5, .delivery = 0.5}, replicate);
        bool const delivered = made.delivered(h, alpha) > 0.0;
        bool const executed = made.executed(h, alpha) > 0.0;
        both += delivered && executed ? 1 : 0;
        neither += !delivered && !executed ? 1 : 0;
    }
    EXPECT_NEAR(both, 100, 35);
    EXPECT_NEAR(neither, 100, 35);
}

TEST(Purse, PaysNoMoreThanItHolds)
{
    // 0.1 at once and a promise of 0.6, delivered with certainty: 0.7 claimed of 0.35
    Fulfilment<double> const made = fulfilled({.delivery = 1.0, .raised = 1.0, .changes = 1.0, .purse = 0.35});
    EXPECT_NEAR(made.earned(h, alpha), 0.05, exact);
    EXPECT_NEAR(made.delivered(h, alpha), 0.05, exact);
    EXPECT_NEAR(made.promised(h, alpha), 0.3, exact);
}

TEST(Purse, IsCutInTheSameProportionForAllHedgers)
{
    OpenedPack<double> opened{
        SmallWorld{{"HOME", "AWAY"}, {"ALPHA", "BETA"}, {"ALPHA", "BETA", "REST"}}.set("principal.ALPHA.delivery", 1.0),
        "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    made.choice.chosen(h, tilt) = 1.0;
    made.choice.chosen(other, tilt) = 1.0;
    made.course.ration.fill(1.0);
    made.course.offer(h, alpha, tilt) = 0.3;
    made.course.offer(other, alpha, tilt) = 0.1;
    made.means.purse[alpha] = 0.2;
    deliver_and_execute(p, opened.structure, Draws<double>{1, 0}, 1, made.memberships, made.means, made.stakes, made.course,
                        made.bids, made.choice, now, made.fulfilment);
    EXPECT_NEAR(made.fulfilment.delivered(h, alpha), 0.15, exact);
    EXPECT_NEAR(made.fulfilment.delivered(other, alpha), 0.05, exact);
}

/// Purse and promise of ALPHA after the month.
std::array<double, 2> after(Month const& month, int of_run = 1, SmallWorld const& world = {})
{
    OpenedPack<double> opened = carried_out(month, 0, world);
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    update_purses(p, opened.structure, opened.arm, of_run, made.memberships, made.means, made.choice, made.fulfilment, now,
                  next);
    return {next.purse[alpha], next.promise(h, alpha)};
}

TEST(Purse, LosesWhatWasDeliveredAndWhatAPromiseIsExpectedToTake)
{
    auto const [after_delivery, no_promise] = after({.delivery = 1.0, .purse = 1.0});
    EXPECT_NEAR(after_delivery, 0.9, exact);
    EXPECT_EQ(no_promise, 0.0);
    auto const [after_promise, promise] =
        after({.delivery = 0.5, .raised = 1.0, .changes = 1.0, .purse = 1.0, .promise = 0.2});
    double const delivered = fulfilled({.delivery = 0.5}).delivered(h, alpha);
    EXPECT_NEAR(after_promise, 1.0 - delivered - 0.5 * 0.6, exact);
    EXPECT_NEAR(promise, 0.8, exact); // nothing was due while it was no member
}

TEST(Promise, IsPaidInInstalmentsWhileMembershipStands)
{
    Month const month{.status = accord_status::announced, .delivery = 1.0, .promise = 0.5};
    EXPECT_NEAR(fulfilled(month).due(h, alpha), 0.05, exact); // a tenth of what is left
    EXPECT_NEAR(fulfilled(month).paid(h, alpha), 0.05, exact);
    EXPECT_NEAR(after(month)[1], 0.45, exact);
    EXPECT_NEAR(after(month)[0], 99.9, exact); // the instalment left the purse when it was promised
    Month broken = month;
    broken.delivery = 0.0;
    EXPECT_NEAR(fulfilled(broken).due(h, alpha), 0.05, exact);
    EXPECT_EQ(fulfilled(broken).paid(h, alpha), 0.0);
    EXPECT_NEAR(after(broken)[1], 0.45, exact); // what was not paid is not paid later
    Month outside = month;
    outside.status = accord_status::frozen;
    EXPECT_EQ(fulfilled(outside).due(h, alpha), 0.0);
}

TEST(Promise, IsPaidLessOftenByASponsorThatHasLostInterest)
{
    int paid = 0;
    for (int replicate = 0; replicate < 400; ++replicate) {
        Month const month{.status = accord_status::announced, .delivery = 0.8, .promise = 0.5, .eagerness = 0.5};
        paid += fulfilled(month, replicate).paid(h, alpha) > 0.0 ? 1 : 0;
    }
    EXPECT_NEAR(paid, 160, 40); // four standard deviations
}

TEST(Promise, IsCancelledByAFreeze)
{
    EXPECT_EQ(after({.status = accord_status::announced, .delivery = 1.0, .raised = 1.0, .changes = 1.0, .promise = 0.5})[1],
              0.0);
}

TEST(Promise, OfTheOpeningGivesWayToAnnouncedDealsThatStand)
{
    Month const month{.delivery = 1.0, .raised = 1.0, .changes = 1.0, .purse = 1.0, .arm = "with_accords"};
    SmallWorld const deals = SmallWorld{}.set("game.announced_deals_stand", 1.0);
    EXPECT_NEAR(after(month, 0)[1], 0.6, exact);
    EXPECT_NEAR(after(month, 0)[0], 0.3, exact);
    EXPECT_EQ(after(month, 0, deals)[1], 0.0);
    EXPECT_NEAR(after(month, 0, deals)[0], 0.9, exact);
    EXPECT_NEAR(after(month, 1, deals)[1], 0.6, exact); // later promises are promises
}

TEST(Pressure, OnlyDecaysWhereNothingIsExecuted)
{
    OpenedPack<double> opened{SmallWorld{}.set("pressure.step", 0.5).set("pressure.decay", 0.1), "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.pressure(h, alpha) = 0.4;
    now.pressure(h, beta) = 0.2;
    made.fulfilment.executed(h, alpha) = 0.0;
    made.fulfilment.executed(h, beta) = 1.0;
    update_pressure(p, opened.structure.sizes, made.fulfilment, now, next);
    EXPECT_NEAR(next.pressure(h, alpha), 0.36, exact);
    EXPECT_NEAR(next.pressure(h, beta), 0.59, exact); // 0.18 + 0.5 x 0.82
}

TEST(Beliefs, ThreatsNotExecutedAndOffersDeliveredAreEvidenceToo)
{
    SmallWorld world;
    world.set("learning.forgetting", 0.5).set("learning.opening_evidence", 10.0);
    world.set("principal.ALPHA.perceived_resolve", 0.2).set("principal.ALPHA.perceived_delivery", 0.6);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    made.fulfilment.provoked(h, alpha) = 1.0;
    made.fulfilment.executed(h, alpha) = 0.0;
    made.fulfilment.earned(h, alpha) = 0.3;
    made.fulfilment.delivered(h, alpha) = 0.3;
    update_beliefs(p, opened.structure, made.fulfilment, now, next);
    EXPECT_NEAR(next.resolve_seen(h, alpha), 1.0, exact);   // 0.5 x 2
    EXPECT_NEAR(next.resolve_unseen(h, alpha), 5.0, exact); // 0.5 x 8 + 1
    EXPECT_NEAR(next.delivery_seen(h, alpha), 4.0, exact);  // 0.5 x 6 + 1
    EXPECT_NEAR(next.delivery_unseen(h, alpha), 2.0, exact);
    EXPECT_EQ(next.resolve_seen(h, beta), now.resolve_seen(h, beta));
}

TEST(Beliefs, EvidenceOnResolveAndOnDeliveryIsKeptApart)
{
    OpenedPack<double> opened{SmallWorld{}.set("learning.forgetting", 0.5), "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    made.fulfilment.provoked(h, alpha) = 1.0;
    made.fulfilment.earned(h, beta) = 0.1;
    update_beliefs(p, opened.structure, made.fulfilment, now, next);
    for (PrincipalId i : {alpha, beta}) {
        // Halved where something was learnt: the threat was not executed, the offer not delivered.
        double const of_resolve = i == alpha ? 0.5 : 1.0;
        double const of_delivery = i == beta ? 0.5 : 1.0;
        EXPECT_NEAR(next.resolve_seen(h, i), of_resolve * now.resolve_seen(h, i), exact);
        EXPECT_NEAR(next.resolve_unseen(h, i), of_resolve * now.resolve_unseen(h, i) + (i == alpha ? 1.0 : 0.0), exact);
        EXPECT_NEAR(next.delivery_seen(h, i), of_delivery * now.delivery_seen(h, i), exact);
        EXPECT_NEAR(next.delivery_unseen(h, i), of_delivery * now.delivery_unseen(h, i) + (i == beta ? 1.0 : 0.0), exact);
    }
}

/// Evidence on ALPHA's delivery after a month in which it earned and delivered this, and was due and paid that; it opens at 6 and 4.
std::array<double, 2> learnt(double earned, double delivered, double due, double paid, char const* rule = "beta")
{
    SmallWorld world;
    world.set("learning.forgetting", 0.4).set("learning.opening_evidence", 10.0);
    world.set("principal.ALPHA.perceived_delivery", 0.6).setting("learning.rule", rule);
    world.set("learning.ewa_growth", 0.5).set("learning.ewa_decay", 0.5).set("learning.ewa_foregone", 0.5);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    made.fulfilment.earned(h, alpha) = earned;
    made.fulfilment.delivered(h, alpha) = delivered;
    made.fulfilment.due(h, alpha) = due;
    made.fulfilment.paid(h, alpha) = paid;
    update_beliefs(p, opened.structure, made.fulfilment, now, next);
    return {next.delivery_seen(h, alpha), next.delivery_unseen(h, alpha)};
}

TEST(Beliefs, AnInstalmentIsATwelfthOfAnObservation)
{
    // it forgets a twelfth of 0.6: 0.05
    auto const [kept_seen, kept_unseen] = learnt(0.0, 0.0, 0.1, 0.1);
    EXPECT_NEAR(kept_seen, 0.95 * 6.0 + 1.0 / 12.0, exact);
    EXPECT_NEAR(kept_unseen, 0.95 * 4.0, exact);
    auto const [broken_seen, broken_unseen] = learnt(0.0, 0.0, 0.1, 0.0);
    EXPECT_NEAR(broken_seen, 0.95 * 6.0, exact);
    EXPECT_NEAR(broken_unseen, 0.95 * 4.0 + 1.0 / 12.0, exact);
    // an offer delivered and an instalment broken in one month
    auto const [both_seen, both_unseen] = learnt(0.3, 0.3, 0.1, 0.0);
    EXPECT_NEAR(both_seen, 0.95 * (0.4 * 6.0 + 1.0), exact);
    EXPECT_NEAR(both_unseen, 0.95 * 0.4 * 4.0 + 1.0 / 12.0, exact);
}

TEST(Beliefs, AnInstalmentMovesAttractionsByATwelfthOfAnObservationsStep)
{
    // experience 10, attractions 0: after an observation kept, trust is 1/(0.5 x 10 + 1) = 1/6
    EXPECT_NEAR(learnt(0.3, 0.3, 0.0, 0.0, "ewa")[0], 1.0 / 6.0, exact);
    EXPECT_NEAR(learnt(0.0, 0.0, 0.1, 0.1, "ewa")[0], 1.0 / 72.0, exact);
    // broken, doubt gains half of that: it was not followed
    EXPECT_NEAR(learnt(0.3, 0.0, 0.0, 0.0, "ewa")[1], 1.0 / 12.0, exact);
    EXPECT_NEAR(learnt(0.0, 0.0, 0.1, 0.0, "ewa")[1], 1.0 / 144.0, exact);
}

} // namespace
} // namespace steppe
