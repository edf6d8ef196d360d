#include "app/analysis_runs.hpp"
#include "app/commands.hpp"
#include "app/effect_table.hpp"
#include "app/headline_text.hpp"
#include "app/session.hpp"
#include "study/choices.hpp"
#include "study/headline/file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace steppe::app {
namespace {

struct TableOptions {
    bool all{};
    bool no_headline{};

    static void declare(OptionList& list)
    {
        list.flag("all", "print every outcome of every contrast");
        list.flag("no-headline", "skip the pass over the priors that the headline is of");
    }
    void read(OptionReader const& reader)
    {
        all = reader.flag("all");
        no_headline = reader.flag("no-headline");
    }
};

struct CompareOptions : SessionOptions {
    TableOptions table;

    [[nodiscard]] std::vector<BoundGroup> groups()
    {
        std::vector<BoundGroup> bound = SessionOptions::groups();
        std::vector<BoundGroup> own = bind_groups(table);
        bound.insert(bound.end(), own.begin(), own.end());
        return bound;
    }
};

/// Of the run's first contrast, over draws from the priors, and into the output; empty where it was skipped, cut short, or has no pair.
std::vector<Headline> find_headlines(CompareOptions const& options, std::vector<Arm> const& arms, BeforeEnsemble const& run)
{
    std::vector<Contrast> const contrasts = list_contrasts(run.plan.layout().arms);
    if (options.table.no_headline || contrasts.empty()) {
        return {};
    }
    AnalysisRuns runs{options.common, nullptr, options.engine, run.stop};
    KeptOutcomes kept;
    if (runs.run(plan_headline(run.scenario, arms, run.plan.replicates), kept) != RunEnd::complete) {
        return {};
    }
    DrawnEffects const drawn = drawn_effects(kept, contrasts[0]);
    std::vector<Headline> headlines = headlines_of(drawn, run.scenario);
    if (run.output != nullptr) {
        write_headline(*run.output, drawn, headlines);
    }
    return headlines;
}

nlohmann::json document_of(SessionResult const& result, std::vector<Headline> const& headlines)
{
    Summariser const& outcomes = *result.outcomes;
    nlohmann::json all = nlohmann::json::array();
    for (std::size_t contrast = 0; contrast < outcomes.contrasts().size(); ++contrast) {
        all.push_back(effect_json(outcomes, contrast));
    }
    nlohmann::json document{{"scenario", result.scenario.text("title")},
                            {"seed", outcomes.layout().seed},
                            {"replicates", outcomes.layout().replicates},
                            {"months", outcomes.layout().months},
                            {"contrasts", all},
                            {"headline", headline_json(headlines)}};
    add_digest(document, result);
    return document;
}

void print_tables(Summariser const& outcomes, std::vector<Headline> const& headlines, bool all)
{
    if (!headlines.empty()) {
        fmt::print("{}\n", headline_text(headlines));
    }
    for (std::size_t contrast = 0; contrast < outcomes.contrasts().size(); ++contrast) {
        fmt::print("{}", all             ? effect_table(outcomes, contrast) + "\n"
                         : contrast == 0 ? short_effect_table(outcomes, contrast)
                                         : effect_line(outcomes, contrast));
    }
}

int compare(CompareOptions const& options)
{
    std::vector<Arm> const arms = choose_arms(options.arms.names_or({"with_accords", "without_accords"}), "--arms");
    if (arms.size() < 2) {
        Diagnostics faults;
        faults.add({"--arms", 0, 0}, "C107", "a comparison needs two arms or more");
        faults.throw_if_any();
    }
    std::vector<Headline> headlines;
    SessionResult const result =
        run_session(options, arms, [&](BeforeEnsemble const& run) { headlines = find_headlines(options, arms, run); });
    if (options.common.json) {
        fmt::print("{}\n", document_of(result, headlines).dump(2));
    } else {
        print_tables(*result.outcomes, headlines, options.table.all);
        print_digest(result);
    }
    return conclude(options, result);
}

} // namespace

Command compare_command()
{
    return make_command("compare", "FILE", "run arms as pairs (default: with_accords, without_accords) and print effects",
                        compare);
}

} // namespace steppe::app
