#include "app/session.hpp"

#include "app/checkpoint.hpp"
#include "app/inert_notes.hpp"
#include "app/output_target.hpp"
#include "app/progress.hpp"
#include "app/recorded_before.hpp"
#include "app/scenario_input.hpp"
#include "app/split_pilot.hpp"
#include "app/stop_on_signal.hpp"
#include "app/streams.hpp"
#include "app/unmoved_notes.hpp"
#include "app/until.hpp"
#include "output/replicate_writer.hpp"
#include "output/sidecar.hpp"
#include "output/summary_writer.hpp"
#include "output/value_digest.hpp"
#include "study/choices.hpp"

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
    tell("{:<36} {:>9} {:>7}\n", "phase, summed over threads", "seconds", "share");
    for (std::size_t phase = 0; phase < phase_names.size(); ++phase) {
        tell("{:<36} {:>9.3f} {:>5.1f} %\n", phase_names[phase], result.times[phase], 100.0 * result.times[phase] / sum);
    }
    tell("{:<36} {:>9.3f}\n", "all", sum);
}

/// Going on with a file replaces it.
OutputOptions output_of(SessionOptions const& options)
{
    OutputOptions output = options.output;
    output.force = output.force || options.resume.resume;
    return output;
}

std::unique_ptr<ResultFile> open_result(SessionOptions const& options, OutputClaim* claim, Scenario const& scenario)
{
    if (options.output.file.empty()) {
        return nullptr;
    }
    return open_output(output_of(options), claim, scenario, name_of(options.record.mode_or_default()), options.engine.width);
}

bool keeps_statistics(SessionOptions const& options)
{
    return !options.output.file.empty() && options.record.mode_or_default() == RecordMode::summary;
}

ReplicateRecord record_of(SessionOptions const& options)
{
    return options.record.mode_or_default() == RecordMode::final ? ReplicateRecord::outcomes : ReplicateRecord::trajectories;
}

/// None where there is no output, and where nothing goes on: rounded values do not come back, and statistics are of no block.
std::unique_ptr<Checkpoint> open_checkpoint_of(SessionOptions const& options, Scenario const& scenario)
{
    bool const keeps_none = options.record.format.digits != 0 || keeps_statistics(options);
    return keeps_none
               ? nullptr
               : open_checkpoint("run or compare", options.output, options.resume.resume, options.checkpoint, {&scenario});
}

EnsemblePlan plan_of(SessionOptions const& options, Scenario const& scenario, std::vector<Arm> const& arms)
{
    EnsemblePlan plan = make_plan(scenario, arms);
    plan.measures = choose_measures(options.measures.names, "--measures");
    if (options.priors.draw || options.posterior.any()) {
        plan.draw_priors(scenario, options.draws.replicates);
    }
    return plan;
}

/// Of the output, if there is one: the one of these that its record asks for.
struct Writers {
    std::unique_ptr<ReplicateWriter> replicates;
    std::unique_ptr<SummaryWriter> summary;
};

/// `file`: null where no output is named. Blocks go to `keeper` too, if there is one.
Writers open_writers(SessionOptions const& options, std::unique_ptr<ResultFile> file, BlockKeeper* keeper)
{
    Writers writers;
    if (keeps_statistics(options)) {
        writers.summary = std::make_unique<SummaryWriter>(std::move(file));
    } else if (file) {
        writers.replicates = std::make_unique<ReplicateWriter>(std::move(file), record_of(options), options.record.format);
        if (keeper != nullptr) {
            writers.replicates->keep_by([keeper](EncodedBlock const& block) { keeper->keep(block); });
        }
    }
    return writers;
}

/// A block that the output has, or else the checkpoint beside it.
std::optional<ResultBlock> find_known(BlockRange const& range, std::optional<RecordedBlocks> const& recorded,
                                      BlockKeeper* keeper)
{
    std::optional<ResultBlock> block = recorded ? recorded->find(range) : std::nullopt;
    if (block && keeper != nullptr) {
        keeper->leave_out(range);
    }
    return block || keeper == nullptr ? std::move(block) : keeper->find(range);
}

/// What an earlier run left in the output file.
struct EarlierRun {
    std::optional<RecordedBlocks> blocks;
    std::optional<UnfinishedSummary> summary;
};

/// With `--force` a file that cannot be gone on with counts as none, because it is to be replaced.
EarlierRun take_up(SessionOptions const& options, Scenario const& scenario, RunLayout const& layout)
{
    if (!options.resume.resume || !std::filesystem::exists(options.output.file)) {
        return {};
    }
    Provenance const provenance = provenance_of(scenario, {}, options.engine.width);
    if (!keeps_statistics(options)) {
        return {.blocks = recorded_before(options.output, options.resume, name_of(options.record.mode_or_default()),
                                          scenario, provenance, layout),
                .summary = std::nullopt};
    }
    try {
        verify_result(options.output.file);
        return {.blocks = std::nullopt, .summary = read_unfinished(options.output.file, scenario, provenance, layout)};
    } catch (std::runtime_error const&) { // InputError, EnvironmentError
        if (!options.output.force) {
            throw;
        }
    }
    return {};
}

