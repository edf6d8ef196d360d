/// Relations between runs that hold whatever the numbers are (docs/model.md 10).

#include "support/keep_everything.hpp"
#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace steppe {
namespace {

using testing::KeepEverything;
using testing::OpenedPack;
using testing::run_small;
using testing::SmallWorld;

/// A world in which every incentive is at made.
SmallWorld busy_world()
{
    SmallWorld world = SmallWorld{}.lively();
    world.set("principal.BETA.rivalry_value", 0.2).set("hedger.HOME.technology_gain", 0.1);
    world.set("hedger.HOME.window_gain", 0.1).set("hedger.HOME.framing", 0.4).set("hedger.HOME.prior_ties", 0.6);
    world.set("hedger.HOME.tie.BETA", 1.0).set("principal.BETA.novelty_share", 1.0).set("hedger.HOME.realisation", 0.2);
    world.set("accord.legitimacy_gain", 0.1).set("accord.legitimacy_conflict", 0.8).set("accord.legitimacy_rate", 0.05);
    world.set("hedger.HOME.leverage_anchor", 0.1).set("calendar.election_amplitude", 0.5);
    world.set("hedger.HOME.group_stance.CITY", -0.2);
    return world;
}

struct SwitchCase {
    char const* id;
    std::vector<std::string> keys;
};

std::vector<SwitchCase> const& switch_cases()
{
    static std::vector<SwitchCase> const cases{
        {"F1", {"principal.ALPHA.momentum_value", "principal.BETA.momentum_value"}},
        {"F2", {"principal.ALPHA.minerals_value", "principal.BETA.minerals_value"}},
        {"F3", {"principal.ALPHA.conflict_value", "principal.BETA.conflict_value"}},
        {"F4", {"principal.ALPHA.legacy_value", "principal.BETA.legacy_value"}},
        {"F5",
         {"principal.ALPHA.rivalry_value", "principal.BETA.rivalry_value", "principal.ALPHA.intrusion_value",
          "principal.BETA.intrusion_value"}},
        {"G1", {"hedger.HOME.investment_gain", "hedger.HOME.realisation"}},
        {"G2", {"hedger.HOME.leverage_gain"}},
        {"G3", {"hedger.HOME.technology_gain"}},
        {"G4", {"hedger.HOME.framing"}},
        {"I1", {"principal.ALPHA.tension_value", "principal.BETA.tension_value"}},
        {"T1", {"hedger.HOME.window_gain", "calendar.election_amplitude"}},
        {"S1", {"hedger.HOME.prior_ties"}},
        {"P1", {"hedger.HOME.domestic_cost"}},
        {"L1", {"accord.legitimacy_conflict", "accord.legitimacy_gain"}},
    };
    return cases;
}

class IncentiveSwitch : public ::testing::TestWithParam<SwitchCase> {};

TEST_P(IncentiveSwitch, OffIsItsParametersAtZeroAndNothingElse)
{
    std::vector<Arm> const arms{*find_arm("endogenous"), *find_arm("with_accords")};
    KeepEverything const on = run_small(busy_world(), arms, 40);
    SmallWorld switched = busy_world();
    switched.set(std::string{"incentive."} + GetParam().id, 0.0);
    SmallWorld zeroed = busy_world();
    for (std::string const& key : GetParam().keys) {
        zeroed.set(key, 0.0);
    }
    KeepEverything const off = run_small(switched, arms, 40);
    KeepEverything const without = run_small(zeroed, arms, 40);
    EXPECT_EQ(off.series(0), without.series(0));
    EXPECT_EQ(off.series(1), without.series(1));
    EXPECT_NE(on.series(0), off.series(0)) << "the switch does nothing in this world";
}

INSTANTIATE_TEST_SUITE_P(Metamorphic, IncentiveSwitch, ::testing::ValuesIn(switch_cases()),
                         [](auto const& instance) { return std::string{instance.param.id}; });

/// All values in units of half a G: G-valued parameters double, precisions halve, and nothing that has no unit of value changes.
TEST(Metamorphic, TheUnitOfValueIsNoInput)
{
    SmallWorld rescaled = busy_world();
    Schema const schema = model_schema();
    SmallWorld const original = busy_world();
    for (Parameter const& parameter : original.scenario().parameters) {
        std::string_view const unit = schema.parameters[parameter.family].declaration.unit;
        double const factor = unit == "G" || unit == "G/month" ? 2.0 : unit == "1/G" ? 0.5 : 1.0;
        rescaled.set(parameter.key, parameter.value * factor);
    }
    Structure const structure = busy_world().structure();
    OpenedPack<double> first{busy_world(), "endogenous"};
    OpenedPack<double> second{rescaled, "endogenous"};
    for (PrincipalId i : structure.sizes.principals()) {
        second.pack.now.reservation(HedgerId{0}, i) *= 2.0; // the game's first guess is in G too
    }
    Draws<double> const draws{5, 3};
    for (int month = 0; month < 60; ++month) {
        first.advance(draws, month);
        second.advance(draws, month);
        for (PartnerId j : structure.sizes.partners()) {
            ASSERT_NEAR(first.pack.now.alignment(HedgerId{0}, j), second.pack.now.alignment(HedgerId{0}, j), 1e-12) << month;
        }
        ASSERT_EQ(first.pack.now.status[HedgerId{0}], second.pack.now.status[HedgerId{0}]);
        ASSERT_NEAR(2.0 * first.pack.now.fdi_stock[HedgerId{0}], second.pack.now.fdi_stock[HedgerId{0}], 1e-12);
    }
}

/// Principals and partners in another order are the same world: draws are addressed by id.
TEST(Metamorphic, TheOrderOfListsIsNoInput)
{
    auto const ordered = [](std::vector<std::string> principals, std::vector<std::string> partners) {
        SmallWorld world{{"HOME"}, std::move(principals), std::move(partners)};
        world.lively().set("balance.speed", 0.05).set("balance.return", 0.1);
        return OpenedPack<double>{world, "endogenous"};
    };
    OpenedPack<double> first = ordered({"ALPHA", "BETA"}, {"ALPHA", "BETA", "REST"});
    OpenedPack<double> second = ordered({"BETA", "ALPHA"}, {"REST", "BETA", "ALPHA"});
    HedgerId const h{0};
    Draws<double> const draws{5, 3};
    for (int month = 0; month < 60; ++month) {
        first.advance(draws, month);
        second.advance(draws, month);
        for (int j : {0, 1, 2}) {
            ASSERT_NEAR(first.pack.now.alignment(h, PartnerId{j}), second.pack.now.alignment(h, PartnerId{2 - j}), 1e-10)
                << month;
        }
        for (int i : {0, 1}) {
            ASSERT_NEAR(first.pack.now.pressure(h, PrincipalId{i}), second.pack.now.pressure(h, PrincipalId{1 - i}), 1e-12);
        }
        ASSERT_EQ(first.pack.now.status[h], second.pack.now.status[h]);
    }
}

TEST(Metamorphic, WithoutASponsorAmongThePartnersAccessionLeavesSharesOnTheSimplex)
{
    SmallWorld world = SmallWorld{}.lively();
    world.set("partner.BETA.sponsorship", 0.0).set("hedger.HOME.accession_rate", 0.2);
    for (char const* arm : {"with_accords", "endogenous"}) {
        OpenedPack<double> opened{world, arm};
        Draws<double> const draws{5, 3};
        for (int month = 0; month < 120; ++month) {
            opened.advance(draws, month);
        }
        double total = 0.0;
        for (PartnerId j : opened.structure.sizes.partners()) {
            total += opened.pack.now.alignment(HedgerId{0}, j);
        }
        EXPECT_GT(opened.pack.now.status[HedgerId{0}], 0.0);
        EXPECT_NEAR(total, 1.0, 1e-12) << arm;
    }
}

/// With nothing to move it, a candidate waits a geometric time at its base hazard.
TEST(Metamorphic, TheHazardKeepsItsBaseRateInTheLongRun)
{
    using R = Lanes<native_width>;
    SmallWorld world;
    world.set("candidate.NEAR.base_hazard", 0.01);
    for (char const* key : {"cascade.patron_effect", "cascade.momentum_effect", "cascade.hedger_effect",
                            "cascade.neighbour_effect", "cascade.conflict_effect", "cascade.tension_effect"}) {
        world.set(key, 0.0);
    }
    OpenedPack<R> opened{world, "without_accords"};
    constexpr int replicates = 4000;
    double joined = 0.0;
    for (int first = 0; first < replicates; first += native_width) {
        enter_arm(opened.structure, opened.arm, opened.pack);
        Draws<R> const draws{7, first};
        for (int month = 0; month < 120; ++month) {
            update_candidates(opened.pack.parameters, opened.structure, opened.pack.opening, draws, month,
                              opened.pack.month.readings, opened.pack.month.memberships, opened.pack.now,
                              opened.pack.month.accessions, opened.pack.next);
            std::swap(opened.pack.now.member, opened.pack.next.member);
        }
        for (int lane = 0; lane < native_width; ++lane) {
            joined += opened.pack.now.member[CandidateId{0}][lane];
        }
    }
    double const expected = 1.0 - std::pow(0.99, 120.0);
    EXPECT_NEAR(joined / replicates, expected, 4.0 * std::sqrt(expected * (1.0 - expected) / replicates));
}

} // namespace
} // namespace steppe
