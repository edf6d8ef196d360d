/// The hazard of candidates (docs/model.md 6.6), measured sharply: an intercept is found at which the draw of the month lies just
/// inside or just outside the hazard, if the deviations add what the test says.

#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

constexpr HedgerId h{0};
constexpr CandidateId near{0};
constexpr CandidateId far{1};

/// An effect of each deviation on NEAR; the deviations themselves are in `unsettled`.
struct Effects {
    double patron = 0.0, momentum = 0.0, hedger = 0.0, neighbour = 0.0, conflict = 0.0, tension = 0.0;
};

/// Every condition away from its opening value.
OpenedPack<double> unsettled(Effects const& effects, char const* arm = "endogenous",
                             double status = accord_status::operational)
{
    SmallWorld world;
    world.set("cascade.patron_effect", effects.patron).set("cascade.momentum_effect", effects.momentum);
    world.set("cascade.hedger_effect", effects.hedger).set("cascade.neighbour_effect", effects.neighbour);
    world.set("cascade.conflict_effect", effects.conflict).set("cascade.tension_effect", effects.tension);
    world.set("candidate.NEAR.similarity", 0.5).set("candidate.NEAR.conflict_salience", 0.4);
    world.set("candidate.NEAR.tension_exposure", 0.25).set("candidate.NEAR.neighbour.FAR", 0.5);
    OpenedPack<double> opened{world, arm};
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    opening.leader_interest = 1.1;
    opening.momentum = 0.2;
    opening.conflict_intensity = 0.3;
    opening.tension = 0.2;
    opening.neighbours[near] = 0.1;
    made.readings.leader_interest = 1.4; // + 0.3
    now.momentum = 0.6;                  // + 0.4
    now.status[h] = status;              // 1, times similarity 0.5
    now.member[near] = 0.0;
    now.member[far] = 0.8;                  // 0.5 x 0.8 - 0.1 = + 0.3
    made.readings.conflict_intensity = 0.8; // + 0.5, times salience 0.4
    made.readings.tension = 0.7;            // + 0.5, times exposure 0.25
    return opened;
}

bool near_joins(OpenedPack<double>& opened, Draws<double> const& draws)
{
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    read_memberships(opened.structure.sizes, opened.arm, now, made.memberships);
    update_candidates(p, opened.structure, opening, draws, 1, made.readings, made.memberships, now, made.accessions, next);
    EXPECT_EQ(next.member[near], made.accessions.peer_joined[near]);
    EXPECT_EQ(next.member[far], 0.8); // an unfinished member does not join again
    EXPECT_EQ(made.accessions.peer_joined[far], 0.0);
    return made.accessions.peer_joined[near] == 1.0;
}

/// Checks that the deviations shift the log hazard of NEAR by `shift`, to 1e-9 or so.
void expect_shift(OpenedPack<double> opened, double shift)
{
    for (int replicate = 0; replicate < 5; ++replicate) {
        Draws<double> const draws{1, replicate};
        double const u = draws.uniform(1, stream::accession, opened.structure.candidate_identity[near]);
        auto const intercept_for = [&](double hazard) { return std::log(-std::log1p(-hazard)) - shift; };
        opened.pack.opening.hazard_intercept[near] = intercept_for(u * (1.0 + 1e-9));
        EXPECT_TRUE(near_joins(opened, draws)) << shift;
        opened.pack.opening.hazard_intercept[near] = intercept_for(u * (1.0 - 1e-9));
        EXPECT_FALSE(near_joins(opened, draws)) << shift;
    }
}

TEST(Candidates, EachDeviationShiftsTheHazardByItsEffect)
{
    expect_shift(unsettled({}), 0.0);
    expect_shift(unsettled({.patron = 0.5}), 0.15);    // 0.5 x 0.3
    expect_shift(unsettled({.momentum = 0.25}), 0.1);  // 0.25 x 0.4
    expect_shift(unsettled({.hedger = 0.3}), 0.15);    // 0.3 x 1 x 0.5
    expect_shift(unsettled({.neighbour = 0.7}), 0.21); // 0.7 x 0.3
    expect_shift(unsettled({.conflict = 0.6}), -0.12); // -0.6 x 0.5 x 0.4
    expect_shift(unsettled({.tension = 0.4}), -0.05);  // -0.4 x 0.5 x 0.25
}

TEST(Candidates, DeviationsAddUp)
{
    Effects const effects{.patron = 0.5, .momentum = 0.25, .hedger = 0.3, .neighbour = 0.7, .conflict = 0.6, .tension = 0.4};
    expect_shift(unsettled(effects), 0.15 + 0.1 + 0.15 + 0.21 - 0.12 - 0.05);
}

TEST(Candidates, OnlyPublicMembershipInForceDrawsOthersIn)
{
    expect_shift(unsettled({.hedger = 0.3}, "endogenous", accord_status::announced), 0.075);
    expect_shift(unsettled({.hedger = 0.3}, "endogenous", accord_status::none), 0.0);
    expect_shift(unsettled({.hedger = 0.3}, "endogenous", accord_status::frozen), 0.0);
    expect_shift(unsettled({.hedger = 0.3}, "quiet_deepening"), 0.0);
}

/// Whether NEAR joins in 50 replicates: 50 where its hazard is 1, 0 where it is 0, to double precision.
int joins_of_fifty(Effects const& effects)
{
    OpenedPack<double> opened = unsettled(effects);
    int joins = 0;
    for (int replicate = 0; replicate < 50; ++replicate) {
        joins += near_joins(opened, Draws<double>{1, replicate}) ? 1 : 0;
    }
    return joins;
}

TEST(Candidates, InterestMomentumHedgersAndNeighboursDrawInAndConflictAndTensionKeepOut)
{
    constexpr double strong = 500.0; // times the smallest deviation, 0.125: e^62 or e^-62
    EXPECT_EQ(joins_of_fifty({.patron = strong}), 50);
    EXPECT_EQ(joins_of_fifty({.momentum = strong}), 50);
    EXPECT_EQ(joins_of_fifty({.hedger = strong}), 50);
    EXPECT_EQ(joins_of_fifty({.neighbour = strong}), 50);
    EXPECT_EQ(joins_of_fifty({.conflict = strong}), 0);
    EXPECT_EQ(joins_of_fifty({.tension = strong}), 0);
    EXPECT_EQ(joins_of_fifty({.conflict = -strong}), 50);
    EXPECT_EQ(joins_of_fifty({.tension = -strong}), 50);
}

TEST(Candidates, MembersStayAndDoNotJoinAgain)
{
    OpenedPack<double> opened = unsettled({});
    auto& [p, opening, now, next, made, games, seen] = opened.pack;
    now.member[near] = 1.0;
    opening.hazard_intercept.fill(50.0); // certain for whoever has not begun
    read_memberships(opened.structure.sizes, opened.arm, now, made.memberships);
    update_candidates(p, opened.structure, opening, Draws<double>{1, 0}, 1, made.readings, made.memberships, now,
                      made.accessions, next);
    EXPECT_EQ(made.accessions.peer_joined[near], 0.0);
    EXPECT_EQ(next.member[near], 1.0);
    EXPECT_EQ(made.accessions.peer_joined[far], 0.0);
    EXPECT_EQ(next.member[far], 0.8);
}

} // namespace
} // namespace steppe
