#include "model/world/relations.hpp"

#include <Eigen/Dense>
#include <gtest/gtest.h>

#include <cmath>

namespace steppe {
namespace {

using Relations = Table<double, PowerId, PowerId>;

Sizes three_powers()
{
    Sizes sizes;
    sizes.set(IndexSet::power, 3);
    return sizes;
}

Relations opening(Sizes const& sizes)
{
    Eigen::Matrix3d const x{{0.0, 1.0, -1.0}, {1.0, 0.0, 0.5}, {-1.0, 0.5, 0.0}};
    Relations relation{sizes};
    for (PowerId a : sizes.powers()) {
        for (PowerId b : sizes.powers()) {
            relation(a, b) = x(a.value, b.value);
        }
    }
    return relation;
}

Relations moved(Sizes const& sizes, Relations relation, Relations const& rate, double step)
{
    for (PowerId a : sizes.powers()) {
        for (PowerId b : sizes.powers()) {
            relation(a, b) += step * rate(a, b);
        }
    }
    return relation;
}

Relations rate_of(Sizes const& sizes, Relations const& relation)
{
    Relations rate{sizes};
    for (PowerId a : sizes.powers()) {
        for (PowerId b : sizes.powers()) {
            rate(a, b) = balance_drive(sizes, relation, a, b);
        }
    }
    return rate;
}

/// dX/dt = X X by Runge and Kutta's fourth-order rule, from the engine's drive.
Relations flow(Sizes const& sizes, double time, int steps)
{
    Relations x = opening(sizes);
    double const h = time / steps;
    for (int n = 0; n < steps; ++n) {
        Relations const k1 = rate_of(sizes, x);
        Relations const k2 = rate_of(sizes, moved(sizes, x, k1, 0.5 * h));
        Relations const k3 = rate_of(sizes, moved(sizes, x, k2, 0.5 * h));
        Relations const k4 = rate_of(sizes, moved(sizes, x, k3, h));
        for (PowerId a : sizes.powers()) {
            for (PowerId b : sizes.powers()) {
                x(a, b) += h / 6.0 * (k1(a, b) + 2.0 * k2(a, b) + 2.0 * k3(a, b) + k4(a, b));
            }
        }
    }
    return x;
}

TEST(StructuralBalance, FollowsTheClosedSolution)
{
    Sizes const sizes = three_powers();
    Relations const x = flow(sizes, 0.5, 2000);
    Eigen::Matrix3d const known{{4.0 / 3, 4.0 / 3, -4.0 / 3}, {4.0 / 3, 2.0 / 3, 0.0}, {-4.0 / 3, 0.0, 2.0 / 3}};
    for (PowerId a : sizes.powers()) {
        for (PowerId b : sizes.powers()) {
            EXPECT_NEAR(x(a, b), known(a.value, b.value), 1e-11);
        }
    }
}

TEST(StructuralBalance, SplitsIntoTwoFactionsAsItBlowsUp)
{
    Sizes const sizes = three_powers();
    Eigen::Matrix3d start;
    Relations const x0 = opening(sizes);
    for (PowerId a : sizes.powers()) {
        for (PowerId b : sizes.powers()) {
            start(a.value, b.value) = x0(a, b);
        }
    }
    double const largest = Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d>{start}.eigenvalues()[2];
    EXPECT_NEAR(largest, (std::sqrt(33.0) - 1.0) / 4.0, 1e-14);
    EXPECT_NEAR(1.0 / largest, 0.8430703308, 1e-10);

    Relations const late = flow(sizes, 0.84, 200000);
    Eigen::Matrix3d const exact = start * (Eigen::Matrix3d::Identity() - 0.84 * start).inverse();
    Eigen::Vector3i const faction{0, 0, 1};
    for (PowerId a : sizes.powers()) {
        for (PowerId b : sizes.powers()) {
            EXPECT_NEAR(late(a, b) / exact(a.value, b.value), 1.0, 1e-6);
            EXPECT_GT(late(a, b) * (faction[a.value] == faction[b.value] ? 1.0 : -1.0), 10.0);
        }
    }
}

/// One hedger whose membership is in force in public.
Memberships<double> members(Structure const& structure, double in_public)
{
    Memberships<double> memberships{structure.sizes};
    for (HedgerId h : structure.sizes.hedgers()) {
        memberships.in_public[h] = in_public;
    }
    return memberships;
}

/// One month of the model's bounded form, by hand: two friends (.5) with a common enemy (-.5), no return.
TEST(StructuralBalance, AMonthMovesRelationsAsItsEquationSays)
{
    Structure structure;
    structure.sizes = three_powers();
    structure.partner_of_power = Table<PartnerId, PowerId>{structure.sizes};
    structure.partner_of_power.fill(PartnerId{-1});
    Parameters<double> p{structure.sizes};
    p.relations.speed() = 0.3;
    World<double> now{structure.sizes};
    World<double> next{structure.sizes};
    PowerId const a{0};
    PowerId const b{1};
    PowerId const c{2};
    now.relation(a, b) = now.relation(b, a) = 0.5;
    now.relation(a, c) = now.relation(c, a) = -0.5;
    now.relation(b, c) = now.relation(c, b) = -0.5;
    update_relations(p, structure, members(structure, 0.0), now, next);
    EXPECT_NEAR(next.relation(a, b), 0.5 + 0.3 / 3.0 * 0.25 * 0.75, 1e-15);
    EXPECT_NEAR(next.relation(a, c), -0.5 - 0.3 / 3.0 * 0.25 * 0.75, 1e-15);

    p.relations.speed() = 0.0;
    p.relations.return_rate() = 0.1;
    p.relations.relation(a, b) = -0.3;
    update_relations(p, structure, members(structure, 0.0), now, next);
    EXPECT_NEAR(next.relation(a, b), 0.5 + 0.1 * (-0.3 - 0.5), 1e-15);
}

TEST(StructuralBalance, RelationsStandStillWithoutASpeed)
{
    Structure structure;
    structure.sizes = three_powers();
    structure.partner_of_power = Table<PartnerId, PowerId>{structure.sizes};
    structure.partner_of_power.fill(PartnerId{-1});
    Parameters<double> p{structure.sizes};
    p.relations.relation.fill(0.9);
    p.relations.strain() = 0.4;
    World<double> now{structure.sizes};
    World<double> next{structure.sizes};
    now.relation(PowerId{0}, PowerId{1}) = -0.7;
    update_relations(p, structure, members(structure, 0.5), now, next);
    EXPECT_EQ(next.relation(PowerId{0}, PowerId{1}), -0.7);
    EXPECT_EQ(next.relation(PowerId{1}, PowerId{0}), 0.0);
}

TEST(StructuralBalance, MembershipStrainsRelationsOfSponsorsWithIncumbentsOnly)
{
    Structure structure;
    structure.sizes = three_powers();
    structure.sizes.set(IndexSet::partner, 3);
    structure.sizes.set(IndexSet::hedger, 1);
    structure.partner_of_power = Table<PartnerId, PowerId>{structure.sizes};
    Parameters<double> p{structure.sizes};
    for (PowerId power : structure.sizes.powers()) {
        structure.partner_of_power[power] = PartnerId{power.value};
    }
    p.accord.sponsorship[PartnerId{0}] = 1.0;
    p.accord.incumbency[PartnerId{1}] = 1.0;
    p.relations.return_rate() = 0.5;
    p.relations.strain() = 0.4;
    World<double> now{structure.sizes};
    World<double> next{structure.sizes};
    update_relations(p, structure, members(structure, 0.5), now, next);
    EXPECT_NEAR(next.relation(PowerId{0}, PowerId{1}), -0.5 * 0.4 * 0.5, 1e-15);
    EXPECT_NEAR(next.relation(PowerId{1}, PowerId{0}), -0.5 * 0.4 * 0.5, 1e-15);
    EXPECT_EQ(next.relation(PowerId{0}, PowerId{2}), 0.0);
    EXPECT_EQ(next.relation(PowerId{1}, PowerId{2}), 0.0);
}

} // namespace
} // namespace steppe
