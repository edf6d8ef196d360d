#include "model/opinion.hpp"

#include <Eigen/Dense>
#include <gtest/gtest.h>

namespace steppe {
namespace {

TEST(Opinion, SettlesWhereFriedkinAndJohnsenSay)
{
    Sizes sizes;
    sizes.set(IndexSet::hedger, 1);
    sizes.set(IndexSet::group, 3);
    OpinionParameters<double> p;
    p.visit([&](auto& table, Declaration const&) { table.resize(sizes); });
    double const influence[3][3] = {{0.5, 0.25, 0.25}, {1.0 / 3, 1.0 / 3, 1.0 / 3}, {0.0, 0.5, 0.5}};
    double const susceptibility[3] = {0.5, 0.8, 0.9};
    double const stance[3] = {1.0, 0.0, -1.0};
    HedgerId const h{0};
    Eigen::Matrix3d system = Eigen::Matrix3d::Identity();
    Eigen::Vector3d anchor;
    for (GroupId g : sizes.groups()) {
        p.group_susceptibility(h, g) = susceptibility[g.value];
        p.group_stance(h, g) = stance[g.value];
        p.group_share(h, g) = 1.0 / 3.0;
        anchor[g.value] = (1.0 - susceptibility[g.value]) * stance[g.value];
        for (GroupId other : sizes.groups()) {
            p.influence(g, other) = influence[g.value][other.value];
            system(g.value, other.value) -= susceptibility[g.value] * influence[g.value][other.value];
        }
    }
    Eigen::Vector3d const exact = system.lu().solve(anchor);
    Table<double, HedgerId, GroupId> opinion{sizes};
    settle_opinion(p, sizes, h, 0.0, 0.0, 2000, opinion);
    double const known[3] = {31.0 / 43.0, 12.0 / 43.0, 2.0 / 43.0};
    for (GroupId g : sizes.groups()) {
        EXPECT_NEAR(opinion(h, g), known[g.value], 1e-14);
        EXPECT_NEAR(opinion(h, g), exact[g.value], 1e-14);
    }
    EXPECT_NEAR(home_opinion(p, sizes, h, opinion), 15.0 / 43.0, 1e-14);
}

} // namespace
} // namespace steppe
