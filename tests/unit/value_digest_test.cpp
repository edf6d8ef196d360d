#include "output/value_digest.hpp"

#include "support/keep_everything.hpp"
#include "support/output_fixtures.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace steppe {
namespace {

using namespace test;

/// Of the made-up run, cut into blocks of so many replicates of one point.
std::string digest_of(RunLayout const& layout, int replicates_per_block)
{
    ValueDigest digest;
    digest.begin(layout);
    for (int point = 0; point < layout.points; ++point) {
        for (std::int64_t first = 0; first < layout.replicates; first += replicates_per_block) {
            auto const left = static_cast<int>(layout.replicates - first);
            consume(digest, block_of(layout, {point, 1, first, std::min(replicates_per_block, left)}));
        }
    }
    digest.finish();
    return digest.text();
}

std::string digest_of(RunLayout const& layout, ResultBlock const& block)
{
    ValueDigest digest;
    digest.begin(layout);
    consume(digest, block);
    return digest.text();
}

TEST(ValueDigest, DoesNotDependOnHowTheWorkIsCut)
{
    RunLayout const layout = small_layout(2, 20);
    EXPECT_EQ(digest_of(layout, 20), digest_of(layout, 7));
    EXPECT_EQ(digest_of(layout, 20), digest_of(layout, block_of(layout, {0, 2, 0, 20})));
}

TEST(ValueDigest, DoesNotDependOnTheOrderOfMeasures)
{
    RunLayout const layout = small_layout(1, 20);
    ResultBlock block = block_of(layout, {0, 1, 0, 20});
    RunLayout swapped = layout;
    std::swap(swapped.measures[0], swapped.measures[1]);
    std::string const before = digest_of(layout, block);
    std::swap(block.series[0], block.series[1]);
    EXPECT_EQ(digest_of(swapped, block), before);
}

TEST(ValueDigest, PartsAddUp)
{
    RunLayout const layout = small_layout(2, 20);
    DigestSum sum;
    for (int point : {1, 0}) {
        ValueDigest part;
        part.begin(layout);
        consume(part, block_of(layout, {point, 1, 0, 20}));
        sum.add(part.sum());
    }
    ValueDigest whole;
    whole.begin(layout);
    consume(whole, block_of(layout, {0, 2, 0, 20}));
    EXPECT_EQ(sum, whole.sum());
}

TEST(ValueDigest, CarriesFromTheLowHalfToTheHigh)
{
    DigestSum sum{1, ~std::uint64_t{0}};
    sum.add({2, 1});
    EXPECT_EQ(sum, (DigestSum{4, 0}));
}

TEST(ValueDigest, SeesEveryBitStateAndPlace)
{
    RunLayout const layout = small_layout(1, 20);
    ResultBlock block = block_of(layout, {0, 1, 0, 20});
    block.series[0].front() = 0.5F;
    block.series[1].back() = 0.5F;
    ASSERT_EQ(block.states.front(), JobState::ok);
    ASSERT_EQ(block.states.back(), JobState::ok);
    std::vector<std::string> digests{digest_of(layout, block)};
    auto const note = [&](ResultBlock const& changed) { digests.push_back(digest_of(layout, changed)); };
    ResultBlock value = block;
    value.series[1].back() = std::nextafter(value.series[1].back(), 0.0F);
    note(value);
    ResultBlock zero = block;
    zero.series[0].front() = 0.0F;
    note(zero);
    zero.series[0].front() = -0.0F;
    note(zero);
    zero.series[0].front() = std::nanf("");
    note(zero);
    ResultBlock state = block;
    state.states.front() = JobState::failed;
    note(state);
    ResultBlock elsewhere = block;
    elsewhere.range.first_replicate = 1;
    note(elsewhere);
    elsewhere.range = {1, 1, 0, 20};
    note(elsewhere);
    RunLayout renamed = layout;
    renamed.arms.front() = "perhaps";
    digests.push_back(digest_of(renamed, block));
    std::sort(digests.begin(), digests.end());
    EXPECT_EQ(std::adjacent_find(digests.begin(), digests.end()), digests.end());
}

TEST(ValueDigest, TakesEveryNanForTheSameAndNothingOfFailedJobs)
{
    RunLayout const layout = small_layout(1, 20);
    ResultBlock block = block_of(layout, {0, 1, 0, 20});
    block.series[0].front() = std::nanf("");
    std::string const before = digest_of(layout, block);
    block.series[0].front() = -std::nanf("17");
    EXPECT_EQ(digest_of(layout, block), before);
    ASSERT_EQ(block.states[25], JobState::failed);
    block.series[0][25U * static_cast<std::size_t>(layout.months)] = 1.0F;
    EXPECT_EQ(digest_of(layout, block), before);
}

TEST(ValueDigest, RefusesABlockWithoutSeries)
{
    RunLayout const layout = small_layout(1, 20);
    ResultBlock block = block_of(layout, {0, 1, 0, 20});
    block.series.clear();
    EXPECT_THROW(static_cast<void>(digest_of(layout, block)), std::logic_error);
}

TEST(ValueDigest, DoesNotDependOnThreadsOrLanes)
{
    testing::SmallWorld const world = testing::SmallWorld{}.lively();
    std::vector<std::string> digests;
    for (RunOptions const& options : {RunOptions{.threads = 1}, RunOptions{.threads = 3, .width = LaneWidth::reference}}) {
        EnsemblePlan plan = make_plan(world.scenario(), {all_arms.begin(), all_arms.end()});
        plan.replicates = 150;
        plan.months = 12;
        ValueDigest digest;
        Recorder* const recorder = &digest;
        run_ensemble(plan, {&recorder, 1}, options);
        digests.push_back(digest.text());
    }
    EXPECT_EQ(digests[0], digests[1]);
}

} // namespace
} // namespace steppe
