// What a scenario means once it is read: values, ranges, priors, evidence and places.
#include "base/diagnostics.hpp"
#include "scenario/reference.hpp"
#include "support/tiny_schema.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace steppe;
using steppe::testing::tiny_scenario;
using steppe::testing::tiny_schema;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Scenario read(std::string const& text, std::vector<Override> const& overrides = {})
{
    return read_scenario_text(text, "tiny.toml", tiny_schema(), overrides);
}

std::string faults_of(std::string const& text, std::vector<Override> const& overrides = {})
{
    try {
        static_cast<void>(read(text, overrides));
    } catch (InputError const& error) {
        return error.what();
    }
    return "";
}

Parameter const& parameter(Scenario const& scenario, std::string const& key)
{
    Parameter const* const found = scenario.find(key);
    if (found == nullptr) {
        throw std::out_of_range{key};
    }
    return *found;
}

TEST(ScenarioReader, KeepsEvidenceAndPlaceOfAValue)
{
    Scenario const scenario = read(tiny_scenario);
    Parameter const& budget = parameter(scenario, "principal.AAA.budget");
    EXPECT_EQ(budget.value, 0.4);
    EXPECT_EQ(budget.range, (Interval{0.1, 0.8}));
    EXPECT_EQ(budget.tag, EvidenceTag::estimated);
    EXPECT_EQ(budget.source, "a table");
    EXPECT_EQ(budget.note, "rounded");
    EXPECT_EQ(budget.origin, (SourceLocation{"tiny.toml", 11, 20}));
}

/// The tiny scenario with more said of the budget, behind its range.
std::string with_more_of_the_budget(std::string const& more)
{
    std::string text = tiny_scenario;
    std::string const range = "range = [0.1, 0.8]";
    return text.insert(text.find(range) + range.size(), more);
}

TEST(ScenarioReader, AClaimHasTheNullThatTheFileStatesElseThatOfTheDeclaration)
{
    std::string const claimed = with_more_of_the_budget(", prior = \"claim\"");
    EXPECT_EQ(parameter(read(claimed), "principal.AAA.budget").null, 0.0);
    std::string const stated = with_more_of_the_budget(", prior = \"claim\", null = 0.05");
    EXPECT_EQ(parameter(read(stated), "principal.AAA.budget").null, 0.05);
    Schema schema = tiny_schema();
    schema.parameters.front().declaration.null = 0.2;
    EXPECT_EQ(parameter(read_scenario_text(claimed, "tiny.toml", schema), "principal.AAA.budget").null, 0.2);
}

TEST(ScenarioReader, TakesAValueWithoutRangeAsFixedAndWithOneAsUniform)
{
    Scenario const scenario = read(tiny_scenario);
    EXPECT_EQ(parameter(scenario, "hedger.HED.precision").prior, Prior::fixed);
    EXPECT_EQ(parameter(scenario, "hedger.HED.precision").range, (Interval{4.0, 4.0}));
    EXPECT_EQ(parameter(scenario, "principal.AAA.budget").prior, Prior::uniform);
}

TEST(ScenarioReader, ScalesTheRangeOfEachMemberByTheFactorWithinTheAllowed)
{
    Scenario const scenario = read(tiny_scenario, {{"hedger.HED.alignment.AAA", "0.8"}});
    EXPECT_EQ(parameter(scenario, "hedger.HED.alignment.AAA").range, (Interval{0.5 * 0.8, 1.0}));
    EXPECT_EQ(parameter(scenario, "hedger.HED.alignment.CCC").range, (Interval{0.5 * 0.3, 1.5 * 0.3}));
}

TEST(ScenarioReader, OrdersTheRangeOfANegativeMember)
{
    Scenario const scenario = read(tiny_scenario + "[relation]\nvalue = { AAA = { CCC = -0.4 } }\nunit = \"1\"\n"
                                                   "factor = [0.5, 2.0]\ntag = \"J\"\nsource = \"judgement\"\n");
    EXPECT_EQ(parameter(scenario, "relation.AAA.CCC").range, (Interval{-0.8, -0.2}));
}

