#pragma once
/// What a study of levers finds, for people and programs.

#include "study/levers/result.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace steppe::app {

/// At most 100 columns wide, and about 40 lines.
[[nodiscard]] std::string levers_table(LeverResult const& result, RunLayout const& layout);

[[nodiscard]] nlohmann::json levers_json(LeverResult const& result, RunLayout const& layout);

} // namespace steppe::app
