/// Relations between runs that hold whatever the numbers are (docs/model.md 10).

#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string_view>
#include <utility>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

constexpr HedgerId home{0};

/// A world in which every incentive acts, and loss aversion, withholding and lost interest with them.
SmallWorld busy_world()
{
    SmallWorld world = SmallWorld{}.lively();
    world.set("principal.BETA.rivalry_value", 0.2).set("hedger.HOME.technology_gain", 0.1);
    world.set("hedger.HOME.window_gain", 0.1).set("hedger.HOME.framing", 0.4).set("hedger.HOME.prior_ties", 0.6);
    world.set("hedger.HOME.tie.BETA", 1.0).set("principal.BETA.novelty_share", 1.0).set("hedger.HOME.realisation", 0.2);
    world.set("accord.legitimacy_gain", 0.1).set("accord.legitimacy_conflict", 0.8).set("accord.legitimacy_rate", 0.05);
    world.set("hedger.HOME.leverage_months", 4.0)
        .set("calendar.election_amplitude", 0.5)
        .set("hedger.HOME.summit_agenda", 0.3);
    world.set("hedger.HOME.group_stance.CITY", -0.2).set("game.execution_precision", 4.0).set("game.resolve_worth", 0.05);
    return world;
}

/// How a parameter scales with the unit of value.
double power_of_value(std::string_view unit)
{
    bool const amount = unit == "G" || unit.starts_with("G/");
    return amount ? 1.0 : unit == "1/G" ? -1.0 : 0.0;
}

template <class R>
double largest(R const& value)
{
    double most = LaneTraits<R>::get(value, 0);
    for (int lane = 1; lane < LaneTraits<R>::width; ++lane) {
        most = std::max(most, LaneTraits<R>::get(value, lane));
    }
    return most;
}

/// The largest difference of the probabilities of courses and of a change of status, in any lane.
template <class R>
double choices_apart(OpenedPack<R> const& first, OpenedPack<R> const& second)
{
    double most = largest(absolute(first.pack.month.bids.probability[home] - second.pack.month.bids.probability[home]));
    for (ActionId a : first.structure.sizes.actions()) {
        R const one = first.pack.month.choice.probability(home, a);
        most = std::max(most, largest(absolute(one - second.pack.month.choice.probability(home, a))));
    }
    return most;
}

/// All values in units of 1/m G: what is valued, capped, threatened and paid is multiplied by m, precisions are divided by it, and nothing
/// that has no unit of value changes.
template <class R>
void expect_no_unit(double m, double tolerance)
{
    SmallWorld const original = busy_world();
    SmallWorld rescaled = original;
    Schema const schema = model_schema();
    for (Parameter const& parameter : original.scenario().parameters) {
        std::string_view const unit = schema.parameters[parameter.family].declaration.unit;
        rescaled.set(parameter.key, parameter.value * std::pow(m, power_of_value(unit)));
    }
    OpenedPack<R> first{original, "endogenous"};
    OpenedPack<R> second{rescaled, "endogenous"};
    for (PrincipalId i : first.structure.sizes.principals()) { // the games' first guess is in G too
        second.pack.now.reservation(home, i) = second.pack.now.reservation(home, i) * m;
        second.pack.now.shadow_reservation(home, i) = second.pack.now.shadow_reservation(home, i) * m;
    }
    Draws<R> const draws{5, 3};
    for (int month = 0; month < 60; ++month) {
        first.advance(draws, month);
        second.advance(draws, month);
        ASSERT_LE(choices_apart(first, second), tolerance) << month;
        for (PartnerId j : first.structure.sizes.partners()) {
            R const difference = first.pack.now.alignment(home, j) - second.pack.now.alignment(home, j);
            ASSERT_LE(largest(absolute(difference)), tolerance) << month;
        }
        for (PrincipalId i : first.structure.sizes.principals()) {
            R const posture = first.pack.now.posture(home, i) - second.pack.now.posture(home, i);
            R const purse = m * first.pack.now.purse[i] - second.pack.now.purse[i];
            ASSERT_LE(largest(absolute(posture)), tolerance) << month;
            ASSERT_LE(largest(absolute(purse)), m * tolerance) << month;
        }
        R const status = first.pack.now.status[home] - second.pack.now.status[home];
        ASSERT_EQ(largest(absolute(status)), 0.0) << month;
    }
}

