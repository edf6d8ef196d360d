/// Prefix codes against answers worked out by hand, and against what any prefix code of least length must satisfy.

#include "output/codec/prefix_code.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <random>
#include <vector>

namespace {

using namespace steppe;

std::vector<PrefixCode> codes_of(std::vector<std::uint32_t> const& frequencies, unsigned longest)
{
    std::vector<PrefixCode> codes(frequencies.size());
    assign_prefix_codes(frequencies, longest, codes);
    return codes;
}

std::vector<int> lengths_of(std::vector<PrefixCode> const& codes)
{
    std::vector<int> lengths(codes.size());
    std::transform(codes.begin(), codes.end(), lengths.begin(), [](PrefixCode code) { return code.length; });
    return lengths;
}

/// Sum of 2^-length over the symbols that occur: 1 for a code that wastes nothing.
double kraft_sum(std::vector<PrefixCode> const& codes)
{
    return std::accumulate(codes.begin(), codes.end(), 0.0, [](double sum, PrefixCode code) {
        return code.length == 0 ? sum : sum + 1.0 / static_cast<double>(1U << code.length);
    });
}

/// Bits of a message: twice as far as Huffman's own sum over merged nodes, taken the slow way.
std::uint64_t least_bits(std::vector<std::uint32_t> weights)
{
    std::erase(weights, 0U);
    std::uint64_t bits = 0;
    while (weights.size() > 1) {
        std::sort(weights.begin(), weights.end(), std::greater<>{});
        std::uint32_t const merged = weights.end()[-1] + weights.end()[-2];
        bits += merged;
        weights.pop_back();
        weights.back() = merged;
    }
    return bits;
}

std::uint64_t bits_of(std::vector<std::uint32_t> const& frequencies, std::vector<PrefixCode> const& codes)
{
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        bits += std::uint64_t{frequencies[i]} * codes[i].length;
    }
    return bits;
}

TEST(PrefixCode, IsHuffmansForAnExampleByHand)
{
    // 1 and 2 make 3, 3 and 3 make 6, 6 and 7 make 13: depths 3, 3, 2, 1.
    EXPECT_THAT(lengths_of(codes_of({3, 7, 1, 2}, 15)), testing::ElementsAre(2, 1, 3, 3));
}

TEST(PrefixCode, IsCanonicalAsInTheRfc)
{
    // RFC 1951, 3.2.2: lengths 3, 3, 3, 3, 3, 2, 4, 4 have the codes 010 011 100 101 110 00 1110 1111; here the first bit is the lowest.
    std::vector<PrefixCode> const codes = codes_of({8, 8, 8, 8, 8, 16, 4, 4}, 15);
    EXPECT_THAT(lengths_of(codes), testing::ElementsAre(3, 3, 3, 3, 3, 2, 4, 4));
    std::vector<int> bits(codes.size());
    std::transform(codes.begin(), codes.end(), bits.begin(), [](PrefixCode code) { return code.bits; });
    EXPECT_THAT(bits, testing::ElementsAre(0b010, 0b110, 0b001, 0b101, 0b011, 0b00, 0b0111, 0b1111));
}

TEST(PrefixCode, GivesOneSymbolOneBit) { EXPECT_THAT(lengths_of(codes_of({0, 5, 0}, 15)), testing::ElementsAre(0, 1, 0)); }

TEST(PrefixCode, TakesNoMoreBitsThanAnyOther)
{
    std::mt19937 generator{3};
    for (int trial = 0; trial < 200; ++trial) {
        std::vector<std::uint32_t> frequencies(2 + generator() % 285);
        for (std::uint32_t& frequency : frequencies) {
            frequency = static_cast<std::uint32_t>(generator() % 4 == 0 ? 0 : generator() % 50);
        }
        frequencies[0] = 1;
        frequencies[1] = 2;
        std::vector<PrefixCode> const codes = codes_of(frequencies, 15);
        EXPECT_EQ(kraft_sum(codes), 1.0);
        EXPECT_EQ(bits_of(frequencies, codes), least_bits(frequencies));
    }
}

TEST(PrefixCode, SortsFrequenciesOfEverySize)
{
    // The rarer by a power of two, the longer by a bit, whichever of the four bytes tells them apart.
    std::vector<std::uint32_t> const frequencies{1U << 31U, 1U << 16U, 1U << 24U, 1U << 8U, 1U};
    EXPECT_THAT(lengths_of(codes_of(frequencies, 15)), testing::ElementsAre(1, 3, 2, 4, 4));
}

TEST(PrefixCode, StaysWithinTheLongestLength)
{
    // Fibonacci numbers make the deepest tree.
    std::vector<std::uint32_t> frequencies{1, 1};
    while (frequencies.size() < 30) {
        frequencies.push_back(frequencies.end()[-1] + frequencies.end()[-2]);
    }
    for (unsigned const longest : {5U, 7U, 14U}) {
        std::vector<PrefixCode> const codes = codes_of(frequencies, longest);
        EXPECT_EQ(kraft_sum(codes), 1.0);
        EXPECT_THAT(lengths_of(codes),
                    testing::Each(testing::AllOf(testing::Ge(1), testing::Le(static_cast<int>(longest)))));
        EXPECT_THAT(lengths_of(codes), testing::BeginEndDistanceIs(30));
    }
}

} // namespace
