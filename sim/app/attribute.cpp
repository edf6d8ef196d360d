#include "app/analysis_runs.hpp"
#include "app/attribution_table.hpp"
#include "app/commands.hpp"
#include "app/output_target.hpp"
#include "app/scenario_input.hpp"
#include "app/stop_on_signal.hpp"
#include "app/streams.hpp"
#include "study/attribution/file.hpp"
#include "study/attribution/run.hpp"
#include "study/choices.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace steppe::app {
namespace {

constexpr char const* default_replicates = "32"; // of each of some ten thousand coalitions

struct CoalitionOptions {
    std::vector<std::string> contrasts;  ///< to attribute
    std::vector<std::string> incentives; ///< none: all that are on
    int permutations{};                  ///< orders to sample; 0: every coalition

    static void declare(OptionList& list)
    {
        list.text("contrasts", "A,B,..",
                  "effects to share out: total, publicity, substance, inducement, or an arm by itself (default: total)");
        list.text("incentives", "F1,F2,..",
                  "incentives that take part, the others staying as they are (default: all that are on)");
        list.integer("permutations", "M", "sample M orders of switching on instead of running every coalition");
    }
    void read(OptionReader const& reader)
    {
        contrasts = reader.list("contrasts", "total");
        incentives = reader.list("incentives");
        permutations = reader.count("permutations", 0, 100000);
    }
};

struct AttributeOptions {
    CommonOptions common;
    ScenarioOptions scenario;
    OutputOptions output;
    GoOnOptions go_on;
    CheckpointOptions checkpoint;
    LengthOptions length;
    MeasureOptions measures;
    EngineOptions engine;
    CoalitionOptions coalitions;

    [[nodiscard]] std::vector<BoundGroup> groups()
    {
        std::vector<BoundGroup> bound =
            bind_groups(common, scenario, output, go_on, checkpoint, length, measures, engine, coalitions);
        bound.push_back(rule([this](OptionReader const& reader) { check_go_on(go_on, output, reader); }));
        return bound;
    }
};

void print(bool json, Attribution const& attribution, RunLayout const& layout, Scenario const& scenario)
{
    nlohmann::json all = nlohmann::json::array();
    for (std::size_t contrast = 0; contrast < attribution.contrasts.size(); ++contrast) {
        if (json) {
            all.push_back(attribution_json(attribution, layout, contrast));
        } else {
            fmt::print("{}\n", attribution_table(attribution, layout, contrast));
        }
    }
    if (json) {
        fmt::print("{}\n", nlohmann::json{{"scenario", scenario.text("title")},
                                          {"seed", layout.seed},
                                          {"replicates", layout.replicates},
                                          {"months", layout.months},
                                          {"orders", attribution.orders},
                                          {"attributions", all}}
                               .dump(2));
    }
}

int attribute(AttributeOptions const& options)
{
    Scenario const scenario = read_only_input(options.common, with_replicates(options.scenario, default_replicates));
    ChosenContrasts const chosen = choose_contrasts(options.coalitions.contrasts, "--contrasts");
    CoalitionDesign const design = make_coalitions(scenario, options.coalitions.incentives, options.coalitions.permutations);
    std::vector<std::string> measures = choose_measures(options.measures.names, "--measures");
    StopOnSignal const guard;
    AnalysisRuns runs{options.common, &options.output, options.engine, guard.flag()};
    AttributionAnalysis analysis{scenario, chosen, design, std::move(measures),
                                 [&](EnsemblePlan const& plan, Recorder& recorder) { return runs.run(plan, recorder); }};
    std::unique_ptr<OutputClaim> const claim = claim_output(options.output, scenario, [&] { return runs.record(); });
    std::unique_ptr<Checkpoint> const checkpoint =
        open_checkpoint("attribute", options.output, options.go_on.resume, options.checkpoint, {&scenario});
    runs.keep_in(checkpoint.get());
    std::unique_ptr<ResultFile> file =
        open_output(options.output, claim.get(), scenario, "attribution", options.engine.width);
    if (analysis.run() == RunEnd::interrupted) {
        return runs.conclude_interrupted("--permutations or fewer replicates");
    }
    RunLayout const layout = analysis.layout();
    std::vector<Failure> const failures = analysis.failures();
    if (file) { // before the table: a reader of it that is gone costs no result
        write_attribution(std::move(file), analysis.result(), layout, failures);
        checkpoint->remove();
    }
    print(options.common.json, analysis.result(), layout, scenario);
    return runs.conclude(layout.months, failures.size());
}

} // namespace

Command attribute_command()
{
    return make_command("attribute", "FILE", "share out effects over the incentives that drive them", attribute);
}

} // namespace steppe::app
