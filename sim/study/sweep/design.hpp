#pragma once
/// The points of a design, with the values of what it varies.

#include "ensemble/plan.hpp"
#include "output/result_file.hpp"
#include "study/sweep/study.hpp"

#include <optional>
#include <string>

namespace steppe {

/// Throws InputError (T202 to T206, and those of values) with every fault of the design.
[[nodiscard]] DesignPoints make_points(Design const& design, Scenario const& scenario, Schema const& schema);

/// Why the model refuses a point (M202 to M204); nothing where it does not.
[[nodiscard]] std::optional<std::string> find_instability(DesignPoints const& points, int point, Scenario const& scenario);

/// The columns `parameter_<key>` of the result file.
[[nodiscard]] std::vector<SweptParameter> swept_parameters(DesignPoints const& points, Scenario const& scenario);

} // namespace steppe
