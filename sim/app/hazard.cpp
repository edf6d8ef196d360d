#include "app/analysis_runs.hpp"
#include "app/commands.hpp"
#include "app/hazard_table.hpp"
#include "app/output_target.hpp"
#include "app/posterior.hpp"
#include "app/record_table.hpp"
#include "app/scenario_input.hpp"
#include "app/stop_on_signal.hpp"
#include "app/streams.hpp"
#include "study/hazard/file.hpp"
#include "study/hazard/record.hpp"
#include "study/hazard/record_file.hpp"
#include "study/hazard/run.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace steppe::app {
namespace {

constexpr char const* default_replicates = "500";

/// What the opening month is held against.
struct BaselineOptions {
    bool observed{};

    static void declare(OptionList& list)
    {
        list.text("baseline", "future|observed",
                  "what the opening month is held against: a mean month of the run (default), or the months before it, as "
                  "observed");
    }
    void read(OptionReader const& reader)
    {
        observed = reader.choice("baseline", {"future", "observed"}).value_or(0) == 1;
        if (observed && reader.text("months")) {
            reader.fault("--months", "C117", "--baseline observed has the months from record.start to run.start");
        }
    }
};

struct HazardOptions {
    CommonOptions common;
    BaselineOptions baseline;
    ScenarioOptions scenario;
    OutputOptions output;
    GoOnOptions go_on;
    CheckpointOptions checkpoint;
    LengthOptions length;
    PosteriorOptions posterior;
    EngineOptions engine;

    [[nodiscard]] std::vector<BoundGroup> groups()
    {
        std::vector<BoundGroup> bound =
            bind_groups(common, baseline, scenario, output, go_on, checkpoint, length, posterior, engine);
        bound.push_back(rule([this](OptionReader const& reader) {
            check_go_on(go_on, output, reader);
            if (posterior.any() && !baseline.observed) {
                reader.fault("--draws", "C117", "goes with --baseline observed: without it no parameter is drawn");
            }
        }));
        return bound;
    }
};

/// Gives a parameter a value that no draw departs from.
void hold(Scenario& scenario, std::string_view key, double value)
{
    for (Parameter& parameter : scenario.parameters) {
        if (parameter.key == key) {
            parameter.value = value;
            parameter.range = {value, value};
            parameter.prior = Prior::fixed;
        }
    }
}

/// The scenario from the first month of its record to its opening month, with drivers as known.
Scenario record_of(HazardOptions const& options)
{
    std::vector<Override> overrides = with_replicates(options.scenario, default_replicates);
    Scenario const scenario = read_only_input(options.common, overrides);
    std::string const first = scenario.text("record.start");
    std::chrono::months const length = scenario.month("run.start") - scenario.month("record.start");
    if (first.empty() || length.count() < 1) {
        Diagnostics faults;
        faults.add({options.common.inputs.front(), 0, 0}, "C118",
                   "--baseline observed needs record.start, a month before run.start: the first of the record");
        throw InputError{{faults.faults().begin(), faults.faults().end()}};
    }
    auto const set = [&](std::string key, std::string value) { overrides.push_back({std::move(key), std::move(value)}); };
    std::erase_if(overrides, [](Override const& one) { return one.key == "run.start" || one.key == "run.months"; });
    set("run.start", first);
    set("run.months", std::to_string(length.count() + 1));
    set("drivers.mode", "known");
    set("drivers.until", scenario.text("run.start"));
    if (!scenario.text("record.conflict").empty()) {
        set("drivers.use.conflict", scenario.text("record.conflict"));
    }
    Scenario record = read_only_input(options.common, overrides);
    hold(record, "accord.momentum", scenario.value("record.momentum"));
    hold(record, "accord.legitimacy", scenario.value("record.legitimacy"));
    return record;
}

int hazard_of_record(HazardOptions const& options)
{
    Scenario scenario = record_of(options);
    use_posterior(options.posterior, scenario);
    StopOnSignal const guard;
    AnalysisRuns runs{options.common, &options.output, options.engine, guard.flag()};
    std::unique_ptr<OutputClaim> const claim = claim_output(options.output, scenario, [&] { return runs.record(); });
    std::unique_ptr<Checkpoint> const checkpoint =
        open_checkpoint("hazard", options.output, options.go_on.resume, options.checkpoint, {&scenario});
    runs.keep_in(checkpoint.get());
    std::unique_ptr<ResultFile> file =
        open_output(options.output, claim.get(), scenario, "hazard_record", options.engine.width);
    RecordAnalysis analysis{scenario,
                            [&](EnsemblePlan const& plan, Recorder& recorder) { return runs.run(plan, recorder); }};
    if (analysis.run() == RunEnd::interrupted) {
        return runs.conclude_interrupted("fewer replicates");
    }
    RunLayout const layout = analysis.layout();
    if (file) { // before the table: a reader of it that is gone costs no result
        write_record(std::move(file), analysis.result(), layout, analysis.failures());
        checkpoint->remove();
    }
    if (options.common.json) {
        nlohmann::json all = record_json(analysis.result(), layout);
        all["scenario"] = scenario.text("title");
        all["drawn_from"] = posterior_json(scenario); // "posterior" is what this record makes of the priors
        fmt::print("{}\n", all.dump(2));
    } else {
        fmt::print("{}", posterior_text(scenario));
        fmt::print("{}", record_table(analysis.result(), layout));
    }
    return runs.conclude(layout.months, analysis.result().failed);
}

int hazard(HazardOptions const& options)
{
    if (options.baseline.observed) {
        return hazard_of_record(options);
    }
    Scenario const scenario = read_only_input(options.common, with_replicates(options.scenario, default_replicates));
    StopOnSignal const guard;
    AnalysisRuns runs{options.common, &options.output, options.engine, guard.flag()};
    std::unique_ptr<OutputClaim> const claim = claim_output(options.output, scenario, [&] { return runs.record(); });
    std::unique_ptr<Checkpoint> const checkpoint =
        open_checkpoint("hazard", options.output, options.go_on.resume, options.checkpoint, {&scenario});
    runs.keep_in(checkpoint.get());
    std::unique_ptr<ResultFile> file = open_output(options.output, claim.get(), scenario, "hazard", options.engine.width);
    HazardAnalysis analysis{scenario,
                            [&](EnsemblePlan const& plan, Recorder& recorder) { return runs.run(plan, recorder); }};
    if (analysis.run() == RunEnd::interrupted) {
        return runs.conclude_interrupted("fewer replicates or months");
    }
    RunLayout const layout = analysis.layout();
    if (file) { // before the table: a reader of it that is gone costs no result
        write_hazard(std::move(file), analysis.result(), layout, analysis.failures());
        checkpoint->remove();
    }
    if (options.common.json) {
        nlohmann::json all = hazard_json(analysis.result(), layout);
        all["scenario"] = scenario.text("title");
        fmt::print("{}\n", all.dump(2));
    } else {
        fmt::print("{}", hazard_table(analysis.result(), layout));
    }
    return runs.conclude(analysis.months(), analysis.failed());
}

} // namespace

Command hazard_command()
{
    return make_command("hazard", "FILE", "when hedgers accede, what the hazard of it depends on, and what would move it",
                        hazard);
}

} // namespace steppe::app
