/// Replicate-months a second of the month alone: reference and lanes, one thread, nothing recorded.

#include "model/month.hpp"

#include "support/bench_scenario.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace steppe;

template <class R>
void month(benchmark::State& state)
{
    bench::Prepared const& prepared = bench::base_scenario();
    Arm const arm = *find_arm("endogenous");
    Pack<R> pack{prepared.structure.sizes};
    pack.parameters.assign(prepared.values);
    scale_shares(pack.parameters, prepared.structure.sizes);
    open_world(pack.parameters, prepared.structure, arm, pack.opening, pack.now, pack.work);
    Draws<R> const draws{1, 0};
    int number = 0;
    for (auto _ : state) {
        advance_month(prepared.structure, arm, draws, number % 120, pack);
        std::swap(pack.now, pack.next);
        benchmark::DoNotOptimize(pack.now.momentum);
        ++number;
    }
    state.counters["replicate_months"] =
        benchmark::Counter(static_cast<double>(state.iterations()) * LaneTraits<R>::width, benchmark::Counter::kIsRate);
}

BENCHMARK(month<double>)->Name("month/reference");
BENCHMARK(month<Lanes<native_width>>)->Name("month/lanes");

/// The cost of one exponential in a bare loop, for comparison with the month.
template <class R>
void exponential_alone(benchmark::State& state)
{
    R x = 0.5;
    for (auto _ : state) {
        benchmark::DoNotOptimize(x);
        R y = exponential(x);
        benchmark::DoNotOptimize(y);
    }
    state.counters["elements"] =
        benchmark::Counter(static_cast<double>(state.iterations()) * LaneTraits<R>::width, benchmark::Counter::kIsRate);
}

BENCHMARK(exponential_alone<double>)->Name("exponential/reference");
BENCHMARK(exponential_alone<Lanes<native_width>>)->Name("exponential/lanes");

} // namespace

BENCHMARK_MAIN();
