#pragma once
/// Weights that make shares and interactions of the values of coalitions (docs/model.md 9.1).

#include <cstddef>
#include <cstdint>
#include <vector>

namespace steppe {

/// Members of a coalition of at most 31 players: bit i is player i.
using Coalition = std::uint32_t;

/// Weight of v(S) in the Shapley value of `player`, of `players` in all.
[[nodiscard]] double shapley_weight(Coalition coalition, int player, int players);

/// Weight of v(S) in the interaction index of two players (Grabisch & Roubens 1999).
[[nodiscard]] double interaction_weight(Coalition coalition, int player, int other, int players);

/// Random orders of players, each followed by its reverse, and what they visit.
struct SampledOrders {
    std::vector<std::vector<int>> orders;
    std::vector<Coalition> coalitions; ///< each once, in ascending order

    /// Weight of v(S) in the mean contribution of `player` over the orders.
    [[nodiscard]] double weight(Coalition coalition, int player) const;
};

/// The rotations of `rounds` random orders and their reverses: every player comes first, second, ... equally often, so that whatever
/// depends on the number of players before it is weighed as in all orders.
[[nodiscard]] SampledOrders rotated_orders(int players, int rounds, std::uint64_t seed);

/// `count` orders, an even number (else one more), of addressed draws.
[[nodiscard]] SampledOrders sample_orders(int count, int players, std::uint64_t seed);

} // namespace steppe
