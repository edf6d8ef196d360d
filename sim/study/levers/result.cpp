#include "study/levers/result.hpp"

#include <algorithm>
#include <cmath>

namespace steppe {

std::string_view name_of(LeverStanding standing)
{
    static constexpr std::array<std::string_view, 3> names{"moves", "unclear", "inert"};
    return names[static_cast<std::size_t>(standing)];
}

std::string_view name_of(InertKind kind)
{
    static constexpr std::array<std::string_view, 6> names{"none",   "alike",        "elsewhere",
                                                           "masked", "switched_off", "no_path"};
    return names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(BeliefKind kind)
{
    static constexpr std::array<std::string_view, 4> names{"parameter", "subject", "tag", "everything"};
    return names[static_cast<std::size_t>(kind)];
}

double LeverFinding::reach() const
{
    double reach = 0.0;
    for (std::optional<MeanEffect> const& each : change) {
        reach = std::max(reach, each ? std::abs(each->mean) : 0.0);
    }
    return reach;
}

} // namespace steppe
