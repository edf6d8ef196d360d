#include "app/choices.hpp"
#include "app/commands.hpp"
#include "app/merge.hpp"
#include "app/prepared_study.hpp"
#include "app/progress.hpp"
#include "app/recorded_before.hpp"
#include "app/stop_on_signal.hpp"
#include "model/parameters.hpp"
#include "output/merge.hpp"
#include "output/part_writer.hpp"
#include "output/replicate_writer.hpp"
#include "output/sidecar.hpp"
#include "output/value_digest.hpp"
#include "study/design.hpp"
#include "study/study_facts.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdio>
#include <vector>

namespace steppe::app {
namespace {

namespace fs = std::filesystem;

void check_output(Arguments const& arguments, PreparedStudy const& prepared)
{
    Diagnostics faults;
    if (arguments.output.empty()) {
        faults.add({"command line", 0, 0}, "C113", "a study needs a file to write to: -o OUT.h5");
        faults.throw_if_any();
    }
    if (!arguments.one_part && !arguments.force && !arguments.resume && fs::exists(arguments.output)) {
        faults.add({arguments.output.string(), 0, 0}, "O201",
                   "already exists; pass --force to replace it, or name another file");
        faults.throw_if_any();
    }
    refuse_to_replace_input(arguments, prepared.scenario);
}

struct PartResult {
    RunEnd end{RunEnd::complete};
    std::int64_t replicates_done{};
    double seconds{};
    std::string digest; ///< of the values of these runs, if asked for
};

PartStart how_to_begin(Arguments const& arguments)
{
    if (arguments.resume) {
        return arguments.force ? PartStart::resume_or_replace : PartStart::resume;
    }
    return arguments.force ? PartStart::replace : PartStart::refuse;
}

/// Runs the blocks of the part that its folder does not have. `recorded`: a result of the study that is there already, and may have
/// fewer replicates.
PartResult run_part(PreparedStudy const& prepared, Arguments const& arguments, PartFolder& folder,
                    std::optional<RecordedBlocks> const& recorded, StopOnSignal const& guard)
{
    BlockSequence const blocks{prepared.encoder.layout()};
    auto const [first, last] = arguments.part.bounds(blocks.size());
    ShardWriter writer{folder, prepared.encoder, std::chrono::duration<double>{arguments.checkpoint}};
    ValueDigest digest;
    std::vector<Recorder*> recorders{&writer};
    if (arguments.digest) {
        recorders.push_back(&digest);
    }
    PartResult result;
    auto const start = std::chrono::steady_clock::now();
    ProgressLine progress{arguments};
    result.end = run_ensemble(prepared.plan, recorders,
                              {.threads = arguments.threads,
                               .width = arguments.width,
                               .progress =
                                   [&](std::int64_t done, std::int64_t total) {
                                       result.replicates_done = done;
                                       progress.update(done, total);
                                   },
                               .stop = guard.flag(),
                               .skip =
                                   [&, begin = first, end = last](BlockRange const& range) {
                                       std::int64_t const block = blocks.index_of(range);
                                       return block < begin || block >= end || folder.has(block);
                                   },
                               .known = [&](BlockRange const& range) -> std::optional<ResultBlock> {
                                   return recorded ? recorded->find(range) : std::nullopt;
                               }});
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    result.digest = arguments.digest ? digest.text() : "";
    return result;
}

/// The digests of the parts of a study add up to that of the whole.
void print_digest(PartResult const& result, bool as_json)
{
    if (as_json) {
        fmt::print("{}\n", nlohmann::json{{"digest", result.digest}}.dump(2));
    } else {
        fmt::print("digest {}\n", result.digest);
    }
}

} // namespace

int sweep(Arguments const& arguments)
{
    PreparedStudy const prepared = prepare_study(arguments);
    if (arguments.dry_run) {
        print_plan(prepared, arguments);
        return exit_code::done;
    }
    check_output(arguments, prepared);
    auto const started = std::chrono::system_clock::now();
    fs::path const parts = parts_folder(arguments.output);
    std::optional<RecordedBlocks> const recorded =
        recorded_before(arguments, prepared.record(), prepared.scenario, prepared.provenance, prepared.encoder.layout(),
                        swept_parameters(prepared.plan.points, prepared.scenario));
    StopOnSignal const guard;
    PartFolder folder{parts, arguments.part, how_to_begin(arguments),
                      facts_of(prepared.scenario, prepared.plan, prepared.encoder, prepared.provenance),
                      [&](fs::path const& head) { write_head(prepared, head); }};
    for (std::string const& lost : folder.lost()) {
        fmt::print(stderr, "{}; its runs are made again\n", lost);
    }
    PartResult const result = run_part(prepared, arguments, folder, recorded, guard);
    if (!arguments.quiet) {
        fmt::print(stderr, "{} of {} runs x {} months in {:.1f} s\n", result.replicates_done, prepared.runs(),
                   prepared.plan.months, result.seconds);
    }
    if (result.end == RunEnd::interrupted) {
        fmt::print(stderr, "interrupted: what is done is kept in {}; the same command with --resume goes on from there\n",
                   parts.string());
        return exit_code::interrupted;
    }
    if (arguments.digest) {
        print_digest(result, arguments.json);
    }
    if (arguments.one_part) {
        if (!arguments.quiet) {
            fmt::print(stderr, "part {} of {} is in {}; when all are there: steppe merge {}\n", arguments.part.number,
                       arguments.part.of, parts.string(), arguments.output.string());
        }
        return exit_code::done;
    }
    std::size_t const failures = merge_parts(parts, arguments.output, arguments.force || arguments.resume, arguments.part);
    remove_parts(parts);
    write_sidecar(arguments.output, {.command_line = arguments.command_line,
                                     .threads = resolved_threads(arguments.threads),
                                     .started = started,
                                     .finished = std::chrono::system_clock::now(),
                                     .timings = {{"run", result.seconds}}});
    if (!arguments.quiet) {
        fmt::print(stderr, "wrote {}\n", arguments.output.string());
    }
    return conclude_merge(failures);
}

} // namespace steppe::app
