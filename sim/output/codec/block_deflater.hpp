#pragma once
/// Deflates bytes that are known to repeat at a given distance (docs/decisions/0017, 0020, 0021 and 0034).

#include "output/codec/bit_writer.hpp"
#include "output/codec/prefix_code.hpp"
#include "output/codec/repeat_finder.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace steppe {

/// Makes blocks of RFC 1951, each with a code of its own, whose only repeats are those at a given distance: most of what a search would
/// find in such bytes, without the search. Keeps its workspace from one block to the next.
class BlockDeflater {
public:
    /// Writes a block that holds `bytes`, or stores them where that is shorter. Repeats at a `distance` beyond deflate's window of 32 KiB
    /// cannot be used.
    void add(std::span<std::byte const> bytes, std::size_t distance, bool last, BitWriter& out);

    /// Bytes that a block of `size` bytes never exceeds, with what may wait in the writer.
    [[nodiscard]] static std::size_t bound(std::size_t size);

private:
    static constexpr std::size_t literals_and_lengths = 286;

    void count_symbols(std::span<std::byte const> bytes);
    /// Bits of all codes of the block, without its header and the bits that follow codes.
    [[nodiscard]] std::size_t code_bits() const;
    void write_symbols(std::span<std::byte const> bytes, std::size_t distance, BitWriter& writer) const;

    RepeatFinder finder_;
    std::span<Repeat const> repeats_;
    std::array<std::uint32_t, literals_and_lengths> frequency_{};
    std::array<PrefixCode, literals_and_lengths> code_{};
};

/// Blocks of RFC 1951, 3.2.4, that hold the bytes as they are. Leaves the writer at a whole byte.
void store(std::span<std::byte const> bytes, bool last, BitWriter& out);

} // namespace steppe