TEST(ScenarioReader, GivesSilentParametersAndMembersTheirDefaultWithItsEvidence)
{
    Scenario const scenario = read(
        tiny_scenario + "[relation]\nvalue = { AAA = { CCC = 0.4 } }\nunit = \"1\"\ntag = \"J\"\nsource = \"judgement\"\n");
    for (char const* const key : {"shock.rate", "principal.BBB.budget", "relation.CCC.AAA"}) {
        EXPECT_EQ(parameter(scenario, key).origin, (SourceLocation{"default", 0, 0})) << key;
        EXPECT_EQ(parameter(scenario, key).source, "the declaration") << key;
        EXPECT_EQ(parameter(scenario, key).tag, EvidenceTag::literature) << key;
    }
    EXPECT_EQ(scenario.value("shock.rate"), 0.1);
    EXPECT_EQ(scenario.value("relation.CCC.AAA"), 0.0);
    EXPECT_EQ(scenario.value("relation.AAA.CCC"), 0.4);
}

TEST(ScenarioReader, HoldsFamiliesInSchemaOrderAndMembersRowMajor)
{
    std::vector<std::string> keys;
    for (Parameter const& each : read(tiny_scenario).parameters) {
        if (each.family < 3) {
            keys.push_back(each.key);
        }
    }
    EXPECT_THAT(keys, ElementsAre("principal.AAA.budget", "principal.BBB.budget", "hedger.HED.precision",
                                  "hedger.HED.alignment.AAA", "hedger.HED.alignment.CCC"));
}

TEST(ScenarioReader, ReadsSwitchesAsOneAndZero)
{
    std::string const evidence = R"(, unit = "1", tag = "A", source = "the article" })";
    EXPECT_EQ(read(tiny_scenario + "[incentive]\nF1 = { value = false" + evidence).value("incentive.F1"), 0.0);
    EXPECT_EQ(read(tiny_scenario + "[incentive]\nF1 = { value = true" + evidence).value("incentive.F1"), 1.0);
}

TEST(ScenarioReader, LetsAClaimHaveARangeWithoutZero)
{
    Scenario const scenario = read(tiny_scenario + R"([principal.BBB]
budget = { value = 0.2, unit = "G", range = [0.1, 0.3], prior = "claim", tag = "A", source = "the article" })");
    EXPECT_EQ(parameter(scenario, "principal.BBB.budget").prior, Prior::claim);
}

TEST(ScenarioReader, ReadsSettingsByKind)
{
    Scenario const scenario = read(tiny_scenario + "[run]\nstart = \"2031-02\"\n[partner.CCC]\npole = \"west\"\n");
    EXPECT_EQ(scenario.month("run.start"), std::chrono::year{2031} / 2);
    EXPECT_EQ(scenario.integer("run.months"), 120);
    EXPECT_EQ(scenario.text("partner.CCC.pole"), "west");
    EXPECT_EQ(scenario.text("partner.AAA.pole"), "none");
    EXPECT_THROW(static_cast<void>(scenario.text("run.month")), std::out_of_range);
    EXPECT_THROW(static_cast<void>(scenario.value("shock.rates")), std::out_of_range);
}

TEST(ScenarioReader, KeepsTheTextThatItRead)
{
    Scenario const scenario = read(tiny_scenario);
    ASSERT_EQ(scenario.files.size(), 1U);
    EXPECT_EQ(scenario.files[0].path, "tiny.toml");
    EXPECT_EQ(scenario.files[0].text, tiny_scenario);
}

TEST(ScenarioOverrides, ChangeTheValueAndKeepTheEvidence)
{
    Scenario const scenario = read(tiny_scenario, {{"principal.AAA.budget", "0.6"}, {"run.start", "2030-07"}});
    Parameter const& budget = parameter(scenario, "principal.AAA.budget");
    EXPECT_EQ(budget.value, 0.6);
    EXPECT_EQ(budget.source, "a table");
    EXPECT_EQ(budget.origin, (SourceLocation{"--set principal.AAA.budget=0.6", 0, 0}));
    EXPECT_EQ(scenario.text("run.start"), "2030-07");
}

