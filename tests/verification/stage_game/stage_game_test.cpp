#include "model/powers/game.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

namespace steppe {
namespace {

nlohmann::json oracle()
{
    std::ifstream file{STEPPE_SOURCE_DIR "/tests/verification/stage_game/golden_stage.json"};
    return nlohmann::json::parse(file);
}

Sizes game_sizes(int principals, int actions)
{
    Sizes sizes;
    sizes.set(IndexSet::principal, principals);
    sizes.set(IndexSet::action, actions);
    sizes.set(IndexSet::mode, 4);
    return sizes;
}

template <class R>
StageGame<R> game_of(nlohmann::json const& golden, Sizes const& sizes)
{
    StageGame<R> game{sizes};
    game.agent_precision = golden["lambda_K"].get<double>();
    game.principal_precision = golden["lambda_P"].get<double>();
    for (ActionId a : sizes.actions()) {
        game.utility[a] = golden["u0"][static_cast<std::size_t>(a.value)].get<double>();
        game.base_rate[a] = golden["p0"][static_cast<std::size_t>(a.value)].get<double>();
    }
    for (PrincipalId i : sizes.principals()) {
        auto const& par = golden["par"][static_cast<std::size_t>(i.value)];
        game.budget[i] = par["B"].get<double>();
        game.believed_delivery[i] = par["pO"].get<double>();
        game.believed_resolve[i] = par["pR"].get<double>();
        game.execution_cost[i] = par["kap"].get<double>();
        game.audience_cost[i] = par["f"].get<double>();
        game.reservation[i] = 0.5;
        for (ModeId s : sizes.modes()) {
            game.mode_probability(i, s) = 0.25;
        }
        for (ActionId a : sizes.actions()) {
            double const value =
                golden["V"][static_cast<std::size_t>(i.value)][static_cast<std::size_t>(a.value)].get<double>();
            game.value(i, a) = value;
            game.threat(i, a) = threatened_harm<double, double>(par["H"], value, par["c0"], 1.0 / par["eps"].get<double>());
        }
    }
    return game;
}

TEST(StageGame, AgreesWithTheOracleOnReservationsModesAndChoice)
{
    nlohmann::json const golden = oracle();
    Sizes const sizes = game_sizes(5, 8);
    StageGame<double> game = game_of<double>(golden, sizes);
    solve_stage_game(sizes, 40, game);

    EXPECT_LE(game.residual, 1e-15);
    for (PrincipalId i : sizes.principals()) {
        auto const at = static_cast<std::size_t>(i.value);
        EXPECT_NEAR(game.reservation[i], golden["k"][at].get<double>(), 1e-13);
        for (ModeId s : sizes.modes()) {
            EXPECT_NEAR(game.mode_probability(i, s), golden["pi"][at][static_cast<std::size_t>(s.value)].get<double>(),
                        1e-13);
        }
    }
    for (ActionId a : sizes.actions()) {
        EXPECT_NEAR(game.anticipated[a], golden["p_meanfield"][static_cast<std::size_t>(a.value)].get<double>(), 1e-13);
    }
    EXPECT_NEAR(game.anticipated[ActionId{0}], 0.5992895777, 1e-10);
}

TEST(StageGame, EightStepsFromAnUninformedStartLeaveAResidualBelowOneInAMillionMillion)
{
    Sizes const sizes = game_sizes(5, 8);
    StageGame<double> game = game_of<double>(oracle(), sizes);
    solve_stage_game(sizes, 8, game);
    EXPECT_LE(game.residual, 1e-12);
}

TEST(StageGame, LanesSolveItToTheSameBits)
{
    nlohmann::json const golden = oracle();
    Sizes const sizes = game_sizes(5, 8);
    StageGame<double> reference = game_of<double>(golden, sizes);
    StageGame<Lanes<native_width>> lanes = game_of<Lanes<native_width>>(golden, sizes);
    solve_stage_game(sizes, 8, reference);
    solve_stage_game(sizes, 8, lanes);
    for (ActionId a : sizes.actions()) {
        for (int lane = 0; lane < native_width; ++lane) {
            EXPECT_EQ(lanes.anticipated[a][lane], reference.anticipated[a]);
        }
    }
}

/// The order in which principals are listed is not an input.
TEST(StageGame, PermutedPrincipalsGiveTheSameChoice)
{
    nlohmann::json golden = oracle();
    Sizes const sizes = game_sizes(5, 8);
    StageGame<double> first = game_of<double>(golden, sizes);
    std::reverse(golden["par"].begin(), golden["par"].end());
    std::reverse(golden["V"].begin(), golden["V"].end());
    StageGame<double> second = game_of<double>(golden, sizes);
    solve_stage_game(sizes, 40, first);
    solve_stage_game(sizes, 40, second);
    for (ActionId a : sizes.actions()) {
        EXPECT_NEAR(first.anticipated[a], second.anticipated[a], 1e-14);
    }
    EXPECT_NEAR(first.reservation[PrincipalId{0}], second.reservation[PrincipalId{4}], 1e-14);
}

/// G is a unit: scaling every amount by c and every precision by 1/c changes no probability.
TEST(StageGame, AChangeOfTheUnitOfValueChangesNoProbability)
{
    nlohmann::json const golden = oracle();
    Sizes const sizes = game_sizes(5, 8);
    StageGame<double> first = game_of<double>(golden, sizes);
    StageGame<double> second = first;
    double const c = 2.9;
    second.agent_precision = first.agent_precision / c;
    second.principal_precision = first.principal_precision / c;
    auto const scale = [&](auto& table) {
        for (double& entry : table.flat()) {
            entry *= c;
        }
    };
    scale(second.utility);
    scale(second.budget);
    scale(second.audience_cost);
    scale(second.value);
    scale(second.threat);
    scale(second.reservation);
    solve_stage_game(sizes, 40, first);
    solve_stage_game(sizes, 40, second);
    for (ActionId a : sizes.actions()) {
        EXPECT_NEAR(first.anticipated[a], second.anticipated[a], 1e-14);
    }
    EXPECT_NEAR(c * first.reservation[PrincipalId{2}], second.reservation[PrincipalId{2}], 1e-13);
}

/// Exact enumeration of the four modes of every principal, as an audit of the mean-field forecast.
TEST(StageGame, MeanFieldForecastIsWithinItsStatedErrorOfExactEnumeration)
{
    nlohmann::json const golden = oracle();
    Sizes const sizes = game_sizes(5, 8);
    StageGame<double> game = game_of<double>(golden, sizes);
    solve_stage_game(sizes, 40, game);
    std::vector<double> exact(8, 0.0);
    for (int combination = 0; combination < 1024; ++combination) {
        double weight = 1.0;
        std::vector<double> odds(8);
        double total = 0.0;
        for (ActionId a : sizes.actions()) {
            double utility = game.utility[a];
            for (PrincipalId i : sizes.principals()) {
                int const s = combination >> (2 * i.value) & 3;
                utility += (s == 1 || s == 3 ? game.believed_delivery[i] * game.offer(i, a) : 0.0) -
                           (s >= 2 ? game.believed_resolve[i] * game.threat(i, a) : 0.0);
            }
            odds[static_cast<std::size_t>(a.value)] = game.base_rate[a] * std::exp(game.agent_precision * utility);
            total += odds[static_cast<std::size_t>(a.value)];
        }
        for (PrincipalId i : sizes.principals()) {
            weight *= game.mode_probability(i, ModeId{combination >> (2 * i.value) & 3});
        }
        for (std::size_t a = 0; a < 8; ++a) {
            exact[a] += weight * odds[a] / total;
        }
    }
    double largest = 0.0;
    for (std::size_t a = 0; a < 8; ++a) {
        EXPECT_NEAR(exact[a], golden["p_exact_mix"][a].get<double>(), 1e-12);
        largest = std::max(largest, std::abs(exact[a] - game.anticipated[ActionId{static_cast<int>(a)}]));
    }
    EXPECT_NEAR(largest, 0.0052, 5e-5);
}

} // namespace
} // namespace steppe
