#include "base/diagnostics.hpp"
#include "output/pending_file.hpp"
#include "output/sidecar.hpp"
#include "support/output_fixtures.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

namespace steppe::test {
namespace {

/// Code and text of the fault with which `path` is refused; both empty if it is not.
std::pair<std::string, std::string> refusal(std::filesystem::path const& path)
{
    try {
        PendingFile const pending{path, false};
    } catch (InputError const& error) {
        return {error.faults().front().code, error.what()};
    }
    return {};
}

TEST(PendingFile, ExistingTargetIsRefusedWithoutForceAndLeftUntouched)
{
    TemporaryFolder const folder;
    write_content(folder / "out.h5", "precious");
    auto const [code, text] = refusal(folder / "out.h5");
    EXPECT_EQ(code, "O201");
    EXPECT_NE(text.find("--force"), std::string::npos) << text;
    EXPECT_EQ(content_of(folder / "out.h5"), "precious");
    EXPECT_EQ(folder.files(), 1U);
}

TEST(PendingFile, MissingFolderIsTheUsersFault)
{
    TemporaryFolder const folder;
    auto const [code, text] = refusal(folder / "nowhere/out.h5");
    EXPECT_EQ(code, "O202");
    EXPECT_NE(text.find("nowhere' does not exist"), std::string::npos) << text;
}

TEST(PendingFile, FolderIsNoTarget)
{
    TemporaryFolder const folder;
    EXPECT_EQ(refusal(folder / "").first, "O203");
    EXPECT_EQ(refusal(folder / ".").first, "O203");
}

TEST(PendingFile, FolderThatTakesNoFilesIsTheEnvironmentsFault)
{
    try {
        PendingFile const pending{"/proc/out.h5", false};
        FAIL() << "created a file in /proc";
    } catch (EnvironmentError const& error) {
        EXPECT_NE(std::string{error.what()}.find("cannot create '/proc/out.h5"), std::string::npos) << error.what();
    }
}

TEST(PendingFile, UncommittedFileLeavesNothing)
{
    TemporaryFolder const folder;
    {
        PendingFile const pending{folder / "out.h5", false};
        EXPECT_EQ(folder.files(), 1U);
        EXPECT_FALSE(std::filesystem::exists(folder / "out.h5"));
    }
    EXPECT_EQ(folder.files(), 0U);
}

TEST(PendingFile, WhatNobodyHoldsIsAbandoned)
{
    TemporaryFolder const folder;
    PendingFile const held{folder / "out.h5", false};
    std::string const gone = "out.h5.tmp-0123456789abcdef";
    for (std::string const& name :
         {gone, gone + "0", "x" + gone, std::string{"out.h5.tmp-123"}, std::string{"out.h5.tmp-0123456789abcdeg"}}) {
        write_content(folder / name, "content");
    }
    std::filesystem::create_symlink(folder / "x", folder / "out.h5.tmp-fedcba9876543210");
    EXPECT_EQ(abandoned(folder / "out.h5"), std::vector<std::filesystem::path>{folder / gone});
}

TEST(PendingFile, ALinkUnderTheTemporaryNameIsNotFollowed)
{
    TemporaryFolder const folder;
    write_content(folder / "precious", "content");
    PendingFile pending{folder / "out.h5", false};
    std::filesystem::remove(pending.temporary());
    std::filesystem::create_symlink(folder / "precious", pending.temporary());
    EXPECT_THROW(pending.write("mine"), EnvironmentError);
    EXPECT_THROW(pending.commit(), EnvironmentError);
    EXPECT_EQ(content_of(folder / "precious"), "content");
    EXPECT_FALSE(std::filesystem::exists(folder / "out.h5"));
}

TEST(PendingFile, CommitReplacesTheTargetWithForce)
{
    TemporaryFolder const folder;
    write_content(folder / "out.h5", "old");
    PendingFile pending{folder / "out.h5", true};
    write_content(pending.temporary(), "new");
    EXPECT_EQ(content_of(folder / "out.h5"), "old");
    pending.commit();
    EXPECT_EQ(content_of(folder / "out.h5"), "new");
    EXPECT_EQ(folder.files(), 1U);
}

TEST(PendingFile, TargetThatAppearedMeanwhileIsKeptAndSoAreTheResults)
{
    TemporaryFolder const folder;
    std::filesystem::path temporary;
    {
        PendingFile pending{folder / "out.h5", false};
        temporary = pending.temporary();
        write_content(temporary, "mine");
        write_content(folder / "out.h5", "theirs");
        EXPECT_THROW(pending.commit(), EnvironmentError);
    }
    EXPECT_EQ(content_of(folder / "out.h5"), "theirs");
    std::string const kept = "out.h5.kept-" + temporary.string().substr(temporary.string().size() - 16);
    EXPECT_EQ(content_of(folder / kept), "mine");
    EXPECT_THAT(abandoned(folder / "out.h5"), ::testing::IsEmpty());
}

TEST(Sidecar, HoldsWhatTheResultFileMayNot)
{
    TemporaryFolder const folder;
    RunRecord record;
    record.command_line = {"steppe", "run", "odd \"name\xFF.toml"};
    record.threads = 7;
    record.finished = record.started + std::chrono::seconds{90};
    record.timings = {{"months", 88.5}, {"writing", 1.5}};
    std::string const text = sidecar_text(folder / "out.h5", record, "0123");
    write_content(folder / "out.h5.json", text);
    EXPECT_EQ(digest_in(folder / "out.h5.json"), "0123");
    for (char const* part : {R"("started": "1970-01-01T00:00:00Z")", R"("finished": "1970-01-01T00:01:30Z")", R"("host": ")",
                             R"("threads": 7)", R"(odd \"name)", R"("months": 88.5)"}) {
        EXPECT_NE(text.find(part), std::string::npos) << part << " in\n" << text;
    }
    EXPECT_EQ(folder.files(), 1U);
}

} // namespace
} // namespace steppe::test
