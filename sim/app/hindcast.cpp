#include "study/hindcast/hindcast.hpp"

#include "app/analysis_runs.hpp"
#include "app/commands.hpp"
#include "app/hindcast_table.hpp"
#include "app/inert_notes.hpp"
#include "app/output_target.hpp"
#include "app/scenario_input.hpp"
#include "app/stop_on_signal.hpp"
#include "model/schema_of_model.hpp"
#include "scenario/csv_line.hpp"
#include "scenario/drivers.hpp"
#include "study/hindcast/file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

namespace steppe::app {
namespace {

constexpr int first_year = 1800;
constexpr int last_year = 2200;
constexpr int most_years = 100;
constexpr int default_placebos = 9;
constexpr int least_members = 20; // for intervals of 90 %

struct OriginOptions {
    std::vector<std::string> observations;
    HindcastDesign design;

    static void declare(OptionList& list)
    {
        list.texts("observations", "CSV", "what was observed: year, iso3_a, iso3_b, variable, value, unit (repeatable)");
        list.text("origins", "A:B", "years from whose ends it is forecast");
        list.text("horizons", "H,H,..", "years ahead (default 1,3,5)");
        list.integer("fit-until", "YEAR", "fit parameters to nothing after it (default: up to each origin)");
        list.text("modes", "A,B,..",
                  "modes of the drivers: known, extrapolated, placebo_shift, placebo_permute (default: all)");
        list.text("placebos", "N", "permutations that each driver is ranked among (default 9; 0: none)");
        list.text("replicates,n", "N", "members of a forecast, at least 20");
        list.text("seed", "S", "seed of every draw");
    }

    void read(OptionReader const& reader)
    {
        observations = reader.texts("observations");
        read_origins(reader);
        for (std::string const& one : reader.list("horizons", "1,3,5")) {
            design.horizons.push_back(number(reader, "--horizons", one, 1, most_years));
        }
        std::sort(design.horizons.begin(), design.horizons.end());
        design.horizons.erase(std::unique(design.horizons.begin(), design.horizons.end()), design.horizons.end());
        if (int const year = reader.count("fit-until", 0, last_year); year > 0) {
            design.fit_until = year;
        }
        for (std::string const& one : reader.list("modes", "known,extrapolated,placebo_shift,placebo_permute")) {
            auto const found = std::find(driver_mode_names.begin(), driver_mode_names.end(), one);
            if (found == driver_mode_names.end()) {
                reader.fault("--modes", "C104",
                             fmt::format("'{}' is not one of {}", one, fmt::join(driver_mode_names, ", ")));
            } else {
                design.modes.push_back(static_cast<DriverMode>(found - driver_mode_names.begin()));
            }
        }
        design.placebos =
            number(reader, "--placebos", reader.text("placebos").value_or(std::to_string(default_placebos)), 0, 999);
    }

private:
    static int number(OptionReader const& reader, std::string const& option, std::string const& text, int least, int most)
    {
        std::optional<int> const value = number_of<int>(text);
        if (!value || *value < least || *value > most) {
            reader.fault(option, "C106", fmt::format("expected whole numbers from {} to {}, got '{}'", least, most, text));
        }
        return std::clamp(value.value_or(least), least, most);
    }

    void read_origins(OptionReader const& reader)
    {
        std::string const text = reader.text("origins").value_or("");
        std::size_t const colon = text.find(':');
        if (text.empty() && reader.flag("help")) {
            return;
        }
        if (colon == std::string::npos) {
            reader.fault("--origins", "C106", fmt::format("expected two years A:B, got '{}'", text));
            return;
        }
        design.first_origin = number(reader, "--origins", text.substr(0, colon), first_year, last_year);
        design.last_origin = number(reader, "--origins", text.substr(colon + 1), first_year, last_year);
        if (design.first_origin > design.last_origin || design.last_origin - design.first_origin >= most_years) {
            reader.fault("--origins", "C106", fmt::format("expected up to {} years in order, got '{}'", most_years, text));
        }
    }
};

struct HindcastOptions {
    CommonOptions common;
    ScenarioOptions scenario;
    OriginOptions origins;
    OutputOptions output;
    EngineOptions engine;

