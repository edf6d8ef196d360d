#pragma once
/// The landscape of blocs (docs/model.md 6.9): which two-bloc configurations of the powers are at rest when each would change sides
/// alone to lower its frustration (Axelrod & Bennett 1993). Set-up analysis in double precision; not part of the month.
///
///   frustration_a = sum_b s_b p_ab d_ab       d_ab: 0 on the same side, 1 on different sides
///   energy        = sum_a s_a frustration_a
///
/// With symmetric propensities p every change of side that lowers a frustration lowers the energy, so changes end at a minimum.
/// Neglects: more than two blocs, and that the rule rests on symmetric propensities (Galam's critique).

#include <cstddef>
#include <cstdint>
#include <vector>

namespace steppe {

/// Sizes of the powers and their propensities to work together, row-major, n x n. The diagonal is not read.
struct Landscape {
    std::vector<double> size;
    std::vector<double> propensity;

    [[nodiscard]] std::size_t count() const { return size.size(); }
};

/// Bit a says on which side power a stands.
using Configuration = std::uint32_t;

inline constexpr std::size_t most_landscape_powers = 20;

[[nodiscard]] double frustration(Landscape const& landscape, Configuration configuration, std::size_t power);
[[nodiscard]] double energy(Landscape const& landscape, Configuration configuration);

struct LandscapeMinimum {
    Configuration configuration{}; ///< power 0 stands on side 0
    double energy{};
};

/// All configurations in which no power lowers its frustration by changing sides alone, lowest energy first. Examines 2^(n-1)
/// configurations; throws std::invalid_argument above 20 powers or where the matrix is not n x n.
[[nodiscard]] std::vector<LandscapeMinimum> find_minima(Landscape const& landscape);

} // namespace steppe
