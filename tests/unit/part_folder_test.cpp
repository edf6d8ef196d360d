#include "output/host.hpp"
#include "support/part_fixtures.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <unistd.h>

namespace steppe::test {
namespace {

using ::testing::HasSubstr;

TEST_F(Parts, PartsOfAnotherStudyAreRefused)
{
    {
        PartFolder first = open_folder(parts_, encoder_, {1, 2});
        fill(first, encoder_, {1, 2}, 5);
        std::filesystem::path const elsewhere = folder_ / "elsewhere.parts";
        PartFolder second = open_folder(elsewhere, encoder_, {2, 2}, PartStart::refuse, "2");
        fill(second, encoder_, {2, 2}, 5);
        for (std::string const file : {"part-2-of-2.jsonl", "part-2-of-2-00000002.shard"}) {
            std::filesystem::copy_file(elsewhere / file, parts_ / file);
        }
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

TEST_F(Parts, PartsOfAnotherStudyAreRefusedAtOnceOrRemoved)
{
    {
        PartFolder second = open_folder(parts_, encoder_, {2, 2}, PartStart::refuse, "2");
        fill(second, encoder_, {2, 2}, 5);
    }
    for (PartStart start : {PartStart::refuse, PartStart::resume}) {
        EXPECT_EQ(fault_of([&] { open_folder(parts_, encoder_, {}, start); }, parts_),
                  "PARTS/part-2-of-2.jsonl: a part of another study is here: it differs in the seed [O208]");
    }
    EXPECT_TRUE(std::filesystem::exists(parts_ / "part-2-of-2-00000002.shard"));
    PartFolder whole = open_folder(parts_, encoder_, {}, PartStart::replace);
    EXPECT_FALSE(std::filesystem::exists(parts_ / "part-2-of-2.jsonl"));
    EXPECT_FALSE(std::filesystem::exists(parts_ / "part-2-of-2-00000002.shard"));
    fill(whole, encoder_, {}, 2);
    EXPECT_EQ(fault_of([&] { merge_parts(parts_, result_, false); }, parts_), "none");
}

TEST_F(Parts, GoingOnOrBeginningAgainDependsOnTheStudy)
{
    auto const begin = [&](std::string const& seed) {
        PartFolder part = open_folder(parts_, encoder_, {}, PartStart::resume_or_replace, seed);
        std::pair const had{part.has(0), part.has(4)};
        fill(part, encoder_, {}, 2);
        return had;
    };
    EXPECT_EQ(begin("1"), std::pair(false, false));
    EXPECT_EQ(begin("1"), std::pair(true, true));
    EXPECT_EQ(begin("2"), std::pair(false, false));
    EXPECT_EQ(begin("2"), std::pair(true, true));
}

TEST_F(Parts, TheHeadIsThatOfTheStudyWhateverWasLeft)
{
    std::filesystem::path const head = parts_ / "head.h5";
    {
        PartFolder const part = open_folder(parts_, encoder_);
    }
    std::string const right = content_of(head);
    // Left by a study that ended before it had a manifest.
    remove_parts(parts_);
    std::filesystem::create_directory(parts_);
    write_content(head, "of another study");
    {
        PartFolder const part = open_folder(parts_, encoder_);
        EXPECT_EQ(content_of(head), right);
    }
    // Left by a study that began to replace this one.
    write_content(head, "of another study");
    {
        PartFolder part = open_folder(parts_, encoder_, {}, PartStart::resume);
        EXPECT_EQ(content_of(head), right);
        fill(part, encoder_, {}, 2);
    }
    write_content(head, right.substr(1));
    EXPECT_EQ(fault_of([&] { merge_parts(parts_, result_, false); }, parts_),
              "PARTS/head.h5: is damaged: its checksum differs; run the study with --resume [O207]");
    std::filesystem::remove(head);
    EXPECT_EQ(fault_of([&] { merge_parts(parts_, result_, false); }, parts_),
              "PARTS/head.h5: is missing; run the study with --resume [O207]");
    {
        PartFolder const part = open_folder(parts_, encoder_, {}, PartStart::resume);
        EXPECT_TRUE(part.has(4));
    }
    EXPECT_EQ(fault_of([&] { merge_parts(parts_, result_, false); }, parts_), "none");
}

TEST_F(Parts, APartThatJoinsKeepsTheHeadOfTheOthers)
{
    std::filesystem::path const head = parts_ / "head.h5";
    PartFolder const first = open_folder(parts_, encoder_, {1, 2});
    auto const before = std::filesystem::last_write_time(head);
    PartFolder const second = open_folder(parts_, encoder_, {2, 2});
    EXPECT_EQ(std::filesystem::last_write_time(head), before);
}

TEST_F(Parts, PartsOfTwoBuildsJoinUnderEitherHead)
{
    auto const head_of = [&](std::string const& isa) {
        return [&, isa](std::filesystem::path const& path) {
            Provenance provenance = small_provenance();
            provenance.isa = isa;
            ResultFile file{path, true, "trajectories", small_scenario(), small_schema(), provenance};
            static_cast<void>(ReplicateVariables::create(file.root(), encoder_, file.columns()));
            file.commit_head();
        };
    };
    auto const both = std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing;
    for (int number : {1, 2}) {
        std::filesystem::path const here = folder_ / std::to_string(number);
        PartFolder part{here, {number, 2}, PartStart::refuse, facts_of(encoder_), head_of(std::to_string(number))};
        fill(part, encoder_, {number, 2}, 5);
        std::filesystem::copy(here, parts_, both);
    }
    EXPECT_NE(content_of(folder_ / "1" / "head.h5"), content_of(folder_ / "2" / "head.h5"));
    EXPECT_EQ(fault_of([&] { merge_parts(parts_, result_, false); }, parts_), "none");
    std::filesystem::copy(folder_ / "1" / "head.h5", parts_, both);
    EXPECT_EQ(fault_of([&] { merge_parts(parts_, result_, true); }, parts_), "none");
}

TEST_F(Parts, ASecondWriterIsRefused)
{
    PartFolder const first = open_folder(parts_, encoder_, {1, 3});
    auto const refusal = ::testing::StartsWith(
        fmt::format("another steppe process is writing to 'PARTS': process {} on host {} since 2", ::getpid(), host_name()));
    EXPECT_THAT(fault_of([&] { open_folder(parts_, encoder_, {1, 3}, PartStart::replace); }, parts_), refusal);
    PartFolder const other_part = open_folder(parts_, encoder_, {2, 3});
    // Another cut of the study would remove these parts at its end, and another study now.
    EXPECT_THAT(fault_of([&] { open_folder(parts_, encoder_, {}, PartStart::replace); }, parts_), refusal);
    EXPECT_THAT(fault_of([&] { open_folder(parts_, encoder_, {3, 3}, PartStart::replace, "2"); }, parts_), refusal);
    EXPECT_TRUE(std::filesystem::exists(parts_ / "part-1-of-3.jsonl"));
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

TEST_F(Parts, AByteThatIsWrongInAManifestIsNotTakenForAnother)
{
    {
        PartFolder part = open_folder(parts_, encoder_);
        fill(part, encoder_, {}, 1);
    }
    merge_parts(parts_, result_, false);
    std::string const whole = content_of(result_);
    std::filesystem::path const manifest = parts_ / "part-1-of-1.jsonl";
    std::string const text = content_of(manifest);
    int refused = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        std::string damaged = text;
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << (at % 7)));
        write_content(manifest, damaged);
        std::string const fault = fault_of([&] { merge_parts(parts_, result_, true); }, parts_);
        ASSERT_TRUE(fault.ends_with("run the study with --resume [O207]") || fault == "none") << at << ": " << fault;
        ASSERT_EQ(content_of(result_), whole) << at;
        refused += fault != "none" ? 1 : 0;
    }
    EXPECT_GT(refused, 0.9 * static_cast<double>(text.size()));
    write_content(manifest, "x" + text);
    PartFolder part = open_folder(parts_, encoder_, {}, PartStart::resume);
    EXPECT_EQ(part.lost().size(), 1U);
    EXPECT_FALSE(part.has(0));
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

} // namespace
} // namespace steppe::test
