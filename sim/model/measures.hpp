#pragma once
/// The measures that months report, without any month: for file layout, summaries and reference.

#include "model/measure.hpp"

#include <string>
#include <vector>

namespace steppe {

/// The declarations of Observation with their dimensions, in the order of storage.
[[nodiscard]] std::vector<MeasureDeclaration> model_measures();

/// Names of those that are recorded where nothing else is asked for: all that are not optional.
[[nodiscard]] std::vector<std::string> default_measures();

} // namespace steppe
