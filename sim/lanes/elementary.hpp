#pragma once
/// The only exponential and logarithm that model code may call. SLEEF's `cinz` variants use no fused multiply-add and give
/// the same bits at every width (error <= 1.0 ulp), so scalar, SSE2, AVX and AVX-512 builds agree (tests/lanes).

#include "lanes/lanes.hpp"

// sleef.h declares functions in the language of C and warns under our flags.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#include <sleef.h>
#pragma GCC diagnostic pop

namespace steppe {

[[nodiscard]] inline double exponential(double x) { return Sleef_cinz_expd1_u10purec(x); }
[[nodiscard]] inline double logarithm(double x) { return Sleef_cinz_logd1_u10purec(x); }

[[nodiscard]] inline Lanes<2> exponential(Lanes<2> x) { return Lanes<2>{Sleef_cinz_expd2_u10sse2(x.values)}; }
[[nodiscard]] inline Lanes<2> logarithm(Lanes<2> x) { return Lanes<2>{Sleef_cinz_logd2_u10sse2(x.values)}; }

#if defined(__AVX__)
[[nodiscard]] inline Lanes<4> exponential(Lanes<4> x) { return Lanes<4>{Sleef_cinz_expd4_u10avx(x.values)}; }
[[nodiscard]] inline Lanes<4> logarithm(Lanes<4> x) { return Lanes<4>{Sleef_cinz_logd4_u10avx(x.values)}; }
#endif

#if defined(__AVX512F__)
[[nodiscard]] inline Lanes<8> exponential(Lanes<8> x) { return Lanes<8>{Sleef_cinz_expd8_u10avx512fnofma(x.values)}; }
[[nodiscard]] inline Lanes<8> logarithm(Lanes<8> x) { return Lanes<8>{Sleef_cinz_logd8_u10avx512fnofma(x.values)}; }
#endif

/// 1 / (1 + e^-x).
template <class R>
[[nodiscard]] R logistic(R x)
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
