/// What courses and the accord are worth to the principals: values of states, felt against what they have got used to (docs/model.md 7).

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
constexpr PrincipalId moon{2};
constexpr PartnerId to_alpha{0};
constexpr PartnerId to_beta{1};
constexpr PartnerId to_rest{2};
constexpr double exact = 1e-12;

/// A world in which every incentive of principals works, MOON being a principal that is no partner.
SmallWorld tempting_world()
{
    SmallWorld world{{"HOME"}, {"ALPHA", "BETA", "MOON"}, {"ALPHA", "BETA", "REST"}};
    for (std::string const principal : {"principal.BETA.", "principal.MOON."}) {
        world.set(principal + "momentum_value", 0.5).set(principal + "conflict_value", 0.4);
        world.set(principal + "minerals_value", 0.3).set(principal + "legacy_value", 0.2);
        world.set(principal + "rivalry_value", -0.6).set(principal + "intrusion_value", 0.15);
        world.set(principal + "tension_value", 0.9).set(principal + "novelty_share", 0.5);
    }
    return world.set("principal.BETA.office", 0.4);
}

/// Worth of membership to a principal in its own eyes when no reading of the month is at a neutral value.
double worth_to(PrincipalId principal, SmallWorld const& world)
{
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.momentum = 0.3;
    now.legitimacy = -0.4;
    made.readings.conflict_intensity = 0.6;
    made.readings.minerals_demand = 1.5;
    made.readings.leader_interest = 1.25;
    made.readings.tension = 0.7;
    made.outlook.incumbent_share[h] = 0.45;
    made.outlook.partner_novelty.fill(0.9);
    made.outlook.partner_novelty(h, to_beta) = 0.2;
    return own_worth(p, opened.structure, h, principal, made.readings, made.outlook, now);
}

constexpr double interest = 1.1; // 1 + 0.4 x (1.25 - 1)
constexpr double f1 = 0.35;      // 0.5 x (1 - 0.3)
constexpr double f2 = 0.27;      // 0.3 x 1.5 x 0.6: novelty to BETA is 1 - 0.5 (1 - 0.2)
constexpr double f3 = 0.168;     // 0.4 x 0.6 x (1 + 0.4)/2
constexpr double f4 = 0.2;
constexpr double f5 = -0.12; // -0.6 x 0.45 + 0.15
constexpr double i1 = 0.63;  // 0.9 x 0.7
constexpr double all = 1.498;

TEST(OwnWorth, AddsUpItsSixTermsTimesTheLeadersInterest)
{
    EXPECT_NEAR(worth_to(beta, tempting_world()), interest * all, exact);
}

TEST(OwnWorth, LosesExactlyItsOwnTermWithEachSwitch)
{
    auto const without = [](std::string const& incentive) {
        return worth_to(beta, tempting_world().set("incentive." + incentive, 0.0));
    };
    EXPECT_NEAR(without("F1"), interest * (all - f1), exact);
    EXPECT_NEAR(without("F2"), interest * (all - f2), exact);
    EXPECT_NEAR(without("F3"), interest * (all - f3), exact);
    EXPECT_NEAR(without("F4"), interest * (all - f4), exact);
    EXPECT_NEAR(without("F5"), interest * (all - f5), exact);
    EXPECT_NEAR(without("I1"), interest * (all - i1), exact);
    for (char const* of_others : {"G1", "G2", "G3", "G4", "P1", "L1"}) {
        EXPECT_NEAR(without(of_others), interest * all, exact) << of_others;
    }
}

TEST(OwnWorth, KeepsEachTermWhenAllOtherSwitchesAreOff)
{
    std::vector<std::pair<std::string, double>> const terms{{"F1", f1}, {"F2", f2}, {"F3", f3},
                                                            {"F4", f4}, {"F5", f5}, {"I1", i1}};
    for (auto const& [kept, term] : terms) {
        SmallWorld world = tempting_world();
        for (auto const& [incentive, unused] : terms) {
            world.set("incentive." + incentive, incentive == kept ? 1.0 : 0.0);
        }
        EXPECT_NEAR(worth_to(beta, world), interest * term, exact) << kept;
    }
}

/// MOON holds no office either: the leader's interest is not its own.
TEST(OwnWorth, IsWhollyNewToAPrincipalThatIsNoPartnerAndOnlyMineralsAreLessForBeingKnown)
{
    EXPECT_NEAR(worth_to(moon, tempting_world()), all - f2 + 0.45, exact);
    EXPECT_NEAR(worth_to(beta, tempting_world().set("principal.BETA.novelty_share", 0.0)), interest * (all - f2 + 0.45),
                exact);
}

