#pragma once
/// Addressed draws: a number is a function of (seed, replicate, month, stream, entity), never of what was drawn before it.
/// The same replicate of two arms therefore meets the same chance, and no thread, lane or ensemble size can change it.

#include "lanes/philox.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <numeric>
#include <string_view>

namespace steppe {

/// Identity of a named entity in an address: FNV-1a of its id, so that the order of a list does not matter.
[[nodiscard]] constexpr std::uint32_t identity_of(std::string_view id)
{
    std::uint32_t hash = 2166136261U;
    for (char letter : id) {
        hash = (hash ^ static_cast<std::uint8_t>(letter)) * 16777619U;
    }
    return hash;
}

/// Folds a second entity into an address (a hedger and a principal, say).
[[nodiscard]] constexpr std::uint32_t combine(std::uint32_t first, std::uint32_t second)
{
    return (std::rotl(first, 13) ^ second) * 0x9E3779B1U;
}

/// Doubles strictly between 0 and 1 from 52 random bits: (2n + 1) / 2^53, exact.
[[nodiscard]] inline double open_unit_interval(std::uint64_t bits)
{
    return std::bit_cast<double>((bits >> 12) | 0x3ff0000000000000U) - (1.0 - 0x1p-53);
}
template <class Words>
    requires(sizeof(Words) > sizeof(std::uint64_t))
[[nodiscard]] auto open_unit_interval(Words bits)
{
    constexpr int width = sizeof(Words) / sizeof(std::uint64_t);
    using Values = typename Lanes<width>::Values;
    return Lanes<width>{std::bit_cast<Values>((bits >> 12) | 0x3ff0000000000000U) - (1.0 - 0x1p-53)};
}

template <class Half>
[[nodiscard]] auto open_unit_interval(WordPair<Half> bits)
{
    constexpr int width = sizeof(bits) / sizeof(std::uint64_t);
    return Lanes<width>{open_unit_interval(bits.low), open_unit_interval(bits.high)};
}

/// The draws of one pack: a replicate per lane.
template <class R>
class Draws {
public:
    using Replicates = std::array<std::int64_t, LaneTraits<R>::width>;

    /// A replicate number is taken modulo 2^48; months and streams modulo 2^16.
    Draws(std::uint64_t seed, Replicates const& replicates)
        : key_low_{static_cast<std::uint32_t>(seed)},
          key_high_{static_cast<std::uint32_t>(seed >> 32)},
          replicate_{std::bit_cast<WordsOf<R>>(replicates)}
    {
    }
    /// Replicates first, first + 1, ...
    Draws(std::uint64_t seed, std::int64_t first_replicate) : Draws{seed, consecutive(first_replicate)} {}

    /// Two independent uniforms of (0, 1) at one address.
    [[nodiscard]] std::array<R, 2> uniform_pair(int month, std::uint32_t stream, std::uint32_t entity) const
    {
        std::uint64_t const when = (std::uint64_t{stream & 0xffffU} << 16) | (static_cast<std::uint64_t>(month) & 0xffffU);
        PhiloxBlock<WordsOf<R>> const words = philox4x32_10<WordsOf<R>>(
            {replicate_ & 0xffffffffU, WordsOf<R>{} + when, WordsOf<R>{} + std::uint64_t{entity}, replicate_ >> 32},
            key_low_, key_high_);
        return {open_unit_interval((words[0] << 32) | words[1]), open_unit_interval((words[2] << 32) | words[3])};
    }

    [[nodiscard]] R uniform(int month, std::uint32_t stream, std::uint32_t entity) const
    {
        return uniform_pair(month, stream, entity)[0];
    }

private:
    static Replicates consecutive(std::int64_t first)
    {
        Replicates replicates{};
        std::iota(replicates.begin(), replicates.end(), first);
        return replicates;
    }

    std::uint32_t key_low_{};
    std::uint32_t key_high_{};
    WordsOf<R> replicate_{};
};

} // namespace steppe
