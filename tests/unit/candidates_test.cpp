/// What other states decide (docs/model.md 6.6), against numbers worked out by hand: the fitted hazard, and what members do.

#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

constexpr double exact = 1e-13;
constexpr HedgerId home{0};
constexpr CandidateId near{0};
constexpr CandidateId far{1};

double log_odds(double probability) { return std::log(probability / (1.0 - probability)); }

/// A world in which NEAR is like nobody else, with every effect at 0.
SmallWorld peculiar()
{
    SmallWorld world;
    world.set("candidate.NEAR.base_hazard", 0.01).set("candidate.NEAR.arms", 1.2).set("candidate.NEAR.closeness", -0.5);
    world.set("candidate.NEAR.recognition", 0.8).set("candidate.NEAR.monarchy", 1.0);
    world.set("candidate.NEAR.conflict_salience", 0.4).set("candidate.NEAR.nearness", 0.6);
    world.set("candidate.NEAR.neighbour.FAR", 0.5).set("candidate.FAR.member", 0.8);
    return world;
}

/// Its month: in office, war of .5, HOME an operational member, FAR unfinished.
OpenedPack<double> in_its_month(SmallWorld const& world, char const* arm = "endogenous",
                                double status = accord_status::operational)
{
    OpenedPack<double> opened{world, arm};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    made.readings.in_office = 1.0;
    made.readings.election_near = 0.3;
    made.readings.conflict_intensity = 0.5;
    now.momentum = 0.6;
    now.legitimacy = -0.2;
    now.status[home] = status;
    return opened;
}

void decide(OpenedPack<double>& opened, int replicate = 0, int month = 1)
{
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    read_memberships(opened.structure.sizes, opened.arm, now, made.memberships);
    update_candidates(p, opened.structure, opening, opened.arm, Draws<double>{1, replicate}, month, made.readings,
                      made.memberships, made.means, now, games.peers, made.workspace, made.accessions, next);
}

double hazard(OpenedPack<double> opened)
{
    decide(opened);
    return opened.pack.month.accessions.peer_hazard[near];
}

TEST(Candidates, WithoutEffectsTheHazardIsTheBaseRateInEveryMonth)
{
    EXPECT_NEAR(hazard(in_its_month(peculiar())), 0.01, exact);
    EXPECT_NEAR(hazard(in_its_month(peculiar(), "without_accords", accord_status::none)), 0.01, exact);
}

TEST(Candidates, EachConditionShiftsTheLogOddsByItsEffect)
{
    auto const shift = [](char const* effect, double value) {
        return log_odds(hazard(in_its_month(peculiar().set(effect, value)))) - log_odds(0.01);
    };
    EXPECT_NEAR(shift("cascade.arms_effect", 0.5), 0.6, exact);
    EXPECT_NEAR(shift("cascade.closeness_effect", 0.4), -0.2, exact);
    EXPECT_NEAR(shift("cascade.recognition_effect", 2.0), 0.6, exact); // 2 x (.8 - .5)
    EXPECT_NEAR(shift("cascade.monarchy_effect", 0.5), 0.3, exact);    // .5 x (1 - .4)
    EXPECT_NEAR(shift("cascade.conflict_effect", 1.5), -0.3, exact);   // -1.5 x .4 x .5
    EXPECT_NEAR(shift("cascade.office_effect", 1.6), 0.0, exact);      // in office
    EXPECT_NEAR(shift("cascade.election_effect", 2.0), 0.6, exact);    // 2 x .3
    EXPECT_NEAR(shift("cascade.momentum_effect", 0.5), 0.3, exact);    // .5 x .6
    EXPECT_NEAR(shift("cascade.neighbour_effect", 0.5), 0.5, exact);   // .5 x (.5 x .8 + .6 x 1)
    EXPECT_NEAR(shift("cascade.legitimacy_effect", -0.5), 0.1, exact); // -.5 x -.2
}

