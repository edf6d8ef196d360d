#include "output/codec/block_deflater.hpp"

#include "output/codec/block_header.hpp"
#include "output/codec/match_symbols.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

namespace steppe {
namespace {

using Bytes = std::span<std::byte const>;

constexpr unsigned end_of_block = 256;
constexpr unsigned most_code_bits = 14; // four codes and what waits make less than 64 bits
constexpr std::size_t most_stored = 65535;
constexpr std::size_t deflate_window = 32768;
constexpr std::size_t distance_symbols = 30;
constexpr std::size_t most_header = 400; // bytes: 3 + 14 + 19 * 3 + 316 * 7 bits, and eight that the writer needs
/// For a byte: of codes, or it would be stored, and of the 14 that may follow those of a match of three.
constexpr std::size_t most_bits = 8 + 6;

/// Cuts a repeat into matches that deflate can express.
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

/// Calls `literals(bytes)` for what repeats nothing and `repeating(it)` for the rest, in order.
template <class Literals, class Repeating>
void for_each_stretch(Bytes bytes, std::span<Repeat const> repeats, Literals&& literals, Repeating&& repeating)
{
    std::size_t begin = 0;
    for (Repeat const& repeat : repeats) {
        literals(bytes.subspan(begin, repeat.begin - begin));
        repeating(repeat);
        begin = repeat.begin + repeat.length;
    }
    literals(bytes.subspan(begin));
}

/// The code of distances where only `symbol` occurs: one bit. Another symbol has the other bit, since some readers refuse a code of fewer than
/// two.
std::array<PrefixCode, distance_symbols> distance_code(unsigned symbol)
{
    std::array<PrefixCode, distance_symbols> code{};
    code[0] = {.bits = 0, .length = 1};
    code[std::max(symbol, 1U)] = {.bits = 1, .length = 1};
    return code;
}

void add(PrefixCode code, BitWriter& out) { out.add(code.bits, code.length); }

/// Bytes that `store` writes at most, with what may wait in the writer.
std::size_t stored_size(std::size_t size) { return size + 5 * (size / most_stored + 1) + 16; }

} // namespace

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

std::size_t BlockDeflater::bound(std::size_t size)
{
    return std::max(stored_size(size), size * most_bits / 8 + most_header);
}

void BlockDeflater::count_symbols(Bytes bytes)
{
    // Neighbours often are equal, and a count that has just changed is slow to read: four tables take turns.
    std::array<std::array<std::uint32_t, 256>, 4> counts{};
    frequency_.fill(0);
    for_each_stretch(
        bytes, repeats_,
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
        [&](Repeat const& repeat) {
            for_each_match(repeat.length, [&](std::size_t match) { ++frequency_[length_symbols[match].symbol]; });
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

void BlockDeflater::write_symbols(Bytes bytes, std::size_t distance, BitWriter& writer) const
{
    BitWriter out = writer; // of its own, so that it stays in registers
    Extended const from = distance_symbol(distance);
    std::uint64_t const distance_bits = distance_code(from.symbol)[from.symbol].bits | (distance - from.first) << 1U;
    unsigned const distance_length = 1U + from.extra_bits;
    for_each_stretch(
        bytes, repeats_,
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
        [&](Repeat const& repeat) {
            for_each_match(repeat.length, [&](std::size_t match) {
                Extended const length = length_symbols[match];
                steppe::add(code_[length.symbol], out);
                out.add(match - length.first, length.extra_bits);
                out.add(distance_bits, distance_length);
                out.flush();
            });
        });
    steppe::add(code_[end_of_block], out);
    out.flush();
    writer = out;
}

void BlockDeflater::add(Bytes bytes, std::size_t distance, bool last, BitWriter& out)
{
    bool const in_window = distance <= deflate_window;
    repeats_ = in_window ? finder_.find(bytes, distance) : std::span<Repeat const>{};
    count_symbols(bytes);
    assign_prefix_codes(frequency_, most_code_bits, code_);

    if (code_bits() / 8 >= bytes.size()) {
        store(bytes, last, out);
        return;
    }
    std::size_t const used = in_window ? distance : 1;
    out.add((last ? 1U : 0U) | 2U << 1U, 3);
    write_block_header(code_, distance_code(distance_symbol(used).symbol), out);
    write_symbols(bytes, used, out);
}

} // namespace steppe
