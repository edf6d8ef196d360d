#include "app/analysis_runs.hpp"
#include "app/commands.hpp"
#include "app/condition_table.hpp"
#include "app/output_target.hpp"
#include "app/posterior.hpp"
#include "app/scenario_input.hpp"
#include "app/stop_on_signal.hpp"
#include "study/choices.hpp"
#include "study/condition/file.hpp"
#include "study/condition/run.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace steppe::app {
namespace {

constexpr char const* default_replicates = "4000"; // most of them do not match
constexpr int default_least = 100;
constexpr int most_asked = 1'000'000'000;

struct EvidenceOptions {
    std::vector<std::string> given;
    std::vector<std::string> events;
    std::string observations; ///< a file
    int least{default_least};

    static void declare(OptionList& list)
    {
        list.texts("given", "CONDITION",
                   "what is known (repeatable; all must hold): 'joined @ 2025-11', 'not joined before 2026-01', "
                   "'oil_price @ 2026-06 in [60, 80]', 'oil_price @ 8 = 70 +- 5'");
        list.text("observations", "CSV",
                  "what was observed with an error: columns month, measure, of, value, error, unit; each row weighs runs by "
                  "its likelihood");
        list.texts("event", "CONDITION",
                   "an event of which to tell whether the accord was necessary and sufficient for it (repeatable)");
        list.integer("least-effective", "N", "effective sample size below which nothing is told (default 100)");
    }
    void read(OptionReader const& reader)
    {
        given = reader.texts("given");
        events = reader.texts("event");
        observations = reader.text("observations").value_or("");
        least = reader.count("least-effective", default_least, most_asked);
        if (given.empty() && observations.empty()) {
            reader.fault("command line", "C116", "nothing is known: give --given CONDITION or --observations CSV");
        }
    }
};

struct ConditionOptions {
    CommonOptions common;
    ScenarioOptions scenario;
    OutputOptions output;
    LengthOptions length;
    EvidenceOptions evidence;
    PriorOptions priors;
    PosteriorOptions posterior;
    DrawOptions draws;
    MeasureOptions measures;
    EngineOptions engine;

    [[nodiscard]] std::vector<BoundGroup> groups()
    {
        return bind_groups(common, scenario, output, length, evidence, priors, posterior, draws, measures, engine);
    }
};

/// Every fault of conditions, observations and events at once.
ConditionDesign read_design(EvidenceOptions const& options, Scenario const& scenario)
{
    EvidenceScope const scope = evidence_scope(scenario);
    Diagnostics faults;
    ConditionDesign design;
    design.evidence = read_conditions(options.given, "--given", scope, faults);
    if (!options.observations.empty()) {
        std::vector<Condition> const observed = read_observed_measures(options.observations, scope, faults);
        design.evidence.insert(design.evidence.end(), observed.begin(), observed.end());
    }
    design.events = read_conditions(options.events, "--event", scope, faults);
    for (Condition const& event : design.events) {
        if (!event.is_certain()) {
            faults.add({"--event '" + event.text + "'", 0, 0}, "E106",
                       "an event either comes or does not: it cannot be read with an error");
        }
    }
    faults.throw_if_any();
    design.joinings = answerable_joinings(design.evidence, scope.measures);
    return design;
}

int condition(ConditionOptions const& options)
{
    Scenario scenario = read_only_input(options.common, with_replicates(options.scenario, default_replicates));
    use_posterior(options.posterior, scenario);
    ConditionDesign design = read_design(options.evidence, scenario);
    if (!options.evidence.observations.empty()) {
        scenario.read_besides.push_back(options.evidence.observations);
    }
    std::vector<std::string> measures = choose_measures(options.measures.names, "--measures");
    StopOnSignal const guard;
    AnalysisRuns runs{options.common, &options.output, options.engine, guard.flag()};
    std::unique_ptr<OutputClaim> const claim = claim_output(options.output, scenario, [&] { return runs.record(); });
    std::unique_ptr<ResultFile> file = open_output(options.output, claim.get(), scenario, "condition", options.engine.width);
    ConditionAnalysis analysis{scenario, std::move(design), std::move(measures),
                               options.priors.draw || options.posterior.any() ? options.draws.replicates : 0,
                               [&](EnsemblePlan const& plan, Recorder& recorder) { return runs.run(plan, recorder); }};
    if (analysis.run(options.evidence.least) == RunEnd::interrupted) {
        return runs.conclude_interrupted("fewer replicates or months");
    }
    RunLayout const layout = analysis.layout();
    if (file) { // before the table: a reader of it that is gone costs no result
        write_condition(std::move(file), analysis.result(), layout, analysis.failures());
    }
    if (options.common.json) {
        nlohmann::json all = condition_json(analysis.result(), layout);
        all["scenario"] = scenario.text("title");
        all["least_effective"] = options.evidence.least;
        all["posterior"] = posterior_json(scenario);
        fmt::print("{}\n", all.dump(2));
    } else {
        fmt::print("{}", posterior_text(scenario));
        fmt::print("{}", condition_table(analysis.result(), layout));
    }
    return runs.conclude(layout.months, analysis.failures().size());
}

} // namespace

Command condition_command()
{
    return make_command("condition", "FILE --given CONDITION...",
                        "what the accord changed given what is known, and whether it would have come anyway", condition);
}

} // namespace steppe::app
