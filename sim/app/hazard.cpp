#include "app/analysis_runs.hpp"
#include "app/commands.hpp"
#include "app/hazard_table.hpp"
#include "app/output_target.hpp"
#include "app/scenario_input.hpp"
#include "app/stop_on_signal.hpp"
#include "study/hazard/file.hpp"
#include "study/hazard/run.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace steppe::app {
namespace {

constexpr char const* default_replicates = "500";

struct HazardOptions {
    CommonOptions common;
    ScenarioOptions scenario;
    OutputOptions output;
    LengthOptions length;
    EngineOptions engine;

    [[nodiscard]] std::vector<BoundGroup> groups() { return bind_groups(common, scenario, output, length, engine); }
};

int hazard(HazardOptions const& options)
{
    Scenario const scenario = read_only_input(options.common, with_replicates(options.scenario, default_replicates));
    std::unique_ptr<ResultFile> file = open_output(options.output, scenario, "hazard", options.engine.width);
    StopOnSignal const guard;
    AnalysisRuns runs{options.common, &options.output, options.engine, guard.flag()};
    HazardAnalysis analysis{scenario,
                            [&](EnsemblePlan const& plan, Recorder& recorder) { return runs.run(plan, recorder); }};
    if (analysis.run() == RunEnd::interrupted) {
        fmt::print(stderr, "interrupted: nothing was written; fewer replicates or months take less time\n");
        return exit_code::interrupted;
    }
    RunLayout const layout = analysis.layout();
    if (options.common.json) {
        nlohmann::json all = hazard_json(analysis.result(), layout);
        all["scenario"] = scenario.text("title");
        fmt::print("{}\n", all.dump(2));
    } else {
        fmt::print("{}", hazard_table(analysis.result(), layout));
    }
    if (file) {
        write_hazard(std::move(file), analysis.result(), layout, analysis.failures());
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
