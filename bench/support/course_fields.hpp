#pragma once
/// The games of bench/course_game.cpp as every contender reads them: fields of one number per replicate, one field after the other.

#include <cstddef>

namespace bench {

inline constexpr int principals = 5;
inline constexpr int actions = 6;
inline constexpr int steps = 8;
inline constexpr double threat_threshold = 0.15, threat_steepness = 20.0; ///< c in G, 1/eps in 1/G

/// Where the first of each kind of fields stands; tables lie principal by principal, then action by action.
namespace field {
inline constexpr int precision = 0;
inline constexpr int base_rate = precision + 1;
inline constexpr int utility = base_rate + actions;
inline constexpr int cap = utility + actions;
inline constexpr int exchange = cap + principals;
inline constexpr int threatens = exchange + principals;
inline constexpr int hurt = threatens + principals;
inline constexpr int capacity = hurt + principals;
inline constexpr int threat_cost = capacity + principals;
inline constexpr int posture = threat_cost + principals;
inline constexpr int value = posture + principals;
inline constexpr int gain = value + principals * actions;
inline constexpr int cap_change = gain + principals;
inline constexpr int cap_keep = cap_change + principals;
inline constexpr int log_odds_without_offers = cap_keep + principals;
inline constexpr int count = log_odds_without_offers + 1;
} // namespace field

namespace answer {
inline constexpr int reservation = 0;
inline constexpr int choice = reservation + principals;
inline constexpr int worth = choice + actions; ///< of a threat
inline constexpr int inclusive = worth + principals;
inline constexpr int log_odds = inclusive + 1;
inline constexpr int count = log_odds + 1;
} // namespace answer

/// The same equations and the same steps as a capable user would vectorise them by hand: structures of arrays in blocks of replicates, loops
/// that the compiler vectorises with fused multiply-add, reassociation and the exponential and logarithm of libmvec.
void solve_by_arrays(double const* fields, double* answers, std::size_t replicates);

} // namespace bench
