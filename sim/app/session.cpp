#include "app/session.hpp"

#include "app/build_info.hpp"
#include "app/progress.hpp"
#include "model/parameters.hpp"
#include "output/result_writer.hpp"
#include "output/sidecar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <memory>
#include <unistd.h>

namespace steppe::app {
namespace {

// The one variable that a signal handler can reach; it carries nothing but the wish to stop.
std::atomic<bool> stop_requested{false};
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void request_stop(int /*signal*/) { stop_requested.store(true, std::memory_order_relaxed); }

/// While it lives, interrupt and termination ask for a stop; a second interrupt ends the program as usual.
class StopOnSignal {
public:
    StopOnSignal()
    {
        struct sigaction action = {};
        action.sa_handler = request_stop;
        action.sa_flags = static_cast<int>(SA_RESETHAND);
        sigaction(SIGINT, &action, &interrupt_before_);
        sigaction(SIGTERM, &action, &terminate_before_);
    }
    ~StopOnSignal()
    {
        sigaction(SIGINT, &interrupt_before_, nullptr);
        sigaction(SIGTERM, &terminate_before_, nullptr);
    }
    StopOnSignal(StopOnSignal const&) = delete;
    StopOnSignal& operator=(StopOnSignal const&) = delete;

private:
    struct sigaction interrupt_before_ = {};
    struct sigaction terminate_before_ = {};
};

Provenance provenance_of(Scenario const& scenario, LaneWidth width)
{
    return {.title = scenario.text("title"),
            .version = std::string{build_info::version},
            .git_commit = std::string{build_info::git_commit},
            .compiler = std::string{build_info::compiler},
            .flags = std::string{build_info::flags},
            .isa = std::string{build_info::isa},
            .lane_width = lanes_of(width)};
}

/// No output may take the place of a file that the run was read from, not even with --force.
void refuse_to_replace_input(Arguments const& arguments, Scenario const& scenario)
{
    Diagnostics faults;
    std::error_code ignored;
    for (std::filesystem::path const& target : {arguments.output, sidecar_path(arguments.output)}) {
        for (SourceText const& source : scenario.files) {
            if (std::filesystem::equivalent(target, source.path, ignored)) {
                faults.add({target.string(), 0, 0}, "O204", "is a scenario that this run reads; name another file to write");
            }
        }
        if (target != arguments.output && !arguments.force && std::filesystem::exists(target, ignored)) {
            faults.add({target.string(), 0, 0}, "O201",
                       "already exists, and the run's record goes there; pass --force to replace it, or name another file");
        }
    }
    faults.throw_if_any();
}

/// Outcomes are kept until the table is printed: 8 bytes for each replicate, arm and outcome.
void refuse_more_than_memory(EnsemblePlan const& plan)
{
    RunLayout const layout = plan.layout();
    double const needed = 8.0 * static_cast<double>(list_outcomes(layout).size()) * static_cast<double>(layout.arms.size()) *
                          static_cast<double>(layout.replicates);
    double const memory = static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * static_cast<double>(::sysconf(_SC_PAGESIZE));
    if (needed > 0.5 * memory) {
        Diagnostics faults;
        faults.add({"run.replicates", 0, 0}, "C110",
                   fmt::format("{} replicates of {} arms need {:.0f} GB of memory for their outcomes, and this machine has "
                               "{:.0f} GB; ask for {:.0f} at most",
                               layout.replicates, layout.arms.size(), needed / 1e9, memory / 1e9,
                               std::floor(0.5 * memory / needed * static_cast<double>(layout.replicates))));
        faults.throw_if_any();
    }
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

std::vector<Arm> choose_arms(Arguments const& arguments, std::vector<std::string> const& fallback)
{
    Diagnostics faults;
    std::vector<Arm> arms;
    std::vector<std::string> known(all_arms.size());
    std::transform(all_arms.begin(), all_arms.end(), known.begin(), [](Arm const& arm) { return std::string{arm.name}; });
    std::vector<std::string> seen;
    for (std::string const& name : arguments.arms.empty() ? fallback : arguments.arms) {
        if (std::find(seen.begin(), seen.end(), name) != seen.end()) {
            faults.add({arguments.arms_option, 0, 0}, "C106", "the arm '" + name + "' is named twice");
        } else if (std::optional<Arm> const arm = find_arm(name)) {
            arms.push_back(*arm);
        } else {
            faults.add({arguments.arms_option, 0, 0}, "C106", "unknown arm '" + name + "'", closest_name(name, known));
        }
        seen.push_back(name);
    }
    faults.throw_if_any();
    return arms;
}

SessionResult run_session(Arguments const& arguments, std::vector<Arm> const& arms)
{
    SessionResult result;
    result.scenario = read_only_input(arguments);
    Schema const schema = model_schema();
    EnsemblePlan plan = make_plan(result.scenario, arms);
    if (arguments.draw_priors) {
        plan.priors.emplace(result.scenario.parameters);
        plan.replicates_per_draw = arguments.per_draw;
    }
    refuse_more_than_memory(plan);
    if (!arguments.output.empty()) {
        refuse_to_replace_input(arguments, result.scenario);
    }
    std::vector<Recorder*> recorders{&result.outcomes};
    std::unique_ptr<ResultWriter> writer;
    if (!arguments.output.empty()) {
        writer = std::make_unique<ResultWriter>(arguments.output, arguments.force, result.scenario, schema,
                                                provenance_of(result.scenario, arguments.width));
        recorders.push_back(writer.get());
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
                                   .stop = &stop_requested});
    }
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (writer) {
        write_sidecar(arguments.output, {.command_line = arguments.command_line,
                                         .threads = resolved_threads(arguments.threads),
                                         .started = started,
                                         .finished = std::chrono::system_clock::now(),
                                         .timings = {{"run_and_write", result.seconds}}});
    }
    return result;
}

int conclude(Arguments const& arguments, SessionResult const& result)
{
    std::fflush(stdout); // the table first, then what became of the run
    RunLayout const& layout = result.outcomes.layout();
    if (!arguments.quiet) {
        fmt::print(stderr, "{} replicates x {} months in {:.1f} s{}\n", result.replicates_done, layout.months,
                   result.seconds,
                   arguments.output.empty() ? "; no file kept (give one with -o)" : "; wrote " + arguments.output.string());
    }
    std::vector<Failure> const& failures = result.outcomes.failures();
    for (std::size_t i = 0; i < std::min<std::size_t>(failures.size(), 4); ++i) {
        fmt::print(stderr, "failed: arm {}, replicate {}, month {}: {}\n",
                   layout.arms[static_cast<std::size_t>(failures[i].arm)], failures[i].replicate, failures[i].month,
                   failures[i].message);
    }
    if (failures.size() > 4) {
        fmt::print(stderr, "and {} more; the file lists all of them\n", failures.size() - 4);
    }
    if (result.end == RunEnd::interrupted) {
        fmt::print(stderr,
                   "interrupted: what is written is valid; the same command with --force gives the same replicates again "
                   "and the rest\n");
        return exit_code::interrupted;
    }
    return failures.empty() ? exit_code::done : exit_code::some_replicates_failed;
}

} // namespace steppe::app
