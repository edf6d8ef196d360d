#pragma once
/// What a benefit analysis finds: effects of every contrast under several versions of the scenario.

#include "output/summary.hpp"

#include <string>
#include <vector>

namespace steppe {

/// Of the scenario itself, of its parameters drawn from their priors, or of a rival.
struct VersionEffects {
    std::string id;                                 ///< "base", "priors", or a rival's file name without its ending
    std::string title;                              ///< of the scenario
    std::vector<std::vector<PairedEffect>> effects; ///< [contrast][outcome]
};

struct BenefitResult {
    std::vector<std::string> contrasts;
    std::vector<VersionEffects> versions; ///< base first, then priors, then rivals
};

} // namespace steppe
