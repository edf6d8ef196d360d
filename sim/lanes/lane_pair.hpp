#pragma once
/// Lanes of more than one register: pairs of halves, all the way down. While one half waits for a result the other computes, and loops,
/// addresses and branches serve both (docs/decisions/0019). Compilers left to themselves take such vectors apart lane by lane.

#include "lanes/lanes.hpp"

namespace steppe {

template <int W>
    requires(W > register_width)
struct Mask<W> {
    using Half = Mask<W / 2>;

    Half low, high;

    Mask() = default;
    Mask(Half first, Half second) : low{first}, high{second} {}
    Mask(bool value) : low{value}, high{value} {} // NOLINT(google-explicit-constructor)

    [[nodiscard]] bool operator[](int lane) const { return lane < W / 2 ? low[lane] : high[lane - W / 2]; }

    friend Mask operator&&(Mask a, Mask b) { return {a.low && b.low, a.high && b.high}; }
    friend Mask operator||(Mask a, Mask b) { return {a.low || b.low, a.high || b.high}; }
    friend Mask operator!(Mask a) { return {!a.low, !a.high}; }
};

template <int W>
    requires(W > register_width)
struct Lanes<W> {
    using Half = Lanes<W / 2>;

    Half low, high;

    Lanes() = default;
    Lanes(Half first, Half second) : low{first}, high{second} {}
    /// Written out since compilers would copy sixteen bytes at a time, which the next load of a whole register then waits for.
    Lanes(Lanes const& other) : low{other.low}, high{other.high} {}
    Lanes& operator=(Lanes const& other)
    {
        low = other.low;
        high = other.high;
        return *this;
    }
    Lanes(double value) : low{value}, high{value} {} // NOLINT(google-explicit-constructor): a constant is every lane's

    [[nodiscard]] double operator[](int lane) const { return lane < W / 2 ? low[lane] : high[lane - W / 2]; }
    void set(int lane, double value)
    {
        if (lane < W / 2) {
            low.set(lane, value);
        } else {
            high.set(lane - W / 2, value);
        }
    }

    friend Lanes operator+(Lanes a, Lanes b) { return {a.low + b.low, a.high + b.high}; }
    friend Lanes operator-(Lanes a, Lanes b) { return {a.low - b.low, a.high - b.high}; }
    friend Lanes operator*(Lanes a, Lanes b) { return {a.low * b.low, a.high * b.high}; }
    friend Lanes operator/(Lanes a, Lanes b) { return {a.low / b.low, a.high / b.high}; }
    friend Lanes operator-(Lanes a) { return {-a.low, -a.high}; }
    Lanes& operator+=(Lanes b) { return *this = *this + b; }
    Lanes& operator-=(Lanes b) { return *this = *this - b; }
    Lanes& operator*=(Lanes b) { return *this = *this * b; }

    friend Mask<W> operator<(Lanes a, Lanes b) { return {a.low < b.low, a.high < b.high}; }
    friend Mask<W> operator<=(Lanes a, Lanes b) { return {a.low <= b.low, a.high <= b.high}; }
    friend Mask<W> operator>(Lanes a, Lanes b) { return {a.low > b.low, a.high > b.high}; }
    friend Mask<W> operator>=(Lanes a, Lanes b) { return {a.low >= b.low, a.high >= b.high}; }
    friend Mask<W> operator==(Lanes a, Lanes b) { return {a.low == b.low, a.high == b.high}; }
    friend Mask<W> operator!=(Lanes a, Lanes b) { return {a.low != b.low, a.high != b.high}; }

    friend Lanes select(Mask<W> mask, Lanes yes, Lanes no)
    {
        return {select(mask.low, yes.low, no.low), select(mask.high, yes.high, no.high)};
    }
    friend Lanes select(bool condition, Lanes yes, Lanes no) { return condition ? yes : no; }
    friend Lanes minimum(Lanes a, Lanes b) { return {minimum(a.low, b.low), minimum(a.high, b.high)}; }
    friend Lanes maximum(Lanes a, Lanes b) { return {maximum(a.low, b.low), maximum(a.high, b.high)}; }
    friend Lanes absolute(Lanes a) { return {absolute(a.low), absolute(a.high)}; }
    friend Lanes square_root(Lanes a) { return {square_root(a.low), square_root(a.high)}; }
};

template <int W>
    requires(W > register_width)
[[nodiscard]] inline bool any(Mask<W> mask) { return any(mask.low || mask.high); }

/// Words of W lanes.
template <class Half>
struct WordPair {
    Half low{}, high{};

    [[nodiscard]] std::uint64_t operator[](int lane) const
    {
        constexpr int half = sizeof(Half) / sizeof(std::uint64_t);
        return lane < half ? low[lane] : high[lane - half];
    }

    friend WordPair operator+(WordPair a, std::uint64_t b) { return {a.low + b, a.high + b}; }
    friend WordPair operator&(WordPair a, std::uint64_t b) { return {a.low & b, a.high & b}; }
    friend WordPair operator^(WordPair a, std::uint64_t b) { return {a.low ^ b, a.high ^ b}; }
    friend WordPair operator^(WordPair a, WordPair b) { return {a.low ^ b.low, a.high ^ b.high}; }
    friend WordPair operator|(WordPair a, WordPair b) { return {a.low | b.low, a.high | b.high}; }
    friend WordPair operator<<(WordPair a, unsigned count) { return {a.low << count, a.high << count}; }
    friend WordPair operator>>(WordPair a, unsigned count) { return {a.low >> count, a.high >> count}; }
};

template <int W>
    requires(W > register_width)
struct LaneTraits<Lanes<W>> {
    using Half = LaneTraits<Lanes<W / 2>>;

    static constexpr int width = W;
    using MaskType = Mask<W>;
    using Words = WordPair<typename Half::Words>;
    [[nodiscard]] static double get(Lanes<W> const& value, int lane) { return value[lane]; }
    static void set(Lanes<W>& target, int lane, double value) { target.set(lane, value); }
    static void store_single(Lanes<W> const& value, float* target)
    {
        Half::store_single(value.low, target);
        Half::store_single(value.high, target + W / 2);
    }
    [[nodiscard]] static bool get(Mask<W> const& mask, int lane) { return mask[lane]; }
    [[nodiscard]] static Words bits(Lanes<W> const& value) { return {Half::bits(value.low), Half::bits(value.high)}; }
    [[nodiscard]] static Lanes<W> from_bits(Words bits) { return {Half::from_bits(bits.low), Half::from_bits(bits.high)}; }
};

} // namespace steppe