TEST(Metamorphic, TheUnitOfValueIsNoInput)
{
    expect_no_unit<double>(2.0, 1e-12);
    expect_no_unit<double>(2.9, 1e-8);
    expect_no_unit<Lanes<native_width>>(2.9, 1e-8);
}

struct OrderTolerance {
    double log_odds, posture, purse;
};

/// Principals and partners in another order, courses solved to rest.
void expect_no_order(double leverage_months, OrderTolerance const& tolerance)
{
    auto const ordered = [&](std::vector<std::string> principals, std::vector<std::string> partners) {
        SmallWorld world{{"HOME"}, std::move(principals), std::move(partners)};
        world.lively().set("balance.speed", 0.05).set("balance.return", 0.1).setting("game.iterations", "40");
        world.set("hedger.HOME.leverage_months", leverage_months);
        return OpenedPack<double>{world, "endogenous"};
    };
    OpenedPack<double> first = ordered({"ALPHA", "BETA"}, {"ALPHA", "BETA", "REST"});
    OpenedPack<double> second = ordered({"BETA", "ALPHA"}, {"REST", "BETA", "ALPHA"});
    Draws<double> const draws{5, 3};
    for (int month = 0; month < 60; ++month) {
        first.advance(draws, month);
        second.advance(draws, month);
        for (int j : {0, 1, 2}) {
            ASSERT_NEAR(first.pack.now.alignment(home, PartnerId{j}), second.pack.now.alignment(home, PartnerId{2 - j}),
                        1e-10)
                << month;
        }
        ASSERT_NEAR(first.pack.month.bids.log_odds[home], second.pack.month.bids.log_odds[home], tolerance.log_odds)
            << month;
        for (int i : {0, 1}) {
            PrincipalId const one{i};
            PrincipalId const other{1 - i};
            ASSERT_NEAR(first.pack.now.pressure(home, one), second.pack.now.pressure(home, other), 1e-12);
            ASSERT_NEAR(first.pack.now.posture(home, one), second.pack.now.posture(home, other), tolerance.posture) << month;
            ASSERT_NEAR(first.pack.now.purse[one], second.pack.now.purse[other], tolerance.purse) << month;
        }
        ASSERT_EQ(first.pack.now.status[home], second.pack.now.status[home]);
    }
    EXPECT_GT(first.pack.now.has_joined[home], 0.0) << "status never changed";
}

/// Draws are addressed by id. Postures after a change of status, and the card, come from the shadow game, which takes but two steps a month.
TEST(Metamorphic, TheOrderOfListsIsNoInput)
{
    expect_no_order(0.0, {.log_odds = 1e-9, .posture = 1e-6, .purse = 1e-9});
    expect_no_order(5.0, {.log_odds = 1e-2, .posture = 1e-6, .purse = 1e-4});
}

TEST(Metamorphic, WithoutASponsorAmongThePartnersAccessionLeavesSharesOnTheSimplex)
{
    SmallWorld world = SmallWorld{}.lively();
    world.set("partner.BETA.sponsorship", 0.0).set("hedger.HOME.agenda_rate", 0.2);
    for (char const* arm : {"with_accords", "endogenous"}) {
        OpenedPack<double> opened{world, arm};
        Draws<double> const draws{5, 3};
        for (int month = 0; month < 120; ++month) {
            opened.advance(draws, month);
        }
        double total = 0.0;
        for (PartnerId j : opened.structure.sizes.partners()) {
            total += opened.pack.now.alignment(home, j);
        }
        EXPECT_GT(opened.pack.now.has_joined[home], 0.0) << arm;
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
