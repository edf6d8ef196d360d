#include "app/analysis_runs.hpp"
#include "app/calibrate_table.hpp"
#include "app/commands.hpp"
#include "app/observed_input.hpp"
#include "app/output_target.hpp"
#include "app/scenario_input.hpp"
#include "app/stop_on_signal.hpp"
#include "study/calibration/file.hpp"
#include "study/calibration/run.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <map>

namespace steppe::app {
namespace {

constexpr int last_year = 2200;
constexpr int most_draws = 1'000'000;
constexpr int most_worlds = 900;

struct CalibrationOptions {
    std::vector<std::string> observations;
    std::string parameters;
    int cutoff{};
    int worlds{};
    CalibrationDesign design;

    static void declare(OptionList& list)
    {
        list.texts("observations", "CSV", "what was observed: year, iso3_a, iso3_b, variable, value, unit (repeatable)");
        list.integer("cutoff", "YEAR", "the last year whose observations are fitted to");
        list.text("parameters", "A,B,..", "what is fitted (default: the scenario's calibration.parameters)");
        list.integer("waves", "N", "waves of history matching at most (default 2)");
        list.integer("wave-draws", "N", "draws of a wave, with 8 runs each (default 1000)");
        list.integer("particles", "N", "draws of a generation, and of the file (default 3000)");
        list.integer("generations", "N", "generations at most (default 8)");
        list.integer("worlds", "N",
                     "also calibrate on so many synthetic worlds, and tell where their truths lie among the draws");
        list.text("seed", "S", "seed of every draw");
    }

    void read(OptionReader const& reader)
    {
        observations = reader.texts("observations");
        parameters = reader.text("parameters").value_or("");
        cutoff = reader.count("cutoff", 0, last_year);
        if (cutoff == 0 && !reader.flag("help")) {
            reader.fault("--cutoff", "C106", "name the last year that may be fitted to");
        }
        design.waves = reader.count("waves", design.waves, 20);
        design.wave_draws = reader.count("wave-draws", design.wave_draws, most_draws);
        design.particles = reader.count("particles", design.particles, most_draws);
        design.generations = reader.count("generations", design.generations, 100);
        worlds = reader.count("worlds", 0, most_worlds);
    }
};

struct CalibrateOptions {
    CommonOptions common;
    ScenarioOptions scenario;
    CalibrationOptions calibration;
    OutputOptions output;
    GoOnOptions go_on;
    CheckpointOptions checkpoint;
    EngineOptions engine;

    [[nodiscard]] std::vector<BoundGroup> groups()
    {
        std::vector<BoundGroup> bound = bind_groups(common, scenario, calibration, output, go_on, checkpoint, engine);
        bound.push_back(rule([this](OptionReader const& reader) { check_go_on(go_on, output, reader); }));
        return bound;
    }
};

/// The user's scenario, from its opening to the end of the cutoff, with drivers as they were.
Scenario scenario_until(CalibrateOptions const& options)
{
    std::vector<Override> overrides = options.scenario.overrides;
    Scenario const asked = read_only_input(options.common, overrides);
    std::chrono::year_month const start = asked.month("run.start");
    int const years = options.calibration.cutoff - static_cast<int>(start.year()) + 1;
    Diagnostics faults;
    if (start.month() != std::chrono::January) {
        faults.add(asked.settings.at("run.start").origin, "H115",
                   "a calibration opens in January: what is compared are years");
    }
    if (years < 3) {
        faults.add(
            {"--cutoff", 0, 0}, "H115",
            fmt::format("the scenario opens in {}, and three years at least are compared", static_cast<int>(start.year())));
    }
    faults.throw_if_any();
    overrides.push_back({"run.months", fmt::format("{}", 12 * years)});
    overrides.push_back({"drivers.mode", "known"});
    CommonOptions quietly = options.common;
    quietly.quiet = true; // what is to be said of it was said
    return read_only_input(quietly, overrides);
}

void print_refused(Observations const& observations, int cutoff)
{
    std::map<std::string, int> refused;
    for (Observation const& one : observations.all()) {
        refused[one.series.text()] += one.year > cutoff ? 1 : 0;
    }
    for (auto const& [name, count] : refused) {
        if (count > 0) {
            fmt::print("{}: {} after {} refused in fitting\n", name, count, cutoff);
        }
    }
}

int calibrate_scenario(CalibrateOptions const& options)
{
    Scenario const scenario = scenario_until(options);
    Diagnostics faults;
    std::string const operator_file = named_file(scenario, "hindcast.operators", faults);
    std::string const shipped = named_file(scenario, "hindcast.observations", faults);
    Operators const operators =
        operator_file.empty() ? Operators{}
                              : read_operators(operator_file, scenario.settings.at("hindcast.operators").origin, faults);
    Observations const observations = all_observations(options.calibration.observations, shipped, faults);
    check_operators(scenario, operators, operator_file, faults);
    Setting const& setting = scenario.settings.at("calibration.parameters");
    std::string const& named = options.calibration.parameters.empty() ? setting.value : options.calibration.parameters;
    SourceLocation const where = options.calibration.parameters.empty() && !setting.value.empty()
                                     ? setting.origin
                                     : SourceLocation{"--parameters", 0, 0};
    std::vector<std::size_t> parameters = calibrated_parameters(named, scenario, where, faults);
    faults.throw_if_any();
    StopOnSignal const guard;
    AnalysisRuns runs{options.common, &options.output, options.engine, guard.flag()};
    CalibrationStudy study{scenario,
                           std::move(parameters),
                           operators,
                           observations.fit_view(options.calibration.cutoff),
                           options.calibration.design,
                           [&](EnsemblePlan const& plan, Recorder& recorder) { return runs.run(plan, recorder); }};
    std::unique_ptr<OutputClaim> const claim = claim_output(options.output, scenario, [&] { return runs.record(); });
    std::unique_ptr<Checkpoint> const checkpoint =
        open_checkpoint("calibrate", options.output, options.go_on.resume, options.checkpoint, {&scenario});
    runs.keep_in(checkpoint.get());
    std::unique_ptr<ResultFile> file =
        open_output(options.output, claim.get(), scenario, "calibration", options.engine.width);
    if (study.run(options.calibration.worlds) == RunEnd::interrupted) {
        return runs.conclude_interrupted("fewer draws, particles or worlds");
    }
    if (file) { // before the table: a reader of it that is gone costs no result
        write_calibration(std::move(file), study.result(), study.layout(), scenario);
        checkpoint->remove();
    }
    if (options.common.json) {
        nlohmann::json all = calibration_json(study.result());
        all["scenario"] = scenario.text("title");
        fmt::print("{}\n", all.dump(2));
    } else {
        fmt::print("{}", calibration_table(study.result()));
        print_refused(observations, options.calibration.cutoff);
    }
    return runs.conclude(study.layout().months, static_cast<std::size_t>(study.failed()));
}

} // namespace

Command calibrate_command()
{
    return make_command("calibrate", "FILE --cutoff YEAR",
                        "draws of parameters given what was observed up to a year, with their check on synthetic worlds",
                        calibrate_scenario);
}

} // namespace steppe::app
