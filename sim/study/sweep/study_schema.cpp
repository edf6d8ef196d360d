#include "study/sweep/study_schema.hpp"

#include "model/arm.hpp"
#include "scenario/key_pattern.hpp"
#include "study/sweep/study.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace steppe {
namespace {

using nlohmann::json;

json text(std::string_view description) { return {{"type", "string"}, {"minLength", 1}, {"description", description}}; }

json whole(std::int64_t least, std::int64_t most, std::string_view description)
{
    return {{"type", "integer"}, {"minimum", least}, {"maximum", most}, {"description", description}};
}

json texts(json items, std::string_view description)
{
    return {{"type", "array"}, {"items", std::move(items)}, {"minItems", 1}, {"description", description}};
}

json way_to_vary(Declaration const& declaration)
{
    json const value = declaration.kind == ValueKind::on_off ? json{{"type", "boolean"}} : json{{"type", "number"}};
    json const pair{{"type", "array"}, {"items", {{"type", "number"}}}, {"minItems", 2}, {"maxItems", 2}};
    return {{"type", "object"},
            {"description", declaration.doc},
            {"additionalProperties", false},
            {"minProperties", 1},
            {"properties",
             {{"range", pair},
              {"values", {{"type", "array"}, {"items", value}, {"minItems", 1}}},
              {"prior", {{"const", true}}},
              {"levels", whole(2, 1000, "Levels of a range or prior in a grid.")},
              {"scale", {{"enum", {"linear", "log"}}}}}}};
}

/// "principal.*.budget" as a regular expression: a star of a study's key, or an id, where the pattern has a star.
std::string expression_of(std::string_view pattern)
{
    std::string expression = "^";
    for (std::string const& segment : split_key(pattern)) {
        expression += expression.size() > 1 ? "\\." : "";
        expression += segment == "*" ? "(\\*|[A-Za-z][A-Za-z0-9_-]*)" : "(\\*|" + segment + ")";
    }
    return expression + "$";
}

} // namespace

json study_json_schema(Schema const& schema)
{
    json ways = json::object();
    json exact = json::object(); // what editors complete
    for (ParameterFamily const& family : schema.parameters) {
        Declaration const& declaration = family.declaration;
        bool const has_star = declaration.key.find('*') != std::string_view::npos;
        (has_star ? ways[expression_of(declaration.key)] : exact[std::string{declaration.key}]) = way_to_vary(declaration);
        if (has_star) {
            exact[std::string{declaration.key}] = way_to_vary(declaration);
        }
    }
    json arms = json::array();
    std::transform(all_arms.begin(), all_arms.end(), std::back_inserter(arms), [](Arm const& arm) { return arm.name; });
    json const design{{"type", "object"},
                      {"additionalProperties", false},
                      {"required", {"kind"}},
                      {"properties",
                       {{"kind", {{"enum", design_kinds}, {"description", "How points are chosen."}}},
                        {"points", whole(1, 10'000'000, "Of lhs, sobol (a power of two) and priors.")},
                        {"seed", whole(0, std::int64_t{1} << 53U, "Of the design itself.")},
                        {"file", text("Of a list: a CSV file beside the study, whose first line has the keys.")},
                        {"parameters",
                         {{"type", "object"},
                          {"description", "What varies, by its key in the scenario in quotes; '*' stands for any id."},
                          {"properties", exact},
                          {"patternProperties", ways}}}}}};
    return {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
            {"title", "steppe study"},
            {"type", "object"},
            {"additionalProperties", false},
            {"required", {"schema", "title", "scenario", "design"}},
            {"properties",
             {{"schema", {{"const", "steppe-study/1"}}},
              {"title", text("What the result file shall be called.")},
              {"description", {{"type", "string"}, {"description", "What a reader should know."}}},
              {"scenario", text("The scenario file, seen from this file.")},
              {"arms", texts({{"enum", arms}}, "Arms of every point.")},
              {"replicates", whole(1, 100'000'000, "Of each point and arm.")},
              {"months", whole(1, 1200, "Of a run.")},
              {"seed", whole(0, std::int64_t{1} << 53U, "Of every draw.")},
              {"record", {{"enum", {"final", "trajectories"}}}},
              {"measures", texts({{"type", "string"}}, "Measures to record.")},
              {"shocks", {{"enum", {"own", "same"}}, {"description", "Of points: of their own, or the same in each."}}},
              {"design", design}}}};
}

} // namespace steppe
