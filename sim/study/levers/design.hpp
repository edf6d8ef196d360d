#pragma once
/// The levers of a scenario: what could be otherwise than it says, one parameter at a time (docs/model.md 9.8).

#include "ensemble/plan.hpp"
#include "scenario/scenario.hpp"
#include "study/changed_points.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace steppe {

/// A parameter with a range that is more than one value, or a switch.
struct Lever {
    std::size_t parameter{}; ///< position in the scenario
    std::string unit{};
    bool is_switch{};     ///< its ends are off, 0, and on, 1
    bool in_logarithms{}; ///< its prior is even in the logarithm, and so are the places between its ends
    Interval ends;
    /// The points of the design at its low and at its high end; nothing where the world would have no rest there.
    std::array<std::optional<int>, 2> points;
};

struct LeverDesign {
    std::vector<Lever> levers;
    DesignPoints points;               ///< the scenario itself, then the ends
    std::vector<std::string> left_out; ///< keys of levers at one of whose ends the world would have no rest
    std::size_t unranged{};            ///< parameters that are no lever, because they have no range
};

/// Every switch, and every numeric parameter that has a range.
[[nodiscard]] LeverDesign make_lever_design(Scenario const& scenario);

/// The place at `share` of the way from the low end to the high one, in logarithms where the lever is in those.
[[nodiscard]] double place_between(Lever const& lever, double share);

} // namespace steppe