TEST(Candidates, OutOfOfficeTheHazardFallsByTheOfficeEffect)
{
    OpenedPack<double> opened = in_its_month(peculiar().set("cascade.office_effect", 1.6));
    opened.pack.month.readings.in_office = 0.0;
    EXPECT_NEAR(log_odds(hazard(opened)) - log_odds(0.01), -1.6, exact);
}

TEST(Candidates, EffectsAddUpAndContagionScalesTwoOfThem)
{
    SmallWorld world = peculiar();
    world.set("cascade.arms_effect", 0.5).set("cascade.momentum_effect", 0.5).set("cascade.neighbour_effect", 0.5);
    world.set("cascade.legitimacy_effect", -0.5);
    EXPECT_NEAR(log_odds(hazard(in_its_month(world))) - log_odds(0.01), 0.6 + 0.3 + 0.5 + 0.1, exact);
    world.set("cascade.contagion", 0.0);
    EXPECT_NEAR(log_odds(hazard(in_its_month(world))) - log_odds(0.01), 0.6 + 0.1, exact);
}

TEST(Candidates, NeighboursCountAsTheyAreInForceInPublicAndOneAndAHalfAtMost)
{
    SmallWorld const world = peculiar().set("cascade.neighbour_effect", 1.0);
    auto const neighbours = [&](SmallWorld const& of, char const* arm, double status) {
        return log_odds(hazard(in_its_month(of, arm, status))) - log_odds(0.01);
    };
    EXPECT_NEAR(neighbours(world, "endogenous", accord_status::announced), 0.7, exact);
    EXPECT_NEAR(neighbours(world, "endogenous", accord_status::frozen), 0.4, exact);
    EXPECT_NEAR(neighbours(world, "quiet_deepening", accord_status::operational), 0.4, exact);
    SmallWorld const close = SmallWorld{world}.set("candidate.NEAR.nearness", 1.0).set("candidate.NEAR.neighbour.FAR", 1.0);
    EXPECT_NEAR(neighbours(close, "endogenous", accord_status::operational), 1.5, exact); // not 1.8
}

TEST(Candidates, AJoiningStateIsInAtOnceAndDoesNotJoinAgain)
{
    OpenedPack<double> opened = in_its_month(peculiar().set("candidate.NEAR.base_hazard", 0.5));
    int joins = 0;
    for (int replicate = 0; replicate < 40; ++replicate) {
        decide(opened, replicate);
        auto const& [p, opening, now, next, made, games, seen] = opened.pack;
        double const joined = made.accessions.peer_joined[near];
        joins += static_cast<int>(joined);
        EXPECT_EQ(next.member[near], joined);
        EXPECT_EQ(next.peer_joins, joined);
        EXPECT_EQ(next.peer_status[near], joined == 1.0 ? peer_status::inside : peer_status::outside);
    }
    EXPECT_GT(joins, 8);
    EXPECT_LT(joins, 32);
    std::swap(opened.pack.now, opened.pack.next);
    opened.pack.now.peer_status[near] = peer_status::left;
    decide(opened);
    EXPECT_EQ(opened.pack.month.accessions.peer_hazard[near], 0.0);
}

