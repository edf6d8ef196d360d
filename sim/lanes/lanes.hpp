#pragma once
/// Lanes: W replicates stepped together, one per SIMD lane. Model code is written once over `R`; `R = double` is the
/// reference, and `R = Lanes<W>` must equal it bit for bit, so every operation here is an exact IEEE one done per lane.
/// There is no branch on a lane value: comparisons give a mask and `select` chooses.
///
/// Parameters have a number type of their own, `P`: `double` where all lanes share their values, `R` where each has its own.
/// What depends on parameters alone is kept in a `P`, so that shared values are read and worked on once and not once a lane; a
/// shared value becomes every lane's where it meets an `R`, and bits are the same either way.

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#if defined(__SSE2__)
#include <immintrin.h>
#elif defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

namespace steppe {

/// Lanes of one register of the instruction set compiled for, and the width that is stepped fastest (docs/decisions/0019).
#if defined(__AVX512F__)
inline constexpr int register_width = 8;
inline constexpr int native_width = 16;
#elif defined(__AVX__)
inline constexpr int register_width = 4;
inline constexpr int native_width = 16;
#else
inline constexpr int register_width = 2;
inline constexpr int native_width = 8;
#endif

namespace detail {

// Clang accepts a dependent vector_size only in an alias; GCC accepts both.
template <class T, int W>
struct VectorOf {
    static_assert((W & (W - 1)) == 0, "lanes come in powers of two");
    typedef T type __attribute__((vector_size(sizeof(T) * W))); // NOLINT(modernize-use-using)
};

template <class T, int W>
using Vector = typename VectorOf<T, W>::type;

// `a < b ? a : b` and `a > b ? a : b`, zeros of either sign and NaN included, are single instructions, which compilers do not
// always find. The mask of all lanes is for GCC 12, which warns about the functions without one (GCC bug 105593).
#if defined(__AVX512F__)
inline Vector<double, 8> smaller(Vector<double, 8> a, Vector<double, 8> b) { return _mm512_maskz_min_pd(0xff, a, b); }
inline Vector<double, 8> larger(Vector<double, 8> a, Vector<double, 8> b) { return _mm512_maskz_max_pd(0xff, a, b); }
#endif
#if defined(__AVX__)
inline Vector<double, 4> smaller(Vector<double, 4> a, Vector<double, 4> b) { return _mm256_min_pd(a, b); }
inline Vector<double, 4> larger(Vector<double, 4> a, Vector<double, 4> b) { return _mm256_max_pd(a, b); }
#endif
#if defined(__SSE2__)
inline Vector<double, 2> smaller(Vector<double, 2> a, Vector<double, 2> b) { return _mm_min_pd(a, b); }
inline Vector<double, 2> larger(Vector<double, 2> a, Vector<double, 2> b) { return _mm_max_pd(a, b); }
#elif defined(__wasm_simd128__)
// pmin(x, y) is y < x ? y : x, and pmax(x, y) is x < y ? y : x.
inline Vector<double, 2> smaller(Vector<double, 2> a, Vector<double, 2> b) { return wasm_f64x2_pmin(b, a); }
inline Vector<double, 2> larger(Vector<double, 2> a, Vector<double, 2> b) { return wasm_f64x2_pmax(b, a); }
#endif
template <class V>
[[nodiscard]] V smaller(V a, V b)
{
    return a < b ? a : b;
}
template <class V>
[[nodiscard]] V larger(V a, V b)
{
    return a > b ? a : b;
}

} // namespace detail

/// A truth value per lane: all bits set or none.
template <int W>
struct Mask {
    using Bits = detail::Vector<std::int64_t, W>;

    Bits bits{};

    Mask() = default;
    explicit Mask(Bits value) : bits{value} {}
    Mask(bool value) : bits{Bits{} - static_cast<std::int64_t>(value)} {} // NOLINT(google-explicit-constructor)

    [[nodiscard]] bool operator[](int lane) const { return bits[lane] != 0; }

    // No side effects on either side, so losing the short circuit of the built-in operators loses nothing.
    friend Mask operator&&(Mask a, Mask b) { return Mask{a.bits & b.bits}; }
    friend Mask operator||(Mask a, Mask b) { return Mask{a.bits | b.bits}; }
    friend Mask operator!(Mask a) { return Mask{~a.bits}; }
};

/// W doubles that move together.
template <int W>
struct Lanes {
    using Values = detail::Vector<double, W>;

    Values values{};

    Lanes() = default;
    explicit Lanes(Values lane_values) : values{lane_values} {}
    // What all share is every lane's; to subtract 0 keeps -0, and compilers need not do it.
    Lanes(double value) : values{value - Values{}} {} // NOLINT(google-explicit-constructor)

    [[nodiscard]] double operator[](int lane) const { return values[lane]; }
    void set(int lane, double value) { values[lane] = value; }

    friend Lanes operator+(Lanes a, Lanes b) { return Lanes{a.values + b.values}; }
    friend Lanes operator-(Lanes a, Lanes b) { return Lanes{a.values - b.values}; }
    friend Lanes operator*(Lanes a, Lanes b) { return Lanes{a.values * b.values}; }
    friend Lanes operator/(Lanes a, Lanes b) { return Lanes{a.values / b.values}; }
    friend Lanes operator-(Lanes a) { return Lanes{-a.values}; }
    Lanes& operator+=(Lanes b) { return *this = *this + b; }
    Lanes& operator-=(Lanes b) { return *this = *this - b; }
    Lanes& operator*=(Lanes b) { return *this = *this * b; }

