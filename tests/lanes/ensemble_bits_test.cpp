#include "ensemble/run_ensemble.hpp"
#include "support/keep_everything.hpp"
#include "support/small_world.hpp"

#include <gtest/gtest.h>

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
