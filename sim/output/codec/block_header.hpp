#pragma once
/// What stands before the symbols of a block with codes of its own (RFC 1951, 3.2.7).

#include "output/codec/bit_writer.hpp"
#include "output/codec/prefix_code.hpp"

#include <span>

namespace steppe {

/// Writes the lengths of the codes of at most 286 literals and lengths and of at most 30 distances, at most 300 bytes.
void write_block_header(std::span<PrefixCode const> literals_and_lengths, std::span<PrefixCode const> distances,
                        BitWriter& out);

} // namespace steppe
