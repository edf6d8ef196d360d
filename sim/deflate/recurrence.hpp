#pragma once
/// Where bytes repeat what stood a known number of bytes before: a month ago, or in the replicate before.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace steppe {

/// `length` bytes from `begin` on equal those `distance` bytes before them.
struct Recurrence {
    std::size_t begin{};
    std::size_t length{};
    std::size_t distance{};
};

/// A shorter stretch takes about as many bits as its bytes.
inline constexpr std::size_t shortest_recurrence = 4;

/// Keeps its workspace from one search to the next.
class RecurrenceFinder {
public:
    /// Stretches of at least `shortest_recurrence` bytes, in order and disjoint, that recur at one of the `distances`, each at least 1;
    /// where several begin at a byte, the longest. Valid until the next call.
    std::span<Recurrence const> find(std::span<std::byte const> bytes, std::span<std::size_t const> distances);

private:
    using Bits = std::vector<std::uint64_t>; ///< one for each byte, 64 to a word

    std::vector<Bits> equal_; ///< by distance: whether a byte equals that before it
    std::vector<Recurrence> found_;
};

} // namespace steppe
