#include "ensemble/run_ensemble.hpp"
#include "model/accord/incentives.hpp"
#include "study/hazard/month_probe.hpp"
#include "study/hazard/probe.hpp"
#include "study/hazard/recorder.hpp"
#include "study/hazard/swings.hpp"
#include "support/every_incentive.hpp"
#include "support/keep_everything.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

using namespace steppe;
using steppe::testing::KeepEverything;
using steppe::testing::OpenedPack;
using steppe::testing::SmallWorld;

namespace {

constexpr HedgerId home{0};

/// Lively enough for every incentive to matter, as far as it can within a month.
SmallWorld lively()
{
    SmallWorld world = SmallWorld{}.lively();
    world.set("principal.BETA.rivalry_value", 0.3).set("hedger.HOME.technology_gain", 0.1).set("hedger.HOME.framing", 0.4);
    world.set("hedger.HOME.window_gain", 0.1).set("calendar.election_amplitude", 0.5).set("hedger.HOME.prior_ties", 0.5);
    world.set("tension.start", 0.5)
        .set("hedger.HOME.tie.BETA", 1.0)
        .set("principal.BETA.novelty_share", 0.8)
        .set("hedger.HOME.leverage_anchor", 0.1);
    return world;
}

/// Runs the months up to `month` and asks about it.
struct Asked {
    OpenedPack<double> world;
    Draws<double> draws{7, 3};
    HazardProbe<double> probe;
    double probability{};

    Asked(HazardDesign const& design, int month, SmallWorld const& small = lively())
        : world{small, "endogenous"}, probe{world.structure.sizes, design}
    {
        for (int before = 0; before < month; ++before) {
            world.advance(draws, before);
        }
        auto& pack = world.pack;
        probe.begin(pack);
        advance_month(world.structure, world.arm, draws, month, pack);
        probe.measure(world.structure, world.arm, draws, month, pack);
        probability = pack.month.choice.probability(home, world.structure.accede());
    }

