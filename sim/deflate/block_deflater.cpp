#include "deflate/block_deflater.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <numeric>

namespace steppe {
namespace {

using Bytes = std::span<std::byte const>;

constexpr unsigned end_of_block = 256;
constexpr unsigned first_length = 257;
constexpr std::size_t longest_match = 258;
constexpr std::size_t shortest_match = 3;
constexpr unsigned most_code_bits = 14; // four codes and what waits make less than 64 bits
constexpr std::size_t most_stored = 65535;
constexpr std::size_t most_header = 400; // bytes: 3 + 14 + 19 * 3 + 316 * 7 bits, and eight that the writer needs
constexpr std::size_t most_bits = 8 + 6; // for a byte: of codes, or it would be stored, and 18 that follow those of a match of 3

/// A symbol and the bits that follow it (RFC 1951, 3.2.5).
struct Extended {
    std::uint16_t symbol{};
    std::uint16_t first{};
    std::uint8_t extra_bits{};
};

/// Of numbers from 0 on: `per_doubling` symbols with the same number of extra bits, those of the first two doublings with none.
constexpr Extended extended(unsigned number, unsigned per_doubling_bits)
{
    unsigned const bits = static_cast<unsigned>(std::bit_width(number));
    unsigned const extra = bits > per_doubling_bits + 1 ? bits - per_doubling_bits - 1 : 0;
    unsigned const step = number >> extra;
    return {.symbol = static_cast<std::uint16_t>((extra << per_doubling_bits) + step),
            .first = static_cast<std::uint16_t>(step << extra),
            .extra_bits = static_cast<std::uint8_t>(extra)};
}

/// Symbol of a match of `length` bytes.
constexpr Extended length_symbol(std::size_t length)
{
    if (length == longest_match) {
        return {.symbol = 285, .first = longest_match, .extra_bits = 0};
    }
    auto const at = extended(static_cast<unsigned>(length - shortest_match), 2);
    return {.symbol = static_cast<std::uint16_t>(first_length + at.symbol),
            .first = static_cast<std::uint16_t>(at.first + shortest_match),
            .extra_bits = at.extra_bits};
}

constexpr auto length_symbols = [] {
    std::array<Extended, longest_match + 1> symbols{};
    for (std::size_t length = shortest_match; length <= longest_match; ++length) {
        symbols[length] = length_symbol(length);
    }
    return symbols;
}();

constexpr Extended distance_symbol(std::size_t distance)
{
    auto const at = extended(static_cast<unsigned>(distance - 1), 1);
    return {.symbol = at.symbol, .first = static_cast<std::uint16_t>(at.first + 1), .extra_bits = at.extra_bits};
}

static_assert(length_symbol(3).symbol == 257 && length_symbol(10).symbol == 264 && length_symbol(11).symbol == 265 &&
              length_symbol(13).symbol == 266 && length_symbol(257).symbol == 284 && length_symbol(257).first == 227);
static_assert(distance_symbol(1).symbol == 0 && distance_symbol(5).symbol == 4 && distance_symbol(7).symbol == 5 &&
              distance_symbol(7).first == 7 && distance_symbol(32768).symbol == 29 && distance_symbol(32768).first == 24577);

/// Cuts a recurrence into matches that deflate can express.
template <class Visitor>
void for_each_match(std::size_t length, Visitor&& visit)
{
    while (length > 0) {
        std::size_t match = std::min(length, longest_match);
        std::size_t const rest = length - match;
        if (rest > 0 && rest < shortest_match) {
            match -= shortest_match; // what is left must be long enough for a match of its own
        }
        visit(match);
        length -= match;
    }
}

/// Calls `literals(bytes)` for what recurs nowhere and `recurrence(it)` for the rest, in order.
template <class Literals, class Recurring>
void for_each_stretch(Bytes bytes, std::span<Recurrence const> recurrences, Literals&& literals, Recurring&& recurring)
{
    std::size_t begin = 0;
    for (Recurrence const& recurrence : recurrences) {
        literals(bytes.subspan(begin, recurrence.begin - begin));
        recurring(recurrence);
        begin = recurrence.begin + recurrence.length;
    }
    literals(bytes.subspan(begin));
}

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

void add(PrefixCode code, BitWriter& out) { out.add(code.bits, code.length); }

} // namespace

std::size_t stored_size(std::size_t size) { return size + 5 * (size / most_stored + 1) + 16; }

void store(Bytes bytes, bool last, BitWriter& out)
{
    do {
        Bytes const block = bytes.first(std::min(bytes.size(), most_stored));
        bytes = bytes.subspan(block.size());
        out.add(last && bytes.empty() ? 1 : 0, 3);
        out.align();
        out.add(block.size() | (~block.size() & 0xffffU) << 16U, 32);
        out.align();
        out.copy(block);
    } while (!bytes.empty());
}

std::size_t BlockDeflater::bound(std::size_t size) { return std::max(stored_size(size), size * most_bits / 8 + most_header); }

void BlockDeflater::count_symbols(Bytes bytes)
{
    // Neighbours often are equal, and a count that has just changed is slow to read: four tables take turns.
    std::array<std::array<std::uint32_t, 256>, 4> counts{};
    frequency_.fill(0);
    distance_frequency_.fill(0);
    distance_frequency_[0] = distance_frequency_[1] = 1; // some readers refuse a code of fewer than two symbols
    for_each_stretch(
        bytes, recurrences_,
        [&](Bytes literals) {
            std::size_t i = 0;
            for (; i + 4 <= literals.size(); i += 4) {
                for (std::size_t turn = 0; turn < 4; ++turn) {
                    ++counts[turn][std::to_integer<std::size_t>(literals[i + turn])];
                }
            }
            for (; i < literals.size(); ++i) {
                ++counts[0][std::to_integer<std::size_t>(literals[i])];
            }
        },
        [&](Recurrence const& recurrence) {
            std::uint32_t& distance = distance_frequency_[distance_symbol(recurrence.distance).symbol];
            for_each_match(recurrence.length, [&](std::size_t match) {
                ++frequency_[length_symbols[match].symbol];
                ++distance;
            });
        });
    for (std::size_t value = 0; value < 256; ++value) {
        frequency_[value] = counts[0][value] + counts[1][value] + counts[2][value] + counts[3][value];
    }
    frequency_[end_of_block] = 1;
}

std::size_t BlockDeflater::code_bits() const
{
    return std::transform_reduce(frequency_.begin(), frequency_.end(), code_.begin(), std::size_t{0}, std::plus{},
                                 [](std::size_t frequency, PrefixCode code) { return frequency * code.length; });
}

void BlockDeflater::write_header(BitWriter& out) const
{
    std::size_t const used = used_symbols(code_, first_length);
    std::size_t const used_distances = used_symbols(distance_code_, 1);
    LengthSequence sequence;
    sequence.add(std::span{code_}.first(used));
    sequence.add(std::span{distance_code_}.first(used_distances));
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
    out.add(used - first_length, 5);
    out.add(used_distances - 1, 5);
    out.add(sent - 4, 4);
    out.flush();
    for (std::size_t i = 0; i < sent; ++i) {
        out.add(codes[order[i]].length, 3);
        out.flush();
    }
    for (LengthSequence::Entry const entry : sequence.entries()) {
        steppe::add(codes[entry.symbol], out);
        out.add(entry.extra, extra_bits_of_length_symbol[entry.symbol]);
        out.flush();
    }
}

void BlockDeflater::write_symbols(Bytes bytes, BitWriter& target) const
{
    BitWriter out = target; // of its own, so that it stays in registers
    for_each_stretch(
        bytes, recurrences_,
        [&](Bytes literals) {
            std::size_t i = 0;
            for (; i + 4 <= literals.size(); i += 4) {
                for (std::size_t next = 0; next < 4; ++next) {
                    steppe::add(code_[std::to_integer<std::size_t>(literals[i + next])], out);
                }
                out.flush();
            }
            for (; i < literals.size(); ++i) {
                steppe::add(code_[std::to_integer<std::size_t>(literals[i])], out);
                out.flush();
            }
        },
        [&](Recurrence const& recurrence) {
            Extended const distance = distance_symbol(recurrence.distance);
            for_each_match(recurrence.length, [&](std::size_t match) {
                Extended const length = length_symbols[match];
                steppe::add(code_[length.symbol], out);
                out.add(match - length.first, length.extra_bits);
                steppe::add(distance_code_[distance.symbol], out);
                out.add(recurrence.distance - distance.first, distance.extra_bits);
                out.flush();
            });
        });
    steppe::add(code_[end_of_block], out);
    out.flush();
    target = out;
}

void BlockDeflater::add(Bytes bytes, std::span<std::size_t const> distances, bool last, BitWriter& out)
{
    recurrences_ = finder_.find(bytes, distances);
    count_symbols(bytes);
    assign_prefix_codes(frequency_, most_code_bits, code_);
    assign_prefix_codes(distance_frequency_, most_code_bits, distance_code_);

    if (code_bits() / 8 >= bytes.size()) {
        store(bytes, last, out);
        return;
    }
    out.add((last ? 1U : 0U) | 2U << 1U, 3);
    write_header(out);
    write_symbols(bytes, out);
}

} // namespace steppe
