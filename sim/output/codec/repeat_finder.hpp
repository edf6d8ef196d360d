#pragma once
/// Where bytes repeat what stood a known number of bytes before: a month ago.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace steppe {

/// `length` bytes from `begin` on equal those a given distance before them.
struct Repeat {
    std::size_t begin{};
    std::size_t length{};
};

/// A shorter stretch takes about as many bits as its bytes, or saves too little for the time that it costs.
inline constexpr std::size_t shortest_repeat = 8;

/// Keeps its workspace from one search to the next.
class RepeatFinder {
public:
    /// All longest stretches of at least `shortest_repeat` bytes that equal those `distance`, at least 1, before them, in order.
    /// Valid until the next call.
    std::span<Repeat const> find(std::span<std::byte const> bytes, std::size_t distance);

private:
    std::vector<std::uint64_t> equal_; ///< one bit for each byte, 64 to a word: whether it equals that before it
    std::vector<Repeat> found_;
};

} // namespace steppe
