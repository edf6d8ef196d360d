#include "app/analysis_runs.hpp"

#include "output/sidecar.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <string>

namespace steppe::app {

RunEnd AnalysisRuns::run(EnsemblePlan const& plan, Recorder& recorder)
{
    std::array<Recorder*, 1> const recorders{&recorder};
    ProgressLine progress{engine_.progress, common_.quiet};
    std::int64_t const before = done_;
    return run_ensemble(plan, recorders,
                        {.threads = engine_.threads,
                         .width = engine_.width,
                         .progress =
                             [&](std::int64_t done, std::int64_t total) {
                                 done_ = before + done;
                                 progress.update(done, total);
                             },
                         .stop = stop_});
}

int AnalysisRuns::conclude(int months, std::size_t failed) const
{
    std::fflush(stdout); // the tables first
    double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    if (output_ != nullptr && !output_->file.empty()) {
        write_sidecar(output_->file, {.command_line = common_.command_line,
                                      .threads = resolved_threads(engine_.threads),
                                      .started = started_,
                                      .finished = std::chrono::system_clock::now(),
                                      .timings = {{"run", seconds}}});
    }
    if (!common_.quiet) {
        std::string file;
        if (output_ != nullptr) {
            file = output_->file.empty() ? "; no file kept (give one with -o)" : "; wrote " + output_->file.string();
        }
        fmt::print(stderr, "{} runs of up to {} months in {:.1f} s{}\n", done_, months, seconds, file);
    }
    if (failed > 0) {
        fmt::print(stderr, "{} runs failed; they count in no number\n", failed);
    }
    return failed > 0 ? exit_code::some_replicates_failed : exit_code::done;
}

} // namespace steppe::app
