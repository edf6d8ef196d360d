#pragma once
/// Undoes what chunk_codec.hpp does to the values of a chunk.

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace steppe {

/// The `size` bytes that `encode_chunk` made the chunk of, of values of 4 or 8 bytes each. Nothing if the chunk was not made of so many,
/// or is damaged.
[[nodiscard]] std::optional<std::vector<std::byte>> decode_chunk(std::span<std::byte const> chunk, std::size_t size,
                                                                 std::size_t bytes_per_value);

} // namespace steppe
