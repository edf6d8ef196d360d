#pragma once
/// What a scenario of the model may say, without the model: for reading, describing and writing scenarios.

#include "scenario/schema.hpp"

namespace steppe {

/// The declarations of `Parameters` and of the settings of a run.
[[nodiscard]] Schema model_schema();

} // namespace steppe
