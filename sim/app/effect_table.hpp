#pragma once
/// Tables that a person reads: numbers rounded to what is known, an interval beside every mean.

#include "ensemble/summariser.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace steppe::app {

/// `value` to the decimals that `uncertainty` (its standard error or spread) leaves meaningful: two digits of it, and no more than
/// four of the value.
[[nodiscard]] std::string rounded(double value, double uncertainty);

/// Of one of the run's contrasts, by its number, at most 100 columns wide: the outcomes of which a short answer speaks (`MeasureDeclaration::headline`).
[[nodiscard]] std::string short_effect_table(Summariser const& results, std::size_t number);
/// One line: what regret is about (docs/model.md 8.5), of a contrast.
[[nodiscard]] std::string effect_line(Summariser const& results, std::size_t number);

/// Of one of the run's contrasts, by its number. Outcomes that no pair differs in are named below the table, not in rows of it.
[[nodiscard]] std::string effect_table(Summariser const& results, std::size_t number);
[[nodiscard]] nlohmann::json effect_json(Summariser const& results, std::size_t number);

/// Mean and spread of every outcome in one arm.
[[nodiscard]] std::string outcome_table(Summariser const& results, std::size_t arm);
[[nodiscard]] nlohmann::json outcome_json(Summariser const& results, std::size_t arm);

} // namespace steppe::app
