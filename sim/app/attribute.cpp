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
#include <atomic>
#include <chrono>
#include <cstdio>
#include <iterator>
#include <optional>

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
        if (std::any_of(chosen.contrasts.begin(), chosen.contrasts.end(),
                        [&](Contrast const& contrast) { return contrast.name == name; })) {
            faults.add({"--contrasts", 0, 0}, "C104", "'" + name + "' is named twice");
        } else if (std::optional<Contrast> const contrast = find_contrast(name, chosen.arms)) {
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

/// Runs what the shares need: first the few coalitions that differ in arms whose accord is closed, then all in the others.
class CoalitionRuns {
public:
    /// All must outlive it. `plan` is left as that of the second run.
    CoalitionRuns(Arguments const& arguments, std::atomic<bool> const* stop, EnsemblePlan& plan, CoalitionDesign const& design,
                  ChosenContrasts const& chosen)
        : arguments_{arguments}, stop_{stop}, plan_{plan}, design_{design}, closed_design_{design.while_closed()},
          closed_{closed_design_}
    {
        for (Arm const& arm : choose_arms(chosen.arms, "--contrasts")) {
            (arm.accord_open ? open_arms_ : closed_arms_).push_back(arm);
        }
        if (open_arms_.empty()) {
            open_arms_.swap(closed_arms_); // nothing to run beside them
        }
        attributor_.emplace(design_, chosen.contrasts, chosen.arms, closed_arms_.empty() ? nullptr : &closed_);
    }

    RunEnd run()
    {
        plan_.points = closed_design_.points;
        plan_.arms = closed_arms_;
        if (!closed_arms_.empty() && run_plan(closed_) == RunEnd::interrupted) {
            return RunEnd::interrupted;
        }
        plan_.points = design_.points;
        plan_.arms = open_arms_;
        return run_plan(*attributor_);
    }

    [[nodiscard]] Attribution const& shares() const { return attributor_->result(); }
    [[nodiscard]] std::int64_t done() const { return done_; }

    [[nodiscard]] std::vector<Failure> failures() const
    {
        std::vector<Failure> all = closed_.failures();
        all.insert(all.end(), attributor_->failures().begin(), attributor_->failures().end());
        return all;
    }

private:
    RunEnd run_plan(Recorder& recorder)
    {
        std::array<Recorder*, 1> const recorders{&recorder};
        ProgressLine progress{arguments_};
        std::int64_t const before = done_;
        return run_ensemble(plan_, recorders,
                            {.threads = arguments_.threads,
                             .width = arguments_.width,
                             .progress =
                                 [&](std::int64_t done, std::int64_t total) {
                                     done_ = before + done;
                                     progress.update(done, total);
                                 },
                             .stop = stop_});
    }

    Arguments const& arguments_;
    std::atomic<bool> const* stop_;
    EnsemblePlan& plan_;
    CoalitionDesign const& design_;
    CoalitionDesign closed_design_;
    ClosedArms closed_;
    std::vector<Arm> open_arms_, closed_arms_;
    std::optional<Attributor> attributor_;
    std::int64_t done_{};
};

void print(Arguments const& arguments, Attribution const& attribution, RunLayout const& layout, Scenario const& scenario)
{
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
    EnsemblePlan plan = make_plan(scenario, {});
    plan.measures = choose_measures(arguments.measures, "--measures");
    std::unique_ptr<ResultFile> file;
    if (!arguments.output.empty()) {
        refuse_to_replace_input(arguments, scenario);
        file = std::make_unique<ResultFile>(arguments.output, arguments.force, "attribution", scenario, model_schema(),
                                            provenance_of(scenario, {}, arguments.width));
    }
    StopOnSignal const guard;
    auto const started = std::chrono::system_clock::now();
    auto const start = std::chrono::steady_clock::now();
    CoalitionRuns runs{arguments, guard.flag(), plan, design, chosen};
    if (runs.run() == RunEnd::interrupted) {
        fmt::print(stderr, "interrupted: shares need every coalition, so nothing was written; --permutations or fewer "
                           "replicates take less time\n");
        return exit_code::interrupted;
    }
    double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    RunLayout const layout = plan.layout();
    print(arguments, runs.shares(), layout, scenario);
    std::vector<Failure> const failures = runs.failures();
    if (file) {
        write_attribution(std::move(file), runs.shares(), layout, failures);
        write_sidecar(arguments.output, {.command_line = arguments.command_line,
                                         .threads = resolved_threads(arguments.threads),
                                         .started = started,
                                         .finished = std::chrono::system_clock::now(),
                                         .timings = {{"run", seconds}}});
    }
    if (!arguments.quiet) {
        fmt::print(stderr, "{} runs x {} months in {:.1f} s{}\n", runs.done(), plan.months, seconds,
                   arguments.output.empty() ? "; no file kept (give one with -o)" : "; wrote " + arguments.output.string());
    }
    if (!failures.empty()) {
        fmt::print(stderr, "{} runs failed; their replicates count in no share\n", failures.size());
    }
    return failures.empty() ? exit_code::done : exit_code::some_replicates_failed;
}

} // namespace steppe::app
