// Files of observations: what is read, what is passed over, what is refused and where; and that fitting cannot see past its cutoff.
#include "study/hindcast/observations.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace steppe {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string const header = "year,iso3_a,iso3_b,variable,value,unit\n";

Observations parsed(std::string const& text)
{
    Diagnostics faults;
    Observations found = parse_observations(text, "o.csv", faults);
    EXPECT_TRUE(faults.empty()) << faults.sorted().front().text();
    return found;
}

std::vector<std::string> faults_in(std::string const& text)
{
    Diagnostics faults;
    static_cast<void>(parse_observations(text, "o.csv", faults));
    std::vector<std::string> told;
    for (Diagnostic const& fault : faults.sorted()) {
        told.push_back(fault.text());
    }
    return told;
}

ObservedSeries const exports{ObservedVariable::exports_goods, "AAA", "BBB"};
ObservedSeries const point{ObservedVariable::un_point, "AAA", ""};

std::string const three_years = header + "2002,AAA,BBB,exports_goods,30,mln USD current\n"
                                         "2000,AAA,BBB,exports_goods,10,mln USD current\n"
                                         "2001,AAA,BBB,exports_goods,20.5,mln USD current\n"
                                         "2001,AAA,,idealpointall,-0.5,ideal point units\n";

} // namespace

TEST(ObservationFiles, EveryVariableIsReadInItsUnit)
{
    Observations const found = parsed(header + "2000,AAA,BBB,exports_goods,1,mln USD current\n"
                                               "2000,AAA,BBB,imports_goods,2,mln USD\n"
                                               "2000,AAA,BBB,share_of_tracked_21_partner_turnover,41.165,percent\n"
                                               "2000,AAA,BBB,abs_distance_idealpointall,0.69115,ideal point units\n"
                                               "2000,AAA,,idealpointall,-0.57546,ideal point (one pole positive)\n"
                                               "2000,BBB,AAA,arms_deliveries_tiv,120.6,mln SIPRI TIV\n");
    EXPECT_EQ(found.all().size(), observed_variables().size());
    EXPECT_EQ(found.series().size(), observed_variables().size());
    EXPECT_EQ(found.value(exports, 2000), 1.0);
    EXPECT_EQ(found.value(point, 2000), -0.57546);
    EXPECT_EQ(found.value({ObservedVariable::arms_deliveries, "BBB", "AAA"}, 2000), 120.6);
    EXPECT_EQ(found.value({ObservedVariable::arms_deliveries, "AAA", "BBB"}, 2000), std::nullopt);
}

TEST(ObservationFiles, OtherVariablesAreListedAndColumnsPassedOver)
{
    Observations const found = parsed("# made up\nsource,unit,value,variable,iso3_b,iso3_a,year\r\n"
                                      "\"Office, of \"\"trade\"\"\", mln USD ,5,exports_goods,BBB,\"AAA\",2000\r\n"
                                      "\n"
                                      "x,count,no number,nvotesall,,AAA,2000 to 2003\n"
                                      "x,count,7,nvotesall,,AAA,2001\n"
                                      "x,TIV,7,arms_orders,AAA,BBB,2001\n");
    EXPECT_EQ(found.value(exports, 2000), 5.0);
    ASSERT_EQ(found.skipped().size(), 2U);
    EXPECT_EQ(found.skipped()[0].variable, "arms_orders");
    EXPECT_EQ(found.skipped()[1].variable, "nvotesall");
    EXPECT_EQ(found.skipped()[1].rows, 2U);
}

TEST(ObservationFiles, AMarkOfUtf8BeforeTheHeaderIsNoPartOfIt)
{
    EXPECT_EQ(parsed("\xEF\xBB\xBF" + three_years).all().size(), 4U);
}

TEST(ObservationFiles, EveryFaultIsToldAtOnceWithItsPlace)
{
    std::vector<std::string> const told =
        faults_in(header + "20x0,AAA,BBB,exports_goods,ten,mln EUR\n"
                           "2001,AAA,BBB,exports_goods,-1,mln USD\n"
                           "2001,AAA,,exports_goods,1,mln USD\n"
                           "2001,,BBB,exports_goods,1,mln USD\n"
                           "2001,AAA,AAA,exports_goods,1,mln USD\n"
                           "2001,AAA,BBB,idealpointall,1,ideal point\n"
                           "2001,AAA,BBB,share_of_tracked_21_partner_turnover,101,percent\n"
                           "2001,AAA,BBB,imports_goods,inf,mln USD\n"
                           "2001,AAA,BBB,imports_goods\n"
                           "2001,AAA,BBB,\"imports_goods,1,mln USD\n"
                           "2001,AAA,BBB,imports_goods\x01,1,mln USD\n"
                           "1700,AAA,BBB,imports_goods,1,mln USD\n");
    EXPECT_THAT(
        told, ElementsAre("o.csv:2:1: year = '20x0', must be a whole number from 1800 to 2200 [H103]",
                          "o.csv:2:28: value = 'ten' is no finite number [H105]",
                          "o.csv:2:32: exports_goods in 'mln EUR', must be in 'mln USD current'; did you mean 'mln USD "
                          "current'? [H106]",
                          "o.csv:3:28: exports_goods = -1, must not be below 0 [H105]",
                          "o.csv:4:10: exports_goods is of two states, and iso3_b is empty [H104]",
                          "o.csv:5:6: exports_goods needs a state in iso3_a [H104]",
                          "o.csv:6:10: exports_goods is of two states, and both are 'AAA' [H104]",
                          "o.csv:7:10: idealpointall is of one state, and iso3_b is 'BBB' [H104]",
                          "o.csv:8:51: share_of_tracked_21_partner_turnover = 101, must lie between 0 and 100 [H105]",
                          "o.csv:9:28: value = 'inf' is no finite number [H105]",
                          "o.csv:10:1: 4 values, where the header names 6 columns [H102]",
                          "o.csv:11:1: a quotation mark is left open [H102]", "o.csv:12:1: holds a control character [H102]",
                          "o.csv:13:1: year = '1700', must be a whole number from 1800 to 2200 [H103]"));
}

