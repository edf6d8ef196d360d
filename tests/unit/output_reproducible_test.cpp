#include "support/output_fixtures.hpp"

#include <gtest/gtest.h>

namespace steppe::test {
namespace {

std::string bytes_of_run(std::string const& scenario_folder = "scenarios")
{
    TemporaryFolder const folder;
    write_run(folder / "out.h5", small_layout(), small_scenario(scenario_folder), {{"principal.X.budget", {1.5, 3.0}}});
    return content_of(folder / "out.h5");
}

TEST(ResultBytes, SameRunGivesTheSameFile) { EXPECT_TRUE(bytes_of_run() == bytes_of_run()); }

TEST(ResultBytes, DoNotDependOnTheFolderThatTheRunStartedIn)
{
    EXPECT_TRUE(bytes_of_run("/home/someone/study") == bytes_of_run("../study"));
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
