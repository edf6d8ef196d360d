#include "app/analysis_runs.hpp"
#include "app/commands.hpp"
#include "app/levers_table.hpp"
#include "app/output_target.hpp"
#include "app/scenario_input.hpp"
#include "app/stop_on_signal.hpp"
#include "app/streams.hpp"
#include "study/levers/file.hpp"
#include "study/levers/run.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace steppe::app {
namespace {

constexpr char const* default_replicates = "128"; // pairs at either end of every lever

struct LeverOptions {
    std::string outcome; ///< empty: what regret is about
    int draws{static_cast<int>(LeverRequest{}.draws)};

    static void declare(OptionList& list)
    {
        list.text("outcome", "O", "the outcome whose effect is asked about (default: welfare of the first hedger)");
        list.integer("prior-draws", "N", "draws from the priors, one pair each (default 16384)");
    }
    void read(OptionReader const& reader)
    {
        outcome = reader.text("outcome").value_or("");
        draws = reader.count("prior-draws", draws, 10'000'000);
    }
};

struct LeversOptions {
    CommonOptions common;
    ScenarioOptions scenario;
    LeverOptions levers;
    OutputOptions output;
    GoOnOptions go_on;
    CheckpointOptions checkpoint;
    LengthOptions length;
    EngineOptions engine;

    [[nodiscard]] std::vector<BoundGroup> groups()
    {
        std::vector<BoundGroup> bound = bind_groups(common, scenario, levers, output, go_on, checkpoint, length, engine);
        bound.push_back(rule([this](OptionReader const& reader) { check_go_on(go_on, output, reader); }));
        return bound;
    }
};

int levers(LeversOptions const& options)
{
    Scenario const scenario = read_only_input(options.common, with_replicates(options.scenario, default_replicates));
    if (scenario.integer("run.replicates") < 2) {
        Diagnostics faults;
        faults.add({"--replicates", 0, 0}, "C104", "levers need two pairs or more, for an error of their mean");
        faults.throw_if_any();
    }
    StopOnSignal const guard;
    AnalysisRuns runs{options.common, &options.output, options.engine, guard.flag()};
    LeverAnalysis analysis{scenario,
                           {.outcome = options.levers.outcome, .draws = options.levers.draws},
                           [&](EnsemblePlan const& plan, Recorder& recorder) { return runs.run(plan, recorder); }};
    std::unique_ptr<OutputClaim> const claim = claim_output(options.output, scenario, [&] { return runs.record(); });
    std::unique_ptr<Checkpoint> const checkpoint =
        open_checkpoint("levers", options.output, options.go_on.resume, options.checkpoint, {&scenario});
    runs.keep_in(checkpoint.get());
    std::unique_ptr<ResultFile> file = open_output(options.output, claim.get(), scenario, "levers", options.engine.width);
    if (analysis.run() == RunEnd::interrupted) {
        return runs.conclude_interrupted("fewer replicates, draws or months");
    }
    RunLayout const& layout = analysis.layout();
    if (file) { // before the table: a reader of it that is gone costs no result
        write_levers(std::move(file), analysis.result(), layout, analysis.failures());
        checkpoint->remove();
    }
    if (options.common.json) {
        nlohmann::json all = levers_json(analysis.result(), layout);
        all["scenario"] = scenario.text("title");
        fmt::print("{}\n", all.dump(2));
    } else {
        fmt::print("{}", levers_table(analysis.result(), layout));
    }
    return runs.conclude(layout.months, analysis.failed());
}

} // namespace

Command levers_command()
{
    return make_command("levers", "FILE",
                        "what would you have to believe? what moves and turns an effect, what to measure first", levers);
}

} // namespace steppe::app