TEST(ObservationFiles, WhatIsObservedTwiceIsRefused)
{
    EXPECT_THAT(faults_in(three_years + "2001,AAA,BBB,exports_goods,20.5,mln USD\n"),
                ElementsAre("o.csv:6:1: exports_goods of AAA with BBB in 2001 is already observed in line 4 [H107]"));
}

TEST(ObservationFiles, AHeaderNeedsItsColumnsOnce)
{
    EXPECT_THAT(faults_in("year,iso3_A,iso3_b,variable,value,value,unit\n1,2,3\n"),
                ElementsAre("o.csv:1:1: the header has no column 'iso3_a'; did you mean 'iso3_A'? [H101]",
                            "o.csv:1:1: two columns are called 'value' [H101]"));
}

TEST(ObservationFiles, AFileThatObservesNothingIsRefused)
{
    EXPECT_THAT(faults_in(header), ElementsAre(HasSubstr("[H108]")));
    EXPECT_THAT(faults_in(header + "2000,AAA,,nvotesall,1,count\n"), ElementsAre(HasSubstr("[H108]")));
    EXPECT_THAT(faults_in(""), ElementsAre(HasSubstr("[H108]")));
}

TEST(ObservationFiles, AfterFiftyFaultsNoMoreAreTold)
{
    std::string text = header;
    for (int i = 0; i < 1000; ++i) {
        text += "x\n";
    }
    std::vector<std::string> const told = faults_in(text);
    EXPECT_EQ(told.size(), 51U);
    EXPECT_THAT(told.back(), HasSubstr("[H109]"));
}

TEST(ObservationFiles, FilesAreFoundOrMissed)
{
    std::filesystem::path const path = std::filesystem::path{testing::TempDir()} / "steppe-observations.csv";
    std::ofstream{path} << three_years;
    Diagnostics faults;
    EXPECT_EQ(read_observations(path.string(), {}, faults).all().size(), 4U);
    EXPECT_TRUE(faults.empty());
    std::filesystem::remove(path);
    static_cast<void>(read_observations(path.string(), {}, faults));
    ASSERT_EQ(faults.faults().size(), 1U);
    EXPECT_EQ(faults.faults().front().code, "S100");
}

TEST(ObservationFiles, EveryCodeStandsInTheDocument)
{
    std::ifstream file{STEPPE_SOURCE_DIR "/docs/studies.md"};
    std::string const document{std::istreambuf_iterator<char>{file}, {}};
    for (ObservationFault const& fault : observation_faults) {
        EXPECT_THAT(document, HasSubstr("| " + std::string{fault.code} + " | " + std::string{fault.meaning} + " |"));
    }
}

TEST(FitViews, EndWithTheirCutoff)
{
    Observations const all = parsed(three_years);
    FitView const view = all.fit_view(2001);
    EXPECT_EQ(view.all().size(), 3U);
    EXPECT_THAT(view.values(exports), ElementsAre(DatedValue{2000, 10.0}, DatedValue{2001, 20.5}));
    EXPECT_EQ(view.value(exports, 2001), 20.5);
    EXPECT_EQ(view.value(point, 2000), std::nullopt);
    EXPECT_EQ(all.value(exports, 2002), 30.0) << "scores see it";
    EXPECT_EQ(view.until(2000).all().size(), 1U);
}

TEST(FitViews, RefuseByNameWhatComesAfter)
{
    FitView const view = parsed(three_years).fit_view(2001);
    try {
        static_cast<void>(view.value(exports, 2002));
        FAIL() << "a value after the cutoff was given";
    } catch (ObservationAfterCutoff const& refusal) {
        EXPECT_STREQ(refusal.what(),
                     "exports_goods of AAA with BBB in 2002 lies after the cutoff 2001: fitting may not see it");
    }
    EXPECT_THROW(static_cast<void>(view.value(point, 2050)), ObservationAfterCutoff) << "asked for, though there is none";
    EXPECT_THROW(static_cast<void>(view.until(2002)), ObservationAfterCutoff);
}

} // namespace steppe
