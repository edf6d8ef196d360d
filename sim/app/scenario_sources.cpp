#include "app/scenario_sources.hpp"

#include "app/build_info.hpp"
#include "model/schema_of_model.hpp"
#include "model/structure.hpp"
#include "scenario/source_file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

namespace steppe::app {
namespace {

/// From the folder of the main file, so that a page says nothing of where its maker's files lie.
std::string path_from(std::string const& main, std::string const& path)
{
    std::filesystem::path const folder = std::filesystem::absolute(main).lexically_normal().parent_path();
    return std::filesystem::absolute(path).lexically_normal().lexically_relative(folder).generic_string();
}

nlohmann::json files_json(std::string const& main, Scenario const& scenario)
{
    nlohmann::json files = nlohmann::json::array();
    for (SourceText const& file : scenario.files) {
        files.push_back({{"path", path_from(main, file.path)}, {"text", file.text}});
    }
    Diagnostics faults;
    for (std::string const& path : scenario.read_besides) {
        files.push_back({{"path", path_from(main, path)}, {"text", read_source(path, {}, faults).value_or("")}});
    }
    faults.throw_if_any();
    return files;
}

std::string_view name_of(ValueKind kind)
{
    return kind == ValueKind::on_off ? "switch" : kind == ValueKind::integer ? "whole number" : "number";
}

nlohmann::json parameters_json(Scenario const& scenario, Schema const& schema)
{
    nlohmann::json parameters = nlohmann::json::array();
    for (Parameter const& parameter : scenario.parameters) {
        Declaration const& declared = schema.parameters[parameter.family].declaration;
        parameters.push_back({{"key", parameter.key},
                              {"value", parameter.value},
                              {"unit", declared.unit},
                              {"range", {parameter.range.low, parameter.range.high}},
                              {"allowed", {declared.allowed.low, declared.allowed.high}},
                              {"kind", name_of(declared.kind)},
                              {"prior", steppe::name_of(parameter.prior)},
                              {"tag", std::string(1, static_cast<char>(parameter.tag))},
                              {"source", parameter.source},
                              {"section", declared.section},
                              {"doc", declared.doc}});
    }
    return parameters;
}

/// Those that choose among values: others are texts, or say which run it is.
nlohmann::json choices_json(Scenario const& scenario, Schema const& schema)
{
    nlohmann::json settings = nlohmann::json::array();
    for (SettingDeclaration const& setting : schema.settings) {
        if (!setting.choices.empty()) {
            settings.push_back({{"key", setting.key},
                                {"value", scenario.text(setting.key)},
                                {"choices", setting.choices},
                                {"doc", setting.doc}});
        }
    }
    return settings;
}

} // namespace

void describe_sources(CommonOptions const& common, ScenarioOptions const& options)
{
    if (common.inputs.size() != 2) {
        Diagnostics faults;
        faults.add({"command line", 0, 0}, "C105", "expected one scenario file after 'sources'");
        faults.throw_if_any();
    }
    std::string const& main = common.inputs[1];
    Schema const schema = model_schema();
    Scenario const scenario = read_scenario(main, schema, options.overrides);
    static_cast<void>(make_structure(scenario));
    nlohmann::json overrides = nlohmann::json::array();
    for (Override const& change : options.overrides) {
        overrides.push_back({{"key", change.key}, {"value", change.value}});
    }
    nlohmann::json const all{{"engine", {{"version", build_info::version}, {"git_commit", build_info::git_commit}}},
                             {"main", path_from(main, main)},
                             {"files", files_json(main, scenario)},
                             {"overrides", overrides},
                             {"run",
                              {{"months", scenario.integer("run.months")},
                               {"replicates", scenario.integer("run.replicates")},
                               {"seed", scenario.integer("run.seed")}}},
                             {"parameters", parameters_json(scenario, schema)},
                             {"choices", choices_json(scenario, schema)}};
    fmt::print("{}\n", all.dump(2));
}

} // namespace steppe::app
