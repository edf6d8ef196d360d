/// Blocks inflate to what they were made of, by libdeflate; what repeats is found as by comparing byte by byte.

#include "output/codec/block_deflater.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <libdeflate.h>
#include <random>
#include <vector>

namespace {

using namespace steppe;

using Bytes = std::vector<std::byte>;

Bytes inflate(std::span<std::byte const> stream, std::size_t size)
{
    Bytes bytes(size + 1); // one more, so that a stream of more is noticed
    libdeflate_decompressor* const decompressor = libdeflate_alloc_decompressor();
    std::size_t found = 0;
    libdeflate_result const result =
        libdeflate_deflate_decompress(decompressor, stream.data(), stream.size(), bytes.data(), bytes.size(), &found);
    libdeflate_free_decompressor(decompressor);
    EXPECT_EQ(result, LIBDEFLATE_SUCCESS);
    bytes.resize(found);
    return bytes;
}

Bytes deflate(BlockDeflater& deflater, std::vector<Bytes> const& blocks, std::size_t distance)
{
    std::size_t bound = 0;
    for (Bytes const& block : blocks) {
        bound += BlockDeflater::bound(block.size());
    }
    Bytes stream(bound + 1, std::byte{0xa5});
    BitWriter out{stream};
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        deflater.add(blocks[i], distance, i + 1 == blocks.size(), out);
    }
    out.align();
    EXPECT_LE(out.written() + 8, bound);
    EXPECT_EQ(stream.back(), std::byte{0xa5});
    stream.resize(out.written());
    return stream;
}

void expect_back(std::vector<Bytes> const& blocks, std::size_t distance)
{
    Bytes all;
    for (Bytes const& block : blocks) {
        all.insert(all.end(), block.begin(), block.end());
    }
    BlockDeflater deflater;
    EXPECT_EQ(inflate(deflate(deflater, blocks, distance), all.size()), all);
}

/// Bytes below `alphabet`, each of which repeats that `distance` before it with a probability of `rests` in 256.
Bytes some_bytes(std::size_t size, unsigned alphabet, std::size_t distance, unsigned rests, unsigned seed)
{
    std::mt19937 generator{seed};
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) {
        bool const repeats = i >= distance && generator() % 256 < rests;
        bytes[i] = repeats ? bytes[i - distance] : static_cast<std::byte>(generator() % alphabet);
    }
    return bytes;
}

TEST(BlockDeflater, GivesBytesBack)
{
    unsigned seed = 0;
    for (unsigned const alphabet : {1U, 2U, 7U, 256U}) {
        for (unsigned const rests : {0U, 64U, 200U, 255U}) {
            for (std::size_t const distance : {1U, 2U, 5U, 120U, 2000U, 32768U}) {
                Bytes const bytes = some_bytes(3000 + 31 * seed, alphabet, distance, rests, seed);
                expect_back({bytes}, distance);
                expect_back({bytes, bytes, Bytes(17)}, distance);
                ++seed;
            }
        }
    }
}

TEST(BlockDeflater, TakesBlocksOfEverySizeFromNothingOn)
{
    for (std::size_t size = 0; size < 400; ++size) {
        expect_back({some_bytes(size, 3, 4, 180, static_cast<unsigned>(size))}, 4);
        expect_back({Bytes(size, std::byte{9})}, 1);
        expect_back({some_bytes(size, 256, 1, 0, 5)}, 1);
    }
}

TEST(BlockDeflater, CutsRepeatsIntoMatchesOfEveryLength)
{
    for (std::size_t length = 250; length < 800; ++length) {
        expect_back({Bytes(length, std::byte{1}), some_bytes(20, 256, 1, 0, 1)}, 1);
    }
}

TEST(BlockDeflater, StoresWhatItCannotShorten)
{
    Bytes const noise = some_bytes(100000, 256, 1, 0, 2);
    expect_back({noise}, 1);
    BlockDeflater deflater;
    EXPECT_LE(deflate(deflater, {noise}, 1).size(), noise.size() + noise.size() / 500);
}

TEST(BlockDeflater, DoesWithoutRepeatsThatAreTooFar)
{
    Bytes const bytes = some_bytes(70000, 30, 32769, 255, 6);
    expect_back({bytes}, 32769);
    BlockDeflater deflater;
    EXPECT_GT(deflate(deflater, {bytes}, 32769).size(), bytes.size() / 2); // 30 equally frequent literals take 5 bits each
}

TEST(BlockDeflater, IsAFunctionOfTheBlockAlone)
{
    Bytes const first = some_bytes(9000, 40, 3, 100, 3);
    Bytes const second = some_bytes(500, 256, 1, 250, 4);
    BlockDeflater deflater;
    Bytes const once = deflate(deflater, {first}, 3);
    static_cast<void>(deflate(deflater, {second}, 1));
    EXPECT_EQ(deflate(deflater, {first}, 3), once);
}

TEST(RepeatFinder, FindsWhatAComparisonByteByByteFinds)
{
    RepeatFinder finder;
    for (unsigned seed = 0; seed < 200; ++seed) {
        Bytes const bytes = some_bytes(1 + 7 * seed, 2 + seed % 5, 1 + seed % 90, seed, seed);
        std::size_t const distance = 1 + seed % 90;
        std::vector<Repeat> expected;
        for (std::size_t begin = distance; begin < bytes.size();) {
            std::size_t length = 0;
            while (begin + length < bytes.size() && bytes[begin + length] == bytes[begin + length - distance]) {
                ++length;
            }
            if (length >= shortest_repeat) {
                expected.push_back({begin, length});
            }
            begin += length + 1;
        }
        std::span<Repeat const> const found = finder.find(bytes, distance);
        ASSERT_EQ(found.size(), expected.size()) << "seed " << seed;
        for (std::size_t i = 0; i < found.size(); ++i) {
            EXPECT_EQ(found[i].begin, expected[i].begin);
            EXPECT_EQ(found[i].length, expected[i].length);
        }
    }
}

} // namespace
