#include "app/prepared_study.hpp"

#include "app/choices.hpp"
#include "model/parameters.hpp"
#include "output/replicate_variables.hpp"
#include "study/design.hpp"
#include "study/design_column.hpp"
#include "study/estimate.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <unistd.h>

namespace steppe::app {
namespace {

/// What the command line sets counts more than what the study sets.
std::vector<Override> merged_settings(Study const& study, Arguments const& arguments)
{
    std::vector<Override> merged = arguments.overrides;
    std::copy_if(study.settings.begin(), study.settings.end(), std::back_inserter(merged), [&](Override const& setting) {
        return std::none_of(arguments.overrides.begin(), arguments.overrides.end(),
                            [&](Override const& given) { return given.key == setting.key; });
    });
    return merged;
}

ReplicateRecord choose_record(Study const& study, Arguments const& arguments)
{
    std::string const chosen = arguments.record ? std::string{name_of(*arguments.record)} : study.record;
    if (chosen == "summary") {
        Diagnostics faults;
        faults.add({"--record", 0, 0}, "C104", "a study keeps replicates: final or trajectories");
        faults.throw_if_any();
    }
    return chosen == "trajectories" ? ReplicateRecord::trajectories : ReplicateRecord::outcomes;
}

std::string_view name_of(ValueKind kind)
{
    return kind == ValueKind::on_off ? "on_off" : kind == ValueKind::integer ? "integer" : "number";
}

/// What the design varies: the values or range that it gives, or the scenario's prior where it draws from that.
nlohmann::json varied_json(PreparedStudy const& prepared)
{
    Schema const schema = model_schema();
    nlohmann::json rows = nlohmann::json::array();
    auto const describe = [&](Parameter const& parameter, Interval range, Prior prior, std::vector<double> const& values) {
        Declaration const& declaration = schema.parameters[parameter.family].declaration;
        rows.push_back({{"key", parameter.key},
                        {"unit", declaration.unit},
                        {"kind", name_of(declaration.kind)},
                        {"tag", std::string(1, static_cast<char>(parameter.tag))},
                        {"prior", steppe::name_of(prior)},
                        {"low", range.low},
                        {"high", range.high},
                        {"value", parameter.value}});
        if (!values.empty()) {
            rows.back()["values"] = values;
        }
    };
    auto const ends = [](std::vector<double> const& values) {
        auto const [low, high] = std::minmax_element(values.begin(), values.end());
        return Interval{*low, *high};
    };
    if (prepared.study.design.kind == DesignKind::list) {
        for (SweptParameter const& swept : swept_parameters(prepared.plan.points, prepared.scenario)) {
            describe(*prepared.scenario.find(swept.key), ends(swept.values), Prior::uniform, {});
        }
        return rows;
    }
    Diagnostics none; // the study was read before
    for (DesignColumn const& column : read_columns(prepared.study.design, prepared.scenario, schema, none)) {
        describe(prepared.scenario.parameters[column.position], column.values.empty() ? column.range : ends(column.values),
                 column.prior, column.values);
    }
    return rows;
}

/// The size of the file before any result. It is written for that, where temporary files go.
double head_bytes(PreparedStudy const& prepared)
{
    std::filesystem::path const path =
        std::filesystem::temp_directory_path() / fmt::format("steppe-dry-run-{}.h5", ::getpid());
    write_head(prepared, path);
    auto const bytes = static_cast<double>(std::filesystem::file_size(path));
    std::filesystem::remove(path);
    return bytes;
}

/// "4 s", "12 min", "3.5 h"
std::string duration_text(double seconds)
{
    constexpr double minute = 60.0;
    constexpr double hour = 3600.0;
    if (seconds < 2.0 * minute) {
        return seconds < 1.0 ? "1 s" : fmt::format("{:.0f} s", seconds);
    }
    return seconds < 2.0 * hour ? fmt::format("{:.0f} min", seconds / minute) : fmt::format("{:.1f} h", seconds / hour);
}

} // namespace

PreparedStudy prepare_study(Arguments const& arguments)
{
    if (arguments.inputs.size() != 1) {
        Diagnostics faults;
        faults.add({"command line", 0, 0}, "C105", fmt::format("expected one study file, got {}", arguments.inputs.size()));
        faults.throw_if_any();
    }
    Study study = read_study(arguments.inputs[0]);
    Schema const schema = model_schema();
    Scenario scenario = read_scenario(study.scenario, schema, merged_settings(study, arguments));
    scenario.files.push_back(study.file);
    std::vector<std::string> const default_arms{"with_accords", "without_accords"};
    std::vector<Arm> const arms = !arguments.arms.empty() ? choose_arms(arguments, {})
                                  : study.arms.empty()    ? choose_arms(default_arms, study.file.path)
                                                          : choose_arms(study.arms, study.file.path);
    EnsemblePlan plan = make_plan(scenario, arms);
    plan.measures = arguments.measures.empty() ? choose_measures(study.measures, study.file.path)
                                               : choose_measures(arguments.measures, "--measures");
    plan.points = make_points(study.design, scenario, schema);
    Provenance provenance = provenance_of(scenario, study.title, arguments.width);
    ReplicateEncoder encoder{plan.layout(), choose_record(study, arguments), arguments.format};
    return {std::move(study), std::move(scenario), std::move(plan), std::move(provenance), std::move(encoder)};
}

std::int64_t PreparedStudy::runs() const
{
    return plan.points.count * static_cast<std::int64_t>(plan.arms.size()) * plan.replicates;
}

void write_head(PreparedStudy const& prepared, std::filesystem::path const& path)
{
    ResultFile file{path,
                    true,
                    prepared.record(),
                    prepared.scenario,
                    model_schema(),
                    prepared.provenance,
                    swept_parameters(prepared.plan.points, prepared.scenario)};
    static_cast<void>(ReplicateVariables::create(file.root(), prepared.encoder, file.columns()));
    file.commit_head();
}

void print_plan(PreparedStudy const& prepared, Arguments const& arguments)
{
    EnsemblePlan const& plan = prepared.plan;
    int const threads = resolved_threads(arguments.threads);
    Estimate const estimate = estimate_cost(plan, prepared.encoder, arguments.width, threads);
    double const bytes = estimate.bytes + head_bytes(prepared);
    if (arguments.json) {
        fmt::print("{}\n", nlohmann::json{{"points", plan.points.count},
                                          {"arms", prepared.encoder.layout().arms},
                                          {"replicates", plan.replicates},
                                          {"months", plan.months},
                                          {"runs", prepared.runs()},
                                          {"varied", varied_json(prepared)},
                                          {"threads", threads},
                                          {"expected_seconds", estimate.seconds},
                                          {"expected_bytes", bytes}}
                               .dump(2));
        return;
    }
    fmt::print("{}: {} points of {} parameters x {} arms x {} replicates = {} runs of {} months\n", prepared.study.title,
               plan.points.count, plan.points.varied.size(), plan.arms.size(), plan.replicates, prepared.runs(),
               plan.months);
    fmt::print("expected, from {} of them: about {} on {} threads; a file of {:.1f} MB, and as much again while it runs\n",
               estimate.runs, duration_text(estimate.seconds), threads, bytes / 1e6);
}

} // namespace steppe::app
