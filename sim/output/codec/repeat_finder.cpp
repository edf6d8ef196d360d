#include "output/codec/repeat_finder.hpp"

#include <algorithm>
#include <bit>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace steppe {
namespace {

constexpr std::size_t word_bits = 64;

using Bytes = std::span<std::byte const>;
using Words = std::span<std::uint64_t const>;

/// Whether 64 bytes from `begin` on equal those `distance` before, one bit each.
std::uint64_t compare_word(std::byte const* begin, std::size_t distance)
{
    std::uint64_t word = 0;
#if defined(__SSE2__)
    for (unsigned part = 0; part < word_bits; part += 16) {
        std::byte const* const now = begin + part;
        __m128i const a = _mm_loadu_si128(reinterpret_cast<__m128i const*>(now));
        __m128i const b = _mm_loadu_si128(reinterpret_cast<__m128i const*>(now - distance));
        word |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(a, b)))) << part;
    }
#else
    for (unsigned i = 0; i < word_bits; ++i) {
        word |= std::uint64_t{begin[i] == (begin + i)[-static_cast<std::ptrdiff_t>(distance)]} << i;
    }
#endif
    return word;
}

/// Fills `words` and one more, which is 0.
void compare(Bytes bytes, std::size_t distance, std::vector<std::uint64_t>& words)
{
    std::size_t const count = bytes.size() / word_bits + 1;
    words.assign(count + 1, 0);
    for (std::size_t w = distance / word_bits; w < count; ++w) {
        std::size_t const begin = w * word_bits;
        if (begin >= distance && begin + word_bits <= bytes.size()) {
            words[w] = compare_word(bytes.data() + begin, distance);
            continue;
        }
        for (std::size_t i = std::max(begin, distance); i < std::min(begin + word_bits, bytes.size()); ++i) {
            words[w] |= std::uint64_t{bytes[i] == bytes[i - distance]} << (i - begin);
        }
    }
}

/// The bits of word `w` at which eight set bits begin.
std::uint64_t beginnings(Words words, std::size_t w)
{
    static_assert(shortest_repeat == 8);
    std::uint64_t now = words[w];
    std::uint64_t next = words[w + 1]; // its last bits come to lack what follows them, and are too far from `now` to matter
    for (unsigned length = 1; length < shortest_repeat && now != 0; length *= 2) {
        now &= now >> length | next << (word_bits - length);
        next &= next >> length;
    }
    return now;
}

/// Set bits in a row from `begin` on.
std::size_t run_of_ones(Words words, std::size_t begin)
{
    std::size_t w = begin / word_bits;
    unsigned const offset = begin % word_bits;
    auto const first = static_cast<unsigned>(std::countr_one(words[w] >> offset));
    std::size_t length = first;
    if (offset + first == word_bits) { // the last word is 0, so this ends
        for (++w; words[w] == ~std::uint64_t{0}; ++w) {
            length += word_bits;
        }
        length += static_cast<std::size_t>(std::countr_one(words[w]));
    }
    return length;
}

} // namespace

std::span<Repeat const> RepeatFinder::find(Bytes bytes, std::size_t distance)
{
    found_.clear();
    compare(bytes, distance, equal_);
    std::uint64_t goes_on = 0; // whether the last byte of the word before begins eight that repeat
    for (std::size_t w = 0; w + 1 < equal_.size(); ++w) {
        std::uint64_t const eight = beginnings(equal_, w);
        std::uint64_t first = eight & ~(eight << 1U | goes_on);
        goes_on = eight >> (word_bits - 1);
        for (; first != 0; first &= first - 1) {
            std::size_t const begin = w * word_bits + static_cast<std::size_t>(std::countr_zero(first));
            found_.push_back({.begin = begin, .length = run_of_ones(equal_, begin)});
        }
    }
    return found_;
}

} // namespace steppe
