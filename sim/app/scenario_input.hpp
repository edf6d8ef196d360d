#pragma once
/// The scenario that a command line names.

#include "app/option_groups.hpp"

namespace steppe::app {

/// The one scenario file that is named. Throws InputError (C105) if there is none or more than one.
[[nodiscard]] Scenario read_only_input(CommonOptions const& common, std::vector<Override> const& overrides);

/// The overrides of a command that has as many replicates as they ask for, else `replicates`.
[[nodiscard]] std::vector<Override> with_replicates(ScenarioOptions const& scenario, std::string const& replicates);

} // namespace steppe::app
