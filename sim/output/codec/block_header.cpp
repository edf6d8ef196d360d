#include "output/codec/block_header.hpp"

#include "output/codec/match_symbols.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace steppe {
namespace {

/// Lengths of codes, run-length coded as RFC 1951, 3.2.7, has it.
class LengthSequence {
public:
    struct Entry {
        std::uint8_t symbol{};
        std::uint8_t extra{};
    };

    void add(std::span<PrefixCode const> codes)
    {
        for (std::size_t i = 0; i < codes.size();) {
            std::size_t run = 1;
            while (i + run < codes.size() && codes[i + run].length == codes[i].length) {
                ++run;
            }
            add_run(codes[i].length, run);
            i += run;
        }
    }

    [[nodiscard]] std::span<Entry const> entries() const { return std::span{entries_}.first(count_); }

private:
    void put(unsigned symbol, std::size_t extra)
    {
        entries_[count_++] = {static_cast<std::uint8_t>(symbol), static_cast<std::uint8_t>(extra)};
    }

    void add_run(unsigned length, std::size_t run)
    {
        if (length == 0) {
            for (std::size_t part = 0; run >= 11; run -= part) {
                part = std::min<std::size_t>(run, 138);
                put(18, part - 11);
            }
            if (run >= 3) {
                put(17, run - 3);
                run = 0;
            }
        } else {
            put(length, 0);
            --run;
            for (std::size_t part = 0; run >= 3; run -= part) {
                part = std::min<std::size_t>(run, 6);
                put(16, part - 3);
            }
        }
        for (; run > 0; --run) {
            put(length, 0);
        }
    }

    std::array<Entry, 286 + 30> entries_{};
    std::size_t count_{};
};

constexpr std::array<unsigned, 19> extra_bits_of_length_symbol{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 3, 7};

std::size_t used_symbols(std::span<PrefixCode const> codes, std::size_t least)
{
    std::size_t used = codes.size();
    while (used > least && codes[used - 1].length == 0) {
        --used;
    }
    return used;
}

} // namespace

void write_block_header(std::span<PrefixCode const> literals_and_lengths, std::span<PrefixCode const> distances,
                        BitWriter& out)
{
    std::size_t const used = used_symbols(literals_and_lengths, first_length_symbol);
    std::size_t const used_distances = used_symbols(distances, 1);
    LengthSequence sequence;
    sequence.add(literals_and_lengths.first(used));
    sequence.add(distances.first(used_distances));
    std::array<std::uint32_t, 19> frequency{};
    for (LengthSequence::Entry const entry : sequence.entries()) {
        ++frequency[entry.symbol];
    }
    std::array<PrefixCode, 19> codes{};
    assign_prefix_codes(frequency, 7, codes);
    constexpr std::array<std::size_t, 19> order{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    std::size_t sent = order.size();
    while (sent > 4 && codes[order[sent - 1]].length == 0) {
        --sent;
    }
    out.add(used - first_length_symbol, 5);
    out.add(used_distances - 1, 5);
    out.add(sent - 4, 4);
    out.flush();
    for (std::size_t i = 0; i < sent; ++i) {
        out.add(codes[order[i]].length, 3);
        out.flush();
    }
    for (LengthSequence::Entry const entry : sequence.entries()) {
        out.add(codes[entry.symbol].bits, codes[entry.symbol].length);
        out.add(entry.extra, extra_bits_of_length_symbol[entry.symbol]);
        out.flush();
    }
}

} // namespace steppe
