#include "output/shard.hpp"
#include "support/part_fixtures.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <sys/resource.h>

namespace steppe::test {
namespace {

using ::testing::HasSubstr;

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

TEST_F(Parts, TheWholeDoesNotNeedWhatOtherPartsHave)
{
    {
        PartFolder first = open_folder(parts_, encoder_, {1, 2});
        fill(first, encoder_, {1, 2}, 1);
    }
    std::filesystem::remove(parts_ / "part-1-of-2-00000001.shard");
    PartFolder whole = open_folder(parts_, encoder_);
    fill(whole, encoder_, {}, 2);
    EXPECT_THAT(fault_of([&] { merge_parts(parts_, result_, false); }, parts_), HasSubstr("is missing"));
    EXPECT_EQ(fault_of([&] { merge_parts(parts_, result_, false, Part{}); }, parts_), "none");
}

TEST_F(Parts, TwoThousandShardsMergeWithFewOpenFiles)
{
    RunLayout const many = small_layout(2000, 65); // a block a point
    ReplicateEncoder const of_many{many, ReplicateRecord::outcomes, {}};
    {
        PartFolder part = open_folder(parts_, of_many);
        fill(part, of_many, {}, 1);
    }
    rlimit before{};
    ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
    rlimit few = before;
    few.rlim_cur = 256;
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &few), 0);
    {
        std::vector<std::ifstream> open(300);
        std::for_each(open.begin(), open.end(), [&](std::ifstream& file) { file.open(parts_ / "head.h5"); });
        EXPECT_FALSE(open.back().is_open()) << "the limit does not hold";
    }
    merge_parts(parts_, result_, false);
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &before), 0);

    std::filesystem::path const one = folder_ / "one";
    PartFolder part = open_folder(one, of_many);
    fill(part, of_many, {}, 2000);
    merge_parts(one, folder_ / "one.h5", false);
    EXPECT_EQ(content_of(result_), content_of(folder_ / "one.h5"));
}

} // namespace
} // namespace steppe::test
