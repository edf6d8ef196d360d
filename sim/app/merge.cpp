#include "app/merge.hpp"

#include "app/choices.hpp"
#include "app/commands.hpp"
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
        fmt::print(stderr, "{} replicates failed; the file lists them under /failures\n", failures);
    }
    return failures > 0 ? exit_code::some_replicates_failed : exit_code::done;
}

int merge(Arguments const& arguments)
{
    if (arguments.inputs.empty() || arguments.inputs.size() > 2) {
        Diagnostics faults;
        faults.add({"command line", 0, 0}, "C105",
                   "expected the file to write and, if it is not beside it, the folder of parts");
        faults.throw_if_any();
    }
    fs::path const result = arguments.inputs[0];
    fs::path const parts = arguments.inputs.size() > 1 ? fs::path{arguments.inputs[1]} : parts_folder(result);
    Arguments target = arguments;
    target.output = result;
    refuse_to_replace_input(target, {}); // the sidecar
    auto const started = std::chrono::system_clock::now();
    std::size_t const failures = merge_parts(parts, result, arguments.force);
    write_sidecar(result, {.command_line = arguments.command_line,
                           .threads = 1,
                           .started = started,
                           .finished = std::chrono::system_clock::now(),
                           .timings = {}});
    if (!arguments.quiet) {
        fmt::print(stderr, "wrote {}; the folder {} is no longer needed\n", result.string(), parts.string());
    }
    return conclude_merge(failures);
}

} // namespace steppe::app