SessionResult run_once(SessionOptions const& options, std::vector<Arm> const& arms,
                       std::function<void(BeforeEnsemble const&)> const& before)
{
    SessionResult result;
    result.scenario = read_only_input(options.common, options.scenario.overrides);
    use_posterior(options.posterior, result.scenario);
    EnsemblePlan const plan = plan_of(options, result.scenario, arms);
    StopOnSignal const guard;
    if (!options.common.quiet && !options.priors.draw) {
        print_unmoved_notes(result.scenario, plan,
                            {.threads = options.engine.threads, .width = options.engine.width, .stop = guard.flag()});
    }
    auto const started = std::chrono::system_clock::now();
    auto start = std::chrono::steady_clock::now();
    std::unique_ptr<OutputClaim> const claim = claim_output(output_of(options), result.scenario, [&] {
        result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        return RunRecord{.command_line = options.common.command_line,
                         .threads = resolved_threads(options.engine.threads),
                         .started = started,
                         .finished = std::chrono::system_clock::now(),
                         .timings = stage_times(result)};
    });
    std::unique_ptr<Checkpoint> const checkpoint = open_checkpoint_of(options, result.scenario);
    std::unique_ptr<BlockKeeper> const keeper = checkpoint ? checkpoint->keeper_of(plan, record_of(options)) : nullptr;
    EarlierRun earlier = take_up(options, result.scenario, plan.layout());
    std::unique_ptr<ResultFile> file = open_result(options, claim.get(), result.scenario);
    if (before) {
        before({result.scenario, plan, guard.flag(), file ? &file->root() : nullptr});
    }
    Writers const writers = open_writers(options, std::move(file), keeper.get());
    result.outcomes = std::make_unique<Summariser>(list_contrasts(plan.layout().arms), writers.summary.get());
    std::int64_t const known_replicates = earlier.summary ? earlier.summary->replicates : 0;
    if (earlier.summary) {
        result.outcomes->go_on(std::move(*earlier.summary));
    }
    std::vector<Recorder*> recorders{result.outcomes.get()};
    if (writers.replicates) {
        recorders.push_back(writers.replicates.get());
    }
    ValueDigest digest;
    if (options.record.digest) {
        recorders.push_back(&digest);
    }

    start = std::chrono::steady_clock::now();
    take_split(result.scenario, plan, *result.outcomes,
               {.threads = options.engine.threads, .width = options.engine.width, .stop = guard.flag()});
    {
        ProgressLine progress{options.engine.progress, options.common.quiet};
        result.end = run_ensemble(plan, recorders,
                                  {.threads = options.engine.threads,
                                   .width = options.engine.width,
                                   .progress =
                                       [&](std::int64_t done, std::int64_t total) {
                                           result.replicates_done = done;
                                           progress.update(done, total);
                                       },
                                   .stop = guard.flag(),
                                   .finishes_blocks = true,
                                   .skip = [&](BlockRange const& range) { return range.first_replicate < known_replicates; },
                                   .known = [&](BlockRange const& range) -> std::optional<ResultBlock> {
                                       return find_known(range, earlier.blocks, keeper.get());
                                   },
                                   .times = options.timing.timings ? &result.times : nullptr});
    }
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (checkpoint) { // the output has all of it, also of a run that was stopped
        checkpoint->remove();
    }
    result.digest = options.record.digest && result.end == RunEnd::complete ? digest.text() : "";
    return result;
}

} // namespace

std::vector<BoundGroup> SessionOptions::groups()
{
    std::vector<BoundGroup> bound = bind_groups(common, scenario, output, resume, checkpoint, length, arms, priors,
                                                posterior, draws, until, timing, record, measures, engine);
    bound.push_back(rule([this](OptionReader const& reader) {
        check_resume(resume, output, record.format.digits != 0, reader);
        check_digest(resume, record, record.mode_or_default() == RecordMode::trajectories, reader);
    }));
    return bound;
}

SessionResult run_session(SessionOptions const& options, std::vector<Arm> const& arms,
                          std::function<void(BeforeEnsemble const&)> const& before)
{
    auto const pilot = [&](SessionOptions const& sized) { return run_once(sized, arms, {}); };
    auto const run = [&](SessionOptions const& sized) { return run_once(sized, arms, before); };
    return options.until.width ? run_until(options, pilot, run) : run(options);
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

int conclude(SessionOptions const& options, SessionResult const& result)
{
    std::fflush(stdout); // the table first, then what became of the run
    RunLayout const& layout = result.outcomes->layout();
    if (!options.common.quiet) {
        tell("{} replicates x {} months in {:.1f} s{}\n", result.replicates_done, layout.months, result.seconds,
             options.output.file.empty() ? "; no file kept (give one with -o)" : "; wrote " + options.output.file.string());
    }
    if (options.timing.timings) {
        print_timings(result);
    }
    std::vector<Failure> const& failures = result.outcomes->failures();
    for (std::size_t i = 0; i < std::min<std::size_t>(failures.size(), 4); ++i) {
        tell("failed: arm {}, replicate {}, month {}: {}\n", layout.arms[static_cast<std::size_t>(failures[i].arm)],
             failures[i].replicate, failures[i].month, failures[i].message);
    }
    if (failures.size() > 4) {
        tell("and {} more; the file lists all of them\n", failures.size() - 4);
    }
    if (result.end == RunEnd::interrupted) {
        bool const can_resume = !options.output.file.empty() && options.record.format.digits == 0;
        tell("interrupted: {}\n", can_resume ? "what is written is valid; the same command with --resume goes on from there"
                                             : "the same command with --force gives the same replicates again and the rest");
        return exit_code::interrupted;
    }
    return failures.empty() ? exit_code::done : exit_code::some_replicates_failed;
}

} // namespace steppe::app
