// What is kept of an ensemble where replicates are not: exact where it can be, within its bound where not, and the same bits however
// the work was shared.
#include "ensemble/quantile_sketch.hpp"
#include "ensemble/summariser.hpp"
#include "support/keep_everything.hpp"
#include "support/output_fixtures.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace steppe {
namespace {

using testing::KeepEverything;
using testing::SmallWorld;

double exact_quantile(std::vector<double> values, double probability)
{
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(probability * static_cast<double>(values.size() - 1))];
}

TEST(Histogram, IsWithinItsStatedBound)
{
    std::mt19937_64 engine{7};
    std::lognormal_distribution<double> skewed{0.0, 1.5};
    for (std::int32_t bins : {16, 512}) {
        Histogram histogram{bins};
        std::vector<double> values;
        for (int i = 0; i < 20000; ++i) {
            values.push_back(skewed(engine) - 2.0);
            histogram.add(values.back());
        }
        auto const [least, most] = std::minmax_element(values.begin(), values.end());
        EXPECT_LT(histogram.width(), 2.0 * (*most - *least) / (bins - 1));
        for (double probability : {0.0, 0.05, 0.5, 0.95, 1.0}) {
            double const exact = exact_quantile(values, probability);
            double const found = histogram.quantile(probability);
            EXPECT_LE(found, exact) << probability;
            EXPECT_LT(exact - found, histogram.width()) << probability;
        }
    }
}

TEST(Histogram, DoesNotDependOnTheOrder)
{
    std::mt19937_64 engine{3};
    std::normal_distribution<double> normal{-1.0, 40.0};
    std::vector<double> values(5000);
    std::generate(values.begin(), values.end(), [&] { return normal(engine); });
    Histogram forward{64};
    Histogram sorted{64};
    std::for_each(values.begin(), values.end(), [&](double value) { forward.add(value); });
    std::sort(values.begin(), values.end());
    std::for_each(values.begin(), values.end(), [&](double value) { sorted.add(value); });
    EXPECT_EQ(forward.width(), sorted.width());
    for (double probability : {0.0, 0.01, 0.25, 0.5, 0.99, 1.0}) {
        EXPECT_EQ(forward.quantile(probability), sorted.quantile(probability));
    }
}

TEST(Histogram, IsExactForWholeNumbersAndForOneValue)
{
    Histogram counts{512};
    for (int i = 0; i < 100; ++i) {
        counts.add(i % 7);
    }
    EXPECT_EQ(counts.quantile(0.5), 3.0);
    EXPECT_EQ(counts.quantile(1.0), 6.0);
    Histogram single{512};
    single.add(0.1);
    EXPECT_NEAR(single.quantile(0.5), 0.1, 1e-17);
    EXPECT_EQ(Histogram{512}.quantile(0.5), 0.0);
}

TEST(QuantileSketch, IsExactUpToItsCapacityAndWithinItsBoundBeyond)
{
    QuantileSketch sketch;
    std::vector<double> values;
    std::mt19937_64 engine{11};
    std::uniform_real_distribution<double> uniform{-3.0, 5.0};
    for (std::size_t i = 0; i < 3 * QuantileSketch::most_exact; ++i) {
        values.push_back(uniform(engine));
        sketch.add(values.back());
        if (i == QuantileSketch::most_exact - 1) {
            EXPECT_EQ(sketch.error_bound(), 0.0);
            double const below = exact_quantile(values, 0.05);
            EXPECT_GE(sketch.quantile(0.05), below);
            EXPECT_LT(sketch.quantile(0.05), below + 0.01);
        }
    }
    EXPECT_GT(sketch.error_bound(), 0.0);
    EXPECT_LT(sketch.error_bound(), 2.0 * 8.0 / 8191.0);
    EXPECT_LT(std::abs(sketch.quantile(0.95) - exact_quantile(values, 0.95)), sketch.error_bound());
}

