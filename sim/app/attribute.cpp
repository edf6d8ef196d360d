#include "app/attribution_table.hpp"
#include "app/choices.hpp"
#include "app/commands.hpp"
#include "app/progress.hpp"
#include "app/session.hpp"
#include "app/stop_on_signal.hpp"
#include "ensemble/summariser.hpp"
#include "model/parameters.hpp"
#include "output/sidecar.hpp"
#include "study/attribution.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <iterator>

namespace steppe::app {
namespace {

constexpr std::string_view default_replicates = "32"; // of each of some ten thousand coalitions

/// The contrasts to share out, and the arms that they need.
struct ChosenContrasts {
    std::vector<Contrast> contrasts;
    std::vector<std::string> arms;
};

ChosenContrasts choose_contrasts(std::vector<std::string> const& names)
{
    ChosenContrasts chosen;
    std::vector<std::string> known = contrast_names();
    std::transform(all_arms.begin(), all_arms.end(), std::back_inserter(known),
                   [](Arm const& arm) { return std::string{arm.name}; });
    Diagnostics faults;
    for (std::string const& name : names) {
        if (std::optional<Contrast> const contrast = find_contrast(name, chosen.arms)) {
            chosen.contrasts.push_back(*contrast);
        } else {
            faults.add({"--contrasts", 0, 0}, "C104", "unknown contrast or arm '" + name + "'", closest_name(name, known));
        }
    }
    faults.throw_if_any();
    return chosen;
}

Scenario read_input(Arguments const& arguments)
{
    Arguments with_default = arguments;
    bool const given = std::any_of(arguments.overrides.begin(), arguments.overrides.end(),
                                   [](Override const& change) { return change.key == "run.replicates"; });
    if (!given) {
        with_default.overrides.push_back({"run.replicates", std::string{default_replicates}});
    }
    return read_only_input(with_default);
}

void print(Arguments const& arguments, Attributor const& attributor, RunLayout const& layout, Scenario const& scenario)
{
    Attribution const& attribution = attributor.result();
    nlohmann::json all = nlohmann::json::array();
    for (std::size_t contrast = 0; contrast < attribution.contrasts.size(); ++contrast) {
        if (arguments.json) {
            all.push_back(attribution_json(attribution, layout, contrast));
        } else {
            fmt::print("{}\n", attribution_table(attribution, layout, contrast));
        }
    }
    if (arguments.json) {
        fmt::print("{}\n", nlohmann::json{{"scenario", scenario.text("title")},
                                          {"seed", layout.seed},
                                          {"replicates", layout.replicates},
                                          {"months", layout.months},
                                          {"orders", attribution.orders},
                                          {"attributions", all}}
                               .dump(2));
    }
    std::fflush(stdout);
}

} // namespace

int attribute(Arguments const& arguments)
{
    Scenario const scenario = read_input(arguments);
    ChosenContrasts const chosen = choose_contrasts(arguments.contrasts);
    CoalitionDesign const design = make_coalitions(scenario, arguments.incentives, arguments.permutations);
    EnsemblePlan plan = make_plan(scenario, choose_arms(chosen.arms, "--contrasts"));
    plan.measures = choose_measures(arguments.measures, "--measures");
    plan.points = design.points;
    RunLayout const layout = plan.layout();
    std::unique_ptr<ResultFile> file;
    if (!arguments.output.empty()) {
        refuse_to_replace_input(arguments, scenario);
        file = std::make_unique<ResultFile>(arguments.output, arguments.force, "attribution", scenario, model_schema(),
                                            provenance_of(scenario, {}, arguments.width));
    }
    Attributor attributor{design, chosen.contrasts};
    std::array<Recorder*, 1> const recorders{&attributor};
    StopOnSignal const guard;
    auto const started = std::chrono::system_clock::now();
    auto const start = std::chrono::steady_clock::now();
    RunEnd end{};
    std::int64_t runs = 0;
    {
        ProgressLine progress{arguments};
        end = run_ensemble(plan, recorders,
                           {.threads = arguments.threads,
                            .width = arguments.width,
                            .progress =
                                [&](std::int64_t done, std::int64_t total) {
                                    runs = done;
                                    progress.update(done, total);
                                },
                            .stop = guard.flag()});
    }
    double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (end == RunEnd::interrupted) {
        fmt::print(stderr, "interrupted: shares need every coalition, so nothing was written; --permutations or fewer "
                           "replicates take less time\n");
        return exit_code::interrupted;
    }
    print(arguments, attributor, layout, scenario);
    if (file) {
        write_attribution(std::move(file), attributor.result(), layout, attributor.failures());
        write_sidecar(arguments.output, {.command_line = arguments.command_line,
                                         .threads = resolved_threads(arguments.threads),
                                         .started = started,
                                         .finished = std::chrono::system_clock::now(),
                                         .timings = {{"run", seconds}}});
    }
    if (!arguments.quiet) {
        fmt::print(stderr, "{} runs x {} months in {:.1f} s{}\n", runs, plan.months, seconds,
                   arguments.output.empty() ? "; no file kept (give one with -o)" : "; wrote " + arguments.output.string());
    }
    std::size_t const failed = attributor.failures().size();
    if (failed > 0) {
        fmt::print(stderr, "{} runs failed; their replicates count in no share\n", failed);
    }
    return failed > 0 ? exit_code::some_replicates_failed : exit_code::done;
}

} // namespace steppe::app
