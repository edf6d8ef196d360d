// What a command keeps while it runs: blocks come back as they were, damage costs what it hit, and another run is not gone on with.

#include "output/block_keeper.hpp"
#include "output/codec/chunk_decoder.hpp"
#include "output/decoded_block.hpp"
#include "output/shard.hpp"
#include "support/output_fixtures.hpp"
#include "support/part_fixtures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <span>

namespace steppe::test {
namespace {

using ::testing::HasSubstr;

CheckpointFile::Facts const facts{{"the command", "run"}, {"the seed", "1"}};

CheckpointFile open_file(std::filesystem::path const& path, PartStart start = PartStart::resume,
                         CheckpointFile::Facts const& of = facts)
{
    return {path, start, of};
}

std::string fault_of_opening(std::filesystem::path const& path, PartStart start, CheckpointFile::Facts const& of = facts)
{
    try {
        CheckpointFile const file{path, start, of};
    } catch (std::runtime_error const& error) { // InputError, EnvironmentError
        return error.what();
    }
    return "none";
}

/// Whether two lists of numbers have the same bits, also where they are NaN.
template <class T>
bool same_bits(std::vector<T> const& one, std::vector<T> const& other)
{
    return one.size() == other.size() && (one.empty() || std::memcmp(one.data(), other.data(), one.size() * sizeof(T)) == 0);
}

TEST(CheckpointFile, ThereIsNoneBeforeTheFirstEntry)
{
    TemporaryFolder const folder;
    CheckpointFile file = open_file(folder / "x");
    EXPECT_EQ(folder.files(), 0U);
    file.add("a", "one");
    EXPECT_EQ(folder.files(), 1U);
    file.remove();
    EXPECT_EQ(folder.files(), 0U);
}

TEST(CheckpointFile, EntriesComeBack)
{
    TemporaryFolder const folder;
    {
        CheckpointFile file = open_file(folder / "x");
        file.add("a", "one");
        file.add("b", std::string{"t\0wo\n", 5});
        file.add("a", "three");
        EXPECT_EQ(file.find("a"), "three");
    }
    CheckpointFile file = open_file(folder / "x");
    EXPECT_EQ(file.found(), 2U);
    EXPECT_FALSE(file.is_damaged());
    EXPECT_EQ(file.find("a"), "three");
    EXPECT_EQ(file.find("b"), (std::string{"t\0wo\n", 5}));
    EXPECT_EQ(file.find("c"), std::nullopt);
    file.add("c", "");
    EXPECT_EQ(open_file(folder / "x").find("c"), "");
}

TEST(CheckpointFile, WhereverItIsCutWhatStandsBeforeCounts)
{
    TemporaryFolder const folder;
    std::vector<std::size_t> ends;
    {
        CheckpointFile file = open_file(folder / "whole");
        for (std::string const key : {"a", "b", "c"}) {
            file.add(key, key + " content");
            ends.push_back(std::filesystem::file_size(folder / "whole"));
        }
    }
    std::string const whole = content_of(folder / "whole");
    for (std::size_t length = 0; length <= whole.size(); ++length) {
        write_content(folder / "cut", whole.substr(0, length));
        CheckpointFile file = open_file(folder / "cut");
        for (std::size_t i = 0; i < ends.size(); ++i) {
            EXPECT_EQ(file.has(std::string(1, static_cast<char>('a' + i))), length >= ends[i]) << length;
        }
        file.add("d", "more");
        EXPECT_EQ(open_file(folder / "cut").find("d"), "more");
        std::filesystem::remove(folder / "cut");
    }
}

TEST(CheckpointFile, AByteThatChangedIsNoticedWhereverItIs)
{
    TemporaryFolder const folder;
    {
        CheckpointFile file = open_file(folder / "whole");
        file.add("a", "content of a");
        file.add("b", "content of b");
    }
    std::string const whole = content_of(folder / "whole");
    for (std::size_t place = 0; place < whole.size(); ++place) {
        for (int bit = 0; bit < 8; ++bit) {
            std::string damaged = whole;
            damaged[place] = static_cast<char>(damaged[place] ^ (1 << bit));
            write_content(folder / "damaged", damaged);
            CheckpointFile const file = open_file(folder / "damaged");
            EXPECT_TRUE(file.is_damaged());
            EXPECT_THAT(file.find("a").value_or("content of a"), "content of a");
            EXPECT_EQ(file.find("b"), std::nullopt);
            std::filesystem::remove(folder / "damaged");
        }
    }
}

TEST(CheckpointFile, BeginningAndGoingOnAreAskedFor)
{
    TemporaryFolder const folder;
    open_file(folder / "x").add("a", "one");
    EXPECT_THAT(fault_of_opening(folder / "x", PartStart::refuse), HasSubstr("an unfinished run is here"));
    CheckpointFile::Facts const other{{"the command", "hazard"}, {"the seed", "2"}};
    EXPECT_THAT(fault_of_opening(folder / "x", PartStart::resume, other),
                ::testing::AllOf(HasSubstr("differs in the command [O208]"), HasSubstr("differs in the seed [O208]")));
    EXPECT_EQ(open_file(folder / "x").find("a"), "one");
    EXPECT_FALSE(open_file(folder / "x", PartStart::resume_or_replace, other).has("a"));
    EXPECT_EQ(folder.files(), 0U);
    open_file(folder / "x").add("a", "one");
    EXPECT_FALSE(open_file(folder / "x", PartStart::replace).has("a"));
    EXPECT_EQ(folder.files(), 0U);
}

TEST(CheckpointFile, WhatIsNoFileOfItsOwnIsRefused)
{
    TemporaryFolder const folder;
    write_content(folder / "precious", "content");
    std::filesystem::create_symlink(folder / "precious", folder / "link");
    EXPECT_THAT(fault_of_opening(folder / "link", PartStart::resume), HasSubstr("cannot read"));
    EXPECT_EQ(content_of(folder / "precious"), "content");
    std::filesystem::create_directory(folder / "folder");
    EXPECT_THAT(fault_of_opening(folder / "folder", PartStart::resume), HasSubstr("cannot read"));
}

TEST(DecodedBlock, IsWhatWasEncoded)
{
    RunLayout const layout = small_layout();
    for (ReplicateRecord record : {ReplicateRecord::trajectories, ReplicateRecord::outcomes}) {
        for (Deflation deflation : {Deflation::fast, Deflation::none}) {
            ReplicateEncoder const encoder{layout, record, {.digits = 0, .deflation = deflation}};
            BlockSequence const blocks{layout};
            for (std::int64_t index = 0; index < blocks.size(); ++index) {
                ResultBlock const block = block_of(layout, blocks.at(index));
                std::optional<ResultBlock> const found = decode_block(encoder.encode(block), encoder, block.range);
                ASSERT_TRUE(found);
                EXPECT_EQ(found->states, block.states);
                EXPECT_EQ(found->failures.size(), block.failures.size());
                if (record == ReplicateRecord::outcomes) {
                    EXPECT_TRUE(same_bits(found->outcomes, block.outcomes));
                    continue;
                }
                ASSERT_EQ(found->series.size(), block.series.size());
                for (std::size_t m = 0; m < block.series.size(); ++m) {
                    EXPECT_TRUE(same_bits(found->series[m], block.series[m])) << m;
                }
            }
        }
    }
}

TEST(DecodedBlock, WhatDoesNotFitIsNone)
{
    RunLayout const layout = small_layout();
    ReplicateEncoder const encoder{layout, ReplicateRecord::trajectories, {}};
    BlockRange const range = BlockSequence{layout}.at(0);
    EncodedBlock const whole = encoder.encode(block_of(layout, range));
    ASSERT_TRUE(decode_block(whole, encoder, range));
    auto const is_none_after = [&](auto const& change) {
        EncodedBlock block = whole;
        change(block);
        return !decode_block(block, encoder, range);
    };
    EXPECT_TRUE(is_none_after([](EncodedBlock& block) { block.range.replicates = 1 << 30; }));
    EXPECT_TRUE(is_none_after([](EncodedBlock& block) { block.states.pop_back(); }));
    EXPECT_TRUE(is_none_after([](EncodedBlock& block) { block.states[0] = JobState::missing; }));
    EXPECT_TRUE(is_none_after([](EncodedBlock& block) { block.states[0] = static_cast<JobState>(77); }));
    EXPECT_TRUE(is_none_after([](EncodedBlock& block) { block.failures.push_back({.arm = 99, .message = "x"}); }));
    EXPECT_TRUE(is_none_after([](EncodedBlock& block) { block.chunks.pop_back(); }));
    EXPECT_TRUE(is_none_after([](EncodedBlock& block) { block.chunks[0].bytes.clear(); }));
    EXPECT_TRUE(is_none_after([](EncodedBlock& block) { block.chunks[0].bytes = std::vector<std::byte>(1000); }));
    EXPECT_TRUE(is_none_after([](EncodedBlock& block) { block.chunks[0].bytes.resize(block.chunks[0].bytes.size() / 2); }));
}

TEST(BlockKeeper, FindsWhatAnEarlierRunKept)
{
    TemporaryFolder const folder;
    RunLayout const layout = small_layout();
    BlockSequence const blocks{layout};
    std::size_t const probed = static_cast<std::size_t>(layout.months) * 3;
    auto const now = BlockKeeper::Clock::now();
    ResultBlock block = block_of(layout, blocks.at(0));
    block.probed.resize(block.states.size() * probed);
    for (std::size_t i = 0; i < block.probed.size(); ++i) {
        block.probed[i] = 0.25 * static_cast<double>(i);
    }
    {
        CheckpointFile file = open_file(folder / "x");
        BlockKeeper keeper{file, "1", {layout, ReplicateRecord::trajectories, {}}, probed, now};
        keeper.prepare(block)();
        EXPECT_FALSE(keeper.prepare(block)) << "it is kept already";
        BlockKeeper later{file, "2", {layout, ReplicateRecord::trajectories, {}}, probed, now + std::chrono::hours{1}};
        EXPECT_FALSE(later.prepare(block)) << "it is too early";
    }
    CheckpointFile file = open_file(folder / "x");
    BlockKeeper keeper{file, "1", {layout, ReplicateRecord::trajectories, {}}, probed, now};
    std::optional<ResultBlock> const found = keeper.find(blocks.at(0));
    ASSERT_TRUE(found);
    EXPECT_TRUE(same_bits(found->probed, block.probed));
    EXPECT_TRUE(same_bits(found->series[0], block.series[0]));
    EXPECT_FALSE(keeper.find(blocks.at(1)));
    BlockKeeper other{file, "2", {layout, ReplicateRecord::trajectories, {}}, probed, now};
    EXPECT_FALSE(other.find(blocks.at(0)));
    BlockKeeper unlike{file, "1", {layout, ReplicateRecord::trajectories, {}}, probed + 1, now};
    EXPECT_FALSE(unlike.find(blocks.at(0)));
}

} // namespace
} // namespace steppe::test
