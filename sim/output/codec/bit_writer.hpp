#pragma once
/// Bits in the order of RFC 1951, 3.1.1: the first in the lowest place of a byte.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace steppe {

/// Writes into memory that must hold eight bytes more than what is written.
class BitWriter {
public:
    explicit BitWriter(std::span<std::byte> target) : begin_{target.data()}, next_{target.data()} {}

    /// At most 57 bits wait for `flush`; `bits` beyond `count` are 0.
    void add(std::uint64_t bits, unsigned count)
    {
        waiting_ |= bits << count_;
        count_ += count;
    }

    /// Puts whole bytes in their place; fewer than 8 bits stay.
    void flush()
    {
        std::uint64_t word = waiting_;
        if constexpr (std::endian::native == std::endian::big) {
            word = __builtin_bswap64(word);
        }
        std::memcpy(next_, &word, sizeof(word));
        next_ += count_ / 8;
        waiting_ >>= count_ & ~7U;
        count_ %= 8;
    }

    /// Fills the last byte with zeros.
    void align()
    {
        count_ = (count_ + 7) & ~7U;
        flush();
    }

    /// Whole bytes; only after `align`.
    void copy(std::span<std::byte const> bytes)
    {
        if (!bytes.empty()) {
            std::memcpy(next_, bytes.data(), bytes.size());
        }
        next_ += bytes.size();
    }

    [[nodiscard]] std::size_t written() const { return static_cast<std::size_t>(next_ - begin_); }

private:
    std::byte* begin_;
    std::byte* next_;
    std::uint64_t waiting_{};
    unsigned count_{};
};

} // namespace steppe
