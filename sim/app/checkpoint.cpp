#include "app/checkpoint.hpp"

#include "app/build_info.hpp"
#include "app/streams.hpp"
#include "base/checksum.hpp"

#include <fmt/format.h>

#include <chrono>
#include <span>

namespace steppe::app {
namespace {

template <class Value>
std::string checksum_of(std::vector<Value> const& values)
{
    auto const bytes = std::as_bytes(std::span{values});
    return checksum({reinterpret_cast<char const*>(bytes.data()), bytes.size()});
}

/// What makes a run the same run, but for how many replicates it has: a replicate does not depend on their number.
CheckpointFile::Facts facts_of(std::string const& command, std::vector<Scenario const*> const& scenarios)
{
    std::string files;
    std::string settings;
    std::string parameters;
    for (Scenario const* scenario : scenarios) {
        for (SourceText const& file : scenario->files) {
            files += file.text;
        }
        for (auto const& [key, setting] : scenario->settings) {
            settings += key == "run.replicates" ? "" : fmt::format("{}={}\n", key, setting.value);
        }
        for (Parameter const& parameter : scenario->parameters) {
            parameters += fmt::format("{}={:a}\n", parameter.key, parameter.value);
        }
    }
    return {{"the command", command},
            {"the version of steppe", fmt::format("{} {}", build_info::version, build_info::git_commit)},
            {"the text of its files", checksum(files)},
            {"a setting of the scenario", checksum(settings)},
            {"a parameter of the scenario", checksum(parameters)}};
}

std::string name_of(int run, EnsemblePlan const& plan, RunLayout const& layout)
{
    std::string what = fmt::format("{} months, seed {}, {} a draw, {} columns\n", layout.months, layout.seed,
                                   layout.replicates_per_draw, plan.probe ? plan.probe->columns : 0);
    for (std::string const& arm : layout.arms) {
        what += arm + "\n";
    }
    for (Outcome const& outcome : layout.outcomes) {
        what += outcome.label + "\n";
    }
    what += fmt::format("{} points {} {} {}", plan.points.count, checksum_of(plan.points.base),
                        checksum_of(plan.points.varied), checksum_of(plan.points.values));
    return fmt::format("{}-{}", run, checksum(what));
}

PartStart how_to_begin(OutputOptions const& output, bool resume)
{
    if (resume) {
        return output.force ? PartStart::resume_or_replace : PartStart::resume;
    }
    return output.force ? PartStart::replace : PartStart::refuse;
}

} // namespace

Checkpoint::Checkpoint(std::string const& command, OutputOptions const& output, bool resume,
                       CheckpointOptions const& options, std::vector<Scenario const*> const& scenarios)
    : file_{checkpoint_path(output.file), how_to_begin(output, resume), facts_of(command, scenarios)},
      since_{BlockKeeper::Clock::now()}
{
    if (file_.is_damaged()) {
        tell("{} is damaged; what it cannot tell is run again\n", checkpoint_path(output.file).string());
    }
    if (file_.found() > 0) {
        tell("going on from {}: {} blocks are there\n", checkpoint_path(output.file).string(), file_.found());
    } else { // what went on from a checkpoint adds to it from the beginning
        since_ += std::chrono::duration_cast<BlockKeeper::Clock::duration>(std::chrono::duration<double>{options.seconds});
    }
}

std::unique_ptr<BlockKeeper> Checkpoint::keeper_of(EnsemblePlan const& plan, ReplicateRecord record)
{
    RunLayout layout = plan.layout();
    std::size_t const hedgers = layout.actors.ids(IndexSet::hedger).size();
    std::size_t const probed = plan.probe ? static_cast<std::size_t>(layout.months) * hedgers * plan.probe->columns : 0;
    std::string name = name_of(++runs_, plan, layout);
    return std::make_unique<BlockKeeper>(file_, std::move(name), ReplicateEncoder{std::move(layout), record, {}}, probed,
                                         since_);
}

std::unique_ptr<Checkpoint> open_checkpoint(std::string const& command, OutputOptions const& output, bool resume,
                                            CheckpointOptions const& options, std::vector<Scenario const*> const& scenarios)
{
    return output.file.empty() ? nullptr : std::make_unique<Checkpoint>(command, output, resume, options, scenarios);
}

} // namespace steppe::app
