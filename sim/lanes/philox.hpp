#pragma once
/// Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"), one counter per lane.
/// Random123's implementation is the reference: tests/lanes compares every word with it and with its published vectors.

#include "lanes/lanes.hpp"

#include <array>
#include <cstdint>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

namespace steppe {

/// Product of the low 32 bits of each operand, as 64 bits.
[[nodiscard]] inline std::uint64_t multiply_low_halves(std::uint64_t a, std::uint64_t b)
{
    return (a & 0xffffffffU) * (b & 0xffffffffU);
}

template <class Words>
    requires(sizeof(Words) > sizeof(std::uint64_t))
[[nodiscard]] Words multiply_low_halves(Words a, Words b)
{
    // Written out because compilers turn the masked 64-bit product into a slower sequence than the one instruction made for it.
    // (maskz with every lane on: GCC 12 warns of an uninitialised operand inside its own unmasked intrinsic.)
#if defined(__AVX512F__)
    if constexpr (sizeof(Words) == 64) {
        return reinterpret_cast<Words>(
            _mm512_maskz_mul_epu32(0xff, reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b)));
    } else
#endif
#if defined(__AVX2__)
        if constexpr (sizeof(Words) == 32) {
        return reinterpret_cast<Words>(_mm256_mul_epu32(reinterpret_cast<__m256i>(a), reinterpret_cast<__m256i>(b)));
    } else
#endif
#if defined(__SSE2__)
        if constexpr (sizeof(Words) == 16) {
        return reinterpret_cast<Words>(_mm_mul_epu32(reinterpret_cast<__m128i>(a), reinterpret_cast<__m128i>(b)));
    } else
#endif
    {
        return (a & 0xffffffffU) * (b & 0xffffffffU);
    }
}

template <class Half>
[[nodiscard]] WordPair<Half> multiply_low_halves(WordPair<Half> a, WordPair<Half> b)
{
    return {multiply_low_halves(a.low, b.low), multiply_low_halves(a.high, b.high)};
}

/// A Philox counter or its output: four 32-bit words, each in the low half of a 64-bit lane.
template <class Words>
using PhiloxBlock = std::array<Words, 4>;

/// Ten rounds. `key` is the same in every lane.
template <class Words>
[[nodiscard]] PhiloxBlock<Words> philox4x32_10(PhiloxBlock<Words> counter, std::uint32_t key_low, std::uint32_t key_high)
{
    constexpr std::uint64_t multiplier_0 = 0xD2511F53U;
    constexpr std::uint64_t multiplier_1 = 0xCD9E8D57U;
    constexpr std::uint32_t weyl_0 = 0x9E3779B9U;
    constexpr std::uint32_t weyl_1 = 0xBB67AE85U;
    Words const factor_0 = Words{} + multiplier_0;
    Words const factor_1 = Words{} + multiplier_1;
    for (int round = 0; round < 10; ++round) {
        Words const product_0 = multiply_low_halves(factor_0, counter[0]);
        Words const product_1 = multiply_low_halves(factor_1, counter[2]);
        Words const next_0 = (product_1 >> 32) ^ counter[1] ^ std::uint64_t{key_low};
        Words const next_2 = (product_0 >> 32) ^ counter[3] ^ std::uint64_t{key_high};
        counter = {next_0, product_1 & 0xffffffffU, next_2, product_0 & 0xffffffffU};
        key_low += weyl_0;
        key_high += weyl_1;
    }
    return counter;
}

} // namespace steppe
