#include "app/session.hpp"

#include "app/choices.hpp"
#include "app/progress.hpp"
#include "app/recorded_before.hpp"
#include "app/stop_on_signal.hpp"
#include "model/parameters.hpp"
#include "output/replicate_writer.hpp"
#include "output/sidecar.hpp"
#include "output/summary_writer.hpp"
#include "output/value_digest.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <numeric>
#include <optional>
#include <utility>

namespace steppe::app {
namespace {

/// For the sidecar: the whole, and the phases that were timed.
std::vector<std::pair<std::string, double>> stage_times(SessionResult const& result)
{
    std::vector<std::pair<std::string, double>> times{{"run_and_write", result.seconds}};
    for (std::size_t phase = 0; phase < phase_names.size(); ++phase) {
        if (result.times[phase] > 0.0) {
            times.emplace_back(phase_names[phase], result.times[phase]);
        }
    }
    return times;
}

void print_timings(SessionResult const& result)
{
    double const sum = std::accumulate(result.times.begin(), result.times.end(), 0.0);
    fmt::print(stderr, "{:<36} {:>9} {:>7}\n", "phase, summed over threads", "seconds", "share");
    for (std::size_t phase = 0; phase < phase_names.size(); ++phase) {
        fmt::print(stderr, "{:<36} {:>9.3f} {:>5.1f} %\n", phase_names[phase], result.times[phase],
                   100.0 * result.times[phase] / sum);
    }
    fmt::print(stderr, "{:<36} {:>9.3f}\n", "all", sum);
}

std::unique_ptr<ResultFile> open_result(Arguments const& arguments, Scenario const& scenario)
{
    refuse_to_replace_input(arguments, scenario);
    return std::make_unique<ResultFile>(arguments.output, arguments.force || arguments.resume, name_of(record_of(arguments)),
                                        scenario, model_schema(), provenance_of(scenario, {}, arguments.width));
}

bool keeps_statistics(Arguments const& arguments)
{
    return !arguments.output.empty() && record_of(arguments) == RecordMode::summary;
}

/// What an earlier run left in the output file.
struct EarlierRun {
    std::optional<RecordedBlocks> blocks;
    std::optional<UnfinishedSummary> summary;
};

/// With `--force` a file that cannot be gone on with counts as none, because it is to be replaced.
EarlierRun take_up(Arguments const& arguments, Scenario const& scenario, RunLayout const& layout)
{
    if (!arguments.resume || !std::filesystem::exists(arguments.output)) {
        return {};
    }
    Provenance const provenance = provenance_of(scenario, {}, arguments.width);
    if (!keeps_statistics(arguments)) {
        return {.blocks = recorded_before(arguments, name_of(record_of(arguments)), scenario, provenance, layout),
                .summary = std::nullopt};
    }
    try {
        return {.blocks = std::nullopt, .summary = read_unfinished(arguments.output, scenario, provenance, layout)};
    } catch (std::runtime_error const&) { // InputError, EnvironmentError
        if (!arguments.force) {
            throw;
        }
    }
    return {};
}

} // namespace

Scenario read_only_input(Arguments const& arguments)
{
    if (arguments.inputs.size() != 1) {
        Diagnostics faults;
        faults.add({"command line", 0, 0}, "C105",
                   fmt::format("expected one scenario file, got {}", arguments.inputs.size()));
        faults.throw_if_any();
    }
    return read_scenario(arguments.inputs[0], model_schema(), arguments.overrides);
}

SessionResult run_session(Arguments const& arguments, std::vector<Arm> const& arms)
{
    SessionResult result;
    result.scenario = read_only_input(arguments);
    EnsemblePlan plan = make_plan(result.scenario, arms);
    plan.measures = choose_measures(arguments.measures, "--measures");
    if (arguments.draw_priors) {
        plan.priors.emplace(result.scenario.parameters);
        plan.replicates_per_draw = arguments.per_draw;
    }
    EarlierRun earlier = take_up(arguments, result.scenario, plan.layout());
    std::unique_ptr<ReplicateWriter> replicates;
    std::unique_ptr<SummaryWriter> summary;
    if (keeps_statistics(arguments)) {
        summary = std::make_unique<SummaryWriter>(open_result(arguments, result.scenario));
    } else if (!arguments.output.empty()) {
        replicates = std::make_unique<ReplicateWriter>(
            open_result(arguments, result.scenario),
            record_of(arguments) == RecordMode::final ? ReplicateRecord::outcomes : ReplicateRecord::trajectories,
            arguments.format);
    }
    result.outcomes = std::make_unique<Summariser>(list_contrasts(plan.layout().arms), summary.get());
    std::int64_t const known_replicates = earlier.summary ? earlier.summary->replicates : 0;
    if (earlier.summary) {
        result.outcomes->go_on(std::move(*earlier.summary));
    }
    std::vector<Recorder*> recorders{result.outcomes.get()};
    if (replicates) {
        recorders.push_back(replicates.get());
    }
    ValueDigest digest;
    if (arguments.digest) {
        recorders.push_back(&digest);
    }

    StopOnSignal const guard;
    auto const started = std::chrono::system_clock::now();
    auto const start = std::chrono::steady_clock::now();
    {
        ProgressLine progress{arguments};
        result.end = run_ensemble(plan, recorders,
                                  {.threads = arguments.threads,
                                   .width = arguments.width,
                                   .progress =
                                       [&](std::int64_t done, std::int64_t total) {
                                           result.replicates_done = done;
                                           progress.update(done, total);
                                       },
                                   .stop = guard.flag(),
                                   .skip = [&](BlockRange const& range) { return range.first_replicate < known_replicates; },
                                   .known = [&](BlockRange const& range) -> std::optional<ResultBlock> {
                                       return earlier.blocks ? earlier.blocks->find(range) : std::nullopt;
                                   },
                                   .times = arguments.timings ? &result.times : nullptr});
    }
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    result.digest = arguments.digest && result.end == RunEnd::complete ? digest.text() : "";
    if (!arguments.output.empty()) {
        write_sidecar(arguments.output, {.command_line = arguments.command_line,
                                         .threads = resolved_threads(arguments.threads),
                                         .started = started,
                                         .finished = std::chrono::system_clock::now(),
                                         .timings = stage_times(result)});
    }
    return result;
}

void print_digest(SessionResult const& result)
{
    if (!result.digest.empty()) {
        fmt::print("digest {}\n", result.digest);
    }
}

void add_digest(nlohmann::json& document, SessionResult const& result)
{
    if (!result.digest.empty()) {
        document["digest"] = result.digest;
    }
}

int conclude(Arguments const& arguments, SessionResult const& result)
{
    std::fflush(stdout); // the table first, then what became of the run
    RunLayout const& layout = result.outcomes->layout();
    if (!arguments.quiet) {
        fmt::print(stderr, "{} replicates x {} months in {:.1f} s{}\n", result.replicates_done, layout.months,
                   result.seconds,
                   arguments.output.empty() ? "; no file kept (give one with -o)" : "; wrote " + arguments.output.string());
    }
    if (arguments.timings) {
        print_timings(result);
    }
    std::vector<Failure> const& failures = result.outcomes->failures();
    for (std::size_t i = 0; i < std::min<std::size_t>(failures.size(), 4); ++i) {
        fmt::print(stderr, "failed: arm {}, replicate {}, month {}: {}\n",
                   layout.arms[static_cast<std::size_t>(failures[i].arm)], failures[i].replicate, failures[i].month,
                   failures[i].message);
    }
    if (failures.size() > 4) {
        fmt::print(stderr, "and {} more; the file lists all of them\n", failures.size() - 4);
    }
    if (result.end == RunEnd::interrupted) {
        bool const can_resume = !arguments.output.empty() && arguments.format.digits == 0;
        fmt::print(stderr, "interrupted: {}\n",
                   can_resume ? "what is written is valid; the same command with --resume goes on from there"
                              : "the same command with --force gives the same replicates again and the rest");
        return exit_code::interrupted;
    }
    return failures.empty() ? exit_code::done : exit_code::some_replicates_failed;
}

} // namespace steppe::app
