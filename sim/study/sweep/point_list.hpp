#pragma once
/// Lists of points: comma-separated values, a row for each point, keys of parameters in the first.

#include "scenario/scenario.hpp"

#include <vector>

namespace steppe {

struct PointList {
    std::vector<std::size_t> positions; ///< of each column, in Scenario::parameters
    std::vector<double> values;         ///< [point][column]
};

/// Lines that are empty or begin with '#' are passed over, and so is a column called "point". Switches are true, false, 1 or 0.
/// Faults: T202 unknown or repeated columns, T205 the rest, S103, S104, S120 for values.
[[nodiscard]] PointList read_point_list(std::string const& path, SourceLocation const& asked_at, Scenario const& scenario,
                                        Schema const& schema, Diagnostics& faults);

} // namespace steppe
