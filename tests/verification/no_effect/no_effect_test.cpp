/// Where accession has no effect, arms must not differ: not by an error of rounding either (docs/model.md 10).

#include "model/schema_of_model.hpp"
#include "support/compared_arms.hpp"
#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace steppe {
namespace {

using testing::differences_of_arms;
using testing::SmallWorld;

constexpr int months = 120;

/// Measures of the accord itself: who is in it, what others think of it, and how it was asked.
std::set<std::string> const of_the_accord{"status",     "has_joined",      "has_frozen",   "accession_probability",
                                          "members",    "peer_joins",      "momentum",     "candidate_member",
                                          "legitimacy", "accord_residual", "leader_credit"};

void expect_no_difference(Scenario const& scenario, std::string const& arm, int replicates)
{
    std::map<std::string, double> const apart = differences_of_arms(scenario, arm, "without_accords", months, replicates);
    for (char const* named : {"welfare", "coercion", "hedging", "alignment", "threats", "executed"}) {
        ASSERT_TRUE(apart.contains(named)) << named;
    }
    for (auto const& [measure, difference] : apart) {
        if (!of_the_accord.contains(measure)) {
            EXPECT_EQ(difference, 0.0) << measure << " of " << arm;
        }
    }
    if (arm != "inducement_only" && arm != "quiet_deepening") {
        EXPECT_EQ(apart.at("has_joined"), 1.0) << "nobody joined in " << arm;
    }
}

/// Nothing valued, nothing realised, no substance, no response of the public, no move by acceding: lively in all else.
SmallWorld world_without_effect(std::vector<std::string> const& hedgers = {"HOME"})
{
    SmallWorld world{hedgers, {"ALPHA", "BETA"}, {"ALPHA", "BETA", "REST"}};
    world.lively();
    for (std::string const principal : {"ALPHA", "BETA"}) {
        for (std::string const value : {"momentum", "minerals", "conflict", "legacy", "rivalry", "intrusion", "tension"}) {
            world.set(std::string{"principal."}.append(principal).append(".").append(value).append("_value"), 0.0);
        }
        world.set("principal." + principal + ".energy_bill", 0.0);
    }
    for (std::string const& name : hedgers) {
        std::string const hedger = "hedger." + name + ".";
        for (char const* key : {"realisation", "domestic_cost", "opinion_weight", "accession_move", "accord_trade_saving",
                                "firm_accord_response", "group_salience.CITY", "group_salience.LAND"}) {
            world.set(hedger + key, 0.0);
        }
        world.set(hedger + "agenda_rate", 0.2);
    }
    for (std::string const channel : {"TRADE", "ARMS"}) {
        world.set("channel." + channel + ".accord_substance", 0.0);
    }
    return world;
}

TEST(NoEffect, ASmallWorldInWhichAccessionDoesNothingIsTheSameInEveryArm)
{
    for (char const* arm : {"with_accords", "endogenous", "inducement_only", "quiet_deepening"}) {
        expect_no_difference(world_without_effect().scenario(), arm, 64);
    }
}

TEST(NoEffect, NorDoSeveralHedgersDiffer)
{
    for (char const* arm : {"with_accords", "endogenous"}) {
        expect_no_difference(world_without_effect({"HOME", "TWIN"}).scenario(), arm, 32);
    }
}

/// Thresholds below which powers threaten whatever happens, and powers that never value membership, make no threat of the accord.
TEST(NoEffect, NorDoThreatsOverAnAccordThatNobodyValues)
{
    SmallWorld world = world_without_effect();
    world.set("principal.ALPHA.threat_threshold", 0.02).set("principal.ALPHA.threat_rate", 0.9);
    world.set("principal.BETA.threat_threshold", 0.02).set("principal.BETA.threat_rate", 0.9);
    for (char const* arm : {"with_accords", "endogenous"}) {
        expect_no_difference(world.scenario(), arm, 32);
    }
}

/// A world that is without effect in everything but one respect does differ: the comparison sees what there is.
TEST(NoEffect, EachEffectAloneIsSeen)
{
    struct Effect {
        char const* key{};
        double value{};
        char const* measure{};
        double deals_stand{};
    };
    for (Effect const& effect :
         {Effect{"hedger.HOME.accession_move", 0.5, "alignment"}, Effect{"hedger.HOME.realisation", 0.2, "welfare", 1.0},
          Effect{"channel.TRADE.accord_substance", 0.3, "influence"},
          Effect{"hedger.HOME.accord_trade_saving", 0.02, "trade_gain"},
          Effect{"hedger.HOME.firm_accord_response", 0.2, "firms"}, Effect{"principal.BETA.legacy_value", 0.3, "welfare"},
          Effect{"principal.ALPHA.intrusion_value", -0.3, "threats"},
          Effect{"hedger.HOME.group_salience.LAND", 0.9, "home_legitimacy"}}) {
        SmallWorld world = world_without_effect();
        world.set(effect.key, effect.value).set("game.announced_deals_stand", effect.deals_stand);
        auto const apart = differences_of_arms(world.scenario(), "with_accords", "without_accords", months, 32);
        EXPECT_GT(apart.at(effect.measure), 0.0) << effect.key;
    }
}

/// The shipped rival reading R3.
TEST(NoEffect, TheRivalReadingOfNoEffectIsTheSameInEveryArm)
{
    Scenario const scenario = read_scenario(STEPPE_SOURCE_DIR "/scenarios/rivals/R3-no-effect.toml", model_schema());
    for (char const* arm : {"with_accords", "endogenous", "inducement_only", "quiet_deepening"}) {
        expect_no_difference(scenario, arm, 16);
    }
}

} // namespace
} // namespace steppe
