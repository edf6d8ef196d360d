#pragma once
/// A scenario with all that it was read from: what a page needs to read it again.

#include "app/option_groups.hpp"

namespace steppe::app {

/// Prints, as JSON, the text of every file that reading the scenario reads, each under its path from the scenario's folder; the overrides; and
/// every parameter and setting as resolved, with what is declared of it. Throws as read_scenario does.
void describe_sources(CommonOptions const& common, ScenarioOptions const& scenario);

} // namespace steppe::app
