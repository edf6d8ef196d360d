// Evidence: how conditions read and what is wrong with those that do not; what weighted pairs say, against closed forms.
#include "ensemble/outcomes.hpp"
#include "ensemble/paired_effect.hpp"
#include "model/measures.hpp"
#include "study/condition/run.hpp"
#include "support/small_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace steppe {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::SmallWorld;

constexpr double infinity = std::numeric_limits<double>::infinity();

EvidenceScope const& scope()
{
    static EvidenceScope const of_world = [] {
        EvidenceScope one = evidence_scope(SmallWorld{}.scenario());
        one.months = 24;
        return one;
    }();
    return of_world;
}

Condition read(std::string const& text)
{
    Diagnostics faults;
    std::vector<Condition> const found = read_conditions({text}, "--given", scope(), faults);
    EXPECT_TRUE(faults.empty()) << faults.sorted().front().text();
    return found.at(0);
}

std::vector<std::string> faults_of(std::string const& text)
{
    Diagnostics faults;
    static_cast<void>(read_conditions({text}, "--given", scope(), faults));
    std::vector<std::string> told;
    for (Diagnostic const& fault : faults.faults()) {
        told.push_back(fault.text());
    }
    return told;
}

/// A pair of runs of three months, made up: what the tests below count.
struct MadeUp {
    double probability{}; ///< of joining in the first month
    int joins{-1};        ///< month
    float oil{70.0F};     ///< of the first month
    double welfare{};     ///< of the open run, in the last month; that of the twin is 0
};

RunLayout made_up_layout(std::int64_t replicates, int per_draw = 0)
{
    EnsemblePlan plan = make_plan(SmallWorld{}.scenario(), {*find_arm("endogenous"), *find_arm("without_accords")});
    plan.replicates = replicates;
    plan.months = 3;
    plan.measures = {"welfare", "has_joined", "accession_probability", "oil_price"};
    RunLayout layout = plan.layout();
    layout.replicates_per_draw = per_draw;
    return layout;
}

ResultBlock block_of(RunLayout const& layout, std::vector<MadeUp> const& pairs)
{
    ResultBlock block;
    block.range = {0, 1, 0, static_cast<int>(pairs.size())};
    block.states.assign(2 * pairs.size(), JobState::ok);
    for (MeasureDeclaration const& measure : layout.measures) {
        std::vector<float>& series = block.series.emplace_back();
        for (bool const open : {true, false}) {
            for (MadeUp const& pair : pairs) {
                for (int month = 0; month < 3; ++month) {
                    bool const joined = open && pair.joins >= 0 && pair.joins <= month;
                    double const value = measure.name == "has_joined" ? (joined ? 1.0 : 0.0)
                                         : measure.name == "accession_probability"
                                             ? (open && month == 0 ? pair.probability : 0.0)
                                         : measure.name == "oil_price" ? static_cast<double>(pair.oil)
                                         : open && month == 2          ? pair.welfare
                                                                       : 0.0;
                    series.push_back(static_cast<float>(value));
                }
            }
        }
    }
    reduce_block(layout, block);
    return block;
}

ConditionDesign design_of(std::vector<std::string> const& given, std::vector<std::string> const& events = {})
{
    Diagnostics faults;
    ConditionDesign design{.evidence = read_conditions(given, "--given", scope(), faults),
                           .events = read_conditions(events, "--event", scope(), faults),
                           .joinings = {}};
    faults.throw_if_any();
    design.joinings = answerable_joinings(design.evidence, scope().measures);
    return design;
}

ConditionResult result_of(std::vector<MadeUp> const& pairs, ConditionDesign const& design, int per_draw = 0)
{
    RunLayout const layout = made_up_layout(static_cast<std::int64_t>(pairs.size()), per_draw);
    ConditionRecorder recorder{design};
    recorder.begin(layout);
    recorder.prepare(block_of(layout, pairs))();
    return condition_result(recorder, design);
}

/// The effect on welfare.
PairedEffect const& gain(ConditionResult const& result, Population population)
{
    RunLayout const layout = made_up_layout(1);
    auto const found = std::find_if(layout.outcomes.begin(), layout.outcomes.end(),
                                    [](Outcome const& outcome) { return outcome.label == "welfare[HOME]"; });
    return result.effects[static_cast<std::size_t>(population)].at(
        static_cast<std::size_t>(found - layout.outcomes.begin()));
}