/// Alignment (0.5, 0.3, 0.2) in a world where a position is held for 5/3 years, 1/(12 x 0.05), and a move is a tenth of the shares.
SmallWorld uneven_world()
{
    SmallWorld world;
    world.set("hedger.HOME.alignment.ALPHA", 0.5).set("hedger.HOME.alignment.BETA", 0.3);
    world.set("hedger.HOME.alignment.REST", 0.2).set("hedger.HOME.move", 0.1).set("hedger.HOME.inertia_rate", 0.05);
    return world.set("welfare.discount", 1.0).set("game.share_offset", 0.05).set("partner.BETA.sponsorship", 1.0);
}

/// BETA's stake is 1 G; psi = (0.5 x -0.4, 1, 0.5 x 0.3).
SmallWorld with_a_stake()
{
    SmallWorld world = uneven_world();
    world.set("principal.BETA.stake", 1.0).set("principal.BETA.spillover", 0.5);
    return world.set("relation.BETA.ALPHA", -0.4).set("relation.BETA.REST", 0.3).set("relation.ALPHA.BETA", 0.9);
}

/// The position of BETA at these shares.
double position_at(double of_alpha, double of_beta, double of_rest)
{
    return -0.2 * std::log(of_alpha + 0.05) + std::log(of_beta + 0.05) + 0.15 * std::log(of_rest + 0.05);
}

/// Values of the states, as `set` leaves the world.
template <class Set>
OpenedPack<double> valued(SmallWorld const& world, Set set, char const* arm = "endogenous")
{
    OpenedPack<double> opened{world, arm};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    set(opened.pack);
    read_memberships(opened.structure.sizes, opened.arm, now, made.memberships);
    made.means.stake_factor.fill(1.0);
    value_states(p, opened.structure, opened.arm, made.readings, made.memberships, made.means, made.outlook, now,
                 made.workspace, made.stakes);
    return opened;
}

constexpr auto as_it_opens = [](Pack<double>&) {};

TEST(Position, OfATiltIsTheWorthOfTheSharesThatItLeadsToLessThatOfThePresentOnes)
{
    OpenedPack<double> const opened = valued(with_a_stake(), as_it_opens);
    auto const& stakes = opened.pack.month.stakes;
    double const held = position_at(0.5, 0.3, 0.2);
    EXPECT_NEAR(stakes.position(h, beta), held, exact);
    EXPECT_NEAR(stakes.course(h, beta, Structure::hold()), 0.0, exact);
    EXPECT_NEAR(stakes.course(h, beta, Structure::tilt(to_alpha)), position_at(0.55, 0.27, 0.18) - held, exact);
    EXPECT_NEAR(stakes.course(h, beta, Structure::tilt(to_beta)), position_at(0.45, 0.37, 0.18) - held, exact);
    EXPECT_NEAR(stakes.course(h, beta, Structure::tilt(to_rest)), position_at(0.45, 0.27, 0.28) - held, exact);
    EXPECT_EQ(stakes.course(h, alpha, Structure::tilt(to_beta)), 0.0); // ALPHA has no stake
}

TEST(Position, IsFeltAgainstTheSharesThatPowersAreUsedTo)
{
    OpenedPack<double> const opened = valued(with_a_stake(), [](Pack<double>& pack) {
        pack.now.alignment_reference(h, to_alpha) = 0.4;
        pack.now.alignment_reference(h, to_beta) = 0.35;
        pack.now.alignment_reference(h, to_rest) = 0.25;
    });
    auto const& stakes = opened.pack.month.stakes;
    double const used_to = position_at(0.4, 0.35, 0.25);
    EXPECT_NEAR(stakes.course(h, beta, Structure::hold()), position_at(0.5, 0.3, 0.2) - used_to, exact);
    EXPECT_NEAR(stakes.course(h, beta, Structure::tilt(to_beta)), position_at(0.45, 0.37, 0.18) - used_to, exact);
    EXPECT_EQ(stakes.keep(h, beta), 0.0); // the accord is judged on membership alone
}

TEST(Position, AnAccessionMovesSharesTowardsTheSponsorsAndAFreezeMovesNone)
{
    auto const change = [](double status) {
        return valued(with_a_stake(), [=](Pack<double>& pack) { pack.now.status[h] = status; })
            .pack.month.stakes.change(h, beta);
    };
    // half a move of 0.1 towards BETA
    EXPECT_NEAR(change(accord_status::none), position_at(0.475, 0.335, 0.19) - position_at(0.5, 0.3, 0.2), exact);
    EXPECT_EQ(change(accord_status::announced), 0.0);
}

