#include "ensemble/summariser.hpp"
#include "model/accord/incentives.hpp"
#include "study/attribution/attributor.hpp"
#include "support/keep_everything.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

using namespace steppe;
using steppe::testing::KeepEverything;
using steppe::testing::SmallWorld;

namespace {

/// The small world with four incentives that matter.
Scenario world()
{
    SmallWorld world = SmallWorld{}.lively();
    for (IncentiveTerm const& term : incentive_terms()) {
        using enum Incentive;
        std::array const kept{f1, f2, f3, g1};
        if (std::find(kept.begin(), kept.end(), term.incentive) == kept.end()) {
            world.set(term.key, 0.0);
        }
    }
    return world.scenario();
}

struct Attributed {
    CoalitionDesign design, closed_design;
    EnsemblePlan plan;
    KeptOutcomes closed;
    std::unique_ptr<Attributor> attributor;

    /// `share_work`: closed arms run only coalitions that differ in them.
    Attributed(std::vector<std::string> const& contrasts, RunOptions const& options, int orders = 0,
               std::vector<std::string> const& ids = {}, bool share_work = false)
        : design{make_coalitions(world(), ids, orders)}, closed_design{design.while_closed()}
    {
        std::vector<std::string> names;
        std::vector<Contrast> chosen;
        chosen.reserve(contrasts.size());
        for (std::string const& contrast : contrasts) {
            chosen.push_back(find_contrast(contrast, names).value());
        }
        plan = make_plan(world(), {});
        plan.replicates = 10;
        plan.months = 8;
        std::vector<Arm> open;
        for (std::string const& name : names) {
            Arm const arm = *find_arm(name);
            (share_work && !arm.accord_open ? plan.arms : open).push_back(arm);
        }
        plan.points = closed_design.points;
        if (share_work) {
            std::array<Recorder*, 1> recorders{&closed};
            run_ensemble(plan, recorders, options);
        }
        plan.arms = open;
        plan.points = design.points;
        attributor = std::make_unique<Attributor>(design, chosen, names, share_work ? &closed : nullptr);
        std::array<Recorder*, 1> recorders{attributor.get()};
        run_ensemble(plan, recorders, options);
    }
};

TEST(Attribution, SharesAddUpToTheEffectInEveryReplicate)
{
    Attributed const run{{"total", "endogenous"}, {.threads = 2}};
    Attribution const& result = run.attributor->result();
    std::size_t const outcomes = run.plan.layout().outcomes.size();
    ASSERT_EQ(result.players.size(), 4U);
    ASSERT_EQ(result.coalitions.size(), 16U);
    bool moved = false;
    for (std::size_t contrast = 0; contrast < 2; ++contrast) {
        for (std::size_t cell = 0; cell < 10 * outcomes; ++cell) {
            double sum = 0.0;
            for (std::size_t player = 0; player < 4; ++player) {
                sum += result.shares[(contrast * 4 + player) * 10 * outcomes + cell];
            }
            double const all = result.all[contrast * 10 * outcomes + cell];
            double const none = result.none[contrast * 10 * outcomes + cell];
            EXPECT_NEAR(sum, all - none, 1e-12 * (1.0 + std::abs(all) + std::abs(none)));
            moved = moved || std::abs(all - none) > 1e-3;
        }
    }
    EXPECT_TRUE(moved);
}

TEST(Attribution, AShareIsTheMeanOverOrdersOfRunsWithSwitches)
{
    Attributed const run{{"endogenous"}, {.threads = 1}, 0, {"F1", "G1"}};
    Attribution const& result = run.attributor->result();
    RunLayout const layout = run.plan.layout();
    std::size_t const outcomes = layout.outcomes.size();
    // by hand: ((v(F1) - v()) + (v(F1 G1) - v(G1))) / 2 from the means of the coalitions
    auto const mean = [&](std::size_t coalition, std::size_t o) { return result.coalition_means[coalition * outcomes + o]; };
    for (std::size_t o = 0; o < outcomes; ++o) {
        double const first = (mean(1, o) - mean(0, o) + mean(3, o) - mean(2, o)) / 2.0;
        double const both = mean(3, o) - mean(2, o) - mean(1, o) + mean(0, o);
        EXPECT_NEAR(estimate_over_replicates(result.shares, 0, o, layout).mean, first, 1e-12 * (1.0 + std::abs(mean(3, o))));
        EXPECT_NEAR(estimate_over_replicates(result.interactions, 0, o, layout).mean, both,
                    1e-12 * (1.0 + std::abs(mean(3, o))));
    }
}

TEST(Attribution, BitsDoNotDependOnThreadsOrLanes)
{
    Attributed const one{{"total"}, {.threads = 1, .width = LaneWidth::reference}};
    Attributed const more{{"total"}, {.threads = 7}};
    EXPECT_EQ(one.attributor->result().shares, more.attributor->result().shares);
    EXPECT_EQ(one.attributor->result().interactions, more.attributor->result().interactions);
    EXPECT_EQ(one.attributor->result().coalition_means, more.attributor->result().coalition_means);
}

TEST(Attribution, WorkThatClosedArmsShareChangesNoBit)
{
    for (int orders : {0, 6}) {
        Attributed const apart{{"total", "publicity", "endogenous"}, {}, orders, {"F1", "F2", "F3", "G1"}};
        Attributed const shared{{"total", "publicity", "endogenous"}, {}, orders, {"F1", "F2", "F3", "G1"}, true};
        // of the four F2 alone does not act there: F1 and F3 move who else joins
        EXPECT_EQ(shared.closed_design.coalitions, (std::vector<Coalition>{0, 1, 4, 5, 8, 9, 12, 13}));
        EXPECT_EQ(apart.attributor->result().shares, shared.attributor->result().shares);
        EXPECT_EQ(apart.attributor->result().interactions, shared.attributor->result().interactions);
        EXPECT_EQ(apart.attributor->result().coalition_means, shared.attributor->result().coalition_means);
        EXPECT_EQ(apart.attributor->result().all, shared.attributor->result().all);
    }
}

TEST(Attribution, ShareOfACountThatNoIncentiveMovesIsExactlyZero)
{
    Attributed const run{{"total"}, {}};
    Attribution const& result = run.attributor->result();
    RunLayout const layout = run.plan.layout();
    std::size_t const count = layout.outcomes.size();
    int exact = 0;
    for (std::size_t o = 0; o < count; ++o) {
        std::string_view const name = layout.measures[layout.outcomes[o].measure].name;
        if (name != "has_joined") { // 1 in one arm and 0 in the other, whatever is on
            continue;
        }
        for (std::size_t player = 0; player < 4; ++player) {
            for (std::size_t n = 0; n < 10; ++n) {
                EXPECT_EQ(result.shares[(player * 10 + n) * count + o], 0.0);
                ++exact;
            }
        }
    }
    EXPECT_GT(exact, 0);
}

TEST(Attribution, SampledOrdersEstimateTheShares)
{
    Attributed const exact{{"total"}, {}};
    Attributed const sampled{{"total"}, {}, 60};
    RunLayout const layout = exact.plan.layout();
    for (std::size_t player = 0; player < 4; ++player) {
        for (std::size_t o = 0; o < layout.outcomes.size(); ++o) {
            double const truth = estimate_over_replicates(exact.attributor->result().shares, player, o, layout).mean;
            double const found = estimate_over_replicates(sampled.attributor->result().shares, player, o, layout).mean;
            double const error = sampled.attributor->result().order_errors[player * layout.outcomes.size() + o];
            EXPECT_LE(std::abs(found - truth), 4.5 * error + 1e-9 * (1.0 + std::abs(truth))) << layout.outcomes[o].label;
        }
    }
}

TEST(Attribution, UnknownAndAbsentIncentivesAreRefused)
{
    try {
        static_cast<void>(make_coalitions(world(), {"F1", "F4", "G9"}, 0));
        FAIL();
    } catch (InputError const& error) {
        EXPECT_STREQ(error.what(), "--incentives: 'F4' is off in this scenario [C104]\n"
                                   "--incentives: unknown incentive 'G9'; did you mean 'G1'? [C104]");
    }
}

/// Everything that a scenario gives in the arms whose accord is closed, with one incentive switched.
KeepEverything in_closed_arms(Scenario const& scenario, std::string const& incentive, double value)
{
    std::vector<Arm> closed;
    std::copy_if(all_arms.begin(), all_arms.end(), std::back_inserter(closed),
                 [](Arm const& arm) { return !arm.accord_open; });
    EnsemblePlan plan = make_plan(scenario, closed);
    plan.replicates = 16;
    plan.months = 18;
    plan.points.base[static_cast<std::size_t>(scenario.find("incentive." + incentive) - scenario.parameters.data())] = value;
    KeepEverything kept;
    std::array<Recorder*, 1> recorders{&kept};
    run_ensemble(plan, recorders, {});
    return kept;
}

TEST(IncentiveTerms, SayWhetherTheyActWhereTheAccordIsClosed)
{
    Scenario const base = read_scenario(STEPPE_SOURCE_DIR "/scenarios/kazakhstan-2025.toml", model_schema());
    for (IncentiveTerm const& incentive : incentive_terms()) {
        std::string const id{incentive.id};
        EXPECT_EQ(!in_closed_arms(base, id, 0.0).same_bits(in_closed_arms(base, id, 1.0)), incentive.acts_while_closed)
            << id;
    }
}

} // namespace
