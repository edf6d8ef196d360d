#include "output/codec/chunk_codec.hpp"

#include "output/codec/block_deflater.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <libdeflate.h>
#include <numeric>
#include <stdexcept>

namespace steppe {
namespace {

constexpr int mantissa_bits = 23;
constexpr std::size_t header_and_checksums = 2 + 4 + 4;

using Bytes = std::span<std::byte const>;

/// All first bytes of the values, then all second bytes, and so on: planes of bytes. Tile by tile, so that values come from far
/// memory once, not once for each of their bytes.
template <std::size_t width>
void shuffle(Bytes values, std::span<std::byte> planes)
{
    constexpr std::size_t tile = 1024;
    std::size_t const count = values.size() / width;
    for (std::size_t begin = 0; begin < count; begin += tile) {
        std::size_t const end = std::min(begin + tile, count);
        for (std::size_t byte = 0; byte < width; ++byte) {
            std::byte const* const from = values.data() + byte;
            std::byte* const to = planes.data() + byte * count;
            for (std::size_t i = begin; i < end; ++i) {
                to[i] = from[i * width];
            }
        }
    }
}

/// Whether deflating would hardly shorten a plane, by 1024 of its bytes taken in eight places: all values of a byte are about equally
/// frequent among them, and few are those of a month before, `period` places away.
bool is_noise(Bytes plane, std::size_t period)
{
    constexpr std::size_t places = 8;
    constexpr std::size_t run = 128;
    constexpr std::size_t most_repeated = places * run / 16;  // of uniform bytes 1 in 256 repeats
    constexpr std::size_t most_coinciding = places * run * 7; // sum of squared counts; of uniform bytes 5 each on average
    if (plane.size() < 2 * (places * run + period)) {
        return false;
    }
    std::array<std::uint32_t, 256> counts{};
    std::size_t repeated = 0;
    std::size_t const step = (plane.size() - period - run) / (places - 1);
    for (std::size_t place = 0; place < places; ++place) {
        std::byte const* const now = plane.data() + period + place * step;
        for (std::size_t i = 0; i < run; ++i) {
            ++counts[std::to_integer<std::size_t>(now[i])];
            repeated += now[i] == now[i - period] ? 1U : 0U;
        }
    }
    std::size_t const coinciding = std::transform_reduce(counts.begin(), counts.end(), std::size_t{0}, std::plus{},
                                                         [](std::size_t count) { return count * count; });
    return repeated <= most_repeated && coinciding <= most_coinciding;
}

/// Whether nearly all values are, in all their bytes, those of a month before, by 1024 of them taken in eight places.
template <std::size_t width>
bool rests(Bytes values, std::size_t period)
{
    constexpr std::size_t places = 8;
    constexpr std::size_t run = 128;
    constexpr std::size_t least_repeated = places * run * 15 / 16;
    std::size_t const count = values.size() / width;
    if (count < places * run + period) {
        return false;
    }
    std::size_t repeated = 0;
    std::size_t const step = (count - period - run) / (places - 1);
    for (std::size_t place = 0; place < places; ++place) {
        std::byte const* const now = values.data() + (period + place * step) * width;
        for (std::size_t i = 0; i < run * width; i += width) {
            repeated += std::memcmp(now + i, now + i - period * width, width) == 0 ? 1U : 0U;
        }
    }
    return repeated >= least_repeated;
}

/// What a chunk is made in; kept by each thread from one chunk to the next.
class Workspace {
public:
    BlockDeflater deflater;

    [[nodiscard]] std::span<std::byte> planes(std::size_t size) { return first(planes_, size); }
    [[nodiscard]] std::span<std::byte> chunk(std::size_t size) { return first(chunk_, size); }

private:
    /// Memory that only grows is not filled with zeros again for each chunk.
    static std::span<std::byte> first(std::vector<std::byte>& memory, std::size_t size)
    {
        memory.resize(std::max(memory.size(), size));
        return std::span{memory}.first(size);
    }

