/// Threats and offers on the course, month by month (docs/model.md 6.1 to 6.3); how the game itself is solved: tests/verification.

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
constexpr PartnerId to_alpha{0};
constexpr double exact = 1e-12;

/// Perceives and bargains in a month from the opening world, changed by `set`.
template <class Set>
OpenedPack<double> bargained(SmallWorld const& world, int month, Set set, Draws<double> const& draws = {1, 0},
                             char const* arm = "endogenous")
{
    OpenedPack<double> opened{world, arm};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    set(opened);
    made.readings = read_climate<double>(p, opened.structure, month, now.climate);
    perceive(p, opened.structure, opening, opened.arm, now, made);
    bargain(p, opened.structure, opened.arm, draws, month, now, games, made);
    return opened;
}

constexpr auto as_it_opens = [](OpenedPack<double>&) {};

double logit_of(double probability) { return std::log(probability / (1.0 - probability)); }
double logistic_of(double odds) { return 1.0 / (1.0 + std::exp(-odds)); }

TEST(Course, AThreatIsMadeExactlyWhereTheDrawIsBelowThePosture)
{
    SmallWorld const world = SmallWorld{}.lively();
    Structure const structure = world.structure();
    for (int replicate = 0; replicate < 5; ++replicate) {
        Draws<double> const draws{1, replicate};
        double const u =
            draws.uniform(7, stream::threat, combine(structure.hedger_identity[h], structure.principal_identity[alpha]));
        for (double const side : {-1.0, 1.0}) {
            auto const set = [&](OpenedPack<double>& opened) {
                opened.pack.now.posture(h, alpha) = u * (1.0 + side * 1e-9);
            };
            OpenedPack<double> const opened = bargained(world, 7, set, draws);
            EXPECT_EQ(opened.pack.month.course.threatens(h, alpha), side > 0.0 ? 1.0 : 0.0);
        }
    }
}

/// A power that values nothing threatens every course alike, so its threat moves no choice and costs what is carried out or backed down
/// from: (0.4 x 0.2 x 0.8 + 0.8 x 0.05) sigma(-0.1/0.05) = 0.104 sigma(-2).
SmallWorld with_an_idle_threat()
{
    SmallWorld world;
    world.set("principal.ALPHA.threat_capacity", 0.8).set("principal.ALPHA.execution_cost", 0.4);
    world.set("principal.ALPHA.resolve", 0.2).set("principal.ALPHA.audience_cost", 0.05);
    world.set("principal.ALPHA.threat_threshold", 0.1).set("principal.ALPHA.threat_softness", 0.05);
    world.set("principal.ALPHA.threat_rate", 0.3).set("game.principal_precision", 15.0).set("game.posture_rate", 0.25);
    return world;
}
double target_of_an_idle_threat() { return logistic_of(logit_of(0.3) - 15.0 * 0.104 * logistic_of(-2.0)); }

TEST(Postures, MoveTowardsTheLogitOfWhatAThreatIsWorth)
{
    auto const set = [](OpenedPack<double>& opened) { opened.pack.now.posture(h, alpha) = 0.7; };
    double const found = bargained(with_an_idle_threat(), 1, set).pack.month.course.posture(h, alpha);
    EXPECT_NEAR(found, 0.7 + 0.25 * (target_of_an_idle_threat() - 0.7), exact);
}

TEST(Postures, OpenAtTheTargetOfAMonthWithoutThreats)
{
    auto const set = [](OpenedPack<double>& opened) { opened.pack.now.posture(h, alpha) = 0.7; };
    double const found = bargained(with_an_idle_threat(), 0, set).pack.month.course.posture(h, alpha);
    EXPECT_NEAR(found, target_of_an_idle_threat(), exact);
}

TEST(Postures, BacklashMakesAThreatDearerWhileTheHedgerIsAMember)
{
    SmallWorld const world = with_an_idle_threat().set("principal.ALPHA.backlash", 0.8);
    auto const set = [](OpenedPack<double>& opened) {
        opened.pack.now.posture(h, alpha) = 0.7;
        opened.pack.now.status[h] = accord_status::announced;
    };
    // carried out for certain: 0.4 x 0.8 = 0.32
    double const target = logistic_of(logit_of(0.3) - 15.0 * 0.32 * logistic_of(-2.0));
    EXPECT_NEAR(bargained(world, 1, set).pack.month.course.posture(h, alpha), 0.7 + 0.25 * (target - 0.7), exact);
}

