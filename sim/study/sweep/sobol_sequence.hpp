#pragma once
/// Scrambled Sobol points.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace steppe {

/// The first `points` of the Sobol sequence in `dimensions` (direction numbers of Joe & Kuo 2008, as Boost.Random has them),
/// each dimension with a nested uniform scramble of its own. Values lie strictly between 0 and 1: [point][dimension]. With
/// 2^m points every interval of length 2^-m holds one point in each dimension.
///
/// References: Owen (1998), Scrambling Sobol' and Niederreiter-Xing points, J. Complexity 14; the scramble by hashing follows
/// Laine & Karras (2011) with the constants of Burley (2020), Practical hash-based Owen scrambling, JCGT 9(4).
[[nodiscard]] std::vector<double> scrambled_sobol(int points, std::size_t dimensions, std::uint64_t seed);

/// Parameters that one sequence can vary.
inline constexpr std::size_t most_sobol_dimensions = 3667;

} // namespace steppe