/// Two states of the world, equally many: in the first 1 of 4 joins in the first month and gains 2, in the second 3 of 4 do, and gain 6.
/// Of those that do not join then, half of the first and all of the second join in the third month, and gain 1.
std::vector<MadeUp> two_states()
{
    std::vector<MadeUp> pairs;
    for (int copy = 0; copy < 2; ++copy) {
        for (int i = 0; i < 4; ++i) {
            bool const joins = i < 1;
            bool const later = i == 1 || (i == 2 && copy == 0);
            pairs.push_back({0.25, joins ? 0 : later ? 2 : -1, 60.0F, joins ? 2.0 : later ? 1.0 : 0.0});
        }
        for (int i = 0; i < 4; ++i) {
            bool const joins = i < 3;
            pairs.push_back({0.75, joins ? 0 : 2, 80.0F, joins ? 6.0 : 1.0});
        }
    }
    return pairs;
}

} // namespace

TEST(Conditions, ReadAsTheyStand)
{
    Condition const joined = read("joined @ 2025-12");
    ASSERT_EQ(joined.comparisons.size(), 2U);
    EXPECT_EQ(joined.comparisons[0].reading.month, 1);
    EXPECT_EQ(joined.comparisons[0].low, 0.5);
    EXPECT_EQ(joined.comparisons[1].reading.month, 0);
    EXPECT_EQ(joined.comparisons[1].high, 0.5);
    ASSERT_TRUE(joined.joining);
    EXPECT_EQ(joined.joining->first, 1);
    EXPECT_EQ(joined.joining->last, 1);

    Condition const by = read("joined[HOME] by 3");
    EXPECT_EQ(by.joining->first, 0);
    EXPECT_EQ(by.joining->last, 2);
    EXPECT_EQ(read("joined before 3").joining->last, 1);
    EXPECT_TRUE(read("not joined by 3").negated);
    EXPECT_FALSE(read("not joined by 3").joining);

    Condition const share = read("alignment[HOME, BETA]@12 in [.2, .3]");
    ASSERT_EQ(share.comparisons.size(), 1U);
    EXPECT_EQ(share.comparisons[0].reading.element, 1U);
    EXPECT_EQ(share.comparisons[0].reading.month, 11);
    EXPECT_EQ(share.comparisons[0].low, 0.2);
    EXPECT_EQ(share.comparisons[0].high, 0.3);
    EXPECT_EQ(read("alignment[BETA]@12 > .2").comparisons[0].reading.element, 1U) << "there is but one hedger";
    EXPECT_FALSE(read("alignment[BETA]@12 > .2").comparisons[0].with_low);
    EXPECT_TRUE(read("peer_joins @ 2026-01 <= 1").comparisons[0].with_high);
    EXPECT_EQ(read("peer_joins @ 2026-01 < 1").comparisons[0].low, -infinity);

    Condition const noisy = read("oil_price @ 2026-06 = 70 +- 5");
    ASSERT_TRUE(noisy.noisy);
    EXPECT_EQ(noisy.noisy->value, 70.0);
    EXPECT_EQ(noisy.noisy->error, 5.0);
    EXPECT_EQ(noisy.noisy->reading.month, 7);
}

TEST(Conditions, NothingJoinsBeforeTheRunAndThatIsCertain)
{
    Condition const never = read("not joined before 2025-11");
    EXPECT_TRUE(never.comparisons.empty());
    EXPECT_FALSE(never.negated);
    EXPECT_THAT(faults_of("joined before 2025-11"), ElementsAre(HasSubstr("nobody joins before the run begins [E104]")));
}

