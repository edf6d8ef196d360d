#pragma once
/// Tables that a person reads: numbers rounded to what is known, an interval beside every mean.

#include "ensemble/outcomes.hpp"
#include "ensemble/paired_effect.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace steppe::app {

/// The sum over some arms less the sum over others, by position in the run's arms.
struct Contrast {
    std::string name; ///< "total", or "a - b" where it has no name of its own
    std::vector<std::size_t> treated;
    std::vector<std::size_t> control;
};

/// The named contrasts whose arms were run, and what total leaves over substance and inducement, their interaction; if there is
/// none, every other arm against the last.
[[nodiscard]] std::vector<Contrast> list_contrasts(std::vector<std::string> const& arms);

/// `value` to the decimals that `uncertainty` (its standard error or spread) leaves meaningful: two digits of it.
[[nodiscard]] std::string rounded(double value, double uncertainty);

[[nodiscard]] std::string effect_table(OutcomeRecorder const& outcomes, Contrast const& contrast);
[[nodiscard]] nlohmann::json effect_json(OutcomeRecorder const& outcomes, Contrast const& contrast);

/// Mean and spread of every outcome in one arm.
[[nodiscard]] std::string outcome_table(OutcomeRecorder const& outcomes, std::size_t arm);
[[nodiscard]] nlohmann::json outcome_json(OutcomeRecorder const& outcomes, std::size_t arm);

} // namespace steppe::app
