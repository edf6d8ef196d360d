#include "scenario/reference.hpp"

#include <nlohmann/json.hpp>

namespace steppe {
namespace {

using nlohmann::json;

json place_json(SourceLocation const& where)
{
    return {{"file", where.file}, {"line", where.line}, {"column", where.column}};
}

json parameter_json(Parameter const& parameter, Declaration const& declaration)
{
    json row{{"key", parameter.key},
             {"value", parameter.value},
             {"kind", declaration.kind == ValueKind::on_off    ? "switch"
                      : declaration.kind == ValueKind::integer ? "whole number"
                                                               : "number"},
             {"unit", declaration.unit},
             {"range", {parameter.range.low, parameter.range.high}},
             {"allowed", {declaration.allowed.low, declaration.allowed.high}},
             {"prior", name_of(parameter.prior)},
             {"tag", std::string(1, static_cast<char>(parameter.tag))},
             {"source", parameter.source},
             {"note", parameter.note},
             {"inert", parameter.inert},
             {"section", declaration.section},
             {"doc", declaration.doc},
             {"origin", place_json(parameter.origin)}};
    if (parameter.prior == Prior::claim) {
        row["null"] = parameter.null;
    }
    return row;
}

} // namespace

json resolved_json(Scenario const& scenario, Schema const& schema)
{
    json actors = json::object();
    for (IndexSet const set : listed_index_sets) {
        actors[std::string{name_of(set)} + "s"] = scenario.actors.ids(set);
    }
    json settings = json::array();
    for (auto const& [key, setting] : scenario.settings) {
        settings.push_back({{"key", key}, {"value", setting.value}, {"origin", place_json(setting.origin)}});
    }
    json parameters = json::array();
    for (Parameter const& parameter : scenario.parameters) {
        parameters.push_back(parameter_json(parameter, schema.parameters[parameter.family].declaration));
    }
    return {{"actors", actors}, {"settings", settings}, {"parameters", parameters}};
}

} // namespace steppe
