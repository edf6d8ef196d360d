#include "study/hindcast/hindcast.hpp"

#include "app/analysis_runs.hpp"
#include "app/commands.hpp"
#include "app/hindcast_table.hpp"
#include "app/inert_notes.hpp"
#include "app/observed_input.hpp"
#include "app/output_target.hpp"
#include "app/posterior.hpp"
#include "app/scenario_input.hpp"
#include "app/stop_on_signal.hpp"
#include "model/schema_of_model.hpp"
#include "scenario/csv_line.hpp"
#include "scenario/drivers.hpp"
#include "study/calibration/run.hpp"
#include "study/hindcast/file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

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
    PriorOptions priors;
    PosteriorOptions posterior;
    OutputOptions output;
    EngineOptions engine;

    [[nodiscard]] std::vector<BoundGroup> groups()
    {
        return bind_groups(common, scenario, origins, priors, posterior, output, engine);
    }
};

nlohmann::json skipped_json(Observations const& observations)
{
    nlohmann::json skipped = nlohmann::json::array();
    for (Observations::Skipped const& one : observations.skipped()) {
        skipped.push_back({{"variable", one.variable}, {"rows", one.rows}});
    }
    return skipped;
}

/// What members draw: the parameters of the file of draws, or those that the scenario would have calibrated, from their priors.
std::vector<std::string> drawn_keys(Scenario const& scenario, bool given_the_record)
{
    std::vector<std::string> keys;
    if (given_the_record) {
        for (JointDraws::Column const& column : scenario.joint_draws.back().columns) {
            keys.push_back(scenario.parameters[column.position].key);
        }
        return keys;
    }
    Diagnostics faults;
    Setting const& setting = scenario.settings.at("calibration.parameters");
    for (std::size_t const position : calibrated_parameters(setting.value, scenario, setting.origin, faults)) {
        keys.push_back(scenario.parameters[position].key);
    }
    faults.throw_if_any();
    return keys;
}

int hindcast(HindcastOptions const& options)
{
    std::vector<Override> const& user = options.scenario.overrides;
    Scenario scenario = read_only_input(options.common, user);
    use_posterior(options.posterior, scenario);
    Diagnostics faults;
    std::string const operator_file = named_file(scenario, "hindcast.operators", faults);
    std::string const shipped = named_file(scenario, "hindcast.observations", faults);
    Operators const operators =
        operator_file.empty() ? Operators{}
                              : read_operators(operator_file, scenario.settings.at("hindcast.operators").origin, faults);
    Observations const observations = all_observations(options.origins.observations, shipped, faults);
    check_operators(scenario, operators, operator_file, faults);
    if (scenario.integer("run.replicates") < least_members) {
        faults.add(scenario.settings.at("run.replicates").origin, "H113",
                   fmt::format("a forecast needs at least {} members (run.replicates)", least_members));
    }
    faults.throw_if_any();
    Schema const schema = model_schema();
    ReadScenario const read = [&](std::vector<Override> const& further) {
        std::vector<Override> all = user;
        all.insert(all.end(), further.begin(), further.end());
        Scenario found = read_scenario(options.common.inputs[0], schema, all);
        found.joint_draws = scenario.joint_draws; // of the same parameters
        return found;
    };
    HindcastDesign design = options.origins.design;
    if (options.priors.draw || options.posterior.any()) {
        design.drawn = drawn_keys(scenario, options.posterior.any());
    }
    StopOnSignal const guard;
    AnalysisRuns runs{options.common, &options.output, options.engine, guard.flag()};
    std::unique_ptr<OutputClaim> const claim = claim_output(options.output, scenario, [&] { return runs.record(); });
    std::unique_ptr<ResultFile> file = open_output(options.output, claim.get(), scenario, "hindcast", options.engine.width);
    Hindcast analysis{read, operators, observations, design,
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
        all["posterior"] = posterior_json(scenario);
        all["skipped"] = skipped_json(observations);
        fmt::print("{}\n", all.dump(2));
    } else {
        fmt::print("{}", posterior_text(scenario));
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
