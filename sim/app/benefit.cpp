#include "app/analysis_runs.hpp"
#include "app/benefit_table.hpp"
#include "app/commands.hpp"
#include "app/output_target.hpp"
#include "app/posterior.hpp"
#include "app/scenario_input.hpp"
#include "app/stop_on_signal.hpp"
#include "app/streams.hpp"
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
    GoOnOptions go_on;
    CheckpointOptions checkpoint;
    LengthOptions length;
    PosteriorOptions posterior;
    DrawOptions draws;
    RivalOptions rivals;
    MeasureOptions measures;
    EngineOptions engine;

    [[nodiscard]] std::vector<BoundGroup> groups()
    {
        std::vector<BoundGroup> bound =
            bind_groups(common, scenario, output, go_on, checkpoint, length, posterior, draws, rivals, measures, engine);
        bound.push_back(rule([this](OptionReader const& reader) { check_go_on(go_on, output, reader); }));
        return bound;
    }
};

int benefit(BenefitOptions const& options)
{
    std::vector<Override> const overrides = with_replicates(options.scenario, default_replicates);
    Scenario base = read_only_input(options.common, overrides);
    use_posterior(options.posterior, base);
    std::vector<Rival> const rivals = read_rivals(options.rivals.names, overrides, base, options.common.inputs[0]);
    std::vector<Scenario const*> scenarios{&base};
    for (Rival const& rival : rivals) {
        scenarios.push_back(&rival.scenario);
        refuse_to_replace_input(options.output.file, options.output.force, rival.scenario);
    }
    StopOnSignal const guard;
    AnalysisRuns runs{options.common, &options.output, options.engine, guard.flag()};
    std::unique_ptr<OutputClaim> const claim = claim_output(options.output, base, [&] { return runs.record(); });
    std::unique_ptr<Checkpoint> const checkpoint =
        open_checkpoint("benefit", options.output, options.go_on.resume, options.checkpoint, scenarios);
    runs.keep_in(checkpoint.get());
    std::unique_ptr<ResultFile> file = open_output(options.output, claim.get(), base, "benefit", options.engine.width);
    BenefitAnalysis analysis{choose_measures(options.measures.names, "--measures"),
                             [&](EnsemblePlan const& plan, Recorder& recorder) { return runs.run(plan, recorder); }};
    if (analysis.run(base, options.draws.replicates, rivals) == RunEnd::interrupted) {
        return runs.conclude_interrupted("fewer replicates or months");
    }
    if (file) { // before the table: a reader of it that is gone costs no result
        write_benefit(std::move(file), analysis.result(), analysis.layout(), analysis.failures());
        checkpoint->remove();
    }
    if (options.common.json) {
        nlohmann::json all = benefit_json(analysis.result(), analysis.layout());
        all["scenario"] = base.text("title");
        all["posterior"] = posterior_json(base);
        fmt::print("{}\n", all.dump(2));
    } else {
        fmt::print("{}", posterior_text(base));
        fmt::print("{}", benefit_table(analysis.result(), analysis.layout()));
    }
    return runs.conclude(analysis.layout().months, analysis.failed());
}

} // namespace

Command benefit_command()
{
    return make_command("benefit", "FILE", "who gains what from the accord, over chance, priors and rival readings",
                        benefit);
}

} // namespace steppe::app
