#pragma once
/// One parameter at a time, from one end of its range to the other, all others as the scenario has them: what moves an outcome
/// most (a tornado chart's numbers). Neglects: interactions; ranges are as wide as their sources made them.

#include "ensemble/plan.hpp"
#include "ensemble/running_moments.hpp"
#include "study/kept_outcomes.hpp"

namespace steppe {

/// A parameter with a range that is more than one value.
struct Swing {
    std::size_t parameter{}; ///< position in the scenario
    Interval ends;
};

struct SwingDesign {
    std::vector<Swing> swings;
    DesignPoints points;               ///< two for each swing: its low end, its high end
    std::vector<std::string> left_out; ///< keys whose ends would leave the model without a rest
};

/// Every numeric parameter with a range.
[[nodiscard]] SwingDesign make_swings(Scenario const& scenario, Schema const& schema);

/// Of an outcome in the only arm of the run: at the low end, at the high end, and the paired difference high - low.
struct SwungOutcome {
    RunningMoments low, high, difference;
};

[[nodiscard]] SwungOutcome swung_outcome(KeptOutcomes const& kept, std::size_t swing, std::size_t outcome);

} // namespace steppe
