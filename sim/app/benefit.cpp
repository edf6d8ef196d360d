#include "app/analysis_runs.hpp"
#include "app/benefit_table.hpp"
#include "app/commands.hpp"
#include "app/output_target.hpp"
#include "app/scenario_input.hpp"
#include "app/stop_on_signal.hpp"
#include "study/benefit/file.hpp"
#include "study/benefit/run.hpp"
#include "study/choices.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace steppe::app {
namespace {

constexpr char const* default_replicates = "1000";

struct RivalOptions {
    std::vector<std::string> names; ///< scenarios, or folders of them

    static void declare(OptionList& list)
    {
        list.text("rivals", "A.toml,DIR,..",
                  "rival readings to set beside the scenario: scenarios with the same actors, or folders of them");
    }
    void read(OptionReader const& reader) { names = reader.list("rivals"); }
};

struct BenefitOptions {
    CommonOptions common;
    ScenarioOptions scenario;
    OutputOptions output;
    LengthOptions length;
    DrawOptions draws;
    RivalOptions rivals;
    MeasureOptions measures;
    EngineOptions engine;

    [[nodiscard]] std::vector<BoundGroup> groups()
    {
        return bind_groups(common, scenario, output, length, draws, rivals, measures, engine);
    }
};

int benefit(BenefitOptions const& options)
{
    std::vector<Override> const overrides = with_replicates(options.scenario, default_replicates);
    Scenario const base = read_only_input(options.common, overrides);
    std::vector<Rival> const rivals = read_rivals(options.rivals.names, overrides, base, options.common.inputs[0]);
    for (Rival const& rival : rivals) {
        refuse_to_replace_input(options.output.file, options.output.force, rival.scenario);
    }
    std::unique_ptr<ResultFile> file = open_output(options.output, base, "benefit", options.engine.width);
    StopOnSignal const guard;
    AnalysisRuns runs{options.common, &options.output, options.engine, guard.flag()};
    BenefitAnalysis analysis{choose_measures(options.measures.names, "--measures"),
                             [&](EnsemblePlan const& plan, Recorder& recorder) { return runs.run(plan, recorder); }};
    if (analysis.run(base, options.draws.replicates, rivals) == RunEnd::interrupted) {
        fmt::print(stderr, "interrupted: nothing was written; fewer replicates or months take less time\n");
        return exit_code::interrupted;
    }
    if (options.common.json) {
        nlohmann::json all = benefit_json(analysis.result(), analysis.layout());
        all["scenario"] = base.text("title");
        fmt::print("{}\n", all.dump(2));
    } else {
        fmt::print("{}", benefit_table(analysis.result(), analysis.layout()));
    }
    int const months = analysis.layout().months;
    if (file) {
        write_benefit(std::move(file), analysis.result(), analysis.layout(), analysis.failures());
    }
    return runs.conclude(months, analysis.failed());
}

} // namespace

Command benefit_command()
{
    return make_command("benefit", "FILE", "who gains what from the accord, over chance, priors and rival readings",
                        benefit);
}

} // namespace steppe::app
