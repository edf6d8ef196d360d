#pragma once
/// What files keep of an outcome over replicates, one number after the other.

#include "output/summary.hpp"

namespace steppe {

/// The names, in the order in which a file has them.
[[nodiscard]] std::vector<std::string> effect_statistic_names();

/// [effect][statistic]; NaN where no replicate is left, except for their number.
[[nodiscard]] std::vector<double> effect_values(std::vector<PairedEffect> const& effects);

} // namespace steppe
