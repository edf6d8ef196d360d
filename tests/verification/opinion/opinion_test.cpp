#include "model/opinion/opinion.hpp"

#include "model/opinion/public_opinion.hpp"
#include "model/opinion/settled_opinion.hpp"

#include <Eigen/Dense>
#include <gtest/gtest.h>

#include <cstddef>
#include <vector>

namespace steppe {
namespace {

// The closed form that worlds open at: o = (I - Lambda W)^-1 (I - Lambda) a, by hand for three groups.
TEST(Opinion, RestsAtTheKnownSolution)
{
    std::vector<double> const influence{0.5, 0.25, 0.25, 1.0 / 3, 1.0 / 3, 1.0 / 3, 0.0, 0.5, 0.5};
    std::vector<double> const susceptibility{0.5, 0.8, 0.9};
    std::vector<double> const stance{1.0, 0.0, -1.0};
    std::vector<double> opinion(3);
    solve_resting_opinion(influence, susceptibility, stance, opinion);
    for (std::size_t g = 0; g < 3; ++g) {
        double heard = 0.0;
        for (std::size_t other = 0; other < 3; ++other) {
            heard += influence[3 * g + other] * opinion[other];
        }
        EXPECT_NEAR(opinion[g], susceptibility[g] * heard + (1.0 - susceptibility[g]) * stance[g], 1e-15) << g;
    }
    EXPECT_NE(opinion[0], opinion[1]);
}

TEST(Opinion, SettlesWhereFriedkinAndJohnsenSay)
{
    Sizes sizes;
    sizes.set(IndexSet::hedger, 1);
    sizes.set(IndexSet::group, 3);
    OpinionParameters<double> p{sizes};
    Eigen::Matrix3d influence;
    influence << 0.5, 0.25, 0.25, 1.0 / 3, 1.0 / 3, 1.0 / 3, 0.0, 0.5, 0.5;
    Eigen::Vector3d const susceptibility{0.5, 0.8, 0.9};
    Eigen::Vector3d const stance{1.0, 0.0, -1.0};
    HedgerId const h{0};
    Eigen::Matrix3d system = Eigen::Matrix3d::Identity();
    Eigen::Vector3d anchor;
    for (GroupId g : sizes.groups()) {
        p.group_susceptibility(h, g) = susceptibility[g.value];
        p.group_stance(h, g) = stance[g.value];
        p.group_share(h, g) = 1.0 / 3.0;
        anchor[g.value] = (1.0 - susceptibility[g.value]) * stance[g.value];
        for (GroupId other : sizes.groups()) {
            p.influence(g, other) = influence(g.value, other.value);
            system(g.value, other.value) -= susceptibility[g.value] * influence(g.value, other.value);
        }
    }
    Eigen::Vector3d const exact = system.lu().solve(anchor);
    Table<double, HedgerId, GroupId> opinion{sizes};
    for (GroupId g : sizes.groups()) {
        opinion(h, g) = stance[g.value];
    }
    settle_opinion(p, sizes, h, 0.0, 0.0, 2000, opinion);
    Eigen::Vector3d const known{31.0 / 43.0, 12.0 / 43.0, 2.0 / 43.0};
    for (GroupId g : sizes.groups()) {
        EXPECT_NEAR(opinion(h, g), known[g.value], 1e-14);
        EXPECT_NEAR(opinion(h, g), exact[g.value], 1e-14);
    }
    EXPECT_NEAR(home_opinion(p, sizes, h, opinion), 15.0 / 43.0, 1e-14);
}

/// Stances follow the legitimacy gained since the opening by salience, and stay within their bounds.
TEST(Opinion, StancesFollowLegitimacyBySalience)
{
    Sizes sizes;
    sizes.set(IndexSet::hedger, 1);
    sizes.set(IndexSet::group, 1);
    OpinionParameters<double> p{sizes};
    HedgerId const h{0};
    GroupId const g{0};
    p.group_stance(h, g) = 0.1;
    p.group_salience(h, g) = 0.5;
    p.legitimacy_effect() = 0.4;
    EXPECT_NEAR(settled_stance(p, h, g, 0.6, 1.0), -0.2, 1e-15);        // .1 - .5 x .6
    EXPECT_NEAR(settled_stance(p, h, g, 0.6, 1.0, -0.3), -0.26, 1e-15); // - .5 x .4 x .3
    EXPECT_EQ(settled_stance(p, h, g, 0.0, 0.0, -100.0), -1.0);
}

/// Hegselmann & Krause (2002): whoever is farther away than the confidence is not heard. Groups at -.9, -.6, .5 with even influence and
/// confidence .4: the first two meet at -.75, the third stays.
TEST(Opinion, WithBoundedConfidenceOnlyNearGroupsMeet)
{
    Sizes sizes;
    sizes.set(IndexSet::hedger, 1);
    sizes.set(IndexSet::group, 3);
    OpinionParameters<double> p{sizes};
    HedgerId const h{0};
    p.confidence() = 0.4;
    p.influence.fill(1.0 / 3.0);
    p.group_susceptibility.fill(1.0);
    Table<double, HedgerId, GroupId> now{sizes};
    Table<double, HedgerId, GroupId> next{sizes};
    now(h, GroupId{0}) = -0.9;
    now(h, GroupId{1}) = -0.6;
    now(h, GroupId{2}) = 0.5;
    step_opinion(p, sizes, h, 0.0, 0.0, now, next, OpinionRule::bounded_confidence);
    EXPECT_NEAR(next(h, GroupId{0}), -0.75, 1e-15);
    EXPECT_NEAR(next(h, GroupId{1}), -0.75, 1e-15);
    EXPECT_NEAR(next(h, GroupId{2}), 0.5, 1e-15);
    p.confidence() = 2.0; // everybody hears everybody: the rule of Friedkin and Johnsen
    step_opinion(p, sizes, h, 0.0, 0.0, now, next, OpinionRule::bounded_confidence);
    EXPECT_NEAR(next(h, GroupId{2}), -1.0 / 3.0, 1e-15);
}

TEST(Opinion, WithBoundedConfidenceAGroupThatHearsNobodyKeepsItsOpinion)
{
    Sizes sizes;
    sizes.set(IndexSet::hedger, 1);
    sizes.set(IndexSet::group, 2);
    OpinionParameters<double> p{sizes};
    p.influence(GroupId{0}, GroupId{1}) = p.influence(GroupId{1}, GroupId{0}) = 1.0;
    p.group_susceptibility.fill(1.0);
    p.confidence() = 0.1;
    HedgerId const h{0};
    Table<double, HedgerId, GroupId> now{sizes};
    Table<double, HedgerId, GroupId> next{sizes};
    now(h, GroupId{0}) = -0.4;
    now(h, GroupId{1}) = 0.4;
    step_opinion(p, sizes, h, 0.0, 0.0, now, next, OpinionRule::bounded_confidence);
    EXPECT_EQ(next(h, GroupId{0}), -0.4);
    EXPECT_EQ(next(h, GroupId{1}), 0.4);
}

} // namespace
} // namespace steppe
