/// Relations between runs that hold whatever the numbers are (docs/model.md 10).

#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

/// Principals and partners of a world, by their place in another.
struct Order {
    bool reversed{};

    template <class Id>
    [[nodiscard]] Id place(IdRange<Id> ids, Id id) const
    {
        return reversed ? Id{ids.size() - 1 - id.value} : id;
    }
};

/// Largest differences of two worlds in a month, in any lane; purses of the first times m.
struct Apart {
    double choice = 0.0, log_odds = 0.0, shares = 0.0, posture = 0.0, pressure = 0.0, purse = 0.0, status = 0.0;
};

template <class R>
Apart worlds_apart(OpenedPack<R> const& first, OpenedPack<R> const& second, Order order, double m)
{
    Apart apart;
    auto const widen = [](double& most, R const& one, R const& other) {
        most = std::max(most, largest(R{absolute(one - other)}));
    };
    Sizes const& sizes = first.structure.sizes;
    auto const& [now, other] = std::pair<World<R> const&, World<R> const&>{first.pack.now, second.pack.now};
    auto const& [made, other_made] =
        std::pair<MonthResults<R> const&, MonthResults<R> const&>{first.pack.month, second.pack.month};
    for (PartnerId j : sizes.partners()) {
        PartnerId const k = order.place(sizes.partners(), j);
        widen(apart.shares, now.alignment(home, j), other.alignment(home, k));
        widen(apart.choice, made.choice.probability(home, Structure::tilt(j)),
              other_made.choice.probability(home, Structure::tilt(k)));
    }
    for (PrincipalId i : sizes.principals()) {
        PrincipalId const k = order.place(sizes.principals(), i);
        widen(apart.posture, now.posture(home, i), other.posture(home, k));
        widen(apart.pressure, now.pressure(home, i), other.pressure(home, k));
        widen(apart.purse, R{m * now.purse[i]}, other.purse[k]);
    }
    widen(apart.log_odds, made.bids.log_odds[home], other_made.bids.log_odds[home]);
    widen(apart.status, now.status[home], other.status[home]);
    return apart;
}

/// Whether none is above its tolerance.
bool within(Apart const& apart, Apart const& tolerance)
{
    return apart.choice <= tolerance.choice && apart.log_odds <= tolerance.log_odds && apart.shares <= tolerance.shares &&
           apart.posture <= tolerance.posture && apart.pressure <= tolerance.pressure && apart.purse <= tolerance.purse &&
           apart.status <= tolerance.status;
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
    Apart const most{tolerance, 100.0 * tolerance, tolerance, tolerance, tolerance, m * tolerance, 0.0};
    Draws<R> const draws{5, 3};
    for (int month = 0; month < 60; ++month) {
        first.advance(draws, month);
        second.advance(draws, month);
        ASSERT_TRUE(within(worlds_apart(first, second, {}, m), most)) << month;
    }
}

TEST(Metamorphic, TheUnitOfValueIsNoInput)
{
    expect_no_unit<double>(2.0, 1e-12);
    expect_no_unit<double>(2.9, 1e-8);
    expect_no_unit<Lanes<native_width>>(2.9, 1e-8);
}

/// Principals and partners in another order, courses solved to rest.
void expect_no_order(double leverage_months, Apart const& tolerance)
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
        ASSERT_TRUE(within(worlds_apart(first, second, {.reversed = true}, 1.0), tolerance)) << month;
    }
    EXPECT_GT(first.pack.now.has_joined[home], 0.0) << "status never changed";
}

/// Draws are addressed by id. Postures after a change of status, and the card, come from the shadow game, which takes but two steps a month.
TEST(Metamorphic, TheOrderOfListsIsNoInput)
{
    expect_no_order(0.0, {1e-9, 1e-9, 1e-10, 1e-6, 1e-12, 1e-9, 0.0});
    expect_no_order(5.0, {1e-5, 1e-2, 1e-10, 1e-6, 1e-12, 1e-4, 0.0});
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
    OpenedPack<R> opened{world, "without_accords"};
    constexpr int replicates = 4000;
    double joined = 0.0;
    for (int first = 0; first < replicates; first += native_width) {
        enter_arm(opened.structure, opened.arm, opened.pack);
        Draws<R> const draws{7, first};
        for (int month = 0; month < 120; ++month) {
            update_candidates(opened.pack.parameters, opened.structure, opened.pack.opening, opened.arm, draws, month,
                              opened.pack.month.readings, opened.pack.month.memberships, opened.pack.month.means,
                              opened.pack.now, opened.pack.games.peers, opened.pack.month.workspace,
                              opened.pack.month.accessions, opened.pack.next);
            std::swap(opened.pack.now.member, opened.pack.next.member);
            std::swap(opened.pack.now.peer_status, opened.pack.next.peer_status);
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