    [[nodiscard]] std::vector<BoundGroup> groups() { return bind_groups(common, scenario, origins, output, engine); }
};

/// A file that a setting names, beside the scenario file that names it or below; empty if the setting is.
std::string named_file(Scenario const& scenario, std::string const& key, Diagnostics& faults)
{
    Setting const& named = scenario.settings.at(key);
    std::filesystem::path const relative = std::filesystem::path{named.value}.lexically_normal();
    if (named.value.empty()) {
        return "";
    }
    if (relative.is_absolute() || *relative.begin() == "..") {
        faults.add(named.origin, "S124",
                   fmt::format("{} = '{}' must lie beside the scenario or below it", key, named.value));
        return "";
    }
    auto const is_of = [&](SourceText const& file) { return file.path == named.origin.file; };
    bool const in_a_file = std::any_of(scenario.files.begin(), scenario.files.end(), is_of);
    std::string const& beside = in_a_file ? named.origin.file : scenario.files.back().path;
    return (std::filesystem::path{beside}.parent_path() / relative).string();
}

/// Those of the command line, which come first, and those that the scenario names.
Observations all_observations(OriginOptions const& options, std::string const& shipped, Diagnostics& faults)
{
    std::vector<std::string> paths = options.observations;
    if (!shipped.empty()) {
        paths.push_back(shipped);
    }
    std::vector<Observation> all;
    std::vector<Observations::Skipped> skipped;
    for (std::string const& path : paths) {
        Observations const found = read_observations(path, {"--observations", 0, 0}, faults);
        std::vector<Observation> const before = all;
        for (Observation const& one : found.all()) {
            bool const is_known = std::any_of(before.begin(), before.end(), [&](Observation const& other) {
                return other.year == one.year && other.series == one.series;
            });
            if (!is_known) {
                all.push_back(one);
            }
        }
        skipped.insert(skipped.end(), found.skipped().begin(), found.skipped().end());
    }
    return {std::move(all), std::move(skipped)};
}

nlohmann::json skipped_json(Observations const& observations)
{
    nlohmann::json skipped = nlohmann::json::array();
    for (Observations::Skipped const& one : observations.skipped()) {
        skipped.push_back({{"variable", one.variable}, {"rows", one.rows}});
    }
    return skipped;
}

void check(Scenario const& scenario, Operators const& operators, std::string const& operator_file, Diagnostics& faults)
{
    if (operator_file.empty()) {
        faults.add({scenario.files.back().path, 0, 0}, "H113",
                   "names no hindcast.operators, which say what is observed of it");
    }
    if (scenario.integer("run.replicates") < least_members) {
        faults.add(scenario.settings.at("run.replicates").origin, "H113",
                   fmt::format("a forecast needs at least {} members (run.replicates)", least_members));
    }
    std::string const& hedger = scenario.actors.ids(IndexSet::hedger).front();
    std::vector<std::string> const& markets = scenario.actors.ids(IndexSet::market);
    for (Operator const& one : operators.all) {
        if (one.group != ScoreGroup::un_point && one.state != hedger) {
            faults.add({operator_file, 0, 0}, "H113",
                       fmt::format("{} is of '{}', and the hedger is '{}'", one.name, one.state, hedger));
        }
        for (std::string const& market : one.denominator) {
            if (std::find(markets.begin(), markets.end(), market) == markets.end()) {
                faults.add({operator_file, 0, 0}, "H113",
                           fmt::format("{}: '{}' is no market of the scenario", one.name, market),
                           closest_name(market, markets));
            }
        }
    }
}

int hindcast(HindcastOptions const& options)
{
    std::vector<Override> const& user = options.scenario.overrides;
    Scenario const scenario = read_only_input(options.common, user);
    Diagnostics faults;
    std::string const operator_file = named_file(scenario, "hindcast.operators", faults);
    std::string const shipped = named_file(scenario, "hindcast.observations", faults);
    Operators const operators =
        operator_file.empty() ? Operators{}
                              : read_operators(operator_file, scenario.settings.at("hindcast.operators").origin, faults);
    Observations const observations = all_observations(options.origins, shipped, faults);
    check(scenario, operators, operator_file, faults);
    faults.throw_if_any();
    Schema const schema = model_schema();
    ReadScenario const read = [&](std::vector<Override> const& further) {
        std::vector<Override> all = user;
        all.insert(all.end(), further.begin(), further.end());
        return read_scenario(options.common.inputs[0], schema, all);
    };
    StopOnSignal const guard;
    AnalysisRuns runs{options.common, &options.output, options.engine, guard.flag()};
    std::unique_ptr<OutputClaim> const claim = claim_output(options.output, scenario, [&] { return runs.record(); });
    std::unique_ptr<ResultFile> file = open_output(options.output, claim.get(), scenario, "hindcast", options.engine.width);
    Hindcast analysis{read, operators, observations, options.origins.design,
                      [&](EnsemblePlan const& plan, Recorder& recorder) { return runs.run(plan, recorder); }};
    if (analysis.run() == RunEnd::interrupted) {
        return runs.conclude_interrupted("fewer members, modes or placebos");
    }
    if (file) { // before the table: a reader of it that is gone costs no result
        write_hindcast(std::move(file), analysis.result(), analysis.layout(), analysis.failures());
    }
    if (options.common.json) {
        nlohmann::json all = hindcast_json(analysis.result());
        all["scenario"] = scenario.text("title");
        all["skipped"] = skipped_json(observations);
        fmt::print("{}\n", all.dump(2));
    } else {
        fmt::print("{}", hindcast_table(analysis.result()));
        for (Observations::Skipped const& one : observations.skipped()) {
            fmt::print("skipped {} rows of {}, which is not read\n", one.rows, one.variable);
        }
    }
    return runs.conclude(12 * analysis.longest(), analysis.failures().size());
}

} // namespace

Command hindcast_command()
{
    return make_command("hindcast", "FILE",
                        "forecasts from past years, scored against what was observed and simple forecasts", hindcast);
}

} // namespace steppe::app