    friend Mask<W> operator<(Lanes a, Lanes b) { return Mask<W>{a.values < b.values}; }
    friend Mask<W> operator<=(Lanes a, Lanes b) { return Mask<W>{a.values <= b.values}; }
    friend Mask<W> operator>(Lanes a, Lanes b) { return Mask<W>{a.values > b.values}; }
    friend Mask<W> operator>=(Lanes a, Lanes b) { return Mask<W>{a.values >= b.values}; }
    friend Mask<W> operator==(Lanes a, Lanes b) { return Mask<W>{a.values == b.values}; }
    friend Mask<W> operator!=(Lanes a, Lanes b) { return Mask<W>{a.values != b.values}; }

    friend Lanes select(Mask<W> mask, Lanes yes, Lanes no) { return Lanes{mask.bits ? yes.values : no.values}; }
    /// What lanes share is no lane's value: here one is taken and not both.
    friend Lanes select(bool condition, Lanes yes, Lanes no) { return condition ? yes : no; }
    friend Lanes minimum(Lanes a, Lanes b) { return Lanes{detail::smaller(a.values, b.values)}; }
    friend Lanes maximum(Lanes a, Lanes b) { return Lanes{detail::larger(a.values, b.values)}; }
    friend Lanes absolute(Lanes a) { return maximum(-a, a); } // -0 stays -0, as in the reference
    friend Lanes square_root(Lanes a)
    {
        Lanes root;
        for (int lane = 0; lane < W; ++lane) {
            root.values[lane] = std::sqrt(a.values[lane]);
        }
        return root;
    }
};

/// Whether the mask holds in at least one lane: only to end a loop early or to look for failures, never to choose values.
template <int W>
[[nodiscard]] inline bool any(Mask<W> mask)
{
    // Written out because compilers take the lanes one by one.
#if defined(__AVX512F__)
    if constexpr (W == 8) {
        __m512i const bits = reinterpret_cast<__m512i>(mask.bits);
        return _mm512_test_epi64_mask(bits, bits) != 0;
    } else
#endif
#if defined(__AVX__)
        if constexpr (W == 4) {
        return _mm256_movemask_pd(reinterpret_cast<__m256d>(mask.bits)) != 0;
    } else
#endif
#if defined(__SSE2__)
        if constexpr (W == 2) {
        return _mm_movemask_pd(reinterpret_cast<__m128d>(mask.bits)) != 0;
    } else
#elif defined(__wasm_simd128__)
    if constexpr (W == 2) {
        return wasm_v128_any_true(reinterpret_cast<v128_t>(mask.bits));
    } else
#endif
    {
        std::int64_t found = 0;
        for (int lane = 0; lane < W; ++lane) {
            found |= mask.bits[lane];
        }
        return found != 0;
    }
}

// The reference: the same names on one replicate.
[[nodiscard]] inline double select(bool mask, double yes, double no) { return mask ? yes : no; }
[[nodiscard]] inline double minimum(double a, double b) { return a < b ? a : b; }
[[nodiscard]] inline double maximum(double a, double b) { return a > b ? a : b; }
[[nodiscard]] inline double absolute(double a) { return a < 0.0 ? -a : a; }
[[nodiscard]] inline double square_root(double a) { return std::sqrt(a); }
[[nodiscard]] inline bool any(bool mask) { return mask; }

/// `value` held between `low` and `high`.
template <class R>
[[nodiscard]] R clamp(R value, std::type_identity_t<R> low, std::type_identity_t<R> high)
{
    return minimum(maximum(value, low), high);
}

/// max(value, 0): the (x)_+ of the equations.
template <class R>
[[nodiscard]] R positive_part(R value)
{
    return maximum(value, R{0.0});
}

template <class R>
[[nodiscard]] R square(R value)
{
    return value * value;
}

/// What generic code needs to know of `R`.
template <class R>
struct LaneTraits;

template <>
struct LaneTraits<double> {
    static constexpr int width = 1;
    using MaskType = bool;
    using Words = std::uint64_t;
    [[nodiscard]] static double get(double value, int /*lane*/) { return value; }
    static void set(double& target, int /*lane*/, double value) { target = value; }
    static void store_single(double value, float* target) { *target = static_cast<float>(value); }
    [[nodiscard]] static bool get(bool mask, int /*lane*/) { return mask; }
    [[nodiscard]] static Words bits(double value) { return std::bit_cast<Words>(value); }
    [[nodiscard]] static double from_bits(Words bits) { return std::bit_cast<double>(bits); }
};

template <int W>
struct LaneTraits<Lanes<W>> {
    static constexpr int width = W;
    using MaskType = Mask<W>;
    using Words = detail::Vector<std::uint64_t, W>;
    [[nodiscard]] static double get(Lanes<W> const& value, int lane) { return value[lane]; }
    static void set(Lanes<W>& target, int lane, double value) { target.set(lane, value); }
    /// Rounds every lane to the nearest float.
    static void store_single(Lanes<W> const& value, float* target)
    {
        auto const singles = __builtin_convertvector(value.values, detail::Vector<float, W>);
        std::memcpy(target, &singles, sizeof(singles));
    }
    [[nodiscard]] static bool get(Mask<W> const& mask, int lane) { return mask[lane]; }
    [[nodiscard]] static Words bits(Lanes<W> const& value) { return reinterpret_cast<Words>(value.values); }
    [[nodiscard]] static Lanes<W> from_bits(Words bits)
    {
        return Lanes<W>{reinterpret_cast<typename Lanes<W>::Values>(bits)};
    }
};

template <class R>
using MaskOf = typename LaneTraits<R>::MaskType;
template <class R>
using WordsOf = typename LaneTraits<R>::Words;

} // namespace steppe

#include "lanes/lane_pair.hpp" // what is wider than a register
