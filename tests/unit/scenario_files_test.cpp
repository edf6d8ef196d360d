// Scenario files on disk: overlays, and what is no scenario file.
#include "base/diagnostics.hpp"
#include "support/tiny_schema.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

namespace {

using namespace steppe;
using steppe::testing::tiny_scenario;
using steppe::testing::tiny_schema;
using ::testing::EndsWith;
using ::testing::HasSubstr;

namespace fs = std::filesystem;

/// A folder of its own for each test, with the tiny scenario as base.toml.
class ScenarioFiles : public ::testing::Test {
protected:
    ScenarioFiles()
        : folder_{fs::path{::testing::TempDir()} / ("steppe-" + std::to_string(getpid()) + "-" +
                                                    ::testing::UnitTest::GetInstance()->current_test_info()->name())}
    {
        fs::create_directories(folder_);
        write("base.toml", tiny_scenario);
    }
    void TearDown() override { fs::remove_all(folder_); }

    void write(std::string const& name, std::string const& text) const
    {
        fs::create_directories((folder_ / name).parent_path());
        std::ofstream{folder_ / name, std::ios::binary} << text;
    }
    [[nodiscard]] std::string path(std::string const& name) const { return (folder_ / name).string(); }
    [[nodiscard]] Scenario read(std::string const& name) const { return read_scenario(folder_ / name, tiny_schema()); }
    [[nodiscard]] std::string faults_of(fs::path const& file) const
    {
        try {
            static_cast<void>(read_scenario(file, tiny_schema()));
        } catch (InputError const& error) {
            return error.what();
        }
        return "";
    }

