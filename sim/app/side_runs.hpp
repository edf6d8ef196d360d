#pragma once
/// What commands share that run an ensemble for numbers of their own, several times over: `attribute`, `hazard`, `benefit`.

#include "app/arguments.hpp"
#include "ensemble/run_ensemble.hpp"
#include "output/result_file.hpp"

#include <atomic>
#include <chrono>
#include <memory>

namespace steppe::app {

/// The one scenario file of the arguments, with as many replicates as they ask for, else `replicates`.
[[nodiscard]] Scenario read_with_replicates(Arguments const& arguments, std::string const& replicates);

/// The output file that the arguments name; none if they name none.
[[nodiscard]] std::unique_ptr<ResultFile> open_output(Arguments const& arguments, Scenario const& scenario,
                                                      std::string_view record);

/// Runs of one command, counted and timed together.
class SideRuns {
public:
    /// Both must outlive it. `stop`: ends a run when it becomes true.
    SideRuns(Arguments const& arguments, std::atomic<bool> const* stop) : arguments_{arguments}, stop_{stop} {}

    /// Runs a plan into one recorder.
    [[nodiscard]] RunEnd run(EnsemblePlan const& plan, Recorder& recorder);
    /// Says what became of the runs; writes the sidecar of the output, if there is one. `failed` runs decide the exit code.
    [[nodiscard]] int conclude(int months, std::size_t failed) const;

private:
    Arguments const& arguments_;
    std::atomic<bool> const* stop_;
    std::chrono::system_clock::time_point started_{std::chrono::system_clock::now()};
    std::chrono::steady_clock::time_point start_{std::chrono::steady_clock::now()};
    std::int64_t done_{};
};

} // namespace steppe::app
