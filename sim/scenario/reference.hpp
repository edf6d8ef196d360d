#pragma once
/// Pages about scenarios that derive from the schema, so that they cannot fall behind it.

#include "scenario/scenario.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace steppe {

/// The reference of every parameter and setting, and of every fault: docs/scenario.md.
[[nodiscard]] std::string scenario_reference(Schema const& schema);

/// A JSON Schema (draft 2020-12) for editors.
[[nodiscard]] nlohmann::json scenario_json_schema(Schema const& schema);

/// The declarations as JSON, one object for each parameter and setting.
[[nodiscard]] nlohmann::json scenario_reference_json(Schema const& schema);

/// Lists, settings and parameters of a scenario as read, each with all that is known of it and the place that gave it.
[[nodiscard]] nlohmann::json resolved_json(Scenario const& scenario, Schema const& schema);

/// One line for each resolved setting and parameter: key, value, and where the value comes from; unit and evidence tag of parameters.
[[nodiscard]] std::string resolved_parameters(Scenario const& scenario, Schema const& schema);

} // namespace steppe
