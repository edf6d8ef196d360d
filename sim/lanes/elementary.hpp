#pragma once
/// The only exponential and logarithm that model code may call. Without fused multiply-add, every product and sum rounded as written,
/// they give the same bits at every width, so scalar, SSE2, AVX and AVX-512 builds agree (tests/lanes); and inline, since a call
/// empties the registers of the sums around it (docs/decisions/0014, 0018). Off by at most 1.1 units in the last place.

#include "lanes/lanes.hpp"

#include <limits>

namespace steppe {

namespace detail {

/// With 11 trailing zeros, so that a whole number of 11 bits times it is exact.
inline constexpr double ln2_high = 0x1.62e42fefa3800p-1;
inline constexpr double ln2_low = 0x1.ef35793c76730p-45;
/// A sum with it ends in the bits of the nearest whole number.
inline constexpr double to_whole = 0x1.8p52;

} // namespace detail

/// e^x. x = n ln 2 + r with |r| <= ln(2)/2 (Cody & Waite 1980); e^r - 1 - r = r^2 q(r), q of degree 9 through the Chebyshev nodes, off by
/// at most 1.7e-17 of e^r. Gives 0 below x = -708 and infinity above 709; NaN stays NaN.
template <class R>
[[nodiscard, gnu::always_inline]] inline R exponential(R x)
{
    constexpr double log2_e = 0x1.71547652b82fep+0;
    constexpr std::uint64_t one = 0x3ffULL << 52U;
    using Traits = LaneTraits<R>;

    R const shifted = x * log2_e + detail::to_whole;
    R const n = shifted - detail::to_whole;
    R const r = x - n * detail::ln2_high - n * detail::ln2_low;
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

/// ln x. x = 2^k m with m about 1, from 0.70711 to 1.41421; with f = m - 1 and s = f/(2 + f), ln m = f - f^2/2 + s (f^2/2 + R(s^2)), as in fdlibm
/// (Sun 1993), R of degree 7 through the Chebyshev nodes. Gives minus infinity for 0 and what is smaller than 2.3e-308, NaN below 0, infinity for
/// infinity; NaN stays NaN.
template <class R>
[[nodiscard, gnu::always_inline]] inline R logarithm(R x)
{
    constexpr std::uint64_t least_fraction = 0x3fe6a09e00000000ULL; // bits of 0.70711
    constexpr std::uint64_t one = 0x3ffULL << 52U;
    constexpr std::uint64_t fraction_bits = (1ULL << 52U) - 1;
    constexpr double infinity = std::numeric_limits<double>::infinity();
    using Traits = LaneTraits<R>;

    auto const shifted = Traits::bits(x) + (one - least_fraction);
    R const m = Traits::from_bits((shifted & fraction_bits) + least_fraction);
    R const k =
        Traits::from_bits((shifted >> 52U) + std::bit_cast<std::uint64_t>(detail::to_whole)) - (detail::to_whole + 1023.0);
    R const f = m - 1.0;
    R const s = f / (2.0 + f);
    R const z = s * s;
    R const z2 = z * z;
    R const r01 = 0x1.5555555555558p-1 + 0x1.99999999952e1p-2 * z;
    R const r23 = 0x1.2492492df1589p-2 + 0x1.c71c62e56bebdp-3 * z;
    R const r45 = 0x1.7462b4b0e8bbfp-3 + 0x1.39fe5fa6f0f5bp-3 * z;
    R const r6 = 0x1.2b5853dee75f0p-3;
    R const rest = z * (r01 + (r23 + (r45 + r6 * z2) * z2) * z2);
    R const half_square = 0.5 * f * f;
    R const result = s * (half_square + rest) + k * detail::ln2_low - half_square + f + k * detail::ln2_high;
    return select(x >= std::numeric_limits<double>::min(), select(x < infinity, result, x),
                  select(x >= 0.0, R{-infinity}, R{std::numeric_limits<double>::quiet_NaN()}));
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