/// What a state of this status does in 400 months, against odds by hand; strain = exp{.8 (.4 x .5 - .1) - .5 (-.2 - .1)} = e^.23.
void expect_decisions(double status, double leave, double freeze, double come_in, double deepen)
{
    SmallWorld world = peculiar();
    world.set("cascade.conflict_effect", 0.8).set("cascade.legitimacy_effect", 0.5);
    world.set("cascade.mean_conflict", 0.1).set("cascade.mean_legitimacy", 0.1);
    world.set("cascade.leave_rate", 0.1).set("cascade.freeze_rate", 0.2).set("cascade.return_rate", 0.3);
    world.set("cascade.finish_rate", 0.4).set("cascade.deepen_rate", 0.25).set("candidate.NEAR.member", 0.3);
    OpenedPack<double> opened = in_its_month(world);
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.peer_status[near] = status;
    now.member[near] = peer_membership(0.3, status);
    int changes = 0;
    for (int replicate = 0; replicate < 400; ++replicate) {
        decide(opened, replicate);
        double const u =
            Draws<double>{1, replicate}.uniform(1, stream::peer_action, opened.structure.candidate_identity[near]) *
            (1.0 + leave + freeze + come_in + deepen);
        double const expected = u < leave                      ? peer_status::left
                                : u < leave + freeze           ? peer_status::frozen
                                : u < leave + freeze + come_in ? peer_status::inside
                                                               : status;
        EXPECT_EQ(next.peer_status[near], expected);
        EXPECT_EQ(next.member[near], peer_membership(0.3, expected));
        EXPECT_EQ(made.accessions.peer_lost[near],
                  std::max(peer_membership(0.3, status) - peer_membership(0.3, expected), 0.0));
        EXPECT_EQ(made.accessions.peer_deepened[near],
                  u >= leave + freeze + come_in && u < leave + freeze + come_in + deepen ? 1.0 : 0.0);
        EXPECT_EQ(made.accessions.peer_joined[near], 0.0);
        changes += expected != status ? 1 : 0;
    }
    EXPECT_GT(changes, 40);
}

TEST(Members, DecideByOddsThatConflictStrains)
{
    double const strain = std::exp(0.23);
    double const leave = strain / 9.0; // .1/.9
    expect_decisions(peer_status::inside, leave, strain / 4.0, 0.0, 1.0 / 3.0);
    expect_decisions(peer_status::unfinished, leave, 0.0, 2.0 / 3.0, 0.0);
    expect_decisions(peer_status::frozen, leave, 0.0, 3.0 / 7.0 / strain, 0.0);
}

TEST(Members, WithoutRatesNothingHappens)
{
    OpenedPack<double> opened = in_its_month(peculiar());
    opened.pack.now.peer_status[near] = peer_status::inside;
    opened.pack.now.member[near] = 1.0;
    for (int replicate = 0; replicate < 50; ++replicate) {
        decide(opened, replicate);
        EXPECT_EQ(opened.pack.next.member[near], 1.0);
        EXPECT_EQ(opened.pack.next.member[far], 0.8);
    }
}

TEST(Candidates, ShareTheShockOfACalendarQuarterAndKeepTheirOwnEffect)
{
    SmallWorld world; // from November 2025
    world.set("candidate.NEAR.base_hazard", 0.1).set("candidate.FAR.base_hazard", 0.1).set("cascade.quarter_deviation", 0.7);
    auto const odds = [](OpenedPack<double>& opened, int month, CandidateId s) {
        decide(opened, 3, month);
        opened.pack.now.state_effect = opened.pack.next.state_effect;
        return log_odds(opened.pack.month.accessions.peer_hazard[s]);
    };
    OpenedPack<double> opened{world, "without_accords"};
    double const november = odds(opened, 0, near);
    double const z = normal_quantile(Draws<double>{1, 3}.uniform(0, stream::common_shock, 0));
    EXPECT_NEAR(november, log_odds(0.1) + 0.7 * z, exact);
    EXPECT_EQ(odds(opened, 1, far), november); // December
    double const january = odds(opened, 2, near);
    EXPECT_NE(january, november);
    EXPECT_EQ(odds(opened, 4, near), january); // March

    world.set("cascade.quarter_deviation", 0.0).set("cascade.state_deviation", 0.5);
    OpenedPack<double> apart{world, "without_accords"};
    double const own = odds(apart, 0, near);
    double const drawn = Draws<double>{1, 3}.uniform(0, stream::state_effect, apart.structure.candidate_identity[near]);
    EXPECT_NEAR(own, log_odds(0.1) + 0.5 * normal_quantile(drawn), exact);
    EXPECT_EQ(odds(apart, 1, near), own);
    EXPECT_EQ(odds(apart, 40, near), own);
    EXPECT_NE(odds(apart, 1, far), own);
}

} // namespace
} // namespace steppe