TEST(Conditions, EveryFaultIsToldWithItsColumn)
{
    EXPECT_THAT(faults_of("aligment[HOME, GAMMA] @ 2031-01 in [3, 2x]"),
                ElementsAre(AllOf(HasSubstr("--given 'aligment"), HasSubstr("column 25: month 2031-01 is outside the run"),
                                  HasSubstr("[E104]")),
                            HasSubstr("column 1: unknown measure 'aligment'; did you mean 'alignment'? [E102]"),
                            HasSubstr("column 40: '2x' is no finite number [E105]"),
                            HasSubstr("the interval [3, 0] is empty")));
    EXPECT_THAT(faults_of("alignment[GAMMA] @ 1 > 0"),
                ElementsAre(HasSubstr("'GAMMA' is no partner: these are ALPHA, BETA, REST")));
    EXPECT_THAT(faults_of("alignment @ 1 > 0"), ElementsAre(HasSubstr("expected [hedger, partner] [E103]")));
    EXPECT_THAT(faults_of("oil_price[HOME] @ 1 > 0"), ElementsAre(HasSubstr("oil_price has no actors [E103]")));
    EXPECT_THAT(faults_of("oil_price @ 2025-13 > 0"),
                ElementsAre(HasSubstr("'2025-13' is no month; did you mean '2025-11'? [E104]")));
    EXPECT_THAT(faults_of("oil_price @ 0 > 0"), ElementsAre(HasSubstr("outside the run")));
    EXPECT_THAT(faults_of("oil_price @ 1 < -5"),
                ElementsAre(HasSubstr("oil_price lies between 0 and inf (USD/bbl) [E105]")));
    EXPECT_THAT(faults_of("oil_price @ 1 = 5 +- 0"), ElementsAre(HasSubstr("an error of 0 is none")));
    EXPECT_THAT(faults_of("not oil_price @ 1 = 5 +- 1"),
                ElementsAre(HasSubstr("not certain, so nothing is its contrary [E106]")));
    for (std::string const broken : {"", "joined", "joined on 2025-11", "oil_price", "oil_price @", "oil_price @ 1",
                                     "oil_price @ 1 > ", "oil_price @ 1 in 3, 4", "oil_price @ 1 > 3 4", "alignment[HOME",
                                     "[HOME] @ 1 > 2", "@ 1 > 2", "not", "oil_price @ 1 ~ 3"}) {
        EXPECT_THAT(faults_of(broken), ElementsAre(HasSubstr("[E101]"))) << broken;
    }
}

TEST(Conditions, AnObservationCannotFollowFromTheAccessionThatIsAskedAbout)
{
    EXPECT_EQ(design_of({"joined @ 1"}).joinings.size(), 1U);
    EXPECT_EQ(design_of({"joined @ 1", "oil_price @ 5 > 40"}).joinings.size(), 1U) << "nothing that a state does moves oil";
    EXPECT_EQ(design_of({"joined @ 3", "welfare @ 2 > 0"}).joinings.size(), 1U) << "it was before";
    EXPECT_EQ(design_of({"joined @ 1", "welfare @ 1 > 0"}).joinings.size(), 0U);
    EXPECT_EQ(design_of({"not joined by 1"}).joinings.size(), 0U);
}

TEST(ObservedMeasures, AreNoisyReadingsAndEveryFaultIsLocated)
{
    auto const path = std::filesystem::temp_directory_path() / "steppe_observed_measures_test.csv";
    auto const told_of = [&](std::string const& text, std::size_t rows) {
        std::ofstream{path} << text;
        Diagnostics faults;
        EXPECT_EQ(read_observed_measures(path.string(), scope(), faults).size(), rows);
        std::vector<std::string> told;
        for (Diagnostic const& fault : faults.sorted()) {
            told.push_back(fault.text().substr(path.string().size()));
        }
        return told;
    };
    std::string const header = "month,measure,of,value,error,unit\n";
    EXPECT_THAT(told_of("# observed\n" + header + "2025-11,oil_price,,63.6,2,USD/bbl\n3,alignment,HOME BETA,.25,.02,1\n", 2),
                ElementsAre());
    EXPECT_THAT(told_of(header + "2025-11,oil_prize,,6x,0,USD/bbl\n2025-11,oil_price,,63,0,USD\n", 0),
                ElementsAre(HasSubstr(":2:9: unknown measure 'oil_prize'; did you mean 'oil_price'? [E102]"),
                            HasSubstr(":2:20: '6x' is no finite number [E105]"), HasSubstr(":3:23: an error of 0 is none"),
                            HasSubstr(":3:25: oil_price in 'USD', must be in 'USD/bbl'; did you mean 'USD/bbl'? [E109]")));
    EXPECT_THAT(told_of("month,measure,value,error,unit,unit\n", 0),
                ElementsAre(HasSubstr("no column 'of' [E107]"), HasSubstr("two columns are called 'unit' [E107]")));
    EXPECT_THAT(told_of(header, 0), ElementsAre(HasSubstr("observes nothing: it has no row [E110]")));
    EXPECT_THAT(told_of(header + "1,oil_price\n", 0),
                ElementsAre(HasSubstr(":2:1: 2 values, where the header names 6 columns [E108]")));
    std::filesystem::remove(path);
}

