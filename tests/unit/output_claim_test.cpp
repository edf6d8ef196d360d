// One owner of an output, and a result that its sidecar is bound to.

#include "output/output_claim.hpp"

#include "base/checksum.hpp"
#include "base/diagnostics.hpp"
#include "output/host.hpp"
#include "output/shard.hpp"
#include "support/output_fixtures.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace {

using namespace steppe;
using namespace steppe::test;

void publish(std::filesystem::path const& target, std::string_view content, bool overwrite = false)
{
    OutputClaim claim{target, overwrite};
    PendingFile result{target, overwrite};
    result.write(content);
    claim.publish(result);
}

std::string refusal_of(std::filesystem::path const& target)
{
    try {
        OutputClaim const claim{target, true};
    } catch (EnvironmentError const& error) {
        return error.what();
    }
    return "none";
}

TEST(OutputClaim, TheSidecarHoldsTheDigestOfTheResult)
{
    TemporaryFolder const folder;
    publish(folder / "out.h5", "content");
    EXPECT_EQ(digest_in(folder / "out.h5.json"), checksum("content"));
    EXPECT_EQ(folder.files(), 2U);
    verify_result(folder / "out.h5");
    write_content(folder / "out.h5", "Content");
    EXPECT_THROW(verify_result(folder / "out.h5"), EnvironmentError);
}

TEST(OutputClaim, ASecondOwnerIsToldWhoTheFirstIs)
{
    TemporaryFolder const folder;
    {
        OutputClaim const first{folder / "out.h5", false};
        EXPECT_THAT(refusal_of(folder / "out.h5"),
                    ::testing::HasSubstr(fmt::format("out.h5': process {} on host {} since 2", ::getpid(), host_name())));
        EXPECT_EQ(refusal_of(folder / "other.h5"), "none");
    }
    EXPECT_EQ(refusal_of(folder / "out.h5"), "none");
    EXPECT_EQ(folder.files(), 0U);
}

TEST(OutputClaim, AnOwnerThatIsGoneIsSucceeded)
{
    TemporaryFolder const folder;
    pid_t const child = ::fork();
    if (child == 0) {
        OutputClaim const claim{folder / "out.h5", false};
        PendingFile const pending{folder / "out.h5", false};
        ::_exit(0); // as a kill does: nothing is cleaned up
    }
    ASSERT_EQ(::waitpid(child, nullptr, 0), child);
    EXPECT_EQ(folder.files(), 2U);
    EXPECT_EQ(refusal_of(folder / "out.h5"), "none");
    EXPECT_EQ(folder.files(), 0U);
}

TEST(OutputClaim, TheLeaseOfAnotherBootThatDoesNotCountIsNobodys)
{
    TemporaryFolder const folder;
    write_content(folder / "out.h5.lock",
                  R"({"boot":"other","count":3,"host":"far","nonce":"x","process":7,"since":"2026-01-01T00:00:00Z"})");
    EXPECT_EQ(refusal_of(folder / "out.h5"), "none");
}

TEST(OutputClaim, TheLeaseOfAnotherBootThatCountsIsHeld)
{
    TemporaryFolder const folder;
    std::atomic<bool> over{false};
    std::thread other{[&] {
        for (int count = 0; !over; ++count) {
            write_content(
                folder / "out.h5.lock",
                fmt::format(R"({{"boot":"other","count":{},"host":"far","nonce":"x","process":7,"since":"then"}})", count));
            std::this_thread::sleep_for(std::chrono::milliseconds{200});
        }
    }};
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
    EXPECT_THAT(refusal_of(folder / "out.h5"), ::testing::HasSubstr("process 7 on host far since then"));
    over = true;
    other.join();
}

TEST(OutputClaim, AnOwnerWhoseLeaseWasTakenReplacesNothing)
{
    TemporaryFolder const folder;
    write_content(folder / "out.h5", "old");
    OutputClaim claim{folder / "out.h5", true};
    PendingFile result{folder / "out.h5", true};
    result.write("new");
    std::filesystem::remove(folder / "out.h5.lock");
    EXPECT_THROW(claim.publish(result), EnvironmentError);
    EXPECT_EQ(content_of(folder / "out.h5"), "old");
}

TEST(OutputClaim, AStopBetweenTheTwoNamesIsSettled)
{
    TemporaryFolder const folder;
    publish(folder / "out.h5", "old");
    std::string const sidecar = sidecar_text(folder / "out.h5", {}, checksum("new"));
    write_content(folder / "out.h5.json.tmp-0123456789abcdef", sidecar);
    EXPECT_EQ(refusal_of(folder / "out.h5"), "none"); // the result is still the old one
    EXPECT_EQ(digest_in(folder / "out.h5.json"), checksum("old"));
    write_content(folder / "out.h5", "new");
    write_content(folder / "out.h5.json.tmp-0123456789abcdef", sidecar);
    EXPECT_EQ(refusal_of(folder / "out.h5"), "none");
    EXPECT_EQ(digest_in(folder / "out.h5.json"), checksum("new"));
    EXPECT_EQ(folder.files(), 2U);
}

TEST(OutputClaim, ALinkInPlaceOfTheLockIsNotFollowed)
{
    TemporaryFolder const folder;
    write_content(folder / "precious", "content");
    std::filesystem::create_symlink(folder / "precious", folder / "out.h5.lock");
    EXPECT_THAT(refusal_of(folder / "out.h5"), ::testing::HasSubstr("out.h5.lock"));
    EXPECT_EQ(content_of(folder / "precious"), "content");
}

} // namespace
