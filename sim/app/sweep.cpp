#include "app/commands.hpp"
#include "app/inert_notes.hpp"
#include "app/merge.hpp"
#include "app/output_target.hpp"
#include "app/plan_table.hpp"
#include "app/posterior.hpp"
#include "app/recorded_before.hpp"
#include "app/stop_on_signal.hpp"
#include "app/streams.hpp"
#include "app/study_input.hpp"
#include "output/merge.hpp"
#include "output/sidecar.hpp"
#include "output/value_digest.hpp"
#include "study/sweep/design.hpp"
#include "study/sweep/run.hpp"
#include "study/sweep/study_facts.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <charconv>
#include <chrono>
#include <cstdio>

namespace steppe::app {
namespace {

namespace fs = std::filesystem;

/// The part that text such as 2/8 names; nothing if it names none.
std::optional<Part> part_of(std::string const& text)
{
    Part part;
    char const* const end = text.data() + text.size();
    auto const [slash, error] = std::from_chars(text.data(), end, part.number);
    if (error != std::errc{} || slash == end || *slash != '/') {
        return std::nullopt;
    }
    auto const [last, fault] = std::from_chars(slash + 1, end, part.of);
    bool const valid = fault == std::errc{} && last == end && part.number >= 1 && part.number <= part.of;
    return valid ? std::optional{part} : std::nullopt;
}

/// --same-shocks.
struct ShockOptions {
    bool same{};

    static void declare(OptionList& list)
    {
        list.flag("same-shocks", "let all points meet the same shocks, replicate by replicate, so that they are pairs too");
    }
    void read(OptionReader const& reader) { same = reader.flag("same-shocks"); }
};

/// --dry-run, --shard.
struct PartOptions {
    bool dry_run{};
    Part part;
    bool alone{}; ///< --shard was given: run that part alone, and leave the merge to others

    static void declare(OptionList& list)
    {
        list.flag("dry-run", "say how many runs there are and what they will cost, and run nothing else");
        list.text("shard", "I/N", "run the I-th of N parts alone, for schedulers; 'steppe merge' joins them");
    }
    void read(OptionReader const& reader)
    {
        dry_run = reader.flag("dry-run");
        alone = reader.flag("shard");
        std::string const given = reader.text("shard").value_or("1/1");
        std::optional<Part> const named = part_of(given);
        if (!named) {
            reader.fault("--shard", "C104", "'" + given + "' is not a part such as 2/8");
        }
        part = named.value_or(Part{});
    }
};

struct SweepOptions {
    CommonOptions common;
    ScenarioOptions scenario;
    OutputOptions output;
    ResumeOptions resume;
    CheckpointOptions checkpoint;
    LengthOptions length;
    ArmOptions arms;
    RecordOptions record;
    MeasureOptions measures;
    PosteriorOptions posterior;
    EngineOptions engine;
    ShockOptions shocks;
    PartOptions parts;