TEST(Weighted, EqualWeightsGiveTheStatisticsOfAComparison)
{
    std::vector<double> const treated{1.0, 4.0, 2.5, -1.0, 0.5, 7.0}, control{0.5, 4.5, 1.0, 0.0, 0.5, 2.0};
    WeightedRuns runs;
    for (std::int64_t i = 0; i < 6; ++i) {
        runs.add(1.0, i);
    }
    PairedEffect const expected = paired_effect(treated, control);
    PairedEffect const found = weighted_effect(treated, control, runs);
    EXPECT_EQ(found.mean, expected.mean);
    EXPECT_EQ(found.treated_mean, expected.treated_mean);
    EXPECT_EQ(found.pairs, expected.pairs);
    EXPECT_NEAR(found.standard_error, expected.standard_error, 1e-14);
    EXPECT_NEAR(found.standard_deviation, expected.standard_deviation, 1e-14);
    EXPECT_NEAR(found.spread.low, expected.spread.low, 1e-14);
    EXPECT_NEAR(found.spread.high, expected.spread.high, 1e-14);
    EXPECT_NEAR(found.share_negative_interval.high, expected.share_negative_interval.high, 1e-14);
    EXPECT_NEAR(found.variance_reduction.value(), expected.variance_reduction.value(), 1e-13);
    EXPECT_NEAR(effective_size(runs), 6.0, 1e-14);
}

TEST(Weighted, RunsOfADrawCountTogether)
{
    std::vector<double> const treated{1.0, 3.0, 2.0, 6.0, 0.0, 1.0}, control(6, 0.0);
    WeightedRuns runs;
    for (std::int64_t i = 0; i < 6; ++i) {
        runs.add(1.0, i / 2);
    }
    PairedEffect const expected = paired_effect(treated, control, 2);
    EXPECT_NEAR(weighted_effect(treated, control, runs).standard_error, expected.standard_error, 1e-14);
    EXPECT_NEAR(effective_size(runs), 3.0, 1e-14);
}

TEST(Weighted, AWholeWeightCountsAsSoManyRuns)
{
    WeightedRuns weighted, repeated;
    std::vector<double> const numbers{1.0, 5.0, 2.0};
    std::vector<double> const each{1.0, 5.0, 5.0, 5.0, 2.0};
    for (auto const& [weight, unit] : {std::pair{1.0, 0}, std::pair{3.0, 1}, std::pair{1.0, 2}}) {
        weighted.add(weight, unit);
    }
    for (int const unit : {0, 1, 1, 1, 2}) {
        repeated.add(1.0, unit);
    }
    EXPECT_NEAR(weighted_mean(numbers, weighted).value, 3.6, 1e-14);
    EXPECT_NEAR(weighted_mean(numbers, weighted).standard_error, weighted_mean(each, repeated).standard_error, 1e-14);
    EXPECT_NEAR(effective_size(weighted), 25.0 / 11.0, 1e-14);
    EXPECT_TRUE(std::isnan(weighted_mean({}, {}).value));
}

TEST(Weighted, OneRunHasNoInterval)
{
    WeightedRuns runs;
    runs.add(0.0, 0);
    runs.add(0.5, 1);
    std::vector<double> const treated{9.0, 3.0}, control{0.0, 1.0};
    PairedEffect const effect = weighted_effect(treated, control, runs);
    EXPECT_EQ(effect.pairs, 1);
    EXPECT_EQ(effect.mean, 2.0);
    EXPECT_TRUE(std::isnan(effect.standard_error));
    EXPECT_TRUE(std::isnan(effect.mean_interval.low));
    EXPECT_EQ(effect.spread.high, 2.0);
}

TEST(Given, AJoiningWeighsTwoStatesByTheirChances)
{
    // P(second state | joined) = .75 / (.25 + .75), so that the effect is .25 x 2 + .75 x 6; over all: (1/4 2 + 3/8 1 + 3/4 6 + 1/4) / 2.
    ConditionResult const result = result_of(two_states(), design_of({"joined @ 1"}));
    EXPECT_EQ(result.matching, 8);
    EXPECT_NEAR(result.effective, 8.0, 1e-12);
    EXPECT_NEAR(gain(result, Population::given).mean, 5.0, 1e-12);
    EXPECT_NEAR(gain(result, Population::all).mean, 2.8125, 1e-12);
    EXPECT_EQ(result.conditions.at(0).runs, 8);
}

TEST(Given, ARunThatStayedOutStandsForOneThatJoinedByItsOdds)
{
    // Had it not joined: P(later | state) is 1/2 and 1, weighed as above .25 and .75. The chance in the month: E[p^2] / E[p].
    ConditionResult const result = result_of(two_states(), design_of({"joined @ 1"}));
    JoiningAnswer const& answer = result.joinings.at(0);
    ASSERT_THAT(answer.months_after, ElementsAre(2));
    EXPECT_NEAR(answer.later.at(0).value, 0.25 * 0.5 + 0.75, 1e-7) << "series are in single precision";
    EXPECT_NEAR(answer.chance[1].value, 0.25 * 0.25 + 0.75 * 0.75, 1e-12);
    EXPECT_NEAR(answer.chance[0].value, 0.5, 1e-12);
    EXPECT_EQ(answer.hedger, "HOME");
}

