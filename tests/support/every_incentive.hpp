#pragma once
/// Worlds in which no incentive is idle for want of a parameter, whatever the table of incentives holds.

#include "model/accord/incentives.hpp"
#include "support/small_world.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace steppe::testing {

/// Keys of the members that a family has in a world; throws where no parameter has that key.
inline std::vector<std::string> members_of(std::string_view family_key, SmallWorld const& world)
{
    Schema const schema = model_schema();
    auto const family = std::find_if(schema.parameters.begin(), schema.parameters.end(),
                                     [&](ParameterFamily const& one) { return one.declaration.key == family_key; });
    if (family == schema.parameters.end()) {
        throw std::out_of_range{"an incentive scales by " + std::string{family_key} + ", which no parameter is called"};
    }
    return member_keys(family_key, family->sets, world.scenario().actors);
}

/// Gives the scales of each incentive, where all of them are 0, a tenth, or the most that is allowed.
inline SmallWorld with_every_incentive(SmallWorld world)
{
    Schema const schema = model_schema();
    for (IncentiveTerm const& term : incentive_terms()) {
        for (std::string_view const key : term.scales) {
            std::vector<std::string> const members = members_of(key, world);
            std::vector<Parameter const*> found;
            for (Parameter const& parameter : world.scenario().parameters) {
                if (std::find(members.begin(), members.end(), parameter.key) != members.end()) {
                    found.push_back(&parameter);
                }
            }
            if (std::all_of(found.begin(), found.end(), [](Parameter const* one) { return one->value == 0.0; })) {
                for (Parameter const* parameter : found) {
                    double const most = schema.parameters[parameter->family].declaration.allowed.high;
                    world.set(parameter->key, std::min(0.1, most));
                }
            }
        }
    }
    return world;
}

} // namespace steppe::testing
