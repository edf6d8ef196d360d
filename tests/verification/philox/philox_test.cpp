#include "lanes/draws.hpp"

#include <Random123/philox.h>
#include <gtest/gtest.h>

#include <array>
#include <bit>

namespace steppe {
namespace {

using Block = PhiloxBlock<std::uint64_t>;

TEST(Philox, MatchesThePublishedVectors)
{
    EXPECT_EQ((philox4x32_10<std::uint64_t>({0, 0, 0, 0}, 0, 0)), (Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
    constexpr std::uint64_t ones = 0xffffffff;
    EXPECT_EQ((philox4x32_10<std::uint64_t>({ones, ones, ones, ones}, 0xffffffff, 0xffffffff)),
              (Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
    EXPECT_EQ((philox4x32_10<std::uint64_t>({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, 0xa4093822, 0x299f31d0)),
              (Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Philox, EveryLaneMatchesRandom123)
{
    using Words = WordsOf<Lanes<native_width>>;
    r123::Philox4x32 reference;
    for (std::uint32_t n = 0; n < 5000; ++n) {
        std::array<std::uint64_t, native_width> counters{};
        for (int lane = 0; lane < native_width; ++lane) {
            counters[static_cast<std::size_t>(lane)] = (n * 2654435761U + static_cast<std::uint32_t>(lane)) & 0xffffffffU;
        }
        auto const first = std::bit_cast<Words>(counters);
        PhiloxBlock<Words> const lanes = philox4x32_10<Words>(
            {first, Words{} + std::uint64_t{n}, Words{} + std::uint64_t{7}, Words{} + std::uint64_t{n ^ 0xabcdU}}, n, ~n);
        for (int lane = 0; lane < native_width; ++lane) {
            auto const expected = reference({{static_cast<std::uint32_t>(first[lane]), n, 7, n ^ 0xabcdU}}, {{n, ~n}});
            for (std::size_t word = 0; word < 4; ++word) {
                ASSERT_EQ(lanes[word][lane], expected[word]);
            }
        }
    }
}

} // namespace
} // namespace steppe