    std::vector<std::byte> planes_, chunk_;
};

/// Fletcher's checksum (1982) of 16-bit words, most significant byte first, as HDF5 uses it.
std::uint32_t fletcher32(Bytes bytes)
{
    constexpr std::size_t words_before_overflow = 360;
    auto const fold = [](std::uint32_t sum) { return (sum & 0xffffU) + (sum >> 16U); };
    auto const byte_at = [&](std::size_t i) { return std::to_integer<std::uint32_t>(bytes[i]); };
    std::uint32_t first = 0;
    std::uint32_t second = 0;
    std::size_t const words = bytes.size() / 2;
    for (std::size_t begin = 0; begin < words; begin += words_before_overflow) {
        // The second sum is that of the first after each word, so a word counts as often as words follow it, itself included.
        std::size_t const count = std::min(words_before_overflow, words - begin);
        std::uint32_t sum = 0;
        std::uint32_t weighted = 0;
        for (std::size_t i = 0; i < count; ++i) {
            std::uint32_t const word = byte_at(2 * (begin + i)) << 8U | byte_at(2 * (begin + i) + 1);
            sum += word;
            weighted += static_cast<std::uint32_t>(count - i) * word;
        }
        second = fold(second + static_cast<std::uint32_t>(count) * first + weighted);
        first = fold(first + sum);
    }
    if (bytes.size() % 2 == 1) {
        first = fold(first + (byte_at(bytes.size() - 1) << 8U));
        second = fold(second + first);
    }
    return fold(second) << 16U | fold(first);
}

void write_number(std::uint32_t number, BitWriter& out)
{
    out.add(number, 32);
    out.flush();
}

/// The planes of a chunk as a stream of RFC 1950, in blocks of `block` bytes. `month`: bytes of a plane from one month to the next.
void compress(Bytes planes, std::size_t block, std::size_t month, Deflation deflation, BlockDeflater& deflater,
              BitWriter& out)
{
    out.add(0x0178, 16); // deflate, window of 32 KiB; fastest
    out.flush();
    bool leads = true; // last digits come first, and what follows a plane that is worth deflating is worth it too
    for (std::size_t begin = 0; begin < planes.size(); begin += block) {
        Bytes const bytes = planes.subspan(begin, block);
        bool const last = begin + block == planes.size();
        leads = leads && (deflation == Deflation::none || is_noise(bytes, month));
        if (leads) {
            store(bytes, last, out);
        } else {
            deflater.add(bytes, month, last, out);
        }
    }
    if (planes.empty()) {
        store({}, true, out);
    }
    out.align();
    write_number(__builtin_bswap32(libdeflate_adler32(1, planes.data(), planes.size())), out);
}

template <std::size_t width>
std::vector<std::byte> encode(Bytes bytes, std::size_t period, Deflation deflation)
{
    thread_local Workspace work;
    std::size_t const plane = bytes.size() / width;
    std::span<std::byte> const chunk = work.chunk(width * BlockDeflater::bound(plane) + header_and_checksums);
    std::span<std::byte> const planes = work.planes(bytes.size());
    BitWriter out{chunk};
    shuffle<width>(bytes, planes);
    // Where nearly all values rest, little is left to code, and one code for all planes does.
    compress(planes, rests<width>(bytes, period) ? bytes.size() : plane, period, deflation, work.deflater, out);
    write_number(fletcher32(chunk.first(out.written())), out);
    Bytes const written = chunk.first(out.written());
    return {written.begin(), written.end()};
}

} // namespace

std::vector<std::byte> encode_chunk(Bytes bytes, ChunkValues const& values, Deflation deflation)
{
    switch (values.bytes_per_value) {
    case 4:
        return encode<4>(bytes, values.period, deflation);
    case 8:
        return encode<8>(bytes, values.period, deflation);
    default:
        throw std::invalid_argument{"values of a chunk have 4 or 8 bytes"};
    }
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
