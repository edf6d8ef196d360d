/// Replicate-months a second of the month alone: reference and lanes, one thread, nothing recorded.

#include "model/month.hpp"

#include "support/bench_scenario.hpp"

#include <benchmark/benchmark.h>

// sleef.h declares functions in the language of C and warns under our flags.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#include <sleef.h>
#pragma GCC diagnostic pop

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

struct LibraryExponential {
    double operator()(double x) const { return Sleef_cinz_expd1_u10purec(x); }
#if defined(__AVX512F__)
    Lanes<8> operator()(Lanes<8> x) const { return Lanes<8>{Sleef_cinz_expd8_u10avx512fnofma(x.values)}; }
#elif defined(__AVX__)
    Lanes<4> operator()(Lanes<4> x) const { return Lanes<4>{Sleef_cinz_expd4_u10avx(x.values)}; }
#else
    Lanes<2> operator()(Lanes<2> x) const { return Lanes<2>{Sleef_cinz_expd2_u10sse2(x.values)}; }
#endif
};

struct LibraryLogarithm {
    double operator()(double x) const { return Sleef_cinz_logd1_u10purec(x); }
#if defined(__AVX512F__)
    Lanes<8> operator()(Lanes<8> x) const { return Lanes<8>{Sleef_cinz_logd8_u10avx512fnofma(x.values)}; }
#elif defined(__AVX__)
    Lanes<4> operator()(Lanes<4> x) const { return Lanes<4>{Sleef_cinz_logd4_u10avx(x.values)}; }
#else
    Lanes<2> operator()(Lanes<2> x) const { return Lanes<2>{Sleef_cinz_logd2_u10sse2(x.values)}; }
#endif
};

struct OwnExponential {
    template <class R>
    R operator()(R x) const
    {
        return exponential(x);
    }
};

struct OwnLogarithm {
    template <class R>
    R operator()(R x) const
    {
        return logarithm(x);
    }
};

/// The cost of one call in a bare loop, for comparison with the month; lanes are those of one register.
template <class R, class Function>
void call(benchmark::State& state)
{
    R x = 0.5;
    for (auto _ : state) {
        benchmark::DoNotOptimize(x);
        R y = Function{}(x);
        benchmark::DoNotOptimize(y);
    }
    state.counters["elements"] =
        benchmark::Counter(static_cast<double>(state.iterations()) * LaneTraits<R>::width, benchmark::Counter::kIsRate);
}

BENCHMARK(call<double, LibraryExponential>)->Name("exponential/library/reference");
BENCHMARK(call<Lanes<register_width>, LibraryExponential>)->Name("exponential/library/lanes");
BENCHMARK(call<double, OwnExponential>)->Name("exponential/own/reference");
BENCHMARK(call<Lanes<register_width>, OwnExponential>)->Name("exponential/own/lanes");
BENCHMARK(call<double, LibraryLogarithm>)->Name("logarithm/library/reference");
BENCHMARK(call<Lanes<register_width>, LibraryLogarithm>)->Name("logarithm/library/lanes");
BENCHMARK(call<double, OwnLogarithm>)->Name("logarithm/own/reference");
BENCHMARK(call<Lanes<register_width>, OwnLogarithm>)->Name("logarithm/own/lanes");

} // namespace

BENCHMARK_MAIN();
