#pragma once
/// What commands that hold a scenario against a record read beside it: operators and observations.

#include "scenario/scenario.hpp"
#include "study/hindcast/operators.hpp"

#include <string>
#include <vector>

namespace steppe::app {

/// A file that a setting names, beside the scenario file that names it or below (else S124); empty if the setting is.
[[nodiscard]] std::string named_file(Scenario const& scenario, std::string const& key, Diagnostics& faults);

/// Those of the command line, which come first, and those of the file that the scenario ships, if it names one.
[[nodiscard]] Observations all_observations(std::vector<std::string> paths, std::string const& shipped, Diagnostics& faults);

/// Whether the scenario names operators, and they are of its hedger and markets: else H113.
void check_operators(Scenario const& scenario, Operators const& operators, std::string const& operator_file,
                     Diagnostics& faults);

} // namespace steppe::app