    [[nodiscard]] double number(std::size_t i) const { return probe.numbers(home)[i]; }
    [[nodiscard]] double column(std::size_t i) const { return number(1 + hazard_readings.size() + i); }
};

/// Places in the table of incentives.
std::vector<std::size_t> some_incentives()
{
    using enum Incentive;
    std::vector<std::size_t> places;
    for (Incentive const one : {F1, F4, G1, G2, T1, P1}) {
        places.push_back(static_cast<std::size_t>(one));
    }
    return places;
}

TEST(Hazard, AsItIsItIsTheProbabilityOfTheMonth)
{
    HazardDesign const design;
    for (int month : {0, 1, 7, 30}) {
        Asked const asked{design, month};
        EXPECT_EQ(asked.number(0), asked.probability);
        EXPECT_GT(asked.probability, 0.0);
    }
}

TEST(Hazard, WithAnIncentiveOffTheFirstMonthIsThatOfTheOtherScenario)
{
    SmallWorld const world = steppe::testing::with_every_incentive(lively());
    for (std::size_t i = 0; i < incentive_terms().size(); ++i) {
        HazardDesign design;
        design.columns = 1;
        design.opening = {{.incentives_off = std::uint32_t{1} << i, .weights = {1.0}}};
        SmallWorld other = world;
        other.set(incentive_terms()[i].key, 0.0);
        Asked const asked{design, 0, world};
        EXPECT_EQ(asked.column(0), Asked(design, 0, other).probability) << incentive_terms()[i].id;
        bool const acts = incentive_terms()[i].id != "L1"; // legitimacy answers over months
        EXPECT_EQ(asked.column(0) != asked.probability, acts) << incentive_terms()[i].id;
    }
}

TEST(Hazard, SharesAddUpInEveryMonth)
{
    std::vector<std::size_t> const incentives = some_incentives();
    HazardColumns const columns{incentives.size()};
    HazardDesign const design = make_hazard_design(incentives, {0.1, 0.2, 1.5, 0.7, 0.0, 0.4, -0.3}, 11);
    for (int month : {0, 5}) {
        Asked const asked{design, month};
        double by_incentive = asked.column(columns.without_incentives());
        double by_condition = asked.column(columns.typical());
        for (std::size_t i = 0; i < incentives.size(); ++i) {
            by_incentive += asked.column(columns.incentive(i));
        }
        for (std::size_t c = 0; c < condition_names.size(); ++c) {
            by_condition += asked.column(columns.condition(c));
            EXPECT_NE(asked.column(columns.condition(c)), 0.0) << condition_names[c];
        }
        EXPECT_NEAR(by_incentive, asked.probability, 1e-13);
        EXPECT_NEAR(by_condition, asked.probability, 1e-13);
        EXPECT_NE(asked.column(columns.typical()), asked.probability);
    }
}

TEST(Hazard, TheFirstMonthIsCheckedAgainstHowLaterMonthsAreShared)
{
    std::vector<std::size_t> const incentives = some_incentives();
    HazardColumns const columns{incentives.size()};
    HazardDesign const design = make_hazard_design(incentives, {}, 11);
    HazardDesign every = design;
    every.later = every.opening;
    Asked const opening{design, 0};
    Asked const rotated{design, 4};
    Asked const exact{every, 4};
    for (std::size_t i = 0; i < incentives.size(); ++i) {
        EXPECT_EQ(exact.column(columns.check(i)), rotated.column(columns.incentive(i)));
        EXPECT_NE(opening.column(columns.check(i)), 0.0);
        // what depends on the others' number alone is exact; of the rest a few orders see enough
        EXPECT_NEAR(rotated.column(columns.incentive(i)), exact.column(columns.incentive(i)), 0.03 * exact.probability);
    }
}

TEST(Hazard, ConditionsThatAreTypicalHaveNoShare)
{
    HazardDesign const nothing;
    Asked const first{nothing, 6};
    std::array<double, hazard_readings.size()> own{};
    for (std::size_t r = 0; r < hazard_readings.size(); ++r) {
        own[r] = first.number(1 + r);
    }
    EXPECT_THAT(own, ::testing::Each(::testing::Ge(-1.0)));
    HazardDesign const design = make_hazard_design({0}, own, 1);
    Asked const asked{design, 6};
    HazardColumns const columns{1};
    EXPECT_EQ(asked.column(columns.typical()), asked.probability);
    for (std::size_t c = 0; c < condition_names.size(); ++c) {
        EXPECT_NEAR(asked.column(columns.condition(c)), 0.0, 1e-15);
    }
}

/// An analysis of 20 replicates by 18 months.
struct Analysed {
    HazardDesign design;
    EnsemblePlan plan;
    std::unique_ptr<HazardRecorder> recorder;