/// BETA gains 0.5 G by membership in its own eyes, ALPHA loses 0.2 G; each counts a part of the other's.
SmallWorld with_spillovers()
{
    SmallWorld world = uneven_world();
    world.set("principal.BETA.legacy_value", 0.5).set("principal.ALPHA.intrusion_value", -0.2);
    world.set("principal.ALPHA.spillover", 0.5).set("principal.BETA.spillover", 0.25);
    return world.set("relation.ALPHA.BETA", -0.4).set("relation.BETA.ALPHA", -0.6);
}

TEST(Membership, CountsWhatItIsWorthToFriendsAndFoesOnce)
{
    OpenedPack<double> const opened = valued(with_spillovers(), as_it_opens);
    auto const& stakes = opened.pack.month.stakes;
    EXPECT_NEAR(stakes.own(h, alpha), -0.2, exact);
    EXPECT_NEAR(stakes.own(h, beta), 0.5, exact);
    EXPECT_NEAR(stakes.membership(h, alpha), -0.3, exact); // -0.2 - 0.5 x 0.4 x 0.5
    EXPECT_NEAR(stakes.membership(h, beta), 0.53, exact);  // 0.5 + 0.25 x 0.6 x 0.2
}

/// With loss aversion 3 and softness 0.3, b = 1/2: v(0.4) = 0.3 and v(-0.4) = -0.5, as sqrt(0.16 + 0.09) = 0.5.
SmallWorld with_soft_loss(double of_beta)
{
    SmallWorld world = uneven_world();
    world.set("principal.BETA.intrusion_value", of_beta);
    return world.set("game.loss_aversion", 3.0).set("game.loss_softness", 0.3);
}

TEST(SoftLoss, WeighsALossMoreThanAGainWithoutAKink)
{
    EXPECT_NEAR(loss_weight(3.0), 0.5, exact);
    EXPECT_NEAR(loss_weight(2.25), 1.25 / 3.25, exact);
    EXPECT_EQ(loss_weight(1.0), 0.0);
    EXPECT_NEAR(soft_loss(0.4, 0.5, 0.3), 0.3, exact);
    EXPECT_NEAR(soft_loss(-0.4, 0.5, 0.3), -0.5, exact);
    EXPECT_EQ(soft_loss(0.0, 0.5, 0.3), 0.0);
    EXPECT_NEAR(soft_loss(1e-9, 0.5, 0.3), 1e-9, 1e-17); // slope 1
    // far away the slopes are 1 - b and 1 + b
    EXPECT_NEAR(soft_loss(1001.0, 0.5, 0.3) - soft_loss(1000.0, 0.5, 0.3), 0.5, 1e-7);
    EXPECT_NEAR(soft_loss(-1000.0, 0.5, 0.3) - soft_loss(-1001.0, 0.5, 0.3), 1.5, 1e-7);
}

struct AccordValues {
    double hold, shadow, keep, change;
};

AccordValues values_of_membership(double of_beta, double status, double reference = 0.0, char const* arm = "endogenous")
{
    OpenedPack<double> const opened = valued(
        with_soft_loss(of_beta),
        [=](Pack<double>& pack) {
            pack.now.status[h] = status;
            pack.now.membership_reference[h] = reference;
        },
        arm);
    auto const& stakes = opened.pack.month.stakes;
    return {stakes.course(h, beta, Structure::hold()), stakes.shadow(h, beta, Structure::hold()), stakes.keep(h, beta),
            stakes.change(h, beta)};
}

void expect_values(AccordValues const& found, AccordValues const& expected)
{
    EXPECT_NEAR(found.hold, expected.hold, exact);
    EXPECT_NEAR(found.shadow, expected.shadow, exact);
    EXPECT_NEAR(found.keep, expected.keep, exact);
    EXPECT_NEAR(found.change, expected.change, exact);
}

TEST(Membership, OfANewMemberIsFeltWholeAndOfAnOldOneNotAtAll)
{
    using namespace accord_status;
    for (double const outside : {none, frozen}) {
        expect_values(values_of_membership(0.4, outside), {.hold = 0.0, .shadow = 0.3, .keep = 0.0, .change = 0.3});
        expect_values(values_of_membership(-0.4, outside), {.hold = 0.0, .shadow = -0.5, .keep = 0.0, .change = -0.5});
    }
    for (double const inside : {announced, operational}) {
        expect_values(values_of_membership(0.4, inside), {.hold = 0.3, .shadow = 0.0, .keep = 0.3, .change = 0.0});
        expect_values(values_of_membership(0.4, inside, 1.0), {.hold = 0.0, .shadow = -0.5, .keep = 0.0, .change = -0.5});
        expect_values(values_of_membership(-0.4, inside, 1.0), {.hold = 0.0, .shadow = 0.3, .keep = 0.0, .change = 0.3});
    }
    // used to half of 0.8 G: 0.4 above it inside, 0.4 below it outside
    expect_values(values_of_membership(0.8, announced, 0.5), {.hold = 0.3, .shadow = -0.5, .keep = 0.3, .change = -0.5});
}

