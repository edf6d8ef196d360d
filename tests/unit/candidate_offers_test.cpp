/// Offers for the joining of other states around a fitted hazard (docs/model.md 6.6): what the hazard was fitted under gives it back, and
/// whatever departs from that moves it by the game.

#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

constexpr CandidateId near{0};
constexpr PrincipalId alpha{0};
constexpr PrincipalId beta{1};

double log_odds(double probability) { return std::log(probability / (1.0 - probability)); }

/// One sponsor, ALPHA, worth .5 G to whom NEAR's joining is; believed as it delivers; precision 10.
SmallWorld one_sponsor()
{
    SmallWorld world;
    world.set("cascade.precision", 10.0).set("candidate.NEAR.base_hazard", 0.01).set("candidate.NEAR.standing", 2.0);
    world.set("principal.ALPHA.legacy_value", 0.25).set("principal.ALPHA.budget", 4.0).set("game.purse_years", 1.0);
    world.set("principal.ALPHA.delivery", 0.5).set("principal.ALPHA.perceived_delivery", 0.5).set("game.promise_share", 1.0);
    world.set("candidate.FAR.base_hazard", 1e-9);
    return world;
}

/// Opened at values of the scenario; then a test moves the values in force. Purses stand as they are opened.
struct Court {
    explicit Court(SmallWorld const& world) : opened{world, "endogenous"}
    {
        auto& [p, opening, now, next, made, games, seen] = opened.pack;
        made.readings.leader_interest = 1.0;
        made.readings.in_office = 1.0;
        next.purse = now.purse;
    }

    double log_odds_of_near(int replicate = 0)
    {
        auto& [p, opening, now, next, made, games, seen] = opened.pack;
        read_memberships(opened.structure.sizes, opened.arm, now, made.memberships);
        update_candidates(p, opened.structure, opening, opened.arm, Draws<double>{1, replicate}, 1, made.readings,
                          made.memberships, made.means, now, games.peers, made.workspace, made.accessions, next);
        return log_odds(made.accessions.peer_hazard[near]);
    }

    OpenedPack<double> opened;
};

TEST(CandidateOffers, WhatTheHazardWasFittedUnderGivesItBack)
{
    EXPECT_NEAR(Court{one_sponsor()}.log_odds_of_near(), log_odds(0.01), 1e-13);
}

TEST(CandidateOffers, LessWorthBidsLess)
{
    // x_fit = -4.59512, L_ref = 10 (.5 - (1 + 1/99)/10) = 3.98990; with half the worth x + e^x = x_b + 2.5 - 1
    Court court{one_sponsor()};
    court.opened.pack.parameters.incentive.legacy_value[alpha] = 0.125;
    double const without = log_odds(0.01) - (5.0 - 1.0 - 1.0 / 99.0);
    double const x = court.log_odds_of_near();
    EXPECT_NEAR(x + std::exp(x), without + 1.5, 1e-11);
}

TEST(CandidateOffers, AnIncentiveThatIsOffOrAnEmptyPurseLeavesTheHazardWithoutOffers)
{
    double const without = log_odds(0.01) - (5.0 - 1.0 - 1.0 / 99.0);
    Court off{one_sponsor()};
    off.opened.pack.parameters.incentive.turn_off(Incentive::f4);
    EXPECT_NEAR(off.log_odds_of_near(), without, 1e-11);
    Court switched{one_sponsor().set("incentive.F4", 0.0)}; // off in the scenario: the record was not
    EXPECT_NEAR(switched.log_odds_of_near(), without, 1e-11);
    Court broke{one_sponsor()};
    broke.opened.pack.next.purse.fill(0.0);
    EXPECT_NEAR(broke.log_odds_of_near(), without, 1e-11);
}

TEST(CandidateOffers, APurseCapsWhatIsPromised)
{
    Court court{one_sponsor()};
    court.opened.pack.next.purse[alpha] = 0.2; // half of it is expected to be paid: a cap of .1, worth 1 in log odds
    EXPECT_NEAR(court.log_odds_of_near(), log_odds(0.01) - (5.0 - 1.0 - 1.0 / 99.0) + 1.0, 1e-11);
}

TEST(CandidateOffers, AnAccessionTakesItsPromiseFromTheOnePurse)
{
    Court court{one_sponsor().set("candidate.NEAR.base_hazard", 0.5)};
    auto const& [p, opening, now, next, made, games, seen] = court.opened.pack;
    bool joined = false;
    for (int replicate = 0; replicate < 30 && !joined; ++replicate) {
        court.log_odds_of_near(replicate);
        joined = made.accessions.peer_joined[near] == 1.0;
        if (!joined) {
            EXPECT_EQ(next.purse[alpha], 4.0);
            EXPECT_EQ(made.accessions.promised_others[alpha], 0.0);
        }
    }
    ASSERT_TRUE(joined);
    EXPECT_NEAR(made.accessions.promised_others[alpha], 0.3, 1e-12); // .5 - (1 + 1)/10
    EXPECT_NEAR(next.purse[alpha], 3.7, 1e-12);
    EXPECT_EQ(next.purse[beta], now.purse[beta]);
}

