#pragma once
/// The dimensions and variables of a result file (docs/output.md), made from the shape of a run.

#include "output/hdf5_file.hpp"
#include "output/recorder.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace steppe {

/// A parameter that a design varies, with its value in each point.
struct ParameterColumn {
    std::string key;
    std::string unit;
    std::string long_name;
    std::vector<double> values; ///< [point]
};

/// The variables that are written while a run goes on.
struct ResultVariables {
    std::vector<std::optional<Hdf5Dataset>> measures; ///< as in the layout; none where an index set is empty
    Hdf5Dataset job_state;
};

/// Replicates that one chunk of a measure holds: a constant, so that files do not depend on how work was cut.
[[nodiscard]] std::int64_t replicates_per_chunk(RunLayout const& layout);

/// Creates the coordinates, `seed`, one variable per measure, `job_state` and one `parameter_<key>` per column.
/// The layout has at least one arm, point, replicate and month. Throws std::invalid_argument if it has not, or if a
/// column has another number of values than there are points, and EnvironmentError.
[[nodiscard]] ResultVariables create_result_variables(Hdf5Group& root, RunLayout const& layout,
                                                      std::vector<ParameterColumn> const& columns);

} // namespace steppe
