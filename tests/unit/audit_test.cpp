// When a change counts, when an outcome is an echo, and what an audit checks: by hand-made numbers and small worlds.
#include "model/mechanisms.hpp"
#include "model/schema_of_model.hpp"
#include "study/audit/design.hpp"
#include "study/audit/echo.hpp"
#include "study/audit/recorder.hpp"
#include "study/audit/result.hpp"
#include "study/audit/verdict.hpp"
#include "support/small_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <set>

using namespace steppe;
using steppe::testing::SmallWorld;

namespace {

RunningMoments moments_of(std::vector<double> const& values)
{
    RunningMoments moments;
    for (double value : values) {
        moments.add(value);
    }
    return moments;
}

/// 100 values, half of them 1 below and half 1 above the mean: standard deviation 1.005, standard error 0.1005.
RunningMoments around(double mean)
{
    std::vector<double> values;
    for (int i = 0; i < 50; ++i) {
        values.push_back(mean - 1.0);
        values.push_back(mean + 1.0);
    }
    return moments_of(values);
}

constexpr AuditRule three_errors{.errors = 3.0, .deviations = 0.01};

TEST(AuditRule, CountsAChangeOfThreeErrorsAndNotLess)
{
    RunningMoments const base = around(5.0);
    EXPECT_TRUE(moves(audit_change(base, around(0.302)), three_errors)); // 3.005 errors
    EXPECT_TRUE(moves(audit_change(base, around(-0.302)), three_errors));
    EXPECT_FALSE(moves(audit_change(base, around(0.301)), three_errors)); // 2.995 errors
}

TEST(AuditRule, DoesNotCountAChangeBelowOnePerCentOfTheDeviationHoweverCertain)
{
    RunningMoments const base = around(5.0); // deviation 1.00504
    AuditChange const small = audit_change(base, moments_of(std::vector<double>(100, 0.01)));
    EXPECT_TRUE(std::isinf(small.errors())); // every pair changes by the same
    EXPECT_FALSE(moves(small, three_errors));
    EXPECT_TRUE(moves(audit_change(base, moments_of(std::vector<double>(100, 0.0101))), three_errors));
}

TEST(AuditRule, MeasuresWhatHardlyDiffersBetweenRunsByItsOwnSize)
{
    std::vector<double> values(100, 0.2);
    values[0] = 0.2001;
    RunningMoments const same = moments_of(values);
    EXPECT_TRUE(moves(audit_change(same, moments_of(std::vector<double>(100, 0.0021))), three_errors));
    EXPECT_FALSE(moves(audit_change(same, moments_of(std::vector<double>(100, 0.0019))), three_errors));
    RunningMoments const never = moments_of(std::vector<double>(100, 0.0));
    AuditChange const from_nothing = audit_change(never, moments_of(std::vector<double>(100, 1e-3)));
    EXPECT_EQ(from_nothing.size(), 1.0);
    EXPECT_TRUE(moves(from_nothing, three_errors));
}

TEST(AuditRule, TakesRoundingOfSinglePrecisionForNoDeviation)
{
    std::vector<double> rounded(100, 1.0);
    rounded[0] = 1.0 + 6e-8;
    EXPECT_FALSE(moves(audit_change(moments_of(rounded), moments_of(std::vector<double>(100, 6e-8))), three_errors));
}

TEST(AuditRule, DoesNotCountNothing)
{
    RunningMoments const nothing = moments_of(std::vector<double>(100, 0.0));
    EXPECT_FALSE(moves(audit_change(around(5.0), nothing), three_errors));
    EXPECT_FALSE(moves(audit_change(nothing, nothing), three_errors));
}

// Student's t with 199 degrees of freedom exceeds 2.8387 on either side with probability 0.01/2: one look, had twice, has the floor of 3. It
// exceeds 4.6931 with probability 0.01/2000.
TEST(AuditRule, AsksForMoreErrorsTheMoreItLooksAt)
{
    EXPECT_EQ(make_audit_rule(1, 200).errors, 3.0);
    EXPECT_NEAR(make_audit_rule(1000, 200).errors, 4.6931, 2e-4);
    EXPECT_GT(make_audit_rule(1000, 20).errors, make_audit_rule(1000, 200).errors);
    EXPECT_EQ(make_audit_rule(0, 200).errors, 3.0);
}

TEST(AuditStanding, NeedsAReasonForWhatIsInertAndNoneForWhatMoves)
{
    EXPECT_EQ(standing_of(true, false), Standing::moves);
    EXPECT_EQ(standing_of(false, false), Standing::inert);
    EXPECT_EQ(standing_of(false, true), Standing::by_design);
    EXPECT_EQ(standing_of(true, true), Standing::stale);
}

AuditResult with_one_check(bool moves, std::string const& reason)
{
    AuditResult result;
    result.design.checks = {{.id = "shock.oil", .kind = CheckKind::shock, .reason = reason, .variants = {}, .left_out = {}}};
    result.findings = {{.rule = {}, .largest = {}, .moves = moves, .asked_first = {}}};
    return result;
}

TEST(AuditResult, PassesWhereNothingIsInertAndNothingAnEchoWithoutAReason)
{
    EXPECT_TRUE(with_one_check(true, "").passed());
    EXPECT_FALSE(with_one_check(false, "").passed());
    EXPECT_TRUE(with_one_check(false, "not yet modelled").passed());
    EXPECT_TRUE(with_one_check(true, "not yet modelled").passed()); // stale: a warning
    AuditResult echoing = with_one_check(true, "");
    echoing.echoes.push_back({.input = "oil.mean", .share = 1.0, .id = "echo.welfare", .reason = ""});
    EXPECT_FALSE(echoing.passed());
    echoing.echoes.back().reason = "by definition";
    EXPECT_TRUE(echoing.passed());
}

/// Numbers in (0, 1) of a generator whose sequence the C++ standard fixes.
std::vector<double> random_numbers(std::size_t count, unsigned seed)
{
    std::mt19937 generator{seed};
    std::vector<double> values(count);
    std::generate(values.begin(), values.end(), [&] { return (static_cast<double>(generator()) + 0.5) / 4294967296.0; });
    return values;
}

// Four outcomes by their input: 1, 3, 2, 4. Steps 2, -1, 2: squares 9; deviations from 2.5: 5; share 1 - 9/10.
TEST(Echo, ShareIsThatOfTheFormula)
{
    std::vector<double> const input{0.3, 0.1, 0.4, 0.2};
    std::vector<double> const outcome{2.0, 1.0, 4.0, 3.0};
    EXPECT_THAT(order_of(input), ::testing::ElementsAre(1, 3, 0, 2));
    EXPECT_NEAR(explained_share(outcome, order_of(input)), 0.1, 1e-15);
}

TEST(Echo, FindsAnyFunctionOfOneInput)
{
    std::vector<double> const input = random_numbers(200, 1);
    for (double (*function)(double) : {+[](double x) { return 3.0 - 2.0 * x; }, +[](double x) { return std::sin(6.0 * x); },
                                       +[](double x) { return x < 0.4 ? 0.0 : 1.0; }}) {
        std::vector<double> outcome(input.size());
        std::transform(input.begin(), input.end(), outcome.begin(), function);
        EXPECT_GE(explained_share(outcome, order_of(input)), 0.985);
    }
}

TEST(Echo, IsNoneWhereAnotherInputHasAPart)
{
    std::vector<double> const input = random_numbers(4000, 1);
    std::vector<double> const other = random_numbers(4000, 2);
    std::vector<double> outcome(input.size());
    for (std::size_t i = 0; i < outcome.size(); ++i) {
        outcome[i] = input[i] + 0.3 * other[i]; // 0.3^2 / (1 + 0.3^2) = 8.26 % of the variance is the other's
    }
    EXPECT_NEAR(explained_share(outcome, order_of(input)), 1.0 - 0.0826, 0.01);
    EXPECT_NEAR(explained_share(outcome, order_of(other)), 0.0826, 0.05);
}

TEST(Echo, IsNoneOfWhatNeverVaries)
{
    std::vector<double> const input = random_numbers(50, 1);
    EXPECT_EQ(explained_share(std::vector<double>(50, 3.0), order_of(input)), 0.0);
}

TEST(Mechanisms, HoldOnlyWhatParametersThereAre)
{
    Schema const schema = model_schema();
    Scenario const scenario = SmallWorld{}.scenario();
    std::set<std::string_view> ids;
    for (Mechanism const& mechanism : mechanisms()) {
        EXPECT_TRUE(ids.insert(mechanism.id).second) << mechanism.id;
        EXPECT_FALSE(mechanism.ends.empty()) << mechanism.id;
        for (MechanismEnd const& end : mechanism.ends) {
            for (HeldFamily const& held : end.held) {
                auto const family = std::find_if(schema.parameters.begin(), schema.parameters.end(),
                                                 [&](auto const& one) { return one.declaration.key == held.key; });
                ASSERT_NE(family, schema.parameters.end()) << mechanism.id << " holds " << held.key;
                for (Parameter const& parameter : scenario.parameters) {
                    if (parameter.family == static_cast<std::size_t>(family - schema.parameters.begin())) {
                        double const value = held.value(parameter, scenario);
                        EXPECT_GE(value, family->declaration.allowed.low) << held.key;
                        EXPECT_LE(value, family->declaration.allowed.high) << held.key;
                    }
                }
            }
        }
    }
}

AuditCheck const& check_of(AuditDesign const& design, std::string const& id)
{
    auto const found =
        std::find_if(design.checks.begin(), design.checks.end(), [&](AuditCheck const& one) { return one.id == id; });
    if (found == design.checks.end()) {
        throw std::out_of_range{id};
    }
    return *found;
}

TEST(AuditDesign, RunsEveryRangedParameterAtBothEnds)
{
    SmallWorld world;
    Scenario scenario = world.scenario();
    Parameter& parameter = *std::find_if(scenario.parameters.begin(), scenario.parameters.end(),
                                         [](Parameter const& one) { return one.key == "game.habituation"; });
    auto const position = static_cast<std::size_t>(&parameter - scenario.parameters.data());
    parameter.range = {parameter.value - 1.0, parameter.value + 2.0};
    AuditDesign const design = make_audit_design(scenario);
    AuditCheck const& check = check_of(design, "game.habituation");
    EXPECT_EQ(check.kind, CheckKind::parameter);
    ASSERT_EQ(check.variants.size(), 2U);
    std::vector<double> at_low, at_high;
    design.points.values_at(static_cast<int>(1 + check.variants[0]), at_low);
    design.points.values_at(static_cast<int>(1 + check.variants[1]), at_high);
    std::vector<double> own;
    design.points.values_at(0, own);
    for (std::size_t i = 0; i < own.size(); ++i) {
        EXPECT_EQ(own[i], scenario.parameters[i].value);
        EXPECT_EQ(at_low[i], i == position ? own[i] - 1.0 : own[i]);
        EXPECT_EQ(at_high[i], i == position ? own[i] + 2.0 : own[i]);
    }
}

TEST(AuditDesign, LeavesOutAnEndThatIsTheValueItself)
{
    Scenario scenario = SmallWorld{}.scenario();
    Parameter& parameter = *std::find_if(scenario.parameters.begin(), scenario.parameters.end(),
                                         [](Parameter const& one) { return one.key == "game.withholding"; });
    parameter.range = {parameter.value, 1.0};
    AuditDesign const design = make_audit_design(scenario);
    EXPECT_EQ(check_of(design, "game.withholding").variants.size(), 1U);
    EXPECT_EQ(design.points.count, static_cast<int>(1 + design.variants.size()));
}

TEST(AuditDesign, ChecksIncentivesThatAreOnAndNoOthers)
{
    SmallWorld world;
    world.set("incentive.F1", 1.0).set("incentive.F2", 0.0);
    AuditDesign const design = make_audit_design(world.scenario());
    EXPECT_EQ(check_of(design, "incentive.F1").kind, CheckKind::incentive);
    EXPECT_THROW(check_of(design, "incentive.F2"), std::out_of_range);
}

TEST(AuditDesign, DoesNotRunAWorldWithoutRest)
{
    SmallWorld world;
    world.set("tension.memory", 0.5).set("tension.excitation", 0.2);
    Scenario scenario = world.scenario();
    Parameter& memory = *std::find_if(scenario.parameters.begin(), scenario.parameters.end(),
                                      [](Parameter const& one) { return one.key == "tension.memory"; });
    memory.range = {0.1, 0.9}; // at .9 excitation is not below 1 - memory
    AuditDesign const design = make_audit_design(scenario);
    EXPECT_EQ(check_of(design, "tension.memory").variants.size(), 1U);
    EXPECT_THAT(check_of(design, "tension.memory").left_out, ::testing::ElementsAre("at 0.9"));
}

// One outcome, two replicates, the scenario and one variant: jobs in order of arm, point, replicate.
TEST(AuditRecorder, PairsEachReplicateOfAVariantWithThatOfTheScenario)
{
    RunLayout layout;
    layout.arms = {"endogenous", "with_accords", "without_accords"};
    layout.points = 2;
    layout.replicates = 2;
    layout.months = 1;
    layout.outcomes = {{.measure = 0, .element = 0, .label = "one", .months = 1}};
    ResultBlock block;
    block.range = {.first_point = 0, .points = 2, .first_replicate = 0, .replicates = 2};
    constexpr double failed = std::numeric_limits<double>::quiet_NaN();
    block.outcomes = {1.0, 2.0, 1.5, 2.5,    // endogenous: the scenario, then the variant
                      5.0, 7.0, 5.0, failed, // with_accords
                      4.0, 4.0, 3.0, 4.0};   // without_accords
    AuditRecorder recorder;
    recorder.begin(layout);
    recorder.prepare(block)();
    EXPECT_EQ(recorder.base(0, 0).mean(), 1.5);
    EXPECT_EQ(recorder.base(0, 3).mean(), 2.0); // (1 + 3) / 2
    EXPECT_EQ(recorder.difference(1, 0, 0).mean(), 0.5);
    EXPECT_EQ(recorder.difference(1, 0, 0).count(), 2);
    EXPECT_EQ(recorder.difference(1, 0, 1).count(), 1); // a run that failed counts in no number
    EXPECT_EQ(recorder.difference(1, 0, 3).mean(), 1.0);
    EXPECT_TRUE(recorder.differs(1, 0, 0));
    EXPECT_FALSE(recorder.differs(1, 0, 1));
    EXPECT_TRUE(recorder.differs(1, 0, 2));
}

} // namespace
