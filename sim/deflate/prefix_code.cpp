#include "deflate/prefix_code.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace steppe {
namespace {

constexpr std::size_t most_symbols = 288;
constexpr unsigned most_bits = 15;

/// A symbol that occurs, as one number, so that leaves sort by frequency, and by symbol among equals.
class Leaf {
public:
    Leaf() = default;
    Leaf(std::uint32_t frequency, std::size_t symbol) : key_{std::uint64_t{frequency} << 16U | symbol} {}
    [[nodiscard]] std::uint32_t frequency() const { return static_cast<std::uint32_t>(key_ >> 16U); }
    [[nodiscard]] std::size_t symbol() const { return key_ & 0xffffU; }
    auto operator<=>(Leaf const&) const = default;

private:
    std::uint64_t key_{};
};

using Leaves = std::span<Leaf const>;
using LengthCounts = std::array<std::uint32_t, most_bits + 1>; ///< of symbols with a code of so many bits

/// How many leaves of Huffman's tree, whose leaves come by rising frequency, lie at each depth; deeper ones count as of depth `longest`.
LengthCounts depths_of_leaves(Leaves leaves, unsigned longest)
{
    // Leaves first, then inner nodes as they arise, which also come by rising frequency: the two least are at the heads of two queues.
    std::array<std::uint32_t, 2 * most_symbols> weight{};
    std::array<std::uint16_t, 2 * most_symbols> parent{};
    std::size_t const count = leaves.size();
    std::transform(leaves.begin(), leaves.end(), weight.begin(), [](Leaf leaf) { return leaf.frequency(); });
    std::size_t leaf = 0;
    std::size_t inner = count;
    for (std::size_t next = count; next < 2 * count - 1; ++next) {
        for (int child = 0; child < 2; ++child) {
            std::size_t const least = inner == next || (leaf < count && weight[leaf] <= weight[inner]) ? leaf++ : inner++;
            weight[next] += weight[least];
            parent[least] = static_cast<std::uint16_t>(next);
        }
    }
    LengthCounts counts{};
    std::array<std::uint16_t, 2 * most_symbols> depth{};
    for (std::size_t node = 2 * count - 1; node-- > 0;) {
        depth[node] = node + 1 == 2 * count - 1 ? std::uint16_t{0} : static_cast<std::uint16_t>(depth[parent[node]] + 1);
        if (node < count) {
            ++counts[std::clamp<unsigned>(depth[node], 1, longest)];
        }
    }
    return counts;
}

/// Lengthens codes until the code is one again: sum of 2^-length at most 1 (Kraft 1949).
void satisfy_kraft(LengthCounts& counts, unsigned longest)
{
    std::uint32_t taken = 0; // in units of 2^-longest
    for (unsigned length = 1; length <= longest; ++length) {
        taken += counts[length] << (longest - length);
    }
    for (; taken > 1U << longest; --taken) {
        unsigned length = longest - 1;
        while (counts[length] == 0) {
            --length;
        }
        // One code becomes the two below it, and one of the longest moves to the second.
        --counts[length];
        counts[length + 1] += 2;
        --counts[longest];
    }
}

/// The lowest `length` bits in the other order.
std::uint16_t reversed(std::uint32_t bits, unsigned length)
{
    bits = (bits & 0x5555U) << 1U | (bits >> 1U & 0x5555U);
    bits = (bits & 0x3333U) << 2U | (bits >> 2U & 0x3333U);
    bits = (bits & 0x0f0fU) << 4U | (bits >> 4U & 0x0f0fU);
    bits = (bits & 0x00ffU) << 8U | (bits >> 8U & 0x00ffU);
    return static_cast<std::uint16_t>(bits >> (16U - length));
}

} // namespace

void assign_prefix_codes(std::span<std::uint32_t const> frequencies, unsigned longest, std::span<PrefixCode> codes)
{
    std::array<Leaf, most_symbols> storage{};
    std::size_t count = 0;
    for (std::size_t symbol = 0; symbol < frequencies.size(); ++symbol) {
        codes[symbol] = {};
        if (frequencies[symbol] > 0) {
            storage[count++] = {frequencies[symbol], symbol};
        }
    }
    std::span<Leaf> const leaves{storage.data(), count};
    std::sort(leaves.begin(), leaves.end());
    LengthCounts counts = depths_of_leaves(leaves, longest);
    satisfy_kraft(counts, longest);
    auto rarest = leaves.begin();
    for (unsigned length = longest; length > 0; --length) {
        for (std::uint32_t i = 0; i < counts[length]; ++i) {
            codes[(rarest++)->symbol()].length = static_cast<std::uint16_t>(length);
        }
    }
    std::array<std::uint32_t, most_bits + 2> next{};
    for (unsigned length = 1; length <= longest; ++length) {
        next[length + 1] = (next[length] + counts[length]) << 1U;
    }
    for (PrefixCode& code : codes.first(frequencies.size())) {
        if (code.length > 0) {
            code.bits = reversed(next[code.length]++, code.length);
        }
    }
}

} // namespace steppe
