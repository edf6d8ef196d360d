#pragma once
/// Reads the lists of actors, which everything else in a scenario is indexed by.

#include "scenario/document.hpp"
#include "scenario/schema.hpp"

namespace steppe {

/// Whether the lists can carry the rest of the scenario: false where one is missing, empty or too long, for then every other key
/// would seem to be at fault. `file` is where a missing table is reported. Faults: S114.
[[nodiscard]] bool read_actors(Node const& root, std::string const& file, ActorLists& actors, Diagnostics& faults);

} // namespace steppe
