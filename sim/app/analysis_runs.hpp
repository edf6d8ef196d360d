#pragma once
/// The runs of a command that runs an ensemble for numbers of its own: `attribute`, `audit`, `hazard`, `benefit`, `condition`.

#include "app/checkpoint.hpp"
#include "app/option_groups.hpp"
#include "output/sidecar.hpp"

#include <atomic>
#include <chrono>
#include <string_view>

namespace steppe::app {

/// Counted and timed together.
class AnalysisRuns {
public:
    /// All must outlive it. `output`: null for a command that writes no file. `stop`: ends a run when it becomes true.
    AnalysisRuns(CommonOptions const& common, OutputOptions const* output, EngineOptions const& engine,
                 std::atomic<bool> const* stop)
        : common_{common}, output_{output}, engine_{engine}, stop_{stop}
    {
    }

    /// Keeps what the runs do from now on, and goes on with what was kept. It must outlive this; null: nothing is kept.
    void keep_in(Checkpoint* checkpoint) { checkpoint_ = checkpoint; }
    /// Says that there is no result, and what there is instead. `advice`: what makes the command shorter.
    [[nodiscard]] int conclude_interrupted(std::string_view advice) const;

    /// Runs a plan into one recorder.
    [[nodiscard]] RunEnd run(EnsemblePlan const& plan, Recorder& recorder);
    /// For the sidecar of the output, when the result is complete.
    [[nodiscard]] RunRecord record() const;
    /// Says what became of the runs. `failed` runs decide the exit code.
    [[nodiscard]] int conclude(int months, std::size_t failed) const;

private:
    CommonOptions const& common_;
    OutputOptions const* output_;
    EngineOptions const& engine_;
    std::atomic<bool> const* stop_;
    Checkpoint* checkpoint_{};
    std::chrono::system_clock::time_point started_{std::chrono::system_clock::now()};
    std::chrono::steady_clock::time_point start_{std::chrono::steady_clock::now()};
    std::int64_t done_{};
};

} // namespace steppe::app