TEST(CandidateOffers, WorthIsOwnTermsInTheMonthsStateWithFriendsAndFoes)
{
    SmallWorld world;
    world.set("principal.ALPHA.momentum_value", 0.2).set("principal.ALPHA.conflict_value", 0.4);
    world.set("principal.ALPHA.legacy_value", 0.1).set("principal.ALPHA.office", 1.0);
    world.set("principal.BETA.intrusion_value", -0.3).set("principal.BETA.spillover", 0.5);
    world.set("principal.ALPHA.spillover", 0.25).set("relation.ALPHA.BETA", -0.4).set("relation.BETA.ALPHA", -0.8);
    OpenedPack<double> opened{world, "endogenous"};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    made.readings.leader_interest = 1.5;
    made.readings.conflict_intensity = 0.5;
    now.momentum = 0.25;
    now.legitimacy = -0.2;
    value_joining(p, opened.structure, made.readings, now, made.workspace.own, made.workspace.joining,
                  made.workspace.intrusion);
    double const own = 1.5 * (0.2 * 0.75 + 0.4 * 0.5 * 1.2 / 2.0 + 0.1); // .555
    EXPECT_NEAR(made.workspace.joining[alpha], own, 1e-14);
    EXPECT_NEAR(made.workspace.joining[beta], 0.5 * -0.8 * own, 1e-14);
    EXPECT_NEAR(made.workspace.intrusion[beta], -0.3, 1e-14);
    EXPECT_NEAR(made.workspace.intrusion[alpha], 0.25 * -0.4 * -0.3, 1e-14);
}

/// A principal of a random game.
struct Power {
    double gain, exchange, cap;
};

/// L(x), summed anew.
double pull(double precision, std::array<Power, 2> const& powers, double x)
{
    double sum = 0.0;
    for (Power const& power : powers) {
        double const sign = power.gain > 0.0 ? 1.0 : -1.0;
        double const most = std::abs(power.gain) - (1.0 + std::exp(sign * x)) / (precision * power.exchange);
        sum += sign * precision * power.exchange * std::min(power.cap, std::max(most, 0.0));
    }
    return sum;
}

TEST(CandidateOffers, TwoThousandRandomGamesAreAnchoredAndHaveTheOneSolution)
{
    std::mt19937_64 engine{20251130};
    std::uniform_real_distribution<double> uniform{0.0, 1.0};
    double furthest = 0.0;
    double worst = 0.0;
    double moved = 0.0;
    for (int game = 0; game < 2000; ++game) {
        auto const between = [&](double low, double high) { return low + (high - low) * uniform(engine); };
        SmallWorld world;
        double const precision = between(3.0, 30.0);
        double const fitted = log_odds(std::exp(between(std::log(1e-4), std::log(0.4))));
        world.set("cascade.precision", precision).set("candidate.NEAR.base_hazard", 1.0 / (1.0 + std::exp(-fitted)));
        world.set("candidate.NEAR.standing", between(0.2, 2.0)).set("candidate.NEAR.exposure", uniform(engine));
        for (char const* id : {"ALPHA", "BETA"}) {
            std::string const prefix = std::string{"principal."} + id + ".";
            world.set(prefix + "legacy_value", between(0.0, 0.8)).set(prefix + "intrusion_value", between(-1.5, 0.2));
            world.set(prefix + "delivery", between(0.2, 0.9)).set(prefix + "perceived_delivery", between(0.2, 0.9));
            world.set(prefix + "budget", between(0.05, 1.5));
        }
        Court court{world};
        furthest = std::max(furthest, std::abs(court.log_odds_of_near() - fitted));

        // Now at other worths and purses, against bisection.
        Parameters<double>& p = court.opened.pack.parameters;
        World<double>& next = court.opened.pack.next;
        MonthResults<double>& made = court.opened.pack.month;
        std::array<Power, 2> reference{};
        std::array<Power, 2> changed{};
        for (PrincipalId i : court.opened.structure.sizes.principals()) {
            auto const power = [&](double purse) -> Power {
                double const q = p.principal.delivery[i];
                double const worth =
                    p.incentive.legacy_value[i] + p.candidate.exposure[near] * p.incentive.intrusion_value[i];
                return {p.candidate.standing[near] * worth, p.principal.perceived_delivery[i] / q,
                        q * p.game.promise_share() * purse};
            };
            auto const n = static_cast<std::size_t>(i.value);
            reference[n] = power(p.game.purse_years() * p.principal.budget[i]);
            p.incentive.legacy_value[i] = between(0.0, 0.8);
            p.incentive.intrusion_value[i] = between(-1.5, 0.2);
            next.purse[i] = between(0.0, 1.5);
            changed[n] = power(next.purse[i]);
        }
        double const without = fitted - pull(precision, reference, fitted);
        double low = -800.0;
        double high = 800.0;
        for (int step = 0; step < 200; ++step) {
            double const middle = 0.5 * (low + high);
            (without + pull(precision, changed, middle) > middle ? low : high) = middle;
        }
        value_joining(p, court.opened.structure, made.readings, court.opened.pack.now, made.workspace.own,
                      made.workspace.joining, made.workspace.intrusion);
        made.workspace.purse_left = next.purse;
        double const x = log_odds_of_joining(p, court.opened.structure, court.opened.pack.opening.reference, near, fitted,
                                             made.workspace, court.opened.pack.games.peers);
        worst = std::max(worst, std::abs(x - low));
        moved = std::max(moved, std::abs(x - fitted));
    }
    EXPECT_LE(furthest, 1e-12);
    EXPECT_LE(worst, 1e-11);
    EXPECT_GT(moved, 5.0);
}

} // namespace
} // namespace steppe
