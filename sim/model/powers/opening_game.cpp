#include "model/powers/opening_game.hpp"

#include "model/month.hpp"

#include <algorithm>
#include <cmath>

namespace steppe {
namespace {

constexpr double at_rest = 1e-14;
constexpr int most_iterations = 1000;

int solve_to_rest(Sizes const& sizes, StageGame<double>& game)
{
    for (int n = 1; n <= most_iterations; ++n) {
        solve_stage_game(sizes, 1, game);
        if (game.residual <= at_rest) {
            return n;
        }
    }
    return most_iterations;
}

double largest_difference(std::span<double const> a, std::span<double const> b)
{
    double largest = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        largest = std::max(largest, std::abs(a[i] - b[i]));
    }
    return largest;
}

template <class Range, class Function>
std::vector<double> collect(Range range, Function function)
{
    std::vector<double> values;
    for (auto id : range) {
        values.push_back(function(id));
    }
    return values;
}

/// Solves again from reservations of 0 and principals that always threaten.
double difference_from_second_start(Sizes const& sizes, StageGame<double> game)
{
    std::vector<double> const first{game.anticipated.flat().begin(), game.anticipated.flat().end()};
    for (PrincipalId i : sizes.principals()) {
        game.reservation[i] = 0.0;
        for (ModeId s : sizes.modes()) {
            game.mode_probability(i, s) = s == mode::both ? 1.0 : 0.0;
        }
    }
    solve_to_rest(sizes, game);
    return largest_difference(first, game.anticipated.flat());
}

} // namespace

OpeningGame solve_opening_game(Structure const& structure, std::span<double const> values, Arm const& arm, HedgerId hedger)
{
    Sizes const& sizes = structure.sizes;
    Pack<double> pack{sizes};
    pack.parameters.assign(values);
    open_pack(structure, pack);
    enter_arm(structure, arm, pack);
    pack.month.readings = read_climate<double>(pack.parameters, structure, 0, pack.now.climate);
    perceive(pack.parameters, structure, pack.opening, arm, pack.now, pack.month);
    StageGame<double>& game = pack.game;
    set_stage_game(pack.parameters, sizes, hedger, pack.month.means, pack.month.stakes, pack.month.preferences, pack.now,
                   game);

    OpeningGame opening;
    opening.iterations = solve_to_rest(sizes, game);
    opening.residual = game.residual;
    opening.second_start = difference_from_second_start(sizes, game);
    opening.agent_precision = game.agent_precision;
    opening.principal_precision = game.principal_precision;
    auto const by_action = [&](auto const& table) { return std::vector<double>(table.flat().begin(), table.flat().end()); };
    opening.base_rate = by_action(game.base_rate);
    opening.utility = by_action(game.utility);
    opening.anticipated = by_action(game.anticipated);
    PrincipalParameters<double> const& p = pack.parameters.principal;
    for (PrincipalId i : sizes.principals()) {
        opening.principals.push_back(
            {.value = collect(sizes.actions(), [&](ActionId a) { return game.value(i, a); }),
             .budget = game.budget[i],
             .threat_capacity = pack.month.means.threat_capacity[i],
             .threat_threshold = p.threat_threshold[i],
             .threat_softness = p.threat_softness[i],
             .believed_delivery = game.believed_delivery[i],
             .believed_resolve = game.believed_resolve[i],
             .execution_cost = game.execution_cost[i],
             .audience_cost = game.audience_cost[i],
             .reservation = game.reservation[i],
             .mode_probability = collect(sizes.modes(), [&](ModeId s) { return game.mode_probability(i, s); }),
             .offer = collect(sizes.actions(), [&](ActionId a) { return game.offer(i, a); }),
             .threat = collect(sizes.actions(), [&](ActionId a) { return game.threat(i, a); })});
    }
    return opening;
}

} // namespace steppe
