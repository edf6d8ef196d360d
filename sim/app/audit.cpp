#include "app/analysis_runs.hpp"
#include "app/audit_table.hpp"
#include "app/commands.hpp"
#include "app/posterior.hpp"
#include "app/scenario_input.hpp"
#include "app/stop_on_signal.hpp"
#include "app/streams.hpp"
#include "study/audit/run.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace steppe::app {
namespace {

constexpr char const* default_replicates = "200"; // pairs of each of some hundreds of variants

struct AuditOptions {
    CommonOptions common;
    ScenarioOptions scenario;
    LengthOptions length;
    PosteriorOptions posterior;
    EngineOptions engine;

    [[nodiscard]] std::vector<BoundGroup> groups() { return bind_groups(common, scenario, length, posterior, engine); }
};

int audit(AuditOptions const& options)
{
    Scenario scenario = read_only_input(options.common, with_replicates(options.scenario, default_replicates));
    use_posterior(options.posterior, scenario);
    if (scenario.integer("run.replicates") < 2) {
        Diagnostics faults;
        faults.add({"--replicates", 0, 0}, "C104", "an audit needs two pairs or more, for an error of their mean");
        faults.throw_if_any();
    }
    StopOnSignal const guard;
    AnalysisRuns runs{options.common, nullptr, options.engine, guard.flag()};
    AuditAnalysis analysis{scenario, [&](EnsemblePlan const& plan, Recorder& recorder) { return runs.run(plan, recorder); }};
    if (analysis.run() == RunEnd::interrupted) {
        tell("interrupted: there is no result; fewer replicates or months take less time\n");
        return exit_code::interrupted;
    }
    RunLayout const& layout = analysis.layout();
    if (options.common.json) {
        nlohmann::json all = audit_json(analysis.result(), layout);
        all["scenario"] = scenario.text("title");
        all["posterior"] = posterior_json(scenario);
        fmt::print("{}\n", all.dump(2));
    } else {
        fmt::print("{}", posterior_text(scenario));
        fmt::print("{}", audit_table(analysis.result(), layout));
    }
    int const code = runs.conclude(layout.months, analysis.failed());
    return analysis.result().passed() ? code : exit_code::audit_failed;
}

} // namespace

Command audit_command()
{
    return make_command("audit", "FILE",
                        "does every mechanism move something? strategies, incentives, means, shocks, parameters, echoes",
                        audit);
}

} // namespace steppe::app
