#pragma once
/// The symbols of lengths and distances of matches (RFC 1951, 3.2.5).

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace steppe {

inline constexpr std::size_t shortest_match = 3;
inline constexpr std::size_t longest_match = 258;
inline constexpr unsigned first_length_symbol = 257;

/// A symbol, the least number that it stands for, and how many bits follow it, which are added to that number.
struct Extended {
    std::uint16_t symbol{};
    std::uint16_t first{};
    std::uint8_t extra_bits{};
};

/// Of numbers from 0 on: 2^`per_doubling_bits` symbols in a row have the same number of extra bits, the first two such rows none.
constexpr Extended extended(unsigned number, unsigned per_doubling_bits)
{
    auto const bits = static_cast<unsigned>(std::bit_width(number));
    unsigned const extra = bits > per_doubling_bits + 1 ? bits - per_doubling_bits - 1 : 0;
    unsigned const step = number >> extra;
    return {.symbol = static_cast<std::uint16_t>((extra << per_doubling_bits) + step),
            .first = static_cast<std::uint16_t>(step << extra),
            .extra_bits = static_cast<std::uint8_t>(extra)};
}

/// Symbol of a match of `length` bytes.
constexpr Extended length_symbol(std::size_t length)
{
    if (length == longest_match) {
        return {.symbol = 285, .first = longest_match, .extra_bits = 0};
    }
    auto const at = extended(static_cast<unsigned>(length - shortest_match), 2);
    return {.symbol = static_cast<std::uint16_t>(first_length_symbol + at.symbol),
            .first = static_cast<std::uint16_t>(at.first + shortest_match),
            .extra_bits = at.extra_bits};
}

inline constexpr auto length_symbols = [] {
    std::array<Extended, longest_match + 1> symbols{};
    for (std::size_t length = shortest_match; length <= longest_match; ++length) {
        symbols[length] = length_symbol(length);
    }
    return symbols;
}();

constexpr Extended distance_symbol(std::size_t distance)
{
    auto const at = extended(static_cast<unsigned>(distance - 1), 1);
    return {.symbol = at.symbol, .first = static_cast<std::uint16_t>(at.first + 1), .extra_bits = at.extra_bits};
}

static_assert(length_symbol(3).symbol == 257 && length_symbol(10).symbol == 264 && length_symbol(11).symbol == 265 &&
              length_symbol(13).symbol == 266 && length_symbol(257).symbol == 284 && length_symbol(257).first == 227);
static_assert(distance_symbol(1).symbol == 0 && distance_symbol(5).symbol == 4 && distance_symbol(7).symbol == 5 &&
              distance_symbol(7).first == 7 && distance_symbol(32768).symbol == 29 && distance_symbol(32768).first == 24577);

} // namespace steppe
