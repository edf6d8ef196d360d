/// What recording costs, and how chunks that are compressed where they are made compare with HDF5's own filters.

#include "ensemble/run_ensemble.hpp"
#include "ensemble/summariser.hpp"
#include "output/replicate_writer.hpp"
#include "output/summary_writer.hpp"
#include "support/bench_scenario.hpp"

#include <benchmark/benchmark.h>

#include <filesystem>
#include <limits>
#include <memory>
#include <unistd.h>

namespace {

using namespace steppe;

EnsemblePlan plan_of_pairs(std::int64_t replicates)
{
    bench::Prepared const& prepared = bench::base_scenario();
    return {.structure = prepared.structure,
            .arms = {*find_arm("with_accords"), *find_arm("without_accords")},
            .points = {prepared.values},
            .replicates = replicates,
            .months = 120,
            .seed = 1};
}

std::filesystem::path result_path()
{
    return std::filesystem::temp_directory_path() / ("steppe-bench-" + std::to_string(::getpid()) + ".h5");
}

std::unique_ptr<ResultFile> new_file(std::string_view record)
{
    return std::make_unique<ResultFile>(result_path(), true, record, bench::base_scenario().scenario, model_schema(),
                                        Provenance{});
}

/// That the file of the iteration before goes is no part of writing one.
void remove_result(benchmark::State& state)
{
    state.PauseTiming();
    std::filesystem::remove(result_path());
    state.ResumeTiming();
}

enum class Kept { nothing, outcome_statistics, trajectories, trajectories_uncompressed, summary };

/// Of so many threads and so many pairs: a run of 1024 takes a fraction of a second, in which setting up and closing a file counts.
void recording(benchmark::State& state, Kept kept)
{
    EnsemblePlan const plan = plan_of_pairs(state.range(1));
    std::vector<Contrast> const contrasts = list_contrasts(plan.layout().arms);
    for (auto _ : state) {
        remove_result(state);
        std::unique_ptr<SummaryWriter> sink;
        std::unique_ptr<ReplicateWriter> writer;
        if (kept == Kept::summary) {
            sink = std::make_unique<SummaryWriter>(new_file("summary"));
        }
        if (kept == Kept::trajectories || kept == Kept::trajectories_uncompressed) {
            Deflation const deflation = kept == Kept::trajectories ? Deflation::fast : Deflation::none;
            writer = std::make_unique<ReplicateWriter>(new_file("trajectories"), ReplicateRecord::trajectories,
                                                       ValueFormat{.digits = 0, .deflation = deflation});
        }
        Summariser summariser{contrasts, sink.get()};
        std::vector<Recorder*> recorders;
        if (kept != Kept::nothing) {
            recorders.push_back(&summariser);
        }
        if (writer) {
            recorders.push_back(writer.get());
        }
        run_ensemble(plan, recorders, {.threads = static_cast<int>(state.range(0))});
    }
    std::filesystem::remove(result_path());
    state.counters["replicate_months"] =
        benchmark::Counter(static_cast<double>(state.iterations()) * 2.0 * static_cast<double>(plan.replicates) * 120.0,
                           benchmark::Counter::kIsRate);
}

void threads_and_pairs(benchmark::internal::Benchmark* recording)
{
    recording->ArgNames({"threads", "pairs"})
        ->ArgsProduct({{1, 2}, {1024, 4096}})
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond);
}

BENCHMARK_CAPTURE(recording, nothing, Kept::nothing)->Apply(threads_and_pairs);
BENCHMARK_CAPTURE(recording, outcome_statistics, Kept::outcome_statistics)->Apply(threads_and_pairs);
BENCHMARK_CAPTURE(recording, trajectories, Kept::trajectories)->Apply(threads_and_pairs);
BENCHMARK_CAPTURE(recording, trajectories_uncompressed, Kept::trajectories_uncompressed)->Apply(threads_and_pairs);
BENCHMARK_CAPTURE(recording, summary, Kept::summary)->Apply(threads_and_pairs);

/// One block of the base scenario again and again, its chunks made by the worker.
void write_by_own_filters(RunLayout const& layout, ResultBlock& block)
{
    ReplicateWriter writer{new_file("trajectories"), ReplicateRecord::trajectories};
    writer.begin(layout);
    for (std::int64_t n = 0; n < BlockSequence{layout}.size(); ++n) {
        block.range = BlockSequence{layout}.at(n);
        writer.prepare(block)();
    }
    writer.finish();
}

/// The same into the same kind of file, its chunks made by HDF5.
void write_by_hdf5_filters(RunLayout const& layout, ResultBlock const& block)
{
    std::unique_ptr<ResultFile> const file = new_file("trajectories");
    Dimensions dimensions{file->root(), layout};
    std::vector<Axis> const jobs{dimensions.arm(), dimensions.point(), dimensions.replicate(), dimensions.time()};
    std::vector<Hdf5Dataset> variables;
    for (MeasureDeclaration const& measure : layout.measures) {
        std::vector<Axis> axes = jobs;
        std::vector<Axis> const sets = dimensions.sets(measure).value_or(std::vector<Axis>{});
        axes.insert(axes.end(), sets.begin(), sets.end());
        variables.push_back(
            create_variable(file->root(), std::string{measure.name}, axes, std::numeric_limits<float>::quiet_NaN()));
    }
    for (std::int64_t n = 0; n < BlockSequence{layout}.size(); ++n) {
        BlockRange const range = BlockSequence{layout}.at(n);
        for (std::size_t m = 0; m < variables.size(); ++m) {
            Extents start{0, 0, static_cast<std::uint64_t>(range.first_replicate), 0};
            Extents count{layout.arms.size(), 1, static_cast<std::uint64_t>(range.replicates), 120};
            for (IndexSet set : layout.measures[m].sets) {
                start.push_back(0);
                count.push_back(layout.actors.ids(set).size());
            }
            variables[m].write<float>(start, count, block.series[m]);
        }
    }
}

void sink(benchmark::State& state, bool own_filters)
{
    EnsemblePlan plan = plan_of_pairs(1024);
    RunLayout const layout = plan.layout();
    auto const runner = make_block_runner(plan, LaneWidth::native, true);
    ResultBlock block = *runner->run(BlockSequence{layout}.at(0));
    double bytes = 0.0;
    for (std::vector<float> const& series : block.series) {
        bytes += static_cast<double>(series.size() * sizeof(float));
    }
    for (auto _ : state) {
        remove_result(state);
        if (own_filters) {
            write_by_own_filters(layout, block);
        } else {
            write_by_hdf5_filters(layout, block);
        }
    }
    std::filesystem::remove(result_path());
    state.counters["bytes"] = benchmark::Counter(bytes * static_cast<double>(BlockSequence{layout}.size()) *
                                                     static_cast<double>(state.iterations()),
                                                 benchmark::Counter::kIsRate);
}

BENCHMARK_CAPTURE(sink, own_filters, true)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(sink, hdf5_filters, false)->UseRealTime()->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