TEST(ScenarioOverrides, ReachParametersAtTheirDefaults)
{
    Scenario const scenario =
        read(tiny_scenario, {{"shock.rate", "0.7"}, {"relation.AAA.CCC", "-0.3"}, {"incentive.F1", "false"}});
    EXPECT_EQ(scenario.value("shock.rate"), 0.7);
    EXPECT_EQ(scenario.value("relation.AAA.CCC"), -0.3);
    EXPECT_EQ(scenario.value("relation.AAA.BBB"), 0.0);
    EXPECT_EQ(scenario.value("incentive.F1"), 0.0);
    EXPECT_EQ(parameter(scenario, "shock.rate").source, "the declaration");
}

TEST(ScenarioOverrides, CanWidenTheRangeFirst)
{
    EXPECT_THAT(faults_of(tiny_scenario, {{"principal.AAA.budget", "0.9"}}), HasSubstr("[S111]"));
    Scenario const scenario =
        read(tiny_scenario, {{"principal.AAA.budget.range", "[0.1, 0.95]"}, {"principal.AAA.budget", "0.9"}});
    EXPECT_EQ(parameter(scenario, "principal.AAA.budget").range, (Interval{0.1, 0.95}));
}

TEST(ScenarioOverrides, LaterOnesWin)
{
    EXPECT_EQ(read(tiny_scenario, {{"run.months", "10"}, {"run.months", "20"}}).integer("run.months"), 20);
}

TEST(ScenarioOverrides, CannotSmuggleInASecondKey)
{
    EXPECT_THAT(faults_of(tiny_scenario, {{"run.months", "10\ntitle = \"x\""}}), HasSubstr("[S118]"));
}

TEST(ScenarioOrigins, NameThePlaceOfEveryValue)
{
    Scenario const scenario = read(tiny_scenario, {{"run.months", "12"}});
    std::string const text = resolved_parameters(scenario, tiny_schema());
    EXPECT_THAT(text, HasSubstr("principal.AAA.budget = 0.4 G [E] tiny.toml:11:20\n"));
    EXPECT_THAT(text, HasSubstr("shock.rate = 0.1 1/month [L] default\n"));
    EXPECT_THAT(text, HasSubstr("run.months = '12' --set run.months=12\n"));
    EXPECT_THAT(text, HasSubstr("title = 'tiny' tiny.toml:2:9\n"));
}

TEST(ScenarioText, MayNestInTextsAndCommentsWithoutLimit)
{
    std::string const deep(200, '[');
    std::string const dots(200, '.');
    EXPECT_EQ(faults_of("# " + deep + dots + "\n" + tiny_scenario), "");
    for (char const* const mark : {R"(")", "'", R"(""")", "'''"}) {
        std::string const changed = fmt::format("title = {0}{1}{2}{0}", mark, deep, dots);
        std::string text = tiny_scenario;
        text.replace(text.find("title = \"tiny\""), 14, changed);
        EXPECT_EQ(faults_of(text), "") << mark;
    }
}

TEST(ScenarioText, MayHoldManyDecimalsInOneLine)
{
    std::string list = "[";
    for (int i = 0; i < 200; ++i) {
        list += "0.5, ";
    }
    EXPECT_THAT(faults_of(tiny_scenario + "[run]\nstart = " + list + "]\n"), Not(HasSubstr("[S101]")));
}

TEST(ScenarioText, CountsNestingAfterABlockOfTextThatEndsInQuotationMarks)
{
    std::string text = tiny_scenario;
    text.replace(text.find("title = \"tiny\""), 14, R"(title = """quote""""")");
    EXPECT_EQ(faults_of(text), "");
    EXPECT_THAT(faults_of(text + "[run]\nstart = " + std::string(65, '[') + std::string(65, ']') + "\n"),
                HasSubstr("nested more than 64 deep [S101]"));
}

} // namespace
