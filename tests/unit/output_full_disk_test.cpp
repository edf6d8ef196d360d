#include "base/diagnostics.hpp"
#include "support/output_fixtures.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <sys/resource.h>

namespace steppe::test {
namespace {

void limit_file_size(rlim_t bytes)
{
    rlimit limit{};
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
}

/// Writes a run while no file can grow beyond `limit`: writes fail as they do on a full disk. Then leaves the process
/// as steppe does: 0 done, 3 with the message on standard error. A process of its own, since HDF5 does not free what
/// belongs to a file that it could not close.
[[noreturn]] void run_under(rlim_t limit, std::filesystem::path const& path)
{
    std::signal(SIGXFSZ, SIG_IGN);
    std::string message;
    limit_file_size(limit);
    try {
        write_run(path, small_layout());
    } catch (EnvironmentError const& error) {
        message = error.what();
    }
    limit_file_size(RLIM_INFINITY);
    std::fputs(message.c_str(), stderr);
    std::exit(message.empty() ? 0 : 3); // with the destructors and handlers of a normal exit
}

class FullDiskDeathTest : public ::testing::Test {
protected:
    FullDiskDeathTest() { write_run(whole_, small_layout()); }

    TemporaryFolder folder_;
    std::filesystem::path whole_{folder_ / "whole.h5"};
    std::filesystem::path path_{folder_ / "out.h5"};
};

TEST_F(FullDiskDeathTest, IsReportedWhereverItStrikesAndLeavesNothing)
{
    auto const size = std::filesystem::file_size(whole_);
    constexpr unsigned steps = 40;
    for (unsigned step = 0; step <= steps; ++step) {
        auto const limit = step < steps ? size * step / steps : size - 1;
        EXPECT_EXIT(run_under(limit, path_), ::testing::ExitedWithCode(3), "cannot .*out\\.h5.*File too large")
            << limit << " of " << size << " bytes";
        EXPECT_EQ(folder_.files(), 1U) << limit << " of " << size << " bytes";
    }
}

TEST_F(FullDiskDeathTest, MessageNamesOperationAndReason)
{
    EXPECT_EXIT(run_under(std::filesystem::file_size(whole_) / 2, path_), ::testing::ExitedWithCode(3),
                "^cannot write '[a-z]+' of '.*/out\\.h5\\.tmp-[0-9a-f]+': File too large$");
}

TEST_F(FullDiskDeathTest, EnoughSpaceGivesTheWholeFile)
{
    // HDF5 reserves space for its tables in pieces and gives back at closing what it did not need.
    constexpr rlim_t reserve = 65536;
    EXPECT_EXIT(run_under(std::filesystem::file_size(whole_) + reserve, path_), ::testing::ExitedWithCode(0), "");
    EXPECT_TRUE(content_of(path_) == content_of(whole_));
}

} // namespace
} // namespace steppe::test
