/// Replicate-months a second of the month alone: reference and lanes, one thread, nothing recorded.

#include "model/month.hpp"

#include "support/bench_scenario.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace steppe;

/// `P` as in Pack: lanes share their parameters, or have values of their own.
template <class R, class P>
void month(benchmark::State& state)
{
    bench::Prepared const& prepared = bench::base_scenario();
    Arm const arm = *find_arm("endogenous");
    Pack<R, P> pack{prepared.structure.sizes};
    pack.parameters.assign(prepared.values);
    open_pack(prepared.structure, pack);
    enter_arm(prepared.structure, arm, pack);
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

BENCHMARK(month<double, double>)->Name("month/reference");
BENCHMARK(month<Lanes<native_width>, double>)->Name("month/lanes");
BENCHMARK(month<Lanes<native_width>, Lanes<native_width>>)->Name("month/lanes_own");

[[nodiscard]] double library_exponential(double x) { return Sleef_cinz_expd1_u10purec(x); }
#if defined(__AVX512F__)
[[nodiscard]] Lanes<8> library_exponential(Lanes<8> x) { return Lanes<8>{Sleef_cinz_expd8_u10avx512fnofma(x.values)}; }
#elif defined(__AVX__)
[[nodiscard]] Lanes<4> library_exponential(Lanes<4> x) { return Lanes<4>{Sleef_cinz_expd4_u10avx(x.values)}; }
#else
[[nodiscard]] Lanes<2> library_exponential(Lanes<2> x) { return Lanes<2>{Sleef_cinz_expd2_u10sse2(x.values)}; }
#endif

/// The cost of one exponential in a bare loop, for comparison with the month.
template <class R, class Exponential>
void exponential_alone(benchmark::State& state, Exponential const& power)
{
    R x = 0.5;
    for (auto _ : state) {
        benchmark::DoNotOptimize(x);
        R y = power(x);
        benchmark::DoNotOptimize(y);
    }
    state.counters["elements"] =
        benchmark::Counter(static_cast<double>(state.iterations()) * LaneTraits<R>::width, benchmark::Counter::kIsRate);
}

template <class R>
void library(benchmark::State& state)
{
    exponential_alone<R>(state, [](R x) { return library_exponential(x); });
}

template <class R>
void own(benchmark::State& state)
{
    exponential_alone<R>(state, [](R x) { return exponential(x); });
}

BENCHMARK(library<double>)->Name("exponential/library/reference");
BENCHMARK(library<Lanes<native_width>>)->Name("exponential/library/lanes");
BENCHMARK(own<double>)->Name("exponential/own/reference");
BENCHMARK(own<Lanes<native_width>>)->Name("exponential/own/lanes");

} // namespace

BENCHMARK_MAIN();
