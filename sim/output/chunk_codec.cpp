#include "output/chunk_codec.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <isa-l/igzip_lib.h>
#include <limits>
#include <memory>
#include <stdexcept>

namespace steppe {
namespace {

constexpr int mantissa_bits = 23;

using Bytes = std::unique_ptr<std::byte[]>; // NOLINT(modernize-avoid-c-arrays): bytes that nobody has set to 0 first

/// All first bytes of the values, then all second bytes, and so on.
template <std::size_t BytesPerValue>
void shuffle(std::span<std::byte const> values, std::byte* bytes)
{
    std::size_t const count = values.size() / BytesPerValue;
    std::byte const* const from = values.data();
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t byte = 0; byte < BytesPerValue; ++byte) {
            bytes[byte * count + i] = from[i * BytesPerValue + byte];
        }
    }
}

Bytes shuffled(std::span<std::byte const> values, std::size_t bytes_per_value)
{
    Bytes bytes = std::make_unique_for_overwrite<std::byte[]>(values.size());
    switch (bytes_per_value) {
    case sizeof(float):
        shuffle<sizeof(float)>(values, bytes.get());
        return bytes;
    case sizeof(double):
        shuffle<sizeof(double)>(values, bytes.get());
        return bytes;
    default:
        throw std::invalid_argument{"chunks hold numbers of 4 or 8 bytes"};
    }
}

/// A zlib stream of the bytes in `chunk`, which has room for it. Returns its length.
std::size_t deflate(std::byte* bytes, std::size_t count, std::byte* chunk, std::size_t room)
{
    // Level 1 of 3: deflates at three times the speed of zlib's or libdeflate's lowest level, to 3 % more bytes than the latter.
    constexpr std::size_t workspace_bytes = ISAL_DEF_LVL1_DEFAULT;
    // All 0: the library's own initialisation leaves out members that the bytes depend on (seen in version 2.30).
    auto const stream = std::make_unique<isal_zstream>();
    Bytes const workspace = std::make_unique_for_overwrite<std::byte[]>(workspace_bytes);
    isal_deflate_stateless_init(stream.get());
    stream->level = 1;
    stream->level_buf = reinterpret_cast<std::uint8_t*>(workspace.get());
    stream->level_buf_size = workspace_bytes;
    stream->gzip_flag = IGZIP_ZLIB;
    stream->end_of_stream = 1;
    stream->next_in = reinterpret_cast<std::uint8_t*>(bytes);
    stream->avail_in = static_cast<std::uint32_t>(count);
    stream->next_out = reinterpret_cast<std::uint8_t*>(chunk);
    stream->avail_out = static_cast<std::uint32_t>(room);
    if (isal_deflate_stateless(stream.get()) != COMP_OK) {
        throw std::logic_error{"a chunk cannot be deflated"};
    }
    return stream->total_out;
}

/// Most bytes of a zlib stream of `count` bytes: all in stored blocks of up to 65535, with header and checksum of the stream.
std::size_t most_deflated(std::size_t count)
{
    constexpr std::size_t block = 65535;
    constexpr std::size_t block_header = 5;
    constexpr std::size_t around = 64;
    return count + (count / block + 1) * block_header + around;
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
    std::size_t const room = most_deflated(values.size());
    if (room > std::numeric_limits<std::uint32_t>::max()) {
        throw std::length_error{"a chunk has more than 4 GB"};
    }
    Bytes const bytes = shuffled(values, bytes_per_value);
    Bytes const deflated = std::make_unique_for_overwrite<std::byte[]>(room);
    std::size_t const length = deflate(bytes.get(), values.size(), deflated.get(), room);
    std::vector<std::byte> chunk;
    chunk.reserve(length + sizeof(std::uint32_t));
    chunk.assign(deflated.get(), deflated.get() + length);
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
