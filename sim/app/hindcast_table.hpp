#pragma once
/// What `steppe hindcast` prints.

#include "study/hindcast/result.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace steppe::app {

[[nodiscard]] std::string hindcast_table(HindcastResult const& result);
/// `scores`, `panel` and `placebos`; null stands for what a few origins cannot tell.
[[nodiscard]] nlohmann::json hindcast_json(HindcastResult const& result);

} // namespace steppe::app