    [[nodiscard]] std::vector<BoundGroup> groups()
    {
        std::vector<BoundGroup> bound = bind_groups(common, scenario, output, resume, checkpoint, length, arms, record,
                                                    measures, posterior, engine, shocks, parts);
        bound.push_back(rule([this](OptionReader const& reader) {
            check_resume(resume, output, false, reader);
            check_digest(resume, record, false, reader);
        }));
        return bound;
    }
};

/// What is set, with --same-shocks as the setting that it stands for.
std::vector<Override> overrides_of(SweepOptions const& options)
{
    std::vector<Override> overrides = options.scenario.overrides;
    if (options.shocks.same) {
        std::erase_if(overrides, [](Override const& change) { return change.key == "run.shocks"; });
        overrides.push_back({"run.shocks", "same"});
    }
    return overrides;
}

PreparedStudy prepare(SweepOptions const& options)
{
    return prepare_study_input({.common = options.common,
                                .overrides = overrides_of(options),
                                .arms = options.arms,
                                .measures = options.measures,
                                .record = options.record,
                                .engine = options.engine,
                                .posterior = &options.posterior});
}

void check_output(SweepOptions const& options, PreparedStudy const& prepared)
{
    Diagnostics faults;
    if (options.output.file.empty()) {
        faults.add({"command line", 0, 0}, "C113", "a study needs a file to write to: -o OUT.h5");
        faults.throw_if_any();
    }
    if (!options.parts.alone && !options.output.force && !options.resume.resume && fs::exists(options.output.file)) {
        faults.add({options.output.file.string(), 0, 0}, "O201",
                   "already exists; pass --force to replace it, or name another file");
        faults.throw_if_any();
    }
    refuse_to_replace_input(options.output.file, options.output.force || options.resume.resume, prepared.scenario);
}

struct PartResult {
    RunEnd end{RunEnd::complete};
    std::int64_t replicates_done{};
    double seconds{};
    std::string digest; ///< of the values of these runs, if asked for
};

PartStart how_to_begin(SweepOptions const& options)
{
    if (options.resume.resume) {
        return options.output.force ? PartStart::resume_or_replace : PartStart::resume;
    }
    return options.output.force ? PartStart::replace : PartStart::refuse;
}

/// What the design varies, and what the command line sets.
std::vector<std::string> changed_keys(PreparedStudy const& prepared, SweepOptions const& options)
{
    std::vector<std::string> keys = keys_of(options.scenario.overrides);
    for (std::size_t position : prepared.plan.points.varied) {
        keys.push_back(prepared.scenario.parameters[position].key);
    }
    return keys;
}

PartResult run_counted(PreparedStudy const& prepared, SweepOptions const& options, PartFolder& folder,
                       std::optional<RecordedBlocks> const& recorded, StopOnSignal const& guard)
{
    PartResult result;
    ValueDigest digest;
    auto const start = std::chrono::steady_clock::now();
    ProgressLine progress{options.engine.progress, options.common.quiet};
    result.end = run_part(prepared,
                          {.part = options.parts.part,
                           .checkpoint = std::chrono::duration<double>{options.checkpoint.seconds},
                           .options = {.threads = options.engine.threads,
                                       .width = options.engine.width,
                                       .progress =
                                           [&](std::int64_t done, std::int64_t total) {
                                               result.replicates_done = done;
                                               progress.update(done, total);
                                           },
                                       .stop = guard.flag()},
                           .beside = options.record.digest ? &digest : nullptr},
                          folder, recorded);
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    result.digest = options.record.digest ? digest.text() : "";
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

int sweep(SweepOptions const& options)
{
    PreparedStudy const prepared = prepare(options);
    print_inert_notes(options.common, prepared.scenario, changed_keys(prepared, options));
    if (options.parts.dry_run) {
        print_plan(prepared, options.engine, options.common.json);
        return exit_code::done;
    }
    check_output(options, prepared);
    auto const started = std::chrono::system_clock::now();
    fs::path const parts = parts_folder(options.output.file);
    StopOnSignal const guard;
    PartResult result;
    std::unique_ptr<OutputClaim> claim; // parts of a study that run alone leave the result to a merge
    if (!options.parts.alone) {
        OutputOptions output = options.output;
        output.force = output.force || options.resume.resume;
        claim = claim_output(output, prepared.scenario, [&] {
            return RunRecord{.command_line = options.common.command_line,
                             .threads = resolved_threads(options.engine.threads),
                             .started = started,
                             .finished = std::chrono::system_clock::now(),
                             .timings = {{"run", result.seconds}}};
        });
    }
    std::optional<RecordedBlocks> const recorded =
        recorded_before(options.output, options.resume, prepared.record(), prepared.scenario, prepared.provenance,
                        prepared.encoder.layout(), swept_parameters(prepared.plan.points, prepared.scenario));
    PartFolder folder{parts, options.parts.part, how_to_begin(options),
                      facts_of(prepared.scenario, prepared.plan, prepared.encoder, prepared.provenance),
                      [&](fs::path const& head) { write_head(prepared, head); }};
    for (std::string const& lost : folder.lost()) {
        tell("{}; its runs are made again\n", lost);
    }
    result = run_counted(prepared, options, folder, recorded, guard);
    if (!options.common.quiet) {
        tell("{} of {} runs x {} months in {:.1f} s\n", result.replicates_done, prepared.runs(), prepared.plan.months,
             result.seconds);
    }
    if (result.end == RunEnd::interrupted) {
        tell("interrupted: what is done is kept in {}; the same command with --resume goes on from there\n", parts.string());
        return exit_code::interrupted;
    }
    if (options.record.digest) {
        print_digest(result, options.common.json);
    }
    if (options.parts.alone) {
        if (!options.common.quiet) {
            tell("part {} of {} is in {}; when all are there: steppe merge {}\n", options.parts.part.number,
                 options.parts.part.of, parts.string(), options.output.file.string());
        }
        return exit_code::done;
    }
    std::size_t const failures = merge_parts(parts, options.output.file, options.output.force || options.resume.resume,
                                             options.parts.part, [&](PendingFile& complete) { claim->publish(complete); });
    remove_parts(parts);
    if (!options.common.quiet) {
        tell("wrote {}\n", options.output.file.string());
    }
    return conclude_merge(failures);
}

} // namespace

Command sweep_command() { return make_command("sweep", "STUDY", "run the points of a study's design, in every arm", sweep); }

} // namespace steppe::app
