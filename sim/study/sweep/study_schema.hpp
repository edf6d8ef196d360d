#pragma once
/// What a study file may say, for editors.

#include "scenario/schema.hpp"

#include <nlohmann/json_fwd.hpp>

namespace steppe {

/// A JSON Schema (draft 2020-12) of study files. Which keys can be varied follows from the declarations.
[[nodiscard]] nlohmann::json study_json_schema(Schema const& schema);

} // namespace steppe
