/// Replicate-months a second of whole ensembles: threads, and what recording costs.

#include "ensemble/run_ensemble.hpp"
#include "ensemble/summariser.hpp"
#include "support/bench_scenario.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace steppe;

void ensemble(benchmark::State& state, bool keep_outcomes)
{
    bench::Prepared const& prepared = bench::base_scenario();
    EnsemblePlan plan{.structure = prepared.structure,
                      .arms = {*find_arm("with_accords"), *find_arm("without_accords")},
                      .points = {prepared.values},
                      .replicates = 1024,
                      .months = 120,
                      .seed = 1};
    for (auto _ : state) {
        Summariser outcomes{list_contrasts(plan.layout().arms)};
        std::vector<Recorder*> recorders;
        if (keep_outcomes) {
            recorders.push_back(&outcomes);
        }
        run_ensemble(plan, recorders, {.threads = static_cast<int>(state.range(0))});
    }
    state.counters["replicate_months"] =
        benchmark::Counter(static_cast<double>(state.iterations()) * 2.0 * 1024.0 * 120.0, benchmark::Counter::kIsRate);
}

BENCHMARK_CAPTURE(ensemble, unrecorded, false)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ensemble, outcomes, true)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
