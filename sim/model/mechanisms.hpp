#pragma once
/// Mechanisms of the model that are no single parameter, strategies and shocks, with the values of parameters that take them away or hold
/// them at their ends (docs/model.md 9.4). `steppe audit` asks whether they move anything.

#include "scenario/scenario.hpp"

#include <string_view>
#include <vector>

namespace steppe {

/// A family of parameters, and the value that each of its members has at an end of a mechanism.
struct HeldFamily {
    std::string_view key; ///< of the family: "principal.*.budget"
    double (*value)(Parameter const& member, Scenario const& scenario);
};

struct MechanismEnd {
    std::string_view words; ///< "held in its calm state"
    std::vector<HeldFamily> held;
};

struct Mechanism {
    std::string_view id; ///< "strategy.no_threats", "shock.oil": that of its check, and inert.<id> of its reason
    std::vector<MechanismEnd> ends;
};

/// Strategies, whose ids begin with "strategy.", then shocks, "shock.".
[[nodiscard]] std::vector<Mechanism> const& mechanisms();

} // namespace steppe
