#pragma once
/// Where a scenario still speaks of a state that is not in it: what was copied or extended, and not replaced.

#include "scenario/scenario.hpp"

#include <string>
#include <vector>

namespace steppe {

struct ForeignName {
    std::string key;  ///< of the parameter whose source names the state, or of the setting that names its series
    std::string name; ///< the state, as it is named there
};

/// A state is foreign if a file of the scenario's chain lists it as a hedger and the scenario does not list it at all; so is one whose
/// id, in capitals, ends the name of a series that a driver uses. Names count as whole words.
[[nodiscard]] std::vector<ForeignName> foreign_names(Scenario const& scenario);

} // namespace steppe
