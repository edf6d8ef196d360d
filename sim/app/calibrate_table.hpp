#pragma once
/// What a calibration found, as text and as JSON.

#include "study/calibration/run.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace steppe::app {

[[nodiscard]] std::string calibration_table(CalibrationResult const& result);
[[nodiscard]] nlohmann::json calibration_json(CalibrationResult const& result);

} // namespace steppe::app
