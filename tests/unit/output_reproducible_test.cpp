#include "support/output_fixtures.hpp"

#include <gtest/gtest.h>

namespace steppe::test {
namespace {

std::string bytes_of_run(std::int64_t block_size, std::string const& scenario_folder = "scenarios")
{
    TemporaryFolder const folder;
    write_run(folder / "out.h5", small_layout(), block_size, small_scenario(scenario_folder),
              {{"principal.X.budget", {1.5, 3.0}}});
    return content_of(folder / "out.h5");
}

TEST(ResultBytes, SameRunGivesTheSameFile) { EXPECT_TRUE(bytes_of_run(8) == bytes_of_run(8)); }

TEST(ResultBytes, DoNotDependOnTheSizeOfBlocks)
{
    std::string const expected = bytes_of_run(8);
    for (std::int64_t block_size : {1, 4, 48, 64, 100, 130}) {
        EXPECT_TRUE(bytes_of_run(block_size) == expected) << block_size;
    }
}

TEST(ResultBytes, DoNotDependOnTheFolderThatTheRunStartedIn)
{
    EXPECT_TRUE(bytes_of_run(8, "/home/someone/study") == bytes_of_run(8, "../study"));
}

TEST(PortablePath, LeavesWhatIsNoFileOfTheScenario)
{
    EXPECT_EQ(portable_path("--set", small_scenario()), "--set");
    EXPECT_EQ(portable_path("default", small_scenario()), "default");
}

TEST(PortablePath, IsTheNameAloneInTheCurrentFolder)
{
    Scenario scenario;
    scenario.files = {{"base.toml", ""}};
    EXPECT_EQ(portable_path("base.toml", scenario), "base.toml");
}

} // namespace
} // namespace steppe::test
