#include "app/plan_table.hpp"

#include "model/schema_of_model.hpp"
#include "study/sweep/design.hpp"
#include "study/sweep/design_column.hpp"
#include "study/sweep/estimate.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <unistd.h>

namespace steppe::app {
namespace {

std::string_view kind_name(ValueKind kind)
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
                        {"kind", kind_name(declaration.kind)},
                        {"tag", std::string(1, static_cast<char>(parameter.tag))},
                        {"prior", steppe::name_of(prior)},
                        {"low", range.low},
                        {"high", range.high},
                        {"null", parameter.null},
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

void print_plan(PreparedStudy const& prepared, EngineOptions const& engine, bool json)
{
    EnsemblePlan const& plan = prepared.plan;
    int const threads = resolved_threads(engine.threads);
    Estimate const estimate = estimate_cost(plan, prepared.encoder, engine.width, threads);
    double const bytes = estimate.bytes + head_bytes(prepared);
    if (json) {
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
