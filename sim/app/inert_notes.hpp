#pragma once
/// Says which of the keys that a command changes are known to move nothing, by the reasons that the scenario states.

#include "app/option_groups.hpp"
#include "scenario/scenario.hpp"

#include <string>
#include <vector>

namespace steppe::app {

/// A line for each parameter that is changed and said to be inert, by its own table or as a part of a shock: "note: ...".
[[nodiscard]] std::vector<std::string> inert_notes(Scenario const& scenario, std::vector<std::string> const& changed_keys);

/// The keys of overrides.
[[nodiscard]] std::vector<std::string> keys_of(std::vector<Override> const& overrides);

/// Prints the notes on standard error, unless the command is quiet.
void print_inert_notes(CommonOptions const& common, Scenario const& scenario, std::vector<std::string> const& changed_keys);

} // namespace steppe::app
