#include "output/chunk_codec.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <libdeflate.h>
#include <memory>
#include <new>
#include <numeric>
#include <stdexcept>

namespace steppe {
namespace {

constexpr int mantissa_bits = 23;
constexpr int deflate_level = 1; // higher levels cost several times the time for a few per cent
constexpr std::size_t deflate_most_stored = 65535;

using Bytes = std::span<std::byte const>;

/// All first bytes of the values, then all second bytes, and so on: planes of bytes.
template <std::size_t width>
void shuffle(Bytes values, std::span<std::byte> planes)
{
    std::size_t const count = values.size() / width;
    for (std::size_t byte = 0; byte < width; ++byte) {
        std::byte const* const from = values.data() + byte;
        std::byte* const to = planes.data() + byte * count;
        for (std::size_t i = 0; i < count; ++i) {
            to[i] = from[i * width];
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

/// What a chunk is made in; kept by each thread from one chunk to the next.
struct Workspace {
    std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor*)> compressor{
        libdeflate_alloc_compressor(deflate_level), libdeflate_free_compressor};
    std::vector<std::byte> planes, chunk;
};

/// A stream of RFC 1950 as it is put together.
class ZlibStream {
public:
    explicit ZlibStream(std::span<std::byte> target) : target_{target}
    {
        put(std::byte{0x78}); // deflate, window of 32 KiB
        put(std::byte{0x01}); // fastest; makes the header a multiple of 31
    }

    /// Blocks of RFC 1951, 3.2.4, that hold the bytes as they are; not the last of the stream.
    void store(Bytes bytes)
    {
        while (!bytes.empty()) {
            Bytes const block = bytes.first(std::min(bytes.size(), deflate_most_stored));
            auto const length = static_cast<std::uint16_t>(block.size());
            put(std::byte{0});
            put_low_first(length);
            put_low_first(static_cast<std::uint16_t>(~length));
            std::copy(block.begin(), block.end(), target_.begin() + static_cast<std::ptrdiff_t>(size_));
            size_ += block.size();
            bytes = bytes.subspan(block.size());
        }
    }

    /// The last bytes of the stream, deflated, and the checksum of all of them.
    void finish(libdeflate_compressor* compressor, Bytes bytes, Bytes all)
    {
        size_ += libdeflate_deflate_compress(compressor, bytes.data(), bytes.size(), target_.data() + size_,
                                             target_.size() - size_);
        std::uint32_t const checksum = libdeflate_adler32(1, all.data(), all.size());
        for (unsigned shift = 32; shift > 0; shift -= 8) {
            put(static_cast<std::byte>(checksum >> (shift - 8)));
        }
    }

    [[nodiscard]] Bytes written() const { return target_.first(size_); }

private:
    void put(std::byte byte) { target_[size_++] = byte; }
    void put_low_first(std::uint16_t number)
    {
        put(static_cast<std::byte>(number));
        put(static_cast<std::byte>(number >> 8U));
    }

    std::span<std::byte> target_;
    std::size_t size_{};
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

/// The planes of a chunk as a stream of RFC 1950, in the workspace.
Bytes compress(Bytes planes, std::size_t plane, std::size_t period, Deflation deflation, Workspace& work)
{
    std::size_t stored = 0; // bytes of the planes that begin the chunk: the last digits of the values
    while (stored < planes.size() && (deflation == Deflation::none || is_noise(planes.subspan(stored, plane), period))) {
        stored += plane;
    }
    libdeflate_compressor* const compressor = work.compressor.get();
    std::size_t const blocks = stored / deflate_most_stored + 1;
    work.chunk.resize(stored + 5 * blocks + libdeflate_zlib_compress_bound(compressor, planes.size() - stored));
    ZlibStream stream{work.chunk};
    stream.store(planes.first(stored));
    stream.finish(compressor, planes.subspan(stored), planes);
    return stream.written();
}

} // namespace

std::vector<std::byte> encode_chunk(Bytes values, std::size_t bytes_per_value, std::size_t period, Deflation deflation)
{
    thread_local Workspace work;
    if (!work.compressor) {
        throw std::bad_alloc{};
    }
    work.planes.resize(values.size());
    switch (bytes_per_value) {
    case 4:
        shuffle<4>(values, work.planes);
        break;
    case 8:
        shuffle<8>(values, work.planes);
        break;
    default:
        throw std::invalid_argument{"values of a chunk have 4 or 8 bytes"};
    }
    Bytes const stream = compress(work.planes, values.size() / bytes_per_value, period, deflation, work);
    std::vector<std::byte> chunk;
    chunk.reserve(stream.size() + sizeof(std::uint32_t));
    chunk.assign(stream.begin(), stream.end());
    std::uint32_t const checksum = fletcher32(stream);
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
