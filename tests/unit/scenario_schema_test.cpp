// The lists of actors, the keys of families, and the pages that derive from a schema.
#include "scenario/fault_codes.hpp"
#include "scenario/key_pattern.hpp"
#include "scenario/reference.hpp"
#include "support/tiny_schema.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <sstream>
#include <string>

namespace {

using namespace steppe;
using steppe::testing::tiny_schema;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

ActorLists two_principals_two_partners()
{
    ActorLists actors;
    actors.assign(IndexSet::principal, {"AAA", "BBB"});
    actors.assign(IndexSet::partner, {"CCC", "AAA"});
    actors.derive();
    return actors;
}

TEST(ActorLists, PowersArePrincipalsAndThenTheOtherPartners)
{
    EXPECT_THAT(two_principals_two_partners().ids(IndexSet::power), ElementsAre("AAA", "BBB", "CCC"));
}

TEST(ActorLists, ActionsAreHoldAndOneTiltForEachPartner)
{
    EXPECT_THAT(two_principals_two_partners().ids(IndexSet::action), ElementsAre("hold", "tilt.CCC", "tilt.AAA"));
}

TEST(ActorLists, MarketsArePartnersAndTheRestOfTheWorld)
{
    EXPECT_THAT(two_principals_two_partners().ids(IndexSet::market), ElementsAre("CCC", "AAA", "ROW"));
}

TEST(ActorLists, SizesCountEveryList)
{
    Sizes const sizes = two_principals_two_partners().sizes();
    EXPECT_EQ(sizes.of(IndexSet::principal), 2);
    EXPECT_EQ(sizes.of(IndexSet::power), 3);
    EXPECT_EQ(sizes.of(IndexSet::action), 3);
    EXPECT_EQ(sizes.of(IndexSet::hedger), 0);
}

TEST(MemberKeys, AreRowMajorOverTheStars)
{
    std::array<IndexSet, 2> const sets{IndexSet::principal, IndexSet::partner};
    EXPECT_THAT(member_keys("a.*.b.*", sets, two_principals_two_partners()),
                ElementsAre("a.AAA.b.CCC", "a.AAA.b.AAA", "a.BBB.b.CCC", "a.BBB.b.AAA"));
}

TEST(MemberKeys, AreNoneOverAnEmptyList)
{
    std::array<IndexSet, 1> const sets{IndexSet::group};
    EXPECT_TRUE(member_keys("group.*.size", sets, two_principals_two_partners()).empty());
}

TEST(KeyPattern, KeepsEmptySegments) { EXPECT_THAT(split_key("a..b."), ElementsAre("a", "", "b", "")); }

TEST(KeyPattern, OwnTableEndsBeforeTheTrailingStars)
{
    EXPECT_EQ(own_segments(split_key("hedger.*.alignment.*")), 3U);
    EXPECT_EQ(own_segments(split_key("relation.*.*")), 1U);
    EXPECT_TRUE(names_parameter(split_key("hedger.*.alignment.*"), split_key("hedger.HED.alignment")));
    EXPECT_FALSE(names_parameter(split_key("hedger.*.alignment.*"), split_key("hedger.HED.precision")));
    EXPECT_FALSE(names_parameter(split_key("hedger.*.alignment.*"), split_key("hedger.HED")));
}

TEST(ScenarioReference, HasARowForEveryParameterSettingAndFault)
{
    std::string const page = scenario_reference(tiny_schema());
    EXPECT_THAT(page, HasSubstr("| `hedger.<hedger>.alignment.<partner>` | 1 | 0.2 | 0 to 1 | fixed | L | 1 |"));
    EXPECT_THAT(page, HasSubstr("| `incentive.F1` | 1 | true | false to true |"));
    EXPECT_THAT(page, HasSubstr("| `run.months` | whole number | 1 to 1200 | 120 |"));
    EXPECT_THAT(page, HasSubstr("| `partner.<partner>.pole` | text | one of east, west, none | none |"));
    for (FaultCode const& fault : scenario_fault_codes) {
        EXPECT_THAT(page, HasSubstr("| " + std::string{fault.code} + " | "));
    }
}

TEST(ScenarioReference, KeepsTheColumnsOfATableWhereATextHasABar)
{
    std::istringstream page{scenario_reference(tiny_schema())};
    for (std::string line; std::getline(page, line);) {
        if (line.starts_with("| `shock.rate`")) {
            EXPECT_THAT(line, HasSubstr(R"(Either \| or.)"));
        }
    }
}

TEST(ScenarioJsonSchema, KnowsEveryKeyAndRefusesOthers)
{
    nlohmann::json const schema = scenario_json_schema(tiny_schema());
    EXPECT_EQ(schema.at("/additionalProperties"_json_pointer), false);
    EXPECT_EQ(schema.at("/properties/run/additionalProperties"_json_pointer), false);
    nlohmann::json const principal = schema.at("/properties/principal/additionalProperties"_json_pointer);
    EXPECT_EQ(principal.at("/additionalProperties"_json_pointer), false);
    EXPECT_EQ(principal.at("/properties/budget/anyOf/1/properties/unit/const"_json_pointer), "G");
    EXPECT_EQ(principal.at("/properties/budget/anyOf/0/maximum"_json_pointer), 1.0);
}

TEST(ScenarioJsonSchema, NestsTheValuesOfAFamilyById)
{
    nlohmann::json const schema = scenario_json_schema(tiny_schema());
    nlohmann::json const relation = schema.at("/properties/relation/properties/value"_json_pointer);
    EXPECT_EQ(relation.at("/additionalProperties/additionalProperties/minimum"_json_pointer), -1.0);
}

TEST(ScenarioJsonSchema, StatesTheLimitsOfSettings)
{
    nlohmann::json const settings = scenario_json_schema(tiny_schema()).at("properties");
    EXPECT_EQ(settings.at("/run/properties/months/maximum"_json_pointer), 1200.0);
    EXPECT_EQ(settings.at("/partner/additionalProperties/properties/pole/enum"_json_pointer),
              nlohmann::json({"east", "west", "none"}));
}

} // namespace
