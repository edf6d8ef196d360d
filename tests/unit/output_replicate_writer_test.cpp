#include "support/hdf5_reading.hpp"
#include "support/output_fixtures.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace steppe::test {
namespace {

using Names = std::vector<std::string>;

TEST(ReplicateWriter, JobsThatNeverCameAreMissing)
{
    TemporaryFolder const folder;
    RunLayout const layout = small_layout(1, 200);
    ReplicateWriter writer{result_file(folder / "out.h5"), ReplicateRecord::trajectories};
    writer.begin(layout);
    consume(writer, block_of(layout, {0, 1, 0, 128}));
    writer.finish();
    FileReader const file{folder / "out.h5"};
    auto const states = file.numbers<std::int8_t>("job_state", H5T_NATIVE_INT8);
    EXPECT_EQ(std::count(states.begin(), states.end(), 0), 2 * 72);
    auto const cost = file.numbers<float>("cost", H5T_NATIVE_FLOAT);
    EXPECT_EQ(cost.at(127 * 14), value_at(0, 0, 127, 0, 0, 0));
    EXPECT_TRUE(std::isnan(cost.at(128 * 14)));
    EXPECT_TRUE(std::isnan(cost.at((200 + 128) * 14))) << "the other arm";
}

TEST(ReplicateWriter, ARunWithoutBlocksHasItsVariablesAllTheSame)
{
    TemporaryFolder const folder;
    ReplicateWriter writer{result_file(folder / "out.h5"), ReplicateRecord::trajectories};
    writer.begin(small_layout(1, 10));
    writer.finish();
    FileReader const file{folder / "out.h5"};
    EXPECT_EQ(file.extents("alignment"), (std::vector<hsize_t>{2, 1, 10, 14, 2, 3}));
    auto const states = file.numbers<std::int8_t>("job_state", H5T_NATIVE_INT8);
    EXPECT_EQ(std::count(states.begin(), states.end(), 0), 20);
}

TEST(ReplicateWriter, SeveralPointsShareAChunkWhereReplicatesAreFew)
{
    TemporaryFolder const folder;
    RunLayout const layout = small_layout(23, 10); // twelve points a block, and eleven left over
    EXPECT_EQ(layout.points_per_block(), 12);
    write_run(folder / "out.h5", layout);
    auto const cost = FileReader{folder / "out.h5"}.numbers<float>("cost", H5T_NATIVE_FLOAT);
    std::size_t position = 0;
    std::size_t wrong = 0;
    for (int arm = 0; arm < 2; ++arm) {
        for (int point = 0; point < 23; ++point) {
            for (std::int64_t replicate = 0; replicate < 10; ++replicate) {
                for (int month = 0; month < 14; ++month) {
                    wrong += cost.at(position++) == value_at(arm, point, replicate, month, 0, 0) ? 0U : 1U;
                }
            }
        }
    }
    EXPECT_EQ(wrong, 0U);
}

TEST(ReplicateWriter, BlocksOfLongRunsHoldFewerReplicates)
{
    RunLayout layout = small_layout(1, 1000); // seven numbers a month
    EXPECT_EQ(layout.replicates_per_block(), 128);
    layout.months = 2100;
    EXPECT_EQ(layout.replicates_per_block(), 102);
    layout.months = 120000;
    EXPECT_EQ(layout.replicates_per_block(), 64);
}

TEST(ReplicateWriter, OutcomesAloneAreOneNumberAReplicate)
{
    TemporaryFolder const folder;
    RunLayout const layout = small_layout();
    write_run(folder / "out.h5", layout, small_scenario(), {}, ReplicateRecord::outcomes);
    FileReader const file{folder / "out.h5"};
    EXPECT_EQ(file.dimensions("outcomes"), (Names{"arm", "point", "replicate", "outcome"}));
    EXPECT_FALSE(file.has("cost"));
    EXPECT_EQ(file.texts("outcome").at(0), "cost");
    EXPECT_EQ(file.texts("outcome").at(6), "alignment[B, R]");
    EXPECT_EQ(file.texts("outcome_units"), (Names{"G", "1", "1", "1", "1", "1", "1"}));
    std::string const pair = "hedger, partner";
    EXPECT_EQ(file.texts("outcome_dimensions"), (Names{"", pair, pair, pair, pair, pair, pair}));
    EXPECT_EQ(file.texts("outcome_reduction").at(0), "sum");
    EXPECT_EQ(file.texts("outcome_hedger"), (Names{"", "A", "A", "A", "B", "B", "B"}));
    EXPECT_EQ(file.texts("outcome_element"), (Names{"", "P", "Q", "R", "P", "Q", "R"}));
    EXPECT_EQ(file.texts("outcome_better_for").at(6), "partner");
    EXPECT_EQ(file.texts("outcome_better_words").at(1), "it is leant to");
    EXPECT_EQ(file.texts("outcome_role").at(0), "outcome");
    EXPECT_EQ(file.numbers<int>("outcome_better", H5T_NATIVE_INT), (std::vector<int>{0, 1, 1, 1, 1, 1, 1}));
    EXPECT_EQ(file.numbers<int>("outcome_actor_order", H5T_NATIVE_INT), (std::vector<int>{0, 2, 2, 2, 2, 2, 2}));
    auto const upper = file.numbers<double>("outcome_upper_bound", H5T_NATIVE_DOUBLE);
    EXPECT_TRUE(std::isnan(upper.at(0))) << "it has none";
    EXPECT_EQ(upper.at(1), 1.0);
    EXPECT_EQ(file.dimensions("outcome_headline"), Names{"outcome"});
    auto const values = file.numbers<double>("outcomes", H5T_NATIVE_DOUBLE);
    std::size_t position = 0;
    std::size_t wrong = 0;
    for (int arm = 0; arm < 2; ++arm) {
        for (int point = 0; point < layout.points; ++point) {
            for (std::int64_t replicate = 0; replicate < layout.replicates; ++replicate) {
                for (std::size_t o = 0; o < layout.outcomes.size(); ++o) {
                    double const value = values.at(position++);
                    bool const failed = arm == 1 && replicate == 5;
                    wrong += failed ? !std::isnan(value) : value != outcome_at(layout, arm, point, replicate, o);
                }
            }
        }
    }
    EXPECT_EQ(wrong, 0U);
}

TEST(ReplicateWriter, RoundedSeriesKeepTheirDigitsAndSayHowMany)
{
    TemporaryFolder const folder;
    RunLayout const layout = small_layout();
    write_run(folder / "out.h5", layout, small_scenario(), {}, ReplicateRecord::trajectories,
              {.digits = 3, .deflation = Deflation::fast});
    write_run(folder / "exact.h5", layout);
    auto const rounded = FileReader{folder / "out.h5"}.numbers<float>("cost", H5T_NATIVE_FLOAT);
    auto const exact = FileReader{folder / "exact.h5"}.numbers<float>("cost", H5T_NATIVE_FLOAT);
    double largest = 0.0;
    for (std::size_t i = 0; i < exact.size(); ++i) {
        if (exact[i] != 0.0F) {
            largest = std::max(largest, static_cast<double>(std::abs(rounded[i] - exact[i]) / std::abs(exact[i])));
        }
    }
    EXPECT_LE(largest, 0.005);
    EXPECT_GT(largest, 0.0);
    EXPECT_LT(std::filesystem::file_size(folder / "out.h5"), std::filesystem::file_size(folder / "exact.h5"));
    EXPECT_TRUE((FileReader{folder / "out.h5"}.has_attribute("cost", "_QuantizeBitRoundNumberOfSignificantBits")));
}

TEST(ReplicateWriter, RunWithoutFailuresHasAnEmptyFailureTable)
{
    TemporaryFolder const folder;
    write_run(folder / "out.h5", small_layout(1, 4));
    FileReader const file{folder / "out.h5"};
    EXPECT_EQ(file.extents("failures/message"), std::vector<hsize_t>{0});
    EXPECT_EQ(file.extents("failures/replicate"), std::vector<hsize_t>{0});
}

TEST(ReplicateWriter, MeasureOverAnEmptyListIsLeftOut)
{
    TemporaryFolder const folder;
    RunLayout layout = small_layout(1, 4);
    layout.measures.push_back({"accession", "1", "share", Reduction::mean, false, "8", {IndexSet::candidate}});
    write_run(folder / "out.h5", layout);
    FileReader const file{folder / "out.h5"};
    EXPECT_FALSE(file.has("accession"));
    EXPECT_FALSE(file.has("candidate"));
    EXPECT_TRUE(file.has("cost"));
}

TEST(ReplicateWriter, UnfinishedRunLeavesNothing)
{
    TemporaryFolder const folder;
    {
        ReplicateWriter writer{result_file(folder / "out.h5"), ReplicateRecord::trajectories};
        writer.begin(small_layout());
        consume_run(writer, small_layout());
    }
    EXPECT_EQ(folder.files(), 0U);
}

TEST(ReplicateWriter, BlockThatDoesNotFitIsRefused)
{
    TemporaryFolder const folder;
    RunLayout const layout = small_layout(1, 10);
    ReplicateWriter writer{result_file(folder / "out.h5"), ReplicateRecord::trajectories};
    EXPECT_THROW(consume(writer, block_of(layout, {0, 1, 0, 10})), std::logic_error) << "before begin";
    writer.begin(layout);
    EXPECT_THROW(consume(writer, block_of(layout, {1, 1, 0, 10})), std::invalid_argument);
    EXPECT_THROW(consume(writer, block_of(layout, {0, 1, 0, 11})), std::invalid_argument);
    EXPECT_THROW(consume(writer, block_of(layout, {0, 1, 3, 7})), std::invalid_argument);
    ResultBlock cut = block_of(layout, {0, 1, 0, 10});
    cut.series[1].pop_back();
    EXPECT_THROW(consume(writer, cut), std::invalid_argument);
}

TEST(ReplicateWriter, DesignMustFitScenarioAndPoints)
{
    TemporaryFolder const folder;
    EXPECT_THROW(write_run(folder / "out.h5", small_layout(2, 4), small_scenario(), {{"principal.Z.budget", {1, 2}}}),
                 std::invalid_argument);
    EXPECT_THROW(write_run(folder / "out.h5", small_layout(2, 4), small_scenario(), {{"learning_rate", {1}}}),
                 std::invalid_argument);
    EXPECT_EQ(folder.files(), 0U);
}

} // namespace
} // namespace steppe::test