/// Keeps what a Summariser hands over.
class KeepSummaries final : public SummarySink {
public:
    void begin(RunLayout const& layout, std::vector<Contrast> const&) override { layout_ = layout; }
    void write(PointSummary const& summary) override { points.push_back(summary); }
    void finish(std::vector<Failure> const& failures, UnfinishedSummary const*) override { failed = failures.size(); }

    std::vector<PointSummary> points;
    std::size_t failed{};

private:
    RunLayout layout_;
};

struct SummarisedRun {
    KeepSummaries sink;
    KeepEverything kept;
    EnsemblePlan plan;
};

void run(SummarisedRun& run, int replicates, RunOptions const& options)
{
    run.plan = make_plan(SmallWorld{}.lively().scenario(), {*find_arm("with_accords"), *find_arm("without_accords")});
    run.plan.points.count = 2;
    run.plan.replicates = replicates;
    run.plan.months = 12;
    Summariser summariser{list_contrasts(run.plan.layout().arms), &run.sink};
    std::array<Recorder*, 2> recorders{&summariser, &run.kept};
    run_ensemble(run.plan, recorders, options);
}

TEST(Summariser, StatisticsAreThoseOfTheReplicates)
{
    SummarisedRun summarised;
    run(summarised, 150, {.threads = 2});
    RunLayout const layout = summarised.plan.layout();
    ASSERT_EQ(summarised.sink.points.size(), 2U);
    PointSummary const& summary = summarised.sink.points[1];
    EXPECT_EQ(summary.completed, (std::vector<std::int64_t>{150, 150}));
    std::size_t offset = 0;
    for (std::size_t m = 0; m < layout.measures.size(); ++m) {
        std::size_t const cells = 12 * layout.elements(layout.measures[m]);
        for (std::size_t cell = 0; cell < cells; ++cell) {
            for (std::size_t row = 0; row < 3; ++row) { // with, without, with - without
                std::vector<double> values;
                for (std::size_t replicate = 150; replicate < 300; ++replicate) {
                    auto const with = static_cast<double>(summarised.kept.series(0)[replicate][offset + cell]);
                    auto const without = static_cast<double>(summarised.kept.series(1)[replicate][offset + cell]);
                    values.push_back(row == 0 ? with : row == 1 ? without : with - without);
                }
                double const mean = std::accumulate(values.begin(), values.end(), 0.0) / 150.0;
                SeriesSummary const& series = summary.series[row][m];
                double const* const statistics = &series.statistics[cell * 4];
                ASSERT_NEAR(statistics[0], mean, 1e-12 * (1.0 + std::abs(mean))) << layout.measures[m].name;
                ASSERT_EQ(statistics[2], *std::min_element(values.begin(), values.end()));
                ASSERT_EQ(statistics[3], *std::max_element(values.begin(), values.end()));
                double const median = exact_quantile(values, 0.5);
                ASSERT_LE(series.quantiles[cell * 5 + 2], median);
                ASSERT_LE(median - series.quantiles[cell * 5 + 2], series.quantile_error);
                double squares = 0.0;
                for (double value : values) {
                    squares += (value - mean) * (value - mean);
                }
                ASSERT_NEAR(statistics[1], std::sqrt(squares / 149.0), 1e-9 * (1.0 + statistics[1]));
            }
        }
        offset += cells;
    }
}

TEST(Summariser, BitsDoNotDependOnThreadsOrLanes)
{
    SummarisedRun one;
    run(one, 300, {.threads = 1, .width = LaneWidth::reference});
    for (int threads : {2, 7}) {
        SummarisedRun more;
        run(more, 300, {.threads = threads});
        ASSERT_EQ(one.sink.points.size(), more.sink.points.size());
        for (std::size_t point = 0; point < one.sink.points.size(); ++point) {
            for (std::size_t row = 0; row < 3; ++row) {
                for (std::size_t m = 0; m < one.sink.points[point].series[row].size(); ++m) {
                    EXPECT_EQ(one.sink.points[point].series[row][m].statistics,
                              more.sink.points[point].series[row][m].statistics);
                    EXPECT_EQ(one.sink.points[point].series[row][m].quantiles,
                              more.sink.points[point].series[row][m].quantiles);
                }
            }
        }
    }
}

