#include "app/merge.hpp"

#include "app/commands.hpp"
#include "app/output_target.hpp"
#include "app/streams.hpp"
#include "output/merge.hpp"
#include "output/part_manifest.hpp"
#include "output/sidecar.hpp"

#include <fmt/format.h>

#include <chrono>

namespace steppe::app {

namespace fs = std::filesystem;

int conclude_merge(std::size_t failures)
{
    if (failures > 0) {
        tell("{} replicates failed; the file lists them under /failures\n", failures);
    }
    return failures > 0 ? exit_code::some_replicates_failed : exit_code::done;
}

namespace {

struct MergeOptions {
    CommonOptions common;
    ForceOptions output;

    [[nodiscard]] std::vector<BoundGroup> groups() { return bind_groups(common, output); }
};

int merge(MergeOptions const& options)
{
    if (options.common.inputs.empty() || options.common.inputs.size() > 2) {
        Diagnostics faults;
        faults.add({"command line", 0, 0}, "C105",
                   "expected the file to write and, if it is not beside it, the folder of parts");
        faults.throw_if_any();
    }
    fs::path const result = options.common.inputs[0];
    fs::path const parts = options.common.inputs.size() > 1 ? fs::path{options.common.inputs[1]} : parts_folder(result);
    refuse_to_replace_input(result, options.output.force, {}); // the sidecar
    auto const started = std::chrono::system_clock::now();
    OutputClaim claim{result, options.output.force};
    claim.describe_by([&] {
        return RunRecord{.command_line = options.common.command_line,
                         .threads = 1,
                         .started = started,
                         .finished = std::chrono::system_clock::now(),
                         .timings = {}};
    });
    std::size_t const failures = merge_parts(parts, result, options.output.force, std::nullopt,
                                             [&](PendingFile& complete) { claim.publish(complete); });
    if (!options.common.quiet) {
        tell("wrote {}; the folder {} is no longer needed\n", result.string(), parts.string());
    }
    return conclude_merge(failures);
}

} // namespace

Command merge_command()
{
    return make_command("merge", "OUT.h5 [FOLDER]", "join the parts of a study that ran with --shard", merge);
}

} // namespace steppe::app
