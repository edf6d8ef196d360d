#pragma once
/// The base scenario, read once.

#include "model/schema_of_model.hpp"
#include "model/structure.hpp"

#include <vector>

namespace steppe::bench {

struct Prepared {
    Scenario scenario;
    Structure structure;
    std::vector<double> values;
};

inline Prepared const& base_scenario()
{
    static Prepared const prepared = [] {
        Scenario const scenario = read_scenario(STEPPE_SOURCE_DIR "/scenarios/kazakhstan-2025.toml", model_schema());
        Prepared result;
        result.scenario = scenario;
        result.structure = make_structure(scenario);
        for (Parameter const& parameter : scenario.parameters) {
            result.values.push_back(parameter.value);
        }
        return result;
    }();
    return prepared;
}

} // namespace steppe::bench
