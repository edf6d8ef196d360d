#pragma once
/// Reads settings: values that are no quantities of the model.

#include "scenario/document.hpp"
#include "scenario/scenario.hpp"

#include <string_view>

namespace steppe {

/// "2025-11", or nothing for a text that is no month.
[[nodiscard]] std::optional<std::chrono::year_month> parse_month(std::string_view text);

/// Reads every setting of the schema into `scenario.settings`. `file` is where a missing one is reported. Faults: S115, S116.
void read_settings(Schema const& schema, Node const& root, std::string const& file, Scenario& scenario, Diagnostics& faults);

} // namespace steppe
