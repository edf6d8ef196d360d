/// Statistics of a run that was stopped and went on, against those of one that was not.

#include "ensemble/run_ensemble.hpp"
#include "ensemble/summariser.hpp"
#include "support/small_world.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <optional>

namespace steppe {
namespace {

using testing::SmallWorld;

/// Keeps what a Summariser hands over.
class KeepSummary final : public SummarySink {
public:
    void begin(RunLayout const&, std::vector<Contrast> const&) override {}
    void write(PointSummary const& given) override { summary = given; }
    void finish(std::vector<Failure> const&, UnfinishedSummary const* given) override
    {
        unfinished = given != nullptr ? std::optional{*given} : std::nullopt;
    }

    PointSummary summary;
    std::optional<UnfinishedSummary> unfinished;
};

EnsemblePlan plan_of(std::int64_t replicates, int replicates_per_draw)
{
    EnsemblePlan plan =
        make_plan(SmallWorld{}.lively().scenario(), {*find_arm("with_accords"), *find_arm("without_accords")});
    plan.replicates = replicates;
    plan.months = 12;
    plan.replicates_per_draw = replicates_per_draw;
    return plan;
}

/// Goes on with `unfinished`, if it is given, and stops when `blocks` are recorded.
KeepSummary run(EnsemblePlan const& plan, std::optional<UnfinishedSummary> unfinished, int blocks)
{
    KeepSummary sink;
    Summariser summariser{list_contrasts(plan.layout().arms), &sink};
    std::int64_t const known = unfinished ? unfinished->replicates : 0;
    if (unfinished) {
        summariser.go_on(std::move(*unfinished));
    }
    std::atomic<bool> stop{blocks == 0};
    std::vector<Recorder*> const recorders{&summariser};
    run_ensemble(plan, recorders,
                 {.threads = 1,
                  .progress =
                      [&](std::int64_t, std::int64_t) {
                          --blocks;
                          stop = stop || blocks == 0;
                      },
                  .stop = &stop,
                  .skip = [&](BlockRange const& range) { return range.first_replicate < known; }});
    return sink;
}

void expect_equal(PairedEffect const& a, PairedEffect const& b)
{
    EXPECT_EQ(std::tie(a.pairs, a.mean, a.standard_deviation, a.standard_error, a.spread.low, a.spread.high),
              std::tie(b.pairs, b.mean, b.standard_deviation, b.standard_error, b.spread.low, b.spread.high));
    EXPECT_EQ(std::tie(a.treated_mean, a.control_mean, a.share_positive, a.share_negative, a.variance_reduction),
              std::tie(b.treated_mean, b.control_mean, b.share_positive, b.share_negative, b.variance_reduction));
}

void expect_equal(PointSummary const& a, PointSummary const& b)
{
    EXPECT_EQ(a.completed, b.completed);
    ASSERT_EQ(a.series.size(), b.series.size());
    for (std::size_t row = 0; row < a.series.size(); ++row) {
        for (std::size_t m = 0; m < a.series[row].size(); ++m) {
            EXPECT_EQ(a.series[row][m].statistics, b.series[row][m].statistics);
            EXPECT_EQ(a.series[row][m].quantiles, b.series[row][m].quantiles);
        }
        for (std::size_t o = 0; o < a.outcomes[row].size(); ++o) {
            expect_equal(a.outcomes[row][o], b.outcomes[row][o]);
        }
    }
}

constexpr int to_the_end = 1000;

class InterruptedSummaryTest : public ::testing::TestWithParam<int> {};

TEST_P(InterruptedSummaryTest, ARunThatWentOnHasTheStatisticsOfOneThatWasNotStopped)
{
    EnsemblePlan const plan = plan_of(600, GetParam());
    KeepSummary const whole = run(plan, std::nullopt, to_the_end);
    EXPECT_FALSE(whole.unfinished);
    KeepSummary stopped = run(plan, std::nullopt, 1);
    for (int more = 0; more < 2; ++more) {
        ASSERT_TRUE(stopped.unfinished);
        EXPECT_LT(stopped.unfinished->replicates, 600);
        stopped = run(plan, stopped.unfinished, 1);
    }
    ASSERT_TRUE(stopped.unfinished);
    KeepSummary const resumed = run(plan, stopped.unfinished, to_the_end);
    EXPECT_FALSE(resumed.unfinished);
    expect_equal(resumed.summary, whole.summary);
}

INSTANTIATE_TEST_SUITE_P(FixedAndDrawnParameters, InterruptedSummaryTest, ::testing::Values(0, 4));

TEST(InterruptedSummaryStateTest, ARunThatWasStoppedBeforeItsFirstBlockCanGoOn)
{
    EnsemblePlan const plan = plan_of(200, 0);
    KeepSummary const stopped = run(plan, std::nullopt, 0);
    ASSERT_TRUE(stopped.unfinished);
    EXPECT_EQ(stopped.unfinished->replicates, 0);
    expect_equal(run(plan, stopped.unfinished, to_the_end).summary, run(plan, std::nullopt, to_the_end).summary);
}

TEST(InterruptedSummaryStateTest, MoreReplicatesCanBeAskedFor)
{
    KeepSummary const stopped = run(plan_of(300, 0), std::nullopt, 2);
    ASSERT_TRUE(stopped.unfinished);
    EnsemblePlan const larger = plan_of(400, 0);
    expect_equal(run(larger, stopped.unfinished, to_the_end).summary, run(larger, std::nullopt, to_the_end).summary);
}

TEST(InterruptedSummaryStateTest, ADamagedStateIsRefused)
{
    EnsemblePlan const plan = plan_of(300, 0);
    UnfinishedSummary const whole = run(plan, std::nullopt, 1).unfinished.value();
    UnfinishedSummary shorter = whole;
    shorter.state.pop_back();
    EXPECT_THROW(run(plan, shorter, to_the_end), EnvironmentError);
    UnfinishedSummary longer = whole;
    longer.state.push_back('\0');
    EXPECT_THROW(run(plan, longer, to_the_end), EnvironmentError);
}

} // namespace
} // namespace steppe