TEST(Course, HarmIsCapacityTimesTheSoftShareAtTheCoursesValue)
{
    OpenedPack<double> const opened = bargained(SmallWorld{}.lively(), 1, as_it_opens);
    auto const& made = opened.pack.month;
    for (ActionId a : opened.structure.sizes.actions()) {
        double const share = logistic_of((-made.stakes.course(h, alpha, a) - 0.1) / 0.05);
        EXPECT_NEAR(made.course.harm(h, alpha, a), 0.8 * share, exact);
    }
    EXPECT_GT(made.course.harm(h, alpha, Structure::tilt(PartnerId{1})),
              made.course.harm(h, alpha, Structure::tilt(to_alpha)));
}

/// ALPHA would pay far more than it has for a tilt to it, which is nearly certain.
SmallWorld eager(std::vector<std::string> const& hedgers)
{
    SmallWorld world{hedgers, {"ALPHA", "BETA"}, {"ALPHA", "BETA", "REST"}};
    world.set("principal.ALPHA.stake", 50.0).set("principal.ALPHA.budget", 0.2).set("principal.ALPHA.delivery", 0.8);
    world.set("principal.ALPHA.perceived_delivery", 0.8);
    for (std::string const& hedger : hedgers) {
        world.set("hedger." + hedger + ".hold_rate", 0.01);
    }
    return world;
}

TEST(Course, NoOfferExceedsThePurse)
{
    OpenedPack<double> const opened = bargained(eager({"HOME"}), 1, as_it_opens, {1, 0}, "without_accords");
    auto const& made = opened.pack.month;
    EXPECT_NEAR(made.means.purse[alpha], 0.2, exact);
    EXPECT_NEAR(made.course.offer(h, alpha, Structure::tilt(to_alpha)), 0.2, exact);
    EXPECT_EQ(made.course.offer(h, alpha, Structure::hold()), 0.0);
    EXPECT_EQ(made.course.ration[alpha], 1.0); // delivered with probability 0.8, its purse is enough
    EXPECT_LE(made.course.outlay(h, alpha), 0.16);
}

TEST(Course, WithAnEmptyPurseNothingIsOffered)
{
    auto const set = [](OpenedPack<double>& opened) { opened.pack.now.purse.fill(0.0); };
    OpenedPack<double> const opened =
        bargained(eager({"HOME"}).set("principal.ALPHA.budget", 0.0), 1, set, {1, 0}, "without_accords");
    for (ActionId a : opened.structure.sizes.actions()) {
        EXPECT_EQ(opened.pack.month.course.offer(h, alpha, a), 0.0);
    }
}

TEST(Course, TwoAlikeShareThePurseEvenlyWhereItBinds)
{
    OpenedPack<double> const opened = bargained(eager({"HOME", "AWAY"}), 1, as_it_opens, {1, 0}, "without_accords");
    auto const& made = opened.pack.month;
    HedgerId const other{1};
    EXPECT_LT(made.course.ration[alpha], 1.0);
    EXPECT_NEAR(made.course.outlay(h, alpha), 0.1, exact);
    EXPECT_NEAR(made.course.outlay(other, alpha), 0.1, exact);
    EXPECT_EQ(made.course.ration[beta], 1.0);
}

TEST(Course, ThePartThatAPowerIsEagerForIsWhatItBidsOn)
{
    auto const offer = [](double eagerness) {
        SmallWorld world;
        world.set("principal.ALPHA.stake", 12.5)
            .set("principal.ALPHA.budget", 5.0)
            .set("principal.ALPHA.intrusion_value", -0.05);
        world.set("game.withholding", 1.0 - eagerness);
        auto const set = [](OpenedPack<double>& opened) { opened.pack.now.status[h] = accord_status::announced; };
        OpenedPack<double> const opened = bargained(world, 1, set);
        return opened.pack.month.course.offer(h, alpha, Structure::tilt(to_alpha));
    };
    EXPECT_GT(offer(1.0), offer(0.8));
    EXPECT_EQ(offer(0.0), 0.0);
}

TEST(Card, IsTheHedgersGainFromTurningItsStatusOverAndScalesWithItsMonths)
{
    auto const card = [](double months, double switched) {
        SmallWorld world = SmallWorld{}.lively();
        world.set("hedger.HOME.leverage_months", months).set("incentive.G2", switched);
        return bargained(world, 0, as_it_opens).pack.month.course.card[h];
    };
    double const once = card(1.0, 1.0);
    EXPECT_NE(once, 0.0);
    EXPECT_NEAR(card(5.0, 1.0), 5.0 * once, exact);
    EXPECT_EQ(card(5.0, 0.0), 0.0);
}

