#pragma once
/// The only exponential and logarithm that model code may call. Ours, and SLEEF's `cinz` variants, use no fused multiply-add and
/// give the same bits at every width (error <= 1.0 ulp), so scalar, SSE2, AVX and AVX-512 builds agree (tests/lanes).

#include "lanes/lanes.hpp"

#include <limits>

// sleef.h declares functions in the language of C and warns under our flags.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#include <sleef.h>
#pragma GCC diagnostic pop

namespace steppe {

[[nodiscard]] inline double logarithm(double x) { return Sleef_cinz_logd1_u10purec(x); }

[[nodiscard]] inline Lanes<2> logarithm(Lanes<2> x) { return Lanes<2>{Sleef_cinz_logd2_u10sse2(x.values)}; }

#if defined(__AVX__)
[[nodiscard]] inline Lanes<4> logarithm(Lanes<4> x) { return Lanes<4>{Sleef_cinz_logd4_u10avx(x.values)}; }
#endif

#if defined(__AVX512F__)
[[nodiscard]] inline Lanes<8> logarithm(Lanes<8> x) { return Lanes<8>{Sleef_cinz_logd8_u10avx512fnofma(x.values)}; }
#endif

/// e^x to 1 ulp, inline: a call empties the registers of the sums around it (docs/decisions/0014). x = n ln 2 + r with
/// |r| <= ln(2)/2 (Cody & Waite 1980); e^r - 1 - r = r^2 q(r), q of degree 9 through the Chebyshev nodes, off by at most 1.7e-17 of
/// e^r. Gives 0 below x = -708 and infinity above 709; NaN stays NaN.
template <class R>
[[nodiscard, gnu::always_inline]] inline R exponential(R x)
{
    constexpr double log2_e = 0x1.71547652b82fep+0;
    constexpr double ln2_high = 0x1.62e42fefa3800p-1; // with 11 trailing zeros, so that n times it is exact
    constexpr double ln2_low = 0x1.ef35793c76730p-45;
    constexpr double to_whole = 0x1.8p52; // a sum with it ends in the bits of the nearest whole number
    constexpr std::uint64_t one = 0x3ffULL << 52U;
    using Traits = LaneTraits<R>;

    R const shifted = x * log2_e + to_whole;
    R const n = shifted - to_whole;
    R const r = x - n * ln2_high - n * ln2_low;
    R const r2 = r * r;
    R const r4 = r2 * r2;
    R const q01 = 0x1.0000000000001p-1 + 0x1.5555555555556p-3 * r;
    R const q23 = 0x1.5555555553d4fp-5 + 0x1.11111111109adp-7 * r;
    R const q45 = 0x1.6c16c17893833p-10 + 0x1.a01a01a7c8d47p-13 * r;
    R const q67 = 0x1.a019b8ef67c6cp-16 + 0x1.71de0d9c145d0p-19 * r;
    R const q89 = 0x1.2891a8c1d838dp-22 + 0x1.af38d53857513p-26 * r;
    R const q = (q01 + q23 * r2) + (q45 + q67 * r2 + q89 * r4) * r4;
    R const power = Traits::from_bits((Traits::bits(shifted) << 52U) + one);
    R const result = (1.0 + (r + r2 * q)) * power;
    return select(x < -708.0, R{0.0}, select(x > 709.0, R{std::numeric_limits<double>::infinity()}, result));
}

/// 1 / (1 + e^-x); inline as e^x is.
template <class R>
[[nodiscard, gnu::always_inline]] inline R logistic(R x)
{
    return 1.0 / (1.0 + exponential(-x));
}

/// ln(p / (1 - p)), for p strictly between 0 and 1.
template <class R>
[[nodiscard]] R logit(R p)
{
    return logarithm(p / (1.0 - p));
}

} // namespace steppe