TEST(Given, ANoisyReadingWeighsByItsLikelihood)
{
    // Oil of 60 in the first state and 80 in the second, read as 75 +- 10: odds exp(-(.5^2 - 1.5^2) / 2) = e.
    ConditionResult const result = result_of(two_states(), design_of({"oil_price @ 1 = 75 +- 10"}));
    double const second = std::exp(1.0) / (1.0 + std::exp(1.0));
    double const in_first = (2.0 + 1.5) / 4.0; // one joins at once, one and a half later
    double const in_second = (3.0 * 6.0 + 1.0) / 4.0;
    EXPECT_NEAR(gain(result, Population::given).mean, (1.0 - second) * in_first + second * in_second, 1e-12);
    EXPECT_EQ(result.matching, 16);
    EXPECT_NEAR(result.effective, 8.0 * (1.0 + std::exp(1.0)) * (1.0 + std::exp(1.0)) / (1.0 + std::exp(2.0)), 1e-12);
}

TEST(Given, TwinsTellNecessityAndSufficiency)
{
    // The event comes where the open run gains more than 1.5; no twin gains. It comes in 8 of 16, and given oil above 70 in 6 of 8.
    ConditionResult const result =
        result_of(two_states(), design_of({"oil_price @ 1 > 70"}, {"welfare @ 3 > 1.5", "oil_price @ 1 > 70"}));
    EventAnswer const& all = result.events[0][0];
    EventAnswer const& given = result.events[1][0];
    EXPECT_EQ(all.open.value, 0.5);
    EXPECT_EQ(given.open.value, 0.75);
    EXPECT_EQ(given.closed.value, 0.0);
    EXPECT_EQ(given.necessity.value, 1.0);
    EXPECT_EQ(given.sufficiency.value, 0.75);
    EXPECT_EQ(given.both.value, 0.75);
    EventAnswer const& oil = result.events[1][1];
    EXPECT_EQ(oil.necessity.value, 0.0) << "it comes in the twin too";
    EXPECT_TRUE(std::isnan(oil.sufficiency.value)) << "it fails in no twin";
}

TEST(Given, EvidenceThatNeverHoldsIsRefusedByName)
{
    ConditionResult const result = result_of(two_states(), design_of({"joined @ 2", "oil_price @ 1 > 10"}));
    EXPECT_EQ(result.matching, 0);
    EXPECT_EQ(gain(result, Population::given).pairs, 0);
    try {
        check_effective_size(result, 1.0, made_up_layout(16));
        FAIL() << "it was not refused";
    } catch (InputError const& error) {
        ASSERT_EQ(error.faults().size(), 2U);
        EXPECT_THAT(error.faults()[0].text(), HasSubstr("'joined @ 2': holds in none of 16 runs [E111]"));
        EXPECT_THAT(error.faults()[1].text(), HasSubstr("0 of 16 runs match"));
    }
}

TEST(Given, TooFewRunsAreRefusedWithWhatWouldDo)
{
    ConditionResult const result = result_of(two_states(), design_of({"joined @ 1"}));
    EXPECT_NO_THROW(check_effective_size(result, 8.0, made_up_layout(16)));
    try {
        check_effective_size(result, 100.0, made_up_layout(16));
        FAIL() << "it was not refused";
    } catch (InputError const& error) {
        EXPECT_THAT(error.what(),
                    HasSubstr("8 of 16 runs match, with an effective sample size of 8, below the 100 asked for "
                              "(--least-effective); -n 300 or so would do"));
    }
}

TEST(Given, ARunThatFailedCountsInNothing)
{
    ConditionDesign const design = design_of({"joined @ 1"});
    RunLayout const layout = made_up_layout(16);
    ResultBlock block = block_of(layout, two_states());
    block.states[16] = JobState::failed; // the twin of the first
    reduce_block(layout, block);
    ConditionRecorder recorder{design};
    recorder.begin(layout);
    recorder.prepare(block)();
    ConditionResult const result = condition_result(recorder, design);
    EXPECT_EQ(result.pairs, 15);
    EXPECT_EQ(result.matching, 7);
    EXPECT_EQ(gain(result, Population::all).pairs, 15);
}

} // namespace steppe
