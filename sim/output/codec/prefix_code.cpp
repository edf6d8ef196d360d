#include "output/codec/prefix_code.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>
#include <utility>

namespace steppe {
namespace {

constexpr std::size_t most_symbols = 288;
constexpr unsigned most_bits = 15;

/// A symbol that occurs.
struct Leaf {
    std::uint32_t frequency{};
    std::uint32_t symbol{};
};

using LengthCounts = std::array<std::uint32_t, most_bits + 1>; ///< of symbols with a code of so many bits

/// By frequency, equal ones in the order in which they came: by the lowest byte of the frequency, then by the next, and so on. Moves them
/// between `leaves` and `spare`, which is as long, and gives the one where they stand in the end.
std::span<Leaf> sort_by_frequency(std::span<Leaf> leaves, std::span<Leaf> spare)
{
    std::uint32_t most = 0;
    for (Leaf leaf : leaves) {
        most = std::max(most, leaf.frequency);
    }
    for (unsigned shift = 0; shift < 32 && most >> shift > 0; shift += 8) {
        auto const digit = [shift](Leaf leaf) { return leaf.frequency >> shift & 0xffU; };
        std::array<std::uint16_t, 256> place{};
        for (Leaf leaf : leaves) {
            ++place[digit(leaf)];
        }
        std::exclusive_scan(place.begin(), place.end(), place.begin(), std::uint16_t{0});
        for (Leaf leaf : leaves) {
            spare[place[digit(leaf)]++] = leaf;
        }
        std::swap(leaves, spare);
    }
    return leaves;
}

/// How many leaves of Huffman's tree, whose leaves come by rising frequency, lie at each depth; deeper ones count as of depth `longest`.
LengthCounts depths_of_leaves(std::span<Leaf const> leaves, unsigned longest)
{
    // Inner nodes arise by rising weight too, so that the two least nodes are at the heads of two queues.
    std::array<std::uint32_t, most_symbols> weight{};
    std::array<std::uint16_t, most_symbols> parent{};
    std::size_t const inner_nodes = leaves.size() - 1;
    std::size_t leaf = 0;
    std::size_t inner = 0;
    for (std::size_t next = 0; next < inner_nodes; ++next) {
        for (int child = 0; child < 2; ++child) {
            if (inner == next || (leaf < leaves.size() && leaves[leaf].frequency <= weight[inner])) {
                weight[next] += leaves[leaf++].frequency;
            } else {
                weight[next] += weight[inner];
                parent[inner++] = static_cast<std::uint16_t>(next);
            }
        }
    }
    // From the root down: of twice as many nodes as there are inner ones at a depth, those at the next that are not inner are leaves.
    LengthCounts inner_at{};
    std::array<std::uint16_t, most_symbols>& depth = parent;
    for (std::size_t node = inner_nodes; node-- > 0;) {
        depth[node] = node + 1 == inner_nodes ? std::uint16_t{0} : static_cast<std::uint16_t>(depth[parent[node]] + 1);
        if (depth[node] < longest) {
            ++inner_at[depth[node]];
        }
    }
    LengthCounts counts{};
    auto rest = static_cast<std::uint32_t>(leaves.size());
    for (unsigned length = 1; length < longest; ++length) {
        counts[length] = 2 * inner_at[length - 1] - inner_at[length];
        rest -= counts[length];
    }
    counts[inner_nodes > 0 ? longest : 1] += rest;
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
    std::array<Leaf, most_symbols> found{};
    std::array<Leaf, most_symbols> spare{};
    std::size_t count = 0;
    for (std::size_t symbol = 0; symbol < frequencies.size(); ++symbol) {
        codes[symbol] = {};
        if (frequencies[symbol] > 0) {
            found[count++] = {frequencies[symbol], static_cast<std::uint32_t>(symbol)};
        }
    }
    std::span<Leaf const> const leaves = sort_by_frequency(std::span{found}.first(count), std::span{spare}.first(count));
    LengthCounts counts = depths_of_leaves(leaves, longest);
    satisfy_kraft(counts, longest);
    auto rarest = leaves.begin();
    for (unsigned length = longest; length > 0; --length) {
        for (std::uint32_t i = 0; i < counts[length]; ++i) {
            codes[(rarest++)->symbol].length = static_cast<std::uint16_t>(length);
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
