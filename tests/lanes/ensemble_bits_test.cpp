#include "ensemble/pack_jobs.hpp"
#include "ensemble/run_ensemble.hpp"
#include "support/keep_everything.hpp"
#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace steppe {
namespace {

using testing::KeepEverything;
using testing::run_small;
using testing::SmallWorld;

std::vector<Arm> const every_arm{all_arms.begin(), all_arms.end()};

TEST(Bits, LanesEqualTheScalarReference)
{
    KeepEverything const lanes = run_small(SmallWorld{}.lively(), every_arm, 37, {.threads = 1, .width = LaneWidth::native});
    KeepEverything const scalar =
        run_small(SmallWorld{}.lively(), every_arm, 37, {.threads = 1, .width = LaneWidth::reference});
    EXPECT_TRUE(lanes.same_bits(scalar));
}

TEST(Bits, OneTwoAndSevenThreadsGiveTheSame)
{
    KeepEverything const one = run_small(SmallWorld{}.lively(), every_arm, 700, {.threads = 1});
    for (int threads : {2, 7}) {
        KeepEverything const more = run_small(SmallWorld{}.lively(), every_arm, 700, {.threads = threads});
        EXPECT_TRUE(one.same_bits(more)) << threads << " threads";
    }
}

TEST(Bits, FirstReplicatesDoNotDependOnEnsembleSize)
{
    KeepEverything const large = run_small(SmallWorld{}.lively(), every_arm, 300);
    for (int replicates : {1, 5, 8, 9, 128, 129}) {
        KeepEverything const small = run_small(SmallWorld{}.lively(), every_arm, replicates);
        EXPECT_TRUE(small.is_beginning_of(large)) << replicates << " replicates";
    }
}

TEST(Bits, AnArmDoesNotDependOnTheArmsRunBesideIt)
{
    KeepEverything const alone = run_small(SmallWorld{}.lively(), {*find_arm("endogenous")}, 50);
    KeepEverything const together = run_small(SmallWorld{}.lively(), every_arm, 50);
    EXPECT_EQ(alone.series(0), together.series(2));
}

/// The lively world at points of a precision; replicates are few and odd in number, so that packs span points.
EnsemblePlan at_precisions(std::vector<double> const& precisions)
{
    SmallWorld const world = SmallWorld{}.lively();
    EnsemblePlan plan = make_plan(world.scenario(), every_arm);
    std::vector<Parameter> const& parameters = world.scenario().parameters;
    auto const varied = std::find_if(parameters.begin(), parameters.end(),
                                     [](Parameter const& parameter) { return parameter.key == "hedger.HOME.precision"; });
    plan.points.varied = {static_cast<std::size_t>(varied - parameters.begin())};
    plan.points.values = precisions;
    plan.points.count = static_cast<int>(precisions.size());
    plan.replicates = 13;
    plan.months = 30;
    return plan;
}

KeepEverything run_plan(EnsemblePlan const& plan, LaneWidth width = LaneWidth::native)
{
    KeepEverything kept;
    Recorder* const recorder = &kept;
    run_ensemble(plan, {&recorder, 1}, {.threads = 1, .width = width});
    return kept;
}

TEST(Bits, PointsInOnePackGiveWhatEachGivesAlone)
{
    EnsemblePlan const together = at_precisions({3.0, 5.0, 3.0});
    ASSERT_FALSE(lanes_share_values(together, native_width));
    KeepEverything const all = run_plan(together);
    EXPECT_TRUE(all.same_bits(run_plan(together, LaneWidth::reference)));
    for (int point = 0; point < 3; ++point) {
        EnsemblePlan const alone = at_precisions({together.points.values[static_cast<std::size_t>(point)]});
        ASSERT_TRUE(lanes_share_values(alone, native_width));
        KeepEverything const one = run_plan(alone);
        for (std::size_t arm = 0; arm < every_arm.size(); ++arm) {
            auto const first = all.series(arm).begin() + point * 13;
            EXPECT_EQ((std::vector<std::vector<float>>{first, first + 13}), one.series(arm)) << "point " << point;
        }
    }
}

TEST(Bits, PointsWithShocksOfTheirOwnDifferByThemAndTheFirstKeepsItsBits)
{
    EnsemblePlan plan = at_precisions({3.0, 3.0, 3.0});
    KeepEverything const same = run_plan(plan);
    plan.own_shocks = true;
    KeepEverything const own = run_plan(plan);
    EXPECT_TRUE(own.same_bits(run_plan(plan, LaneWidth::reference)));
    EnsemblePlan fewer = at_precisions({3.0, 3.0});
    fewer.own_shocks = true;
    KeepEverything const first_two = run_plan(fewer);
    for (std::size_t arm = 0; arm < every_arm.size(); ++arm) {
        auto const of_point = [&](KeepEverything const& kept, int point) {
            auto const first = kept.series(arm).begin() + point * 13;
            return std::vector<std::vector<float>>{first, first + 13};
        };
        EXPECT_EQ(of_point(same, 0), of_point(same, 1)); // the same values and the same shocks
        EXPECT_EQ(of_point(own, 0), of_point(same, 0));
        EXPECT_NE(of_point(own, 1), of_point(own, 0));
        EXPECT_NE(of_point(own, 2), of_point(own, 1));
        EXPECT_EQ(of_point(own, 1), of_point(first_two, 1)); // whatever other points there are
    }
}

TEST(Bits, LanesShareTheirValuesWhereNoPackSpansTwo)
{
    EnsemblePlan plan = at_precisions({3.0, 5.0});
    EXPECT_FALSE(lanes_share_values(plan, native_width));
    EXPECT_TRUE(lanes_share_values(plan, 1));
    plan.replicates = 2 * native_width;
    EXPECT_TRUE(lanes_share_values(plan, native_width));
    plan.replicates = 100001; // a block then holds one point
    EXPECT_TRUE(lanes_share_values(plan, native_width));
    plan.priors.emplace(SmallWorld{}.scenario().parameters);
    plan.replicates_per_draw = native_width / 2;
    EXPECT_FALSE(lanes_share_values(plan, native_width));
    plan.replicates_per_draw = 3 * native_width;
    EXPECT_TRUE(lanes_share_values(plan, native_width));
    plan.replicates = 13;
    EXPECT_FALSE(lanes_share_values(plan, native_width));
}

TEST(Bits, TheSeedChangesThem)
{
    KeepEverything const one = run_small(SmallWorld{}.lively(), every_arm, 10);
    KeepEverything const other = run_small(SmallWorld{}.lively().setting("run.seed", "2"), every_arm, 10);
    EXPECT_FALSE(one.same_bits(other));
}

TEST(Bits, BlocksArriveInTheDocumentedOrder)
{
    KeepEverything const kept = run_small(SmallWorld{}.lively(), every_arm, 300, {.threads = 7});
    EXPECT_TRUE(kept.arrived_in_order());
}

} // namespace
} // namespace steppe
