#pragma once
/// What `steppe hazard --baseline observed` prints.

#include "output/recorder.hpp"
#include "study/hazard/record.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace steppe::app {

[[nodiscard]] std::string record_table(RecordResult const& result, RunLayout const& layout);
[[nodiscard]] nlohmann::json record_json(RecordResult const& result, RunLayout const& layout);

} // namespace steppe::app
