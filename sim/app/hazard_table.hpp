#pragma once
/// When and why a hedger accedes, for people and programs.

#include "output/recorder.hpp"
#include "study/hazard/result.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace steppe::app {

[[nodiscard]] std::string hazard_table(HazardResult const& result, RunLayout const& layout);

[[nodiscard]] nlohmann::json hazard_json(HazardResult const& result, RunLayout const& layout);

} // namespace steppe::app
