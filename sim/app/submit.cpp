#include "app/commands.hpp"
#include "app/output_target.hpp"
#include "app/slurm.hpp"
#include "app/streams.hpp"
#include "app/study_input.hpp"
#include "study/sweep/estimate.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace steppe::app {
namespace {

namespace fs = std::filesystem;

constexpr int most_tasks = 1000; ///< Slurm's own limit, unless a site changes it

/// What is the queue's, and no option of `steppe sweep`.
struct QueueOptions {
    bool slurm{};
    bool dry_run{};
    int tasks{}; ///< 0: as many as take `minutes` each
    int minutes{10};
    std::vector<std::string> sbatch;

    static void declare(OptionList& list)
    {
        list.flag("slurm", "hand it in to Slurm, by sbatch");
        list.flag("dry-run", "print what would be handed in, and hand in nothing");
        list.integer("tasks", "N", "parts, each a task of the array (default: as many as take --minutes each)");
        list.integer("minutes", "M", "how long a task is to take, at least 5 (default 10)");
        list.texts("sbatch", "OPTION", "an option of sbatch for the jobs, such as --sbatch=--partition=short (repeatable)");
    }
    void read(OptionReader const& reader)
    {
        slurm = reader.flag("slurm");
        dry_run = reader.flag("dry-run");
        tasks = reader.count("tasks", 0, most_tasks);
        minutes = reader.count("minutes", minutes, 100000);
        sbatch = reader.texts("sbatch");
        if (!reader.flag("help") && !slurm) {
            reader.fault("command line", "C125", "say which queue: --slurm");
        }
        if (minutes < 5) {
            reader.fault("--minutes", "C104", "a task is to take 5 minutes or more: starting it costs seconds");
        }
        if (std::any_of(sbatch.begin(), sbatch.end(), [](std::string const& option) {
                return !option.starts_with("-") || option.find('\n') != std::string::npos;
            })) {
            reader.fault("--sbatch", "C104", "expected an option such as --partition=short");
        }
    }
};

struct SubmitOptions {
    CommonOptions common;
    ScenarioOptions scenario;
    OutputOptions output;
    CheckpointOptions checkpoint;
    LengthOptions length;
    ArmOptions arms;
    RecordOptions record;
    MeasureOptions measures;
    EngineOptions engine;
    QueueOptions queue;

    [[nodiscard]] std::vector<BoundGroup> groups()
    {
        std::vector<BoundGroup> bound =
            bind_groups(common, scenario, output, checkpoint, length, arms, record, measures, engine, queue);
        bound.push_back(rule([this](OptionReader const& reader) { check_digest({true}, record, false, reader); }));
        return bound;
    }
    /// Of each task: one unless --threads says more.
    [[nodiscard]] int threads_of_task() const { return engine.threads > 0 ? engine.threads : 1; }
};

/// The words of `steppe submit` that `steppe sweep` takes too.
std::vector<std::string> words_of_sweep(std::vector<std::string> const& command_line)
{
    static constexpr std::array<std::string_view, 3> flags{"--slurm", "--dry-run", "--json"};
    static constexpr std::array<std::string_view, 6> with_value{"--tasks",   "--minutes", "--sbatch",
                                                                "--threads", "-j",        "--progress"};
    std::vector<std::string> words;
    for (std::size_t i = 2; i < command_line.size(); ++i) {
        std::string const& word = command_line[i];
        std::string const name = word.starts_with("-j") ? "-j" : word.substr(0, word.find('='));
        if (std::find(flags.begin(), flags.end(), name) != flags.end()) {
            continue;
        }
        if (std::find(with_value.begin(), with_value.end(), name) != with_value.end()) {
            i += word == name ? 1U : 0U; // its value is a word of its own
            continue;
        }
        words.push_back(word);
    }
    return words;
}

/// The launcher, where an installed package has one: the jobs may run on other processors than this.
fs::path engine_of_jobs()
{
    std::error_code error;
    fs::path const self = fs::read_symlink("/proc/self/exe", error);
    fs::path const launcher = self.parent_path().parent_path().parent_path().parent_path() / "bin" / "steppe";
    bool const is_packaged = self.parent_path().parent_path().parent_path().filename() == "libexec";
    return is_packaged && fs::exists(launcher, error) ? launcher : self;
}

void check_output(SubmitOptions const& options, PreparedStudy const& prepared)
{
    Diagnostics faults;
    if (options.output.file.empty()) {
        faults.add({"command line", 0, 0}, "C113", "a study needs a file to write to: -o OUT.h5");
    } else if (!options.output.force && fs::exists(options.output.file)) {
        faults.add({options.output.file.string(), 0, 0}, "O201",
                   "already exists; pass --force to replace it, or name another file");
    }
    faults.throw_if_any();
    refuse_to_replace_input(options.output.file, options.output.force, prepared.scenario);
}

/// As many as take the time that was asked for, from a second's run here.
int tasks_for(SubmitOptions const& options, PreparedStudy const& prepared)
{
    if (options.queue.tasks > 0) {
        return options.queue.tasks;
    }
    Estimate const estimate =
        estimate_cost(prepared.plan, prepared.encoder, options.engine.width, options.threads_of_task());
    double const tasks = std::floor(estimate.seconds / (60.0 * options.queue.minutes));
    return static_cast<int>(std::clamp(tasks, 1.0, static_cast<double>(most_tasks)));
}

int submit(SubmitOptions const& options)
{
    PreparedStudy const prepared = prepare_study_input({.common = options.common,
                                                        .overrides = options.scenario.overrides,
                                                        .arms = options.arms,
                                                        .measures = options.measures,
                                                        .record = options.record,
                                                        .engine = options.engine});
    check_output(options, prepared);
    SlurmStudy const study{.engine = engine_of_jobs(),
                           .output = options.output.file,
                           .words = words_of_sweep(options.common.command_line),
                           .tasks = tasks_for(options, prepared),
                           .threads = options.threads_of_task(),
                           .force = options.output.force,
                           .sbatch_options = options.queue.sbatch};
    std::string const array = array_script(study);
    std::string const merge = merge_script(study);
    nlohmann::json document{{"tasks", study.tasks}, {"array", array}, {"merge", merge}};
    if (options.queue.dry_run) {
        if (options.common.json) {
            fmt::print("{}\n", document.dump(2));
        } else {
            fmt::print("# An array of {} tasks\n\n{}\n# and, when all have ended well, a merge\n\n{}", study.tasks, array,
                       merge);
        }
        return exit_code::done;
    }
    std::string const parts = submit_script(array, "");
    std::string const joined = submit_script(merge, parts);
    if (options.common.json) {
        document["array_job"] = parts;
        document["merge_job"] = joined;
        fmt::print("{}\n", document.dump(2));
    } else {
        fmt::print("array {} of {} tasks, then merge {} writes {}\n", parts, study.tasks, joined,
                   options.output.file.string());
    }
    return exit_code::done;
}

} // namespace

Command submit_command()
{
    return make_command("submit", "STUDY",
                        "hand a study in to a cluster's queue: its parts as an array of tasks, then their merge", submit);
}

} // namespace steppe::app
