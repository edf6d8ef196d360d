#include "app/analysis_runs.hpp"

#include "app/streams.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace steppe::app {

RunEnd AnalysisRuns::run(EnsemblePlan const& plan, Recorder& recorder)
{
    std::vector<Recorder*> recorders{&recorder};
    std::unique_ptr<BlockKeeper> keeper;
    if (checkpoint_ != nullptr) {
        keeper = checkpoint_->keeper_of(plan,
                                        recorder.needs_series() ? ReplicateRecord::trajectories : ReplicateRecord::outcomes);
        recorders.push_back(keeper.get());
    }
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
                         .stop = stop_,
                         .known = [&](BlockRange const& range) { return keeper ? keeper->find(range) : std::nullopt; }});
}

int AnalysisRuns::conclude_interrupted(std::string_view advice) const
{
    if (checkpoint_ != nullptr && checkpoint_->has_any()) {
        tell("interrupted: what is done is kept in {}; the same command with --resume goes on from there\n",
             checkpoint_path(output_->file).string());
    } else {
        tell("interrupted: nothing was written; {} take less time\n", advice);
    }
    return exit_code::interrupted;
}

RunRecord AnalysisRuns::record() const
{
    return {.command_line = common_.command_line,
            .threads = resolved_threads(engine_.threads),
            .started = started_,
            .finished = std::chrono::system_clock::now(),
            .timings = {{"run", std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count()}}};
}

int AnalysisRuns::conclude(int months, std::size_t failed) const
{
    std::fflush(stdout); // the tables first
    double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    if (!common_.quiet) {
        std::string file;
        if (output_ != nullptr) {
            file = output_->file.empty() ? "; no file kept (give one with -o)" : "; wrote " + output_->file.string();
        }
        tell("{} runs of up to {} months in {:.1f} s{}\n", done_, months, seconds, file);
    }
    if (failed > 0) {
        tell("{} runs failed; they count in no number\n", failed);
    }
    return failed > 0 ? exit_code::some_replicates_failed : exit_code::done;
}

} // namespace steppe::app
