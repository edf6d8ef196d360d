#pragma once
/// What `steppe condition` prints.

#include "output/recorder.hpp"
#include "study/condition/result.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace steppe::app {

[[nodiscard]] std::string condition_table(ConditionResult const& result, RunLayout const& layout);

/// In full precision, of every outcome.
[[nodiscard]] nlohmann::json condition_json(ConditionResult const& result, RunLayout const& layout);

} // namespace steppe::app
