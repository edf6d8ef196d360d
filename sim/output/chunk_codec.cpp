#include "output/chunk_codec.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <libdeflate.h>
#include <memory>
#include <new>

namespace steppe {
namespace {

constexpr int mantissa_bits = 23;
constexpr int deflate_level = 1; // higher levels cost several times the time for a few per cent

/// All first bytes of the values, then all second bytes, and so on.
std::vector<std::byte> shuffled(std::span<std::byte const> values, std::size_t bytes_per_value)
{
    std::size_t const count = values.size() / bytes_per_value;
    std::vector<std::byte> bytes(values.size());
    for (std::size_t byte = 0; byte < bytes_per_value; ++byte) {
        for (std::size_t i = 0; i < count; ++i) {
            bytes[byte * count + i] = values[i * bytes_per_value + byte];
        }
    }
    return bytes;
}

/// Fletcher's checksum (1982) of 16-bit words, most significant byte first, as HDF5 uses it.
std::uint32_t fletcher32(std::span<std::byte const> bytes)
{
    constexpr std::size_t words_before_overflow = 360;
    auto const fold = [](std::uint32_t sum) { return (sum & 0xffffU) + (sum >> 16U); };
    auto const byte_at = [&](std::size_t i) { return std::to_integer<std::uint32_t>(bytes[i]); };
    std::uint32_t first = 0;
    std::uint32_t second = 0;
    std::size_t const words = bytes.size() / 2;
    for (std::size_t word = 0; word < words;) {
        std::size_t const last = std::min(word + words_before_overflow, words);
        for (; word < last; ++word) {
            first += byte_at(2 * word) << 8U | byte_at(2 * word + 1);
            second += first;
        }
        first = fold(first);
        second = fold(second);
    }
    if (bytes.size() % 2 == 1) {
        first = fold(first + (byte_at(bytes.size() - 1) << 8U));
        second = fold(second + first);
    }
    return fold(second) << 16U | fold(first);
}

} // namespace

std::vector<std::byte> encode_chunk(std::span<std::byte const> values, std::size_t bytes_per_value)
{
    std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor*)> const compressor{
        libdeflate_alloc_compressor(deflate_level), libdeflate_free_compressor};
    if (!compressor) {
        throw std::bad_alloc{};
    }
    std::vector<std::byte> const bytes = shuffled(values, bytes_per_value);
    std::vector<std::byte> chunk(libdeflate_zlib_compress_bound(compressor.get(), bytes.size()));
    chunk.resize(libdeflate_zlib_compress(compressor.get(), bytes.data(), bytes.size(), chunk.data(), chunk.size()));
    std::uint32_t const checksum = fletcher32(chunk);
    for (unsigned shift = 0; shift < 32; shift += 8) {
        chunk.push_back(static_cast<std::byte>(checksum >> shift));
    }
    return chunk;
}

int significant_bits(int digits)
{
    return std::min(static_cast<int>(std::ceil((digits - 1) * std::log2(10.0))), mantissa_bits);
}

void round_to_digits(std::span<float> values, int digits)
{
    int const dropped = mantissa_bits - significant_bits(digits);
    if (dropped == 0) {
        return;
    }
    std::uint32_t const half = (1U << (dropped - 1)) - 1U;
    std::uint32_t const keep = ~((1U << dropped) - 1U);
    for (float& value : values) {
        if (std::isfinite(value)) {
            auto const bits = std::bit_cast<std::uint32_t>(value);
            value = std::bit_cast<float>((bits + half + (bits >> dropped & 1U)) & keep);
        }
    }
}

} // namespace steppe
