/// Chunks inflate to what they were made of, whatever is deflated and whatever is stored. That HDF5 reads them, and accepts their
/// checksums, is tested where files are read back.

#include "output/codec/chunk_codec.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <libdeflate.h>
#include <limits>
#include <random>

namespace {

using namespace steppe;

/// The values of a chunk: inflated by libdeflate, which checks their sum, and put together again from their planes.
template <class T>
std::vector<T> decode(std::vector<std::byte> const& chunk, std::size_t count)
{
    std::vector<std::byte> planes(count * sizeof(T));
    libdeflate_decompressor* const decompressor = libdeflate_alloc_decompressor();
    std::size_t size = 0;
    libdeflate_result const result =
        libdeflate_zlib_decompress(decompressor, chunk.data(), chunk.size() - 4, planes.data(), planes.size(), &size);
    libdeflate_free_decompressor(decompressor);
    EXPECT_EQ(result, LIBDEFLATE_SUCCESS);
    EXPECT_EQ(size, planes.size());
    std::vector<T> values(count);
    for (std::size_t i = 0; i < count; ++i) {
        std::array<std::byte, sizeof(T)> bytes{};
        for (std::size_t byte = 0; byte < sizeof(T); ++byte) {
            bytes[byte] = planes[byte * count + i];
        }
        std::memcpy(&values[i], bytes.data(), sizeof(T));
    }
    return values;
}

template <class T>
std::vector<std::byte> encode(std::vector<T> const& values, std::size_t period = 1, Deflation deflation = Deflation::fast)
{
    return encode_chunk(std::as_bytes(std::span<T const>{values}), {sizeof(T), period}, deflation);
}

template <class T>
std::vector<T> noise(std::size_t count)
{
    std::mt19937_64 generator{7};
    std::normal_distribution<T> normal;
    std::vector<T> values(count);
    std::generate(values.begin(), values.end(), [&] { return normal(generator); });
    return values;
}

/// A walk of each of `series` side by side, as a measure of several actors is laid out, that moves once in `rest` months.
std::vector<float> steps_and_rests(std::size_t series, std::size_t months, unsigned rest = 16)
{
    std::mt19937_64 generator{8};
    std::vector<float> values(series * months);
    for (std::size_t i = 0; i < values.size(); ++i) {
        bool const moves = i < series || generator() % rest == 0;
        values[i] = moves ? static_cast<float>(generator() % 1000003) / 7.0F : values[i - series];
    }
    return values;
}

template <class T>
void expect_same(std::vector<T> const& values, std::size_t period = 1)
{
    for (Deflation const deflation : {Deflation::fast, Deflation::none}) {
        std::vector<T> const decoded = decode<T>(encode(values, period, deflation), values.size());
        std::span const found = std::as_bytes(std::span<T const>{decoded}); // bytes, since NaN equals nothing
        std::span const expected = std::as_bytes(std::span<T const>{values});
        EXPECT_TRUE(std::equal(found.begin(), found.end(), expected.begin(), expected.end()));
    }
}

TEST(ChunkCodec, GivesValuesBack)
{
    expect_same(noise<float>(7680));
    expect_same(noise<double>(4000));
    expect_same(steps_and_rests(5, 7680), 5);
    expect_same(std::vector<float>(7680, 1.0F));
    expect_same(std::vector<float>(7680, std::numeric_limits<float>::quiet_NaN()));
    expect_same(std::vector<float>{0.5F});
    expect_same(std::vector<double>{});
}

TEST(ChunkCodec, StoresPlanesLongerThanABlockOfDeflate)
{
    expect_same(noise<float>(65535));
    expect_same(noise<float>(65536));
    expect_same(noise<float>(200000));
}

TEST(ChunkCodec, StoresNoiseAndDeflatesTheRest)
{
    constexpr std::size_t count = 7680;
    std::size_t const uncompressed = count * sizeof(float);
    // Of a normal variable's float the last two bytes are noise, and the first, of sign and exponent, is most of what can be saved.
    std::size_t const size = encode(noise<float>(count)).size();
    EXPECT_GT(size, uncompressed * 3 / 4);
    EXPECT_LT(size, uncompressed * 19 / 20);
    // What rests in most months must not be taken for noise although its bytes are as varied.
    EXPECT_LT(encode(steps_and_rests(5, count / 5), 5).size(), uncompressed / 3);
    EXPECT_LT(encode(std::vector<float>(count, 0.3F)).size(), uncompressed / 100);
}

TEST(ChunkCodec, DeflatesAChunkThatRestsAsOneBlock)
{
    // The first bit of a stream's first block, behind two bytes of the stream's own, says whether it is the last (RFC 1951, 3.2.3).
    auto const is_one_block = [](std::vector<std::byte> const& chunk) { return (chunk[2] & std::byte{1}) == std::byte{1}; };
    std::vector<float> const resting = steps_and_rests(5, 1536, 64);
    EXPECT_TRUE(is_one_block(encode(resting, 5)));
    EXPECT_FALSE(is_one_block(encode(steps_and_rests(5, 1536, 8), 5)));
    EXPECT_FALSE(is_one_block(encode(resting, 4))); // not where something else comes again
    EXPECT_FALSE(is_one_block(encode(noise<float>(7680))));
    expect_same(resting, 5);
    expect_same(std::vector<double>(4000, 0.3));
}

TEST(ChunkCodec, DoesWithoutMonthsThatAreTooFarApart)
{
    // Deflate's window is 32 KiB, of a plane 32768 numbers.
    std::vector<float> const values = steps_and_rests(10000, 12);
    expect_same(values, 10000);
    expect_same(steps_and_rests(40000, 3), 40000);
}

TEST(ChunkCodec, WithoutCompressionAddsOnlyTheFormOfAStream)
{
    std::vector<float> const still(7680, 0.3F);
    std::size_t const size = encode(still, 1, Deflation::none).size();
    EXPECT_GE(size, still.size() * sizeof(float));
    EXPECT_LE(size, still.size() * sizeof(float) + 32);
}

TEST(ChunkCodec, IsAFunctionOfTheChunkAlone)
{
    std::vector<float> const first = noise<float>(7680);
    std::vector<float> const second = steps_and_rests(5, 7680);
    std::vector<std::byte> const chunk = encode(first);
    std::vector<std::byte> const other = encode(second, 5);
    for (int n = 0; n < 20; ++n) {
        EXPECT_EQ(encode(second, 5), other);
        EXPECT_EQ(encode(first), chunk);
    }
}

TEST(ChunkCodec, KnowsValuesOfFourAndEightBytes)
{
    std::array<std::byte, 6> const bytes{};
    EXPECT_THROW(static_cast<void>(encode_chunk(bytes, {.bytes_per_value = 2})), std::invalid_argument);
}

} // namespace