TEST(PairedEffect, HandComputedCase)
{
    PairedEffect const effect =
        paired_effect(std::vector<double>{1.0, 2.0, 3.0, 6.0, std::nan("")}, std::vector<double>{2.0, 2.0, 2.0, 2.0, 2.0});
    EXPECT_EQ(effect.pairs, 4);
    EXPECT_NEAR(effect.treated_mean, 3.0, 1e-15);
    EXPECT_NEAR(effect.mean, 1.0, 1e-15);
    EXPECT_NEAR(effect.standard_deviation, std::sqrt(14.0 / 3.0), 1e-15);
    EXPECT_NEAR(effect.standard_error, std::sqrt(14.0 / 3.0) / 2.0, 1e-15);
    EXPECT_EQ(effect.share_positive, 0.5);
    EXPECT_EQ(effect.share_negative, 0.25);
    EXPECT_NEAR(*effect.variance_reduction, 1.0, 1e-15);
}

/// The interval of the share of negative differences where `less` of `pairs` are negative.
Interval interval_of_less(int less, int pairs, int replicates_per_draw = 0)
{
    std::vector<double> treated(static_cast<std::size_t>(pairs), 1.0);
    std::fill_n(treated.begin(), less, -1.0);
    return paired_effect(treated, std::vector<double>(treated.size(), 0.0), replicates_per_draw).share_negative_interval;
}

TEST(PairedEffect, SharesHaveWilsonsInterval)
{
    // By hand, with z = 1.6448536 and z^2 = 2.7055435: (k + z^2/2 -+ z sqrt(k (n - k) / n + z^2/4)) / (n + z^2).
    // k = 0: the square root is z/2, so that the ends are 0 and z^2 / (n + z^2) = 2.7055435 / 18.7055435.
    EXPECT_EQ(interval_of_less(0, 16).low, 0.0);
    EXPECT_NEAR(interval_of_less(0, 16).high, 0.1446386, 1e-7);
    // All of them: the mirror image, 16 / 18.7055435.
    EXPECT_NEAR(interval_of_less(16, 16).low, 0.8553614, 1e-7);
    EXPECT_EQ(interval_of_less(16, 16).high, 1.0);
    // k = 4, n = 16: (5.3527717 -+ 1.6448536 sqrt(3 + 0.6763859)) / 18.7055435 = 0.2861596 -+ 0.1686038.
    EXPECT_NEAR(interval_of_less(4, 16).low, 0.1175558, 1e-7);
    EXPECT_NEAR(interval_of_less(4, 16).high, 0.4547635, 1e-7);
}

TEST(PairedEffect, DrawsAreTheTrialsOfWilsonsInterval)
{
    // Four draws of four: one all negative, three with none. Their shares have the variance 1/4, the mean of four 1/16; a share of
    // 1/4 is known as well from 3/16 / (1/16) = 3 trials: (0.75 + 1.3527717 -+ 1.6448536 sqrt(0.5625 + 0.6763859)) / 5.7055435.
    EXPECT_NEAR(interval_of_less(4, 16, 4).low, 0.0476665, 1e-7);
    EXPECT_NEAR(interval_of_less(4, 16, 4).high, 0.6894313, 1e-7);
    // Where all draws agree they are the trials: z^2 / (4 + z^2).
    EXPECT_EQ(interval_of_less(0, 16, 4).low, 0.0);
    EXPECT_NEAR(interval_of_less(0, 16, 4).high, 0.4034786, 1e-7);
    // One replicate a draw: each is a trial, as where parameters are fixed.
    EXPECT_EQ(interval_of_less(4, 16, 1).low, interval_of_less(4, 16).low);
    EXPECT_EQ(interval_of_less(4, 16, 1).high, interval_of_less(4, 16).high);
    // No draw is whole: nothing is known.
    EXPECT_EQ(interval_of_less(0, 3, 4).low, 0.0);
    EXPECT_EQ(interval_of_less(0, 3, 4).high, 1.0);
}

} // namespace
} // namespace steppe