    explicit Analysed(RunOptions const& options)
    {
        plan = make_plan(lively().scenario(), {*find_arm("endogenous")});
        plan.measures = {"has_joined"};
        plan.replicates = 20;
        plan.months = 18;
        design = make_hazard_design({0, 1, 5}, {}, plan.seed);
        plan.probe = hazard_probe(design);
        recorder = std::make_unique<HazardRecorder>(design);
        Recorder* const only = recorder.get();
        run_ensemble(plan, {&only, 1}, options);
    }
};

TEST(Hazard, BitsDoNotDependOnThreadsOrLanes)
{
    Analysed const one{{.threads = 1, .width = LaneWidth::reference}};
    Analysed const more{{.threads = 5}};
    for (int month = 0; month < 18; ++month) {
        for (std::size_t column = 0; column < HazardColumns{3}.count(); ++column) {
            EXPECT_EQ(one.recorder->column(month, 0, column).mean(), more.recorder->column(month, 0, column).mean());
            EXPECT_EQ(one.recorder->column(month, 0, column).squares(), more.recorder->column(month, 0, column).squares());
        }
    }
    EXPECT_EQ(one.recorder->mean_readings(), more.recorder->mean_readings());
}

TEST(Hazard, OnlyThoseCountThatHaveNotJoined)
{
    Analysed const run{{}};
    HazardRecorder const& recorder = *run.recorder;
    EXPECT_EQ(recorder.probability(0, 0).count(), 20);
    for (int month = 1; month < 18; ++month) {
        double const joined = recorder.has_joined(month - 1, 0).mean();
        EXPECT_NEAR(static_cast<double>(recorder.probability(month, 0).count()), 20.0 * (1.0 - joined), 1e-9);
        EXPECT_EQ(recorder.reading(month, 0).count(), 20);
    }
    EXPECT_GT(recorder.has_joined(17, 0).mean(), 0.0);
}

TEST(Hazard, AskingChangesNothingOfTheRun)
{
    Analysed const asked{{}};
    EnsemblePlan plan = asked.plan;
    plan.probe.reset();
    KeepEverything kept;
    Recorder* const only = &kept;
    run_ensemble(plan, {&only, 1}, {});
    for (int month = 0; month < 18; ++month) {
        double sum = 0.0;
        for (std::vector<float> const& series : kept.series(0)) {
            sum += static_cast<double>(series[static_cast<std::size_t>(month)]);
        }
        EXPECT_NEAR(asked.recorder->has_joined(month, 0).mean(), sum / 20.0, 1e-12);
    }
}

Scenario with_ranges(std::map<std::string, Interval> const& ranges)
{
    Scenario scenario = lively().scenario();
    for (Parameter& parameter : scenario.parameters) {
        if (auto const found = ranges.find(parameter.key); found != ranges.end()) {
            parameter.range = found->second;
        }
    }
    return scenario;
}

TEST(Swings, AreRunsAtTheEndsOfOneRange)
{
    Scenario const scenario =
        with_ranges({{"hedger.HOME.investment_gain", {0.0, 1.5}}, {"principal.BETA.budget", {0.1, 0.9}}});
    SwingDesign const design = make_swings(scenario, model_schema());
    ASSERT_EQ(design.swings.size(), 2U);
    EnsemblePlan plan = make_plan(scenario, {*find_arm("endogenous")});
    plan.measures = {"has_joined"};
    plan.replicates = 30;
    plan.months = 12;
    plan.points = design.points;
    KeptOutcomes kept;
    Recorder* only = &kept;
    run_ensemble(plan, {&only, 1}, {});
    for (std::size_t s = 0; s < 2; ++s) {
        SwungOutcome const swung = swung_outcome(kept, s, 0);
        std::array<double, 2> means{};
        for (std::size_t end = 0; end < 2; ++end) {
            EnsemblePlan single = make_plan(scenario, {*find_arm("endogenous")});
            single.measures = plan.measures;
            single.replicates = 30;
            single.months = 12;
            Interval const ends = design.swings[s].ends;
            single.points.base[design.swings[s].parameter] = end == 0 ? ends.low : ends.high;
            KeptOutcomes alone;
            only = &alone;
            run_ensemble(single, {&only, 1}, {});
            for (std::int64_t n = 0; n < 30; ++n) {
                means[end] += alone.at(0, 0, n)[0] / 30.0;
            }
        }
        EXPECT_NEAR(swung.low.mean(), means[0], 1e-12);
        EXPECT_NEAR(swung.high.mean(), means[1], 1e-12);
        EXPECT_NEAR(swung.difference.mean(), means[1] - means[0], 1e-12);
    }
    EXPECT_GT(swung_outcome(kept, 0, 0).difference.mean(), 0.0);
}

TEST(Swings, LeaveOutWhatWouldHaveNoRest)
{
    Scenario const scenario = with_ranges({{"tension.excitation", {0.0, 1.5}}, {"principal.BETA.budget", {0.1, 0.9}}});
    SwingDesign const design = make_swings(scenario, model_schema());
    EXPECT_EQ(design.left_out, std::vector<std::string>{"tension.excitation"});
    ASSERT_EQ(design.swings.size(), 1U);
    EXPECT_EQ(scenario.parameters[design.swings[0].parameter].key, "principal.BETA.budget");
    EXPECT_EQ(design.points.count, 2);
}

} // namespace