TEST(Membership, OfAClosedAccordIsWorthNothingToAnybody)
{
    for (char const* arm : {"without_accords", "inducement_only", "quiet_deepening"}) {
        expect_values(values_of_membership(0.4, accord_status::announced, 0.0, arm), {0.0, 0.0, 0.0, 0.0});
        expect_values(values_of_membership(-0.4, accord_status::none, 0.5, arm), {0.0, 0.0, 0.0, 0.0});
    }
}

TEST(References, AMembersWorthHalvesEveryHalfLifeWhereLossesWeighAsGains)
{
    SmallWorld world = uneven_world();
    world.set("principal.BETA.intrusion_value", 0.8).set("game.loss_aversion", 1.0).set("game.habituation", 12.0);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.status[h] = accord_status::announced;
    next = now;
    for (double const worth : {0.8, 0.4, 0.2, 0.1}) {
        read_memberships(opened.structure.sizes, opened.arm, now, made.memberships);
        made.means.stake_factor.fill(1.0);
        value_states(p, opened.structure, opened.arm, made.readings, made.memberships, made.means, made.outlook, now,
                     made.workspace, made.stakes);
        EXPECT_NEAR(made.stakes.course(h, beta, Structure::hold()), worth, exact);
        for (int month = 0; month < 12; ++month) {
            update_references(p, opened.structure, opened.arm, now, next);
            now = next;
        }
    }
}

TEST(References, FollowSharesAndPublicMembershipOfTheMonthsEnd)
{
    auto const after_a_month = [](char const* arm) {
        OpenedPack<double> opened{uneven_world().set("game.habituation", 1.0), arm};
        auto& [p, opening, now, next, made, games, seen] = opened.pack;
        next = now;
        now.membership_reference[h] = 0.2;
        next.alignment(h, to_alpha) = 0.7;
        next.status[h] = accord_status::operational;
        update_references(p, opened.structure, opened.arm, now, next);
        return next;
    };
    EXPECT_NEAR(after_a_month("endogenous").alignment_reference(h, to_alpha), 0.6, exact); // half of 0.5 to 0.7
    EXPECT_NEAR(after_a_month("endogenous").alignment_reference(h, to_beta), 0.3, exact);
    EXPECT_NEAR(after_a_month("endogenous").membership_reference[h], 0.6, exact); // half of 0.2 to 1
    EXPECT_NEAR(after_a_month("quiet_deepening").membership_reference[h], 0.1, exact);
}

/// Part of its value that BETA bids on, as status is and turned over, at withholding 0.6 and lost interest 0.4.
std::array<double, 2> eagerness_at(double of_beta, double status, double reference)
{
    SmallWorld world = uneven_world();
    world.set("principal.BETA.intrusion_value", of_beta).set("game.withholding", 0.6).set("game.lost_interest", 0.4);
    OpenedPack<double> const opened = valued(world, [=](Pack<double>& pack) {
        pack.now.status[h] = status;
        pack.now.membership_reference[h] = reference;
    });
    return {opened.pack.month.stakes.eagerness(h, beta), opened.pack.month.stakes.shadow_eagerness(h, beta)};
}

TEST(Eagerness, TheOffendedWithholdFromANewMemberAndSponsorsLoseInterestInAnOldOne)
{
    using namespace accord_status;
    auto const expect = [](std::array<double, 2> const& found, double now, double turned_over) {
        EXPECT_NEAR(found[0], now, exact);
        EXPECT_NEAR(found[1], turned_over, exact);
    };
    expect(eagerness_at(-0.1, announced, 0.25), 0.55, 1.0); // 1 - 0.6 x 0.75
    expect(eagerness_at(-0.1, none, 0.25), 1.0, 0.55);
    expect(eagerness_at(-0.1, none, 0.0), 1.0, 0.4);
    expect(eagerness_at(0.1, announced, 0.25), 0.9, 0.9); // 1 - 0.4 x 0.25
    expect(eagerness_at(0.0, announced, 0.25), 1.0, 1.0);
}

} // namespace
} // namespace steppe
