#include "app/inert_notes.hpp"

#include "app/streams.hpp"
#include "model/mechanisms.hpp"
#include "model/schema_of_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace steppe::app {
namespace {

/// A member of a family, or a part of its table: "principal.ABC.budget.range".
bool names(std::string const& key, Parameter const& parameter)
{
    return key == parameter.key || key.starts_with(parameter.key + ".");
}

bool holds(Mechanism const& shock, std::string_view family)
{
    return std::any_of(shock.ends.begin(), shock.ends.end(), [&](MechanismEnd const& end) {
        return std::any_of(end.held.begin(), end.held.end(), [&](HeldFamily const& held) { return held.key == family; });
    });
}

} // namespace

std::vector<std::string> inert_notes(Scenario const& scenario, std::vector<std::string> const& changed_keys)
{
    Schema const schema = model_schema();
    std::vector<std::string> notes;
    for (Parameter const& parameter : scenario.parameters) {
        bool const changed = std::any_of(changed_keys.begin(), changed_keys.end(),
                                         [&](std::string const& key) { return names(key, parameter); });
        if (!changed) {
            continue;
        }
        if (!parameter.inert.empty()) {
            notes.push_back(fmt::format("note: no outcome depends on {} in this scenario, in the mean, as it says: {}",
                                        parameter.key, parameter.inert));
        }
        for (Mechanism const& mechanism : mechanisms()) {
            std::string const& reason = scenario.text("inert." + std::string{mechanism.id});
            bool const is_part =
                mechanism.id.starts_with("shock.") && holds(mechanism, schema.parameters[parameter.family].declaration.key);
            if (is_part && !reason.empty()) {
                notes.push_back(fmt::format("note: {} is part of {}, which moves no outcome, as the scenario says: {}",
                                            parameter.key, mechanism.id, reason));
            }
        }
    }
    return notes;
}

std::vector<std::string> keys_of(std::vector<Override> const& overrides)
{
    std::vector<std::string> keys;
    std::transform(overrides.begin(), overrides.end(), std::back_inserter(keys),
                   [](Override const& change) { return change.key; });
    return keys;
}

void print_inert_notes(CommonOptions const& common, Scenario const& scenario, std::vector<std::string> const& changed_keys)
{
    if (common.quiet) {
        return;
    }
    for (std::string const& note : inert_notes(scenario, changed_keys)) {
        tell("{}\n", note);
    }
}

} // namespace steppe::app
