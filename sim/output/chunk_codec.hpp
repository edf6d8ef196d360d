#pragma once
/// The filters of a chunk, run by whoever made its values instead of by HDF5, which would run them one chunk at a time:
/// shuffle, deflate (by libdeflate) and Fletcher's checksum, in the form that HDF5's own filters read.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace steppe {

/// The bytes of a chunk as a file stores them. Throws std::bad_alloc.
[[nodiscard]] std::vector<std::byte> encode_chunk(std::span<std::byte const> values, std::size_t bytes_per_value);

/// The binary digits of a float, besides its leading one, that `digits` significant decimal digits need.
[[nodiscard]] int significant_bits(int digits);

/// Rounds to the binary digits that `digits` significant decimal digits need, ties to even; the rest become 0, which
/// compresses well. The relative error is at most half of 10^(1 - digits). NaN and infinities stay.
void round_to_digits(std::span<float> values, int digits);

} // namespace steppe
