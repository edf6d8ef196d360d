#pragma once
/// Prefix codes of least length (Huffman 1952) in the canonical form of RFC 1951, 3.2.2.

#include <cstdint>
#include <span>

namespace steppe {

/// The bits of a symbol in the order in which they are sent, the first the lowest, and their number.
struct PrefixCode {
    std::uint16_t bits{};
    std::uint16_t length{};
};

/// A code for symbols that occur `frequencies` times, none longer than `longest` bits; symbols that do not occur have length 0. At most
/// 288 symbols, of which at least one occurs and fewer than 2^longest do.
void assign_prefix_codes(std::span<std::uint32_t const> frequencies, unsigned longest, std::span<PrefixCode> codes);

} // namespace steppe