/// Postures open at their targets, whatever stood there before; the card reckons with what threats are drawn from.
TEST(Card, OfTheFirstMonthReckonsWithThePosturesThatHaveOpened)
{
    SmallWorld const world = SmallWorld{}.lively();
    auto const card = [&](int month, double before) {
        auto const set = [&](OpenedPack<double>& opened) {
            opened.pack.now.posture.fill(before);
            opened.pack.now.shadow_posture.fill(before);
        };
        return bargained(world, month, set).pack.month.course.card[h];
    };
    EXPECT_NEAR(card(0, 0.9), card(0, 0.1), exact);
    EXPECT_GT(std::abs(card(1, 0.9) - card(1, 0.1)), 1e-6);
}

TEST(Card, OfAMembershipThatIsWorthNothingIsNothing)
{
    SmallWorld world = SmallWorld{}.lively();
    for (std::string const value : {"intrusion", "momentum", "legacy", "minerals", "conflict", "tension"}) {
        world.set("principal.ALPHA." + value + "_value", 0.0).set("principal.BETA." + value + "_value", 0.0);
    }
    world.set("principal.BETA.energy_bill", 0.0);
    for (int const month : {0, 1}) {
        OpenedPack<double> const opened = bargained(world, month, as_it_opens);
        auto const& course = opened.pack.month.course;
        EXPECT_EQ(course.card[h], 0.0);
        for (PrincipalId i : {alpha, beta}) { // the other status is the same game
            EXPECT_EQ(course.shadow_reservation(h, i), course.reservation(h, i));
            EXPECT_EQ(course.shadow_posture(h, i), course.posture(h, i));
        }
    }
}

/// Offending a rich power makes it court the hedger: it bids more to get back what it has lost.
TEST(Card, OfOffendingAPowerWithLossAversionIsWorthHavingAndWithoutItIsNot)
{
    auto const card = [](double loss_aversion) {
        SmallWorld world;
        world.set("principal.ALPHA.stake", 12.5)
            .set("principal.ALPHA.budget", 5.0)
            .set("principal.ALPHA.intrusion_value", -0.5);
        world.set("game.loss_aversion", loss_aversion);
        return bargained(world, 0, as_it_opens).pack.month.course.card[h];
    };
    EXPECT_GT(card(2.5), 0.01);
    EXPECT_NEAR(card(1.0), 0.0, 1e-9);
}

TEST(Games, TradePlacesWithTheirShadowsAtAChangeOfStatus)
{
    for (double const changes : {0.0, 1.0}) {
        OpenedPack<double> opened{SmallWorld{}.set("principal.ALPHA.threat_rate", 0.07), "endogenous"};
        auto& [p, opening, now, next, made, games, seen] = opened.pack;
        made.course.reservation(h, alpha) = 0.1;
        made.course.shadow_reservation(h, alpha) = 0.2;
        made.course.posture(h, alpha) = 0.3;
        made.course.shadow_posture(h, alpha) = 0.4;
        made.course.second_start[h] = 0.6;
        made.bids.posture(h, alpha) = 0.5;
        made.choice.changes[h] = changes;
        update_games(p, opened.structure, opened.arm, made.course, made.bids, made.choice, now, next);
        bool const turned = changes > 0.0;
        EXPECT_EQ(next.reservation(h, alpha), turned ? 0.2 : 0.1);
        EXPECT_EQ(next.shadow_reservation(h, alpha), turned ? 0.1 : 0.2);
        EXPECT_EQ(next.posture(h, alpha), turned ? 0.4 : 0.3);
        EXPECT_EQ(next.shadow_posture(h, alpha), turned ? 0.3 : 0.4);
        EXPECT_EQ(next.accord_posture(h, alpha), turned ? 0.07 : 0.5); // the question is another one
        EXPECT_EQ(next.second_start[h], 0.6);
    }
}

TEST(Games, ShadowsStayAsTheyAreWhereTheAccordIsClosed)
{
    OpenedPack<double> opened{SmallWorld{}, "without_accords"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.shadow_reservation(h, alpha) = 0.8;
    now.shadow_posture(h, alpha) = 0.9;
    made.course.shadow_reservation(h, alpha) = 0.2;
    made.course.shadow_posture(h, alpha) = 0.4;
    update_games(p, opened.structure, opened.arm, made.course, made.bids, made.choice, now, next);
    EXPECT_EQ(next.shadow_reservation(h, alpha), 0.8);
    EXPECT_EQ(next.shadow_posture(h, alpha), 0.9);
}

} // namespace
} // namespace steppe