    fs::path folder_;
};

TEST_F(ScenarioFiles, OverlayChangesANumberAndKeepsItsEvidence)
{
    write("over.toml", "extends = \"base.toml\"\n[principal.AAA]\nbudget = 0.6\n");
    Scenario const scenario = read("over.toml");
    Parameter const& budget = *scenario.find("principal.AAA.budget");
    EXPECT_EQ(budget.value, 0.6);
    EXPECT_EQ(budget.range, (Interval{0.1, 0.8}));
    EXPECT_EQ(budget.source, "a table");
    EXPECT_EQ(budget.origin, (SourceLocation{path("over.toml"), 3, 10}));
    EXPECT_EQ(scenario.find("hedger.HED.precision")->origin.file, path("base.toml"));
}

TEST_F(ScenarioFiles, OverlayChangesAPartOfATable)
{
    write("over.toml", "extends = \"base.toml\"\n[principal.AAA.budget]\nvalue = 0.9\nrange = [0.2, 1.0]\n");
    Parameter const budget = *read("over.toml").find("principal.AAA.budget");
    EXPECT_EQ(budget.value, 0.9);
    EXPECT_EQ(budget.range, (Interval{0.2, 1.0}));
    EXPECT_EQ(budget.tag, EvidenceTag::estimated);
}

TEST_F(ScenarioFiles, OverlayChangesOneMemberOfAFamily)
{
    write("over.toml", "extends = \"base.toml\"\n[hedger.HED.alignment.value]\nCCC = 0.1\n");
    Scenario const scenario = read("over.toml");
    EXPECT_EQ(scenario.value("hedger.HED.alignment.CCC"), 0.1);
    EXPECT_EQ(scenario.value("hedger.HED.alignment.AAA"), 0.5);
}

TEST_F(ScenarioFiles, RangeOfAnOverlayReplacesTheFactorOfItsBase)
{
    write("over.toml", "extends = \"base.toml\"\n[hedger.HED.alignment]\nrange = [0.0, 0.6]\n");
    EXPECT_EQ(read("over.toml").find("hedger.HED.alignment.AAA")->range, (Interval{0.0, 0.6}));
}

TEST_F(ScenarioFiles, OverlayReplacesAWholeList)
{
    write("over.toml", "extends = \"base.toml\"\n[actors]\nprincipals = [\"AAA\"]\n");
    EXPECT_EQ(read("over.toml").actors.ids(IndexSet::principal), std::vector<std::string>{"AAA"});
}

TEST_F(ScenarioFiles, WhatTheBaseSaysOfAnActorThatTheOverlayDropsHasNoMeaning)
{
    write("over.toml", "extends = \"base.toml\"\n[actors]\nprincipals = [\"BBB\"]\n");
    EXPECT_EQ(faults_of(path("over.toml")), "");
    EXPECT_EQ(read("over.toml").find("principal.AAA.budget"), nullptr);
    // What the overlay itself says of the dropped actor is still a slip.
    write("slip.toml", "extends = \"base.toml\"\n[actors]\nprincipals = [\"BBB\"]\n[principal.AAA]\nbudget = 0.3\n");
    EXPECT_THAT(faults_of(path("slip.toml")), HasSubstr("unknown key 'principal.AAA'"));
}

TEST_F(ScenarioFiles, AStateIsAHedgerOrACandidate)
{
    write("over.toml", "extends = \"base.toml\"\n[actors]\ncandidates = [\"HED\"]\n");
    EXPECT_THAT(faults_of(path("over.toml")), HasSubstr("'HED' is a hedger and a candidate"));
}

TEST_F(ScenarioFiles, OverlayIsRelativeToItsOwnFolderAndBaseComesFirst)
{
    write("deep/middle.toml", "extends = \"../base.toml\"\ntitle = \"middle\"\n");
    write("top.toml", "extends = \"deep/middle.toml\"\ntitle = \"top\"\n");
    Scenario const scenario = read("top.toml");
    EXPECT_EQ(scenario.text("title"), "top");
    ASSERT_EQ(scenario.files.size(), 3U);
    EXPECT_THAT(scenario.files[0].path, EndsWith("base.toml"));
    EXPECT_THAT(scenario.files[2].path, EndsWith("top.toml"));
}

TEST_F(ScenarioFiles, CircleIsFoundUnderAnotherNameOfTheFile)
{
    write("self.toml", "extends = \"deep/../self.toml\"\n");
    EXPECT_THAT(faults_of(path("self.toml")), HasSubstr("[S117]"));
}

TEST_F(ScenarioFiles, MissingFileIsReportedWithTheNearestNameOfItsFolder)
{
    EXPECT_EQ(faults_of(path("bsae.toml")), path("bsae.toml") + ": no such file; did you mean 'base.toml'? [S100]");
    EXPECT_EQ(faults_of(path("none/base.toml")), path("none/base.toml") + ": no such file [S100]");
}

TEST_F(ScenarioFiles, FoldersDevicesAndHugeFilesAreRefused)
{
    EXPECT_THAT(faults_of(folder_), EndsWith("not a regular file [S100]"));
    EXPECT_THAT(faults_of("/dev/zero"), EndsWith("not a regular file [S100]"));
    write("huge.toml", tiny_scenario + "#" + std::string(std::size_t{1} << 20U, '.'));
    EXPECT_THAT(faults_of(path("huge.toml")), EndsWith("larger than 1 MiB [S100]"));
}

TEST_F(ScenarioFiles, NamesThatNoFileCanHaveAreRefused)
{
    write("over.toml", "extends = \"" + std::string(5000, 'x') + "\"\n");
    EXPECT_THAT(faults_of(path("over.toml")), HasSubstr("[S100]"));
    fs::create_symlink("loop.toml", folder_ / "loop.toml");
    EXPECT_THAT(faults_of(path("loop.toml")), HasSubstr("[S100]"));
}

TEST_F(ScenarioFiles, FailureToReadIsTheEnvironmentsFault)
{
    // Linux shows a process its memory as a regular file, of which the first page cannot be read.
    EXPECT_THROW(static_cast<void>(read_scenario("/proc/self/mem", tiny_schema())), EnvironmentError);
}

TEST_F(ScenarioFiles, FaultsOfAllFilesAreReportedTogether)
{
    write("bad.toml", tiny_scenario + "[run]\nmonths = 0\n");
    write("over.toml", "extends = \"bad.toml\"\n[principal.AAA]\nbudgett = 1\n");
    std::string const faults = faults_of(path("over.toml"));
    EXPECT_THAT(faults, HasSubstr("bad.toml:23:10: run.months = 0"));
    EXPECT_THAT(faults, HasSubstr("over.toml:3:1: unknown key 'principal.AAA.budgett'"));
}

} // namespace
