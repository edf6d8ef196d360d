#include "app/side_runs.hpp"

#include "app/choices.hpp"
#include "app/progress.hpp"
#include "app/session.hpp"
#include "model/parameters.hpp"
#include "output/sidecar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>

namespace steppe::app {

Scenario read_with_replicates(Arguments const& arguments, std::string const& replicates)
{
    Arguments with_default = arguments;
    bool const given = std::any_of(arguments.overrides.begin(), arguments.overrides.end(),
                                   [](Override const& change) { return change.key == "run.replicates"; });
    if (!given) {
        with_default.overrides.push_back({"run.replicates", replicates});
    }
    return read_only_input(with_default);
}

std::unique_ptr<ResultFile> open_output(Arguments const& arguments, Scenario const& scenario, std::string_view record)
{
    if (arguments.output.empty()) {
        return nullptr;
    }
    refuse_to_replace_input(arguments, scenario);
    return std::make_unique<ResultFile>(arguments.output, arguments.force, record, scenario, model_schema(),
                                        provenance_of(scenario, {}, arguments.width));
}

RunEnd SideRuns::run(EnsemblePlan const& plan, Recorder& recorder)
{
    std::array<Recorder*, 1> const recorders{&recorder};
    ProgressLine progress{arguments_};
    std::int64_t const before = done_;
    return run_ensemble(plan, recorders,
                        {.threads = arguments_.threads,
                         .width = arguments_.width,
                         .progress =
                             [&](std::int64_t done, std::int64_t total) {
                                 done_ = before + done;
                                 progress.update(done, total);
                             },
                         .stop = stop_});
}

int SideRuns::conclude(int months, std::size_t failed) const
{
    std::fflush(stdout); // the tables first
    double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    if (!arguments_.output.empty()) {
        write_sidecar(arguments_.output, {.command_line = arguments_.command_line,
                                          .threads = resolved_threads(arguments_.threads),
                                          .started = started_,
                                          .finished = std::chrono::system_clock::now(),
                                          .timings = {{"run", seconds}}});
    }
    if (!arguments_.quiet) {
        fmt::print(stderr, "{} runs of up to {} months in {:.1f} s{}\n", done_, months, seconds,
                   arguments_.output.empty() ? "; no file kept (give one with -o)"
                                             : "; wrote " + arguments_.output.string());
    }
    if (failed > 0) {
        fmt::print(stderr, "{} runs failed; they count in no number\n", failed);
    }
    return failed > 0 ? exit_code::some_replicates_failed : exit_code::done;
}

} // namespace steppe::app
