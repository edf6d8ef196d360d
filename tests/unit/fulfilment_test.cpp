/// Delivery, execution, pressure and evidence (docs/model.md 6.5).

#include "support/small_world.hpp"

#include <gtest/gtest.h>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

constexpr HedgerId h{0};
constexpr PrincipalId alpha{0};
constexpr PrincipalId beta{1};
constexpr ActionId accede{4}; // three partners
constexpr double exact = 1e-12;

struct Month {
    double status = accord_status::none;
    double resolve = 0.0;
    double backlash = 0.0;
    double delivery = 0.0;
    double threatens = 1.0;
    double offers = 1.0;
    double harm = 0.5; ///< threatened against acceding, by a principal whose capacity is 0.8
    char const* arm = "endogenous";
};

/// The month after a choice to accede, in which ALPHA threatens and offers 0.4 G at a ration of 0.25.
MonthResults<double> fulfilled(Month const& month, int replicate = 0)
{
    SmallWorld world;
    world.set("principal.ALPHA.resolve", month.resolve).set("principal.ALPHA.backlash", month.backlash);
    world.set("principal.ALPHA.delivery", month.delivery);
    OpenedPack<double> opened{world, month.arm};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.status[h] = month.status;
    for (auto* table : {&made.menus.offer, &made.menus.threat}) {
        table->fill(0.0);
    }
    made.choice.chosen.fill(0.0);
    made.choice.chosen(h, accede) = 1.0;
    made.choice.offers.fill(0.0);
    made.choice.threatens.fill(0.0);
    made.menus.ration.fill(0.25);
    made.means.threat_capacity.fill(0.8);
    made.choice.offers(h, alpha) = month.offers;
    made.choice.threatens(h, alpha) = month.threatens;
    made.menus.offer(h, alpha, accede) = 0.4;
    made.menus.threat(h, alpha, accede) = month.harm;
    made.menus.offer(h, alpha, Structure::hold()) = 7.0; // not chosen
    made.menus.threat(h, alpha, Structure::hold()) = 9.0;
    read_memberships(opened.structure.sizes, opened.arm, now, made.memberships);
    deliver_and_execute(p, opened.structure, Draws<double>{1, replicate}, 1, made.memberships, made.means, made.menus,
                        made.choice, made.fulfilment);
    return made;
}

/// How many of 200 replicates execute.
int executions(Month const& month)
{
    int executed = 0;
    for (int replicate = 0; replicate < 200; ++replicate) {
        MonthResults<double> const made = fulfilled(month, replicate);
        executed += made.fulfilment.executed(h, alpha) == 1.0 ? 1 : 0;
        EXPECT_EQ(made.fulfilment.harm(h, alpha), made.fulfilment.executed(h, alpha) * month.harm);
        EXPECT_EQ(made.fulfilment.executed(h, beta), 0.0);
    }
    return executed;
}

TEST(Execution, BacklashAloneExecutesWhileMembershipIsPublicAndInForce)
{
    EXPECT_EQ(executions({.status = accord_status::operational, .backlash = 1.0}), 200);
    EXPECT_EQ(executions({.status = accord_status::none, .backlash = 1.0}), 0);
    EXPECT_EQ(executions({.status = accord_status::frozen, .backlash = 1.0}), 0);
    EXPECT_EQ(executions({.status = accord_status::operational, .backlash = 1.0, .arm = "quiet_deepening"}), 0);
}

TEST(Execution, BacklashAddsToResolveInProportionToMembership)
{
    EXPECT_EQ(executions({.status = accord_status::announced, .resolve = 0.5, .backlash = 1.0}), 200);
    int const half = executions({.status = accord_status::announced, .backlash = 1.0});
    EXPECT_NEAR(half, 100, 29); // four standard deviations
    EXPECT_EQ(executions({.status = accord_status::operational, .resolve = 0.5, .backlash = -0.5}), 0);
}

TEST(Execution, IsProvokedFromHalfOfCapacityOn)
{
    EXPECT_EQ(fulfilled({.resolve = 1.0, .harm = 0.4}).fulfilment.provoked(h, alpha), 1.0);
    EXPECT_EQ(fulfilled({.resolve = 1.0, .harm = 0.4}).fulfilment.executed(h, alpha), 1.0);
    EXPECT_EQ(fulfilled({.resolve = 1.0, .harm = 0.4 - 1e-12}).fulfilment.provoked(h, alpha), 0.0);
    EXPECT_EQ(fulfilled({.resolve = 1.0, .harm = 0.4 - 1e-12}).fulfilment.executed(h, alpha), 0.0);
    EXPECT_EQ(fulfilled({.resolve = 1.0, .threatens = 0.0}).fulfilment.provoked(h, alpha), 0.0);
    EXPECT_EQ(fulfilled({.resolve = 0.0}).fulfilment.provoked(h, alpha), 1.0); // provoked, and yet not executed
    EXPECT_EQ(fulfilled({.resolve = 0.0}).fulfilment.executed(h, alpha), 0.0);
}

TEST(Delivery, EarnsTheRationedOfferOnTheChosenActionAndDeliversAllOrNothing)
{
    EXPECT_NEAR(fulfilled({.delivery = 1.0}).fulfilment.earned(h, alpha), 0.1, exact); // 0.25 x 0.4
    EXPECT_NEAR(fulfilled({.delivery = 1.0}).fulfilment.delivered(h, alpha), 0.1, exact);
    EXPECT_NEAR(fulfilled({.delivery = 0.0}).fulfilment.earned(h, alpha), 0.1, exact);
    EXPECT_EQ(fulfilled({.delivery = 0.0}).fulfilment.delivered(h, alpha), 0.0);
    EXPECT_EQ(fulfilled({.delivery = 1.0, .offers = 0.0}).fulfilment.earned(h, alpha), 0.0);
    EXPECT_EQ(fulfilled({.delivery = 1.0}).fulfilment.earned(h, beta), 0.0);
}

TEST(Delivery, AndExecutionHaveChancesOfTheirOwn)
{
    // Both at one half: of 400 months each of the four outcomes takes about a hundred.
    int both = 0;
    int neither = 0;
    for (int replicate = 0; replicate < 400; ++replicate) {
        MonthResults<double> const made = fulfilled({.resolve = 0.5, .delivery = 0.5}, replicate);
        bool const delivered = made.fulfilment.delivered(h, alpha) > 0.0;
        bool const executed = made.fulfilment.executed(h, alpha) > 0.0;
        both += delivered && executed ? 1 : 0;
        neither += !delivered && !executed ? 1 : 0;
    }
    EXPECT_NEAR(both, 100, 35);
    EXPECT_NEAR(neither, 100, 35);
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

} // namespace
} // namespace steppe
