#pragma once
/// The filters of a chunk, run by whoever made its values instead of by HDF5, which would run them one chunk at a time:
/// shuffle, deflate and Fletcher's checksum, in the form that HDF5's own filters read.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace steppe {

/// Whether chunks are deflated or only put into the form of a deflated stream, which costs little time and saves no space.
enum class Deflation : std::uint8_t { fast, none };

/// How the values of a variable are kept.
struct ValueFormat {
    int digits{}; ///< significant decimal digits that series are rounded to; 0: all
    Deflation deflation{Deflation::fast};
};

/// What is known of the values of a chunk.
struct ChunkValues {
    std::size_t bytes_per_value{}; ///< 4 or 8
    /// Number of values, at least 1, after which the same quantity comes again, a month later.
    std::size_t period{1};
};

/// The bytes of a chunk as a file stores them. A function of its arguments alone.
[[nodiscard]] std::vector<std::byte> encode_chunk(std::span<std::byte const> bytes, ChunkValues const& values,
                                                  Deflation deflation = Deflation::fast);

/// The binary digits of a float, besides its leading one, that `digits` significant decimal digits need.
[[nodiscard]] int significant_bits(int digits);

/// Rounds to the binary digits that `digits` significant decimal digits need, ties to even; the rest become 0, which
/// compresses well. The relative error is at most half of 10^(1 - digits). NaN and infinities stay.
void round_to_digits(std::span<float> values, int digits);

} // namespace steppe
