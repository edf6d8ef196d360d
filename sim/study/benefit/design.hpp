#pragma once
/// What a benefit analysis runs: the arms of the named contrasts, in the scenario and in its rivals.

#include "model/arm.hpp"
#include "output/summary.hpp"
#include "scenario/scenario.hpp"

#include <string>
#include <vector>

namespace steppe {

/// Every named contrast, over the arms that they need.
struct BenefitDesign {
    std::vector<Arm> arms;
    std::vector<Contrast> contrasts;
};

[[nodiscard]] BenefitDesign make_benefit_design();

/// A rival reading of what the scenario describes.
struct Rival {
    std::string id; ///< its file name without its ending
    Scenario scenario;
};

/// Reads the scenarios of these names, and of folders the scenarios in them, and reports the faults of all (C114: other actors than
/// `base`, or one name twice). `base_name` is how the user calls the base.
[[nodiscard]] std::vector<Rival> read_rivals(std::vector<std::string> const& names, std::vector<Override> const& overrides,
                                             Scenario const& base, std::string const& base_name);

} // namespace steppe
