// What a scenario takes from a driver file.
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
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;

namespace fs = std::filesystem;

std::string const header = "series,date,value,unit,kind,status,source\n";

/// A folder of its own with the tiny scenario, which starts in January 2025 and has shock.rate from a driver of that name.
class DriverFiles : public ::testing::Test {
protected:
    DriverFiles()
        : folder_{fs::path{::testing::TempDir()} / ("steppe-" + std::to_string(getpid()) + "-" +
                                                    ::testing::UnitTest::GetInstance()->current_test_info()->name())}
    {
        fs::create_directories(folder_ / "data");
        write("base.toml", tiny_scenario + drivers_table);
        write("data/drivers.csv", header + rows);
    }
    void TearDown() override { fs::remove_all(folder_); }

    void write(std::string const& name, std::string const& text) const
    {
        std::ofstream{folder_ / name, std::ios::binary} << text;
    }
    [[nodiscard]] Scenario read(std::vector<Override> const& overrides = {}, std::string const& name = "base.toml") const
    {
        return read_scenario(folder_ / name, tiny_schema(), overrides);
    }
    [[nodiscard]] std::vector<int> months_used(std::vector<Override> const& overrides) const
    {
        std::vector<int> months;
        Scenario const scenario = read(overrides);
        for (DriverRow const& row : scenario.drivers.used.at(0).series.rows) {
            months.push_back(row.month - 2025 * 12);
        }
        return months;
    }

    std::string const drivers_table = R"(
[drivers]
file = "data/drivers.csv"
until = "2025-03"
[drivers.use]
rate = "rate"
)";
    std::string const rows = R"(rate,2024-11,0.21,1/month,level,observed,"a table, page 3"
rate,2024-12,0.22,1/month,level,observed,a table
rate,2025-02,0.24,1/month,level,observed,a table
rate,2025-04,0.26,1/month,level,observed,a table
rate,2025-05,0.27,1/month,level,projected,a table
)";
    fs::path folder_;
};

TEST_F(DriverFiles, OpenAParameterWithTheLastValueBeforeTheRun)
{
    Scenario const scenario = read();
    Parameter const& rate = *scenario.find("shock.rate");
    EXPECT_EQ(rate.value, 0.22);
    EXPECT_EQ(rate.range, (Interval{0.22, 0.22}));
    EXPECT_EQ(rate.tag, EvidenceTag::estimated);
    EXPECT_EQ(rate.source, "rate, 2024-12: a table");
    EXPECT_THAT(rate.origin.file, EndsWith("data/drivers.csv"));
    EXPECT_EQ(rate.origin.line, 3);
    EXPECT_THAT(scenario.drivers.notes, ElementsAre("rate: rate to 2024-12, then its process"));
}

TEST_F(DriverFiles, ExtrapolatedKnowsNothingAfterTheOpening)
{
    EXPECT_THAT(months_used({}), ElementsAre(-2, -1));
    EXPECT_THAT(months_used({{"drivers.mode", "placebo_permute"}}), ElementsAre(-2, -1));
}

TEST_F(DriverFiles, KnownReadsNoObservationAfterUntilAndWhatIsProjected)
{
    EXPECT_THAT(months_used({{"drivers.mode", "known"}}), ElementsAre(-2, -1, 1, 4));
    EXPECT_THAT(months_used({{"drivers.mode", "known"}, {"drivers.until", "2025-04"}}), ElementsAre(-2, -1, 1, 3, 4));
}

TEST_F(DriverFiles, AYearIsKnownWhenItIsOver)
{
    write("data/drivers.csv",
          header + "rate,2023,0.2,1/month,level,observed,here\nrate,2024,0.3,1/month,level,observed,here\n");
    EXPECT_EQ(read({{"drivers.until", "2024-11"}}).find("shock.rate")->value, 0.2);
    EXPECT_EQ(read({{"drivers.until", "2024-12"}}).find("shock.rate")->value, 0.3);
}

TEST_F(DriverFiles, TheRestingValueHoldsBeforeTheSeriesBegins)
{
    Scenario const scenario = read({{"run.start", "2024-06"}, {"drivers.mode", "known"}});
    EXPECT_EQ(scenario.find("shock.rate")->value, 0.1);
    EXPECT_THAT(scenario.drivers.notes.at(0), HasSubstr("the resting value holds until it begins"));
}

TEST_F(DriverFiles, WhatIsSetLaterKeepsTheSeriesOut)
{
    for (std::string const key : {"shock.rate", "shock.count"}) {
        Scenario const scenario = read({{key, "1"}});
        EXPECT_EQ(scenario.find(key)->value, 1.0);
        EXPECT_TRUE(scenario.drivers.used.empty());
        EXPECT_THAT(scenario.drivers.notes, ElementsAre("rate: " + key + " is set by hand, so no series is used"));
    }
    write("over.toml",
          "extends = \"base.toml\"\n[shock]\nrate = { value = 0.5, unit = \"1/month\", tag = \"J\", source = \"mine\" }\n");
    EXPECT_EQ(read({}, "over.toml").find("shock.rate")->value, 0.5);
    EXPECT_EQ(read({{"drivers.use.rate", "rate"}}, "over.toml").find("shock.rate")->value,
              0.22); // the series is set later still
}

TEST_F(DriverFiles, WhatStandsInTheSameFileDoesNot)
{
    write("base.toml", tiny_scenario + drivers_table +
                           "[shock]\nrate = { value = 0.5, unit = \"1/month\", tag = \"J\", source = \"fallback\" }\n");
    EXPECT_EQ(read().find("shock.rate")->value, 0.22);
}

TEST_F(DriverFiles, AreNamedByTheirChecksum)
{
    std::string const checksum = read().text("drivers.checksum");
    EXPECT_EQ(checksum.size(), 32U);
    EXPECT_EQ(read({{"drivers.checksum", checksum}}).text("drivers.checksum"), checksum);
    write("data/drivers.csv", header + rows + "rate,2024-10,0.2,1/month,level,observed,here\n");
    EXPECT_NE(read().text("drivers.checksum"), checksum);
    EXPECT_THROW(static_cast<void>(read({{"drivers.checksum", "\"" + checksum + "\""}})), InputError);
}

TEST_F(DriverFiles, ShiftedChangesNeedMonthsThatAreKnown)
{
    std::vector<Override> overrides{{"drivers.mode", "placebo_shift"}, {"drivers.placebo_shift", "2"}};
    EXPECT_EQ(read(overrides).drivers.shift, 2);
    overrides[1].value = "3";
    EXPECT_THROW(static_cast<void>(read(overrides)), InputError);
}

TEST_F(DriverFiles, OfPowersAreTakenWhereTheyExist)
{
    write("data/drivers.csv", header + rows + "gdp.AAA,2023,2,bn USD,level,observed,here\n");
    Scenario const scenario = read({{"drivers.use.growth", "gdp.{power}"}});
    ASSERT_EQ(scenario.drivers.used.size(), 2U);
    EXPECT_EQ(scenario.drivers.used[1].power, "AAA");
    EXPECT_THAT(scenario.drivers.notes, ::testing::Contains("growth of BBB: no series gdp.BBB, so its process runs"));
}

TEST_F(DriverFiles, AreRefusedWhenTheyAreTooLarge)
{
    write("data/drivers.csv", header + std::string(5000, 'x') + "\n");
    EXPECT_THROW(static_cast<void>(read()), InputError);
    write("data/drivers.csv", std::string((1U << 20U) + 1, ' '));
    EXPECT_THROW(static_cast<void>(read()), InputError);
}

} // namespace
