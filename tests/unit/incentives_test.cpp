// Every incentive of the table, by its one property: switched off it is its scales at 0, bit for bit, in everything that is recorded.
#include "model/accord/incentives.hpp"

#include "support/every_incentive.hpp"
#include "support/keep_everything.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace steppe {
namespace {

using testing::KeepEverything;
using testing::SmallWorld;

/// A world in which every incentive acts.
SmallWorld world_of_all_incentives()
{
    SmallWorld world = SmallWorld{}.lively();
    world.set("hedger.HOME.technology_gain", 0.2).set("hedger.HOME.window_gain", 0.1).set("hedger.HOME.framing", 0.4);
    world.set("hedger.HOME.realisation", 0.3).set("hedger.HOME.prior_ties", 0.6);
    world.set("hedger.HOME.tie.BETA", 0.8).set("principal.BETA.novelty_share", 1.0).set("principal.BETA.rivalry_value", 0.2);
    world.set("hedger.HOME.group_salience.LAND", 0.9).set("hedger.HOME.agenda_rate", 0.3);
    world.set("accord.legitimacy_conflict", 0.7).set("accord.legitimacy_gain", 0.1).set("accord.legitimacy", 0.2);
    world.set("calendar.election_amplitude", 0.8).set("conflict.start", 0.6);
    return testing::with_every_incentive(world);
}

/// Every member of the families that scale the incentive's term at 0.
SmallWorld without_scales(SmallWorld world, IncentiveTerm const& term)
{
    for (std::string_view const key : term.scales) {
        for (std::string const& member : testing::members_of(key, world)) {
            world.set(member, 0.0);
        }
    }
    return world;
}

KeepEverything run(SmallWorld const& world)
{
    return testing::run_small(world, {*find_arm("endogenous"), *find_arm("with_accords")}, 16, {}, 24);
}

class EveryIncentive : public ::testing::TestWithParam<IncentiveTerm> {};

TEST_P(EveryIncentive, OffIsItsScalesAtZero)
{
    SmallWorld const world = world_of_all_incentives();
    KeepEverything const off = run(SmallWorld{world}.set(GetParam().key, 0.0));
    EXPECT_TRUE(off.same_bits(run(without_scales(world, GetParam())))) << GetParam().title;
}

TEST_P(EveryIncentive, ActsWhereItIsOn)
{
    SmallWorld const world = world_of_all_incentives();
    EXPECT_FALSE(run(world).same_bits(run(SmallWorld{world}.set(GetParam().key, 0.0)))) << GetParam().title;
}

TEST_P(EveryIncentive, StandsInTheTableInTheOrderOfItsEnumeration)
{
    IncentiveTerm const& term = incentive_terms().at(static_cast<std::size_t>(GetParam().incentive));
    EXPECT_EQ(term.id, GetParam().id);
    EXPECT_FALSE(term.scales.empty());
}

INSTANTIATE_TEST_SUITE_P(Table, EveryIncentive, ::testing::ValuesIn(incentive_terms()),
                         [](auto const& one) { return one.param.id; });

} // namespace
} // namespace steppe
