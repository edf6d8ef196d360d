#include "support/world_bits.hpp"

#include "support/small_world.hpp"

#include <gtest/gtest.h>

namespace steppe {
namespace {

using testing::SmallWorld;
using testing::state_bits;
using testing::SteppedWorld;

/// The whole state in double precision, month by month: what is recorded is rounded and could hide a difference. Lanes share
/// their parameters, or have them of their own.
void expect_lanes_equal_the_reference(Scenario const& scenario, int months)
{
    using R = Lanes<native_width>;
    EnsemblePlan const plan = make_plan(scenario, {all_arms.begin(), all_arms.end()});
    for (Arm const& arm : plan.arms) {
        SteppedWorld<R> lanes{plan, arm, 40};
        SteppedWorld<R, R> with_values_of_their_own{plan, arm, 40};
        std::vector<SteppedWorld<double>> scalars;
        scalars.reserve(native_width);
        for (int lane = 0; lane < native_width; ++lane) {
            scalars.emplace_back(plan, arm, 40 + lane);
        }
        for (int month = 0; month < months; ++month) {
            World<R>& wide = lanes.advance(month);
            World<R>& own = with_values_of_their_own.advance(month);
            for (int lane = 0; lane < native_width; ++lane) {
                World<double>& narrow = scalars[static_cast<std::size_t>(lane)].advance(month);
                ASSERT_EQ(state_bits(wide, lane), state_bits(narrow, 0)) << arm.name << ", month " << month;
                ASSERT_EQ(state_bits(own, lane), state_bits(narrow, 0)) << arm.name << ", month " << month;
            }
        }
    }
}

TEST(WorldBits, LanesEqualTheReferenceInEveryBitOfTheState)
{
    expect_lanes_equal_the_reference(SmallWorld{}.lively().scenario(), 60);
}

TEST(WorldBits, LanesEqualTheReferenceUnderEveryOtherRule)
{
    SmallWorld world = SmallWorld{}.lively();
    world.setting("learning.rule", "ewa").setting("opinion.rule", "bounded_confidence");
    world.set("balance.speed", 0.1).set("balance.return", 0.05).set("balance.strain", 0.3);
    world.set("hedger.HOME.balance_weight", 0.2).set("hedger.HOME.trend.BETA", 0.001);
    expect_lanes_equal_the_reference(world.scenario(), 60);
}

TEST(WorldBits, LanesEqualTheReferenceInTheBaseScenario)
{
    expect_lanes_equal_the_reference(read_scenario(STEPPE_SOURCE_DIR "/scenarios/kazakhstan-2025.toml", model_schema()), 60);
}

} // namespace
} // namespace steppe
