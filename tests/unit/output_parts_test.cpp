#include "output/merge.hpp"
#include "output/part_writer.hpp"
#include "output/shard.hpp"
#include "support/output_fixtures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <sys/resource.h>

namespace steppe::test {
namespace {

using ::testing::HasSubstr;

ReplicateEncoder encoder_of(RunLayout const& layout) { return {layout, ReplicateRecord::trajectories, 0}; }

StudyFacts facts_of(ReplicateEncoder const& encoder, std::string const& seed = "1")
{
    return {{{"the seed", seed}}, encoder.variables(), BlockSequence{encoder.layout()}.size()};
}

void write_head(ReplicateEncoder const& encoder, std::filesystem::path const& path)
{
    ResultFile file{path, true, "trajectories", small_scenario(), small_schema(), small_provenance()};
    static_cast<void>(ReplicateVariables::create(file.root(), encoder, file.columns()));
    file.commit_head();
}

PartFolder open_folder(std::filesystem::path const& folder, ReplicateEncoder const& encoder, Part part = {},
                       PartStart start = PartStart::refuse, std::string const& seed = "1")
{
    return {folder, part, start, facts_of(encoder, seed),
            [&](std::filesystem::path const& head) { write_head(encoder, head); }};
}

EncodedBlock encoded(ReplicateEncoder const& encoder, std::int64_t block)
{
    return encoder.encode(block_of(encoder.layout(), BlockSequence{encoder.layout()}.at(block)));
}

/// Adds the blocks of a part that its folder lacks, `per_shard` at a time.
void fill(PartFolder& folder, ReplicateEncoder const& encoder, Part part, std::int64_t per_shard)
{
    auto const [first, last] = part.bounds(BlockSequence{encoder.layout()}.size());
    std::vector<EncodedBlock> blocks;
    for (std::int64_t block = first; block < last; ++block) {
        if (!folder.has(block)) {
            blocks.push_back(encoded(encoder, block));
        }
        bool const gap = folder.has(block);
        if (!blocks.empty() && (gap || std::ssize(blocks) == per_shard || block + 1 == last)) {
            folder.add(block - std::ssize(blocks) + (gap ? 0 : 1), blocks);
            blocks.clear();
        }
    }
}

/// The text of the fault, without the folder's name.
template <class Act>
std::string fault_of(Act const& act, std::filesystem::path const& folder)
{
    try {
        act();
    } catch (std::exception const& error) {
        std::string text = error.what();
        for (std::size_t at = text.find(folder.string()); at != std::string::npos; at = text.find(folder.string())) {
            text.replace(at, folder.string().size(), "PARTS");
        }
        return text;
    }
    return "none";
}

class Parts : public ::testing::Test {
protected:
    TemporaryFolder folder_;
    std::filesystem::path parts_{folder_ / "out.h5.parts"};
    std::filesystem::path result_{folder_ / "out.h5"};
    RunLayout layout_ = small_layout(5, 64);
    ReplicateEncoder encoder_ = encoder_of(layout_);
};

TEST_F(Parts, AShardIsReadAsItWasWritten)
{
    std::array const blocks{encoded(encoder_, 1), encoded(encoder_, 2)};
    std::vector<EncodedBlock> const read = parse_shard(shard_bytes(blocks), "shard");
    ASSERT_EQ(read.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_EQ(read[i].range.first_point, blocks[i].range.first_point);
        EXPECT_EQ(read[i].range.replicates, blocks[i].range.replicates);
        EXPECT_EQ(read[i].states, blocks[i].states);
        ASSERT_EQ(read[i].failures.size(), blocks[i].failures.size());
        EXPECT_EQ(read[i].failures[0].message, "no equilibrium");
        EXPECT_EQ(read[i].failures[0].replicate, 5);
        ASSERT_EQ(read[i].chunks.size(), blocks[i].chunks.size());
        for (std::size_t c = 0; c < read[i].chunks.size(); ++c) {
            EXPECT_EQ(read[i].chunks[c].variable, blocks[i].chunks[c].variable);
            EXPECT_EQ(read[i].chunks[c].offset, blocks[i].chunks[c].offset);
            EXPECT_EQ(read[i].chunks[c].bytes, blocks[i].chunks[c].bytes);
        }
    }
    EXPECT_THROW(static_cast<void>(parse_shard("no shard", "shard")), EnvironmentError);
}

TEST_F(Parts, TheMergedFileDoesNotDependOnPartsOrShards)
{
    std::string whole;
    for (int of : {1, 2, 5, 7}) {
        for (std::int64_t per_shard : {1, 3}) {
            std::filesystem::path const here = folder_ / ("parts-" + std::to_string(of) + "-" + std::to_string(per_shard));
            for (int number = of; number >= 1; --number) {
                PartFolder part = open_folder(here, encoder_, {number, of});
                fill(part, encoder_, {number, of}, per_shard);
            }
            EXPECT_EQ(merge_parts(here, result_, true), 5U); // replicate 5 failed in one arm of five points
            whole = whole.empty() ? content_of(result_) : whole;
            EXPECT_EQ(content_of(result_), whole) << of << " parts_, " << per_shard << " blocks a shard";
        }
    }
}

TEST_F(Parts, TheMergedFileHoldsWhatAWriterWrites)
{
    PartFolder part = open_folder(parts_, encoder_);
    fill(part, encoder_, {}, 2);
    merge_parts(parts_, result_, false);
    write_run(folder_ / "direct.h5", layout_);
    std::string const command = "h5diff -v1 " + result_.string() + " " + (folder_ / "direct.h5").string();
    EXPECT_EQ(std::system(command.c_str()), 0);
}

TEST_F(Parts, WhatIsMissingOrDamagedIsNamedAndRefused)
{
    {
        PartFolder second = open_folder(parts_, encoder_, {2, 2});
        fill(second, encoder_, {2, 2}, 1);
    }
    auto const merging = [&] { merge_parts(parts_, result_, false); };
    EXPECT_EQ(fault_of(merging, parts_),
              "PARTS/part-1-of-2.jsonl: blocks 0 to 1 of 5 are not there; run --shard 1/2 with --resume [O207]");
    {
        PartFolder first = open_folder(parts_, encoder_, {1, 2});
        fill(first, encoder_, {1, 2}, 1);
    }
    std::filesystem::path const shard = parts_ / "part-2-of-2-00000003.shard";
    std::string bytes = content_of(shard);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    write_content(shard, bytes);
    std::filesystem::remove(parts_ / "part-1-of-2-00000001.shard");
    EXPECT_EQ(fault_of(merging, parts_),
              "PARTS/part-1-of-2-00000001.shard: is missing; run --shard 1/2 with --resume [O207]\n"
              "PARTS/part-2-of-2-00000003.shard: is damaged: its checksum differs; run --shard 2/2 with --resume [O207]");
    EXPECT_FALSE(std::filesystem::exists(result_));

    PartFolder second = open_folder(parts_, encoder_, {2, 2}, PartStart::resume);
    EXPECT_EQ(second.lost().size(), 1U);
    EXPECT_FALSE(second.has(3));
    EXPECT_TRUE(second.has(2));
    fill(second, encoder_, {2, 2}, 1);
    PartFolder first = open_folder(parts_, encoder_, {1, 2}, PartStart::resume);
    fill(first, encoder_, {1, 2}, 1);
    EXPECT_EQ(fault_of(merging, parts_), "none");
}

TEST_F(Parts, PartsOfAnotherStudyAreRefused)
{
    {
        PartFolder first = open_folder(parts_, encoder_, {1, 2});
        fill(first, encoder_, {1, 2}, 5);
        PartFolder second = open_folder(parts_, encoder_, {2, 2}, PartStart::refuse, "2");
        fill(second, encoder_, {2, 2}, 5);
    }
    EXPECT_EQ(fault_of([&] { merge_parts(parts_, result_, false); }, parts_),
              "PARTS/part-2-of-2.jsonl: differs from PARTS/part-1-of-2.jsonl in the seed [O208]");
    EXPECT_EQ(fault_of(
                  [&] {
                      open_folder(parts_, encoder_, {1, 2}, PartStart::resume, "2");
                  },
                  parts_),
              "PARTS/part-1-of-2.jsonl: cannot go on with this study: it differs in the seed [O208]");
    EXPECT_THAT(fault_of([&] { open_folder(parts_, encoder_, {1, 2}); }, parts_), HasSubstr("an unfinished study is here"));
}

TEST_F(Parts, ASecondWriterIsRefused)
{
    PartFolder const first = open_folder(parts_, encoder_);
    EXPECT_EQ(fault_of([&] { open_folder(parts_, encoder_, {}, PartStart::replace); }, parts_),
              "another steppe process is writing to 'PARTS'");
    PartFolder const other_part = open_folder(parts_, encoder_, {2, 3});
}

TEST_F(Parts, ALineThatWasCutShortDoesNotCount)
{
    {
        PartFolder part = open_folder(parts_, encoder_);
        fill(part, encoder_, {}, 2);
    }
    std::filesystem::path const manifest = parts_ / "part-1-of-1.jsonl";
    std::string const text = content_of(manifest);
    write_content(manifest, text.substr(0, text.size() - 20));
    PartFolder part = open_folder(parts_, encoder_, {}, PartStart::resume);
    EXPECT_TRUE(part.has(3));
    EXPECT_FALSE(part.has(4));
    fill(part, encoder_, {}, 2);
    merge_parts(parts_, result_, false);
    EXPECT_EQ(content_of(manifest), text);
}

TEST_F(Parts, RemovingPartsLeavesWhatIsNotTheirs)
{
    {
        PartFolder part = open_folder(parts_, encoder_);
        fill(part, encoder_, {}, 2);
    }
    write_content(parts_ / "notes.txt", "mine");
    remove_parts(parts_);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator{parts_}, {}), 1);
    std::filesystem::remove(parts_ / "notes.txt");
    remove_parts(parts_);
    EXPECT_FALSE(std::filesystem::exists(parts_));
}

TEST_F(Parts, TwoThousandShardsMergeWithFewOpenFiles)
{
    RunLayout const many = small_layout(2000, 64);
    ReplicateEncoder const of_many{many, ReplicateRecord::outcomes, 0};
    {
        PartFolder part = open_folder(parts_, of_many);
        fill(part, of_many, {}, 1);
    }
    rlimit before{};
    getrlimit(RLIMIT_NOFILE, &before);
    rlimit few = before;
    few.rlim_cur = 256;
    setrlimit(RLIMIT_NOFILE, &few);
    merge_parts(parts_, result_, false);
    setrlimit(RLIMIT_NOFILE, &before);

    std::filesystem::path const one = folder_ / "one";
    PartFolder part = open_folder(one, of_many);
    fill(part, of_many, {}, 2000);
    merge_parts(one, folder_ / "one.h5", false);
    EXPECT_EQ(content_of(result_), content_of(folder_ / "one.h5"));
}

} // namespace
} // namespace steppe::test
