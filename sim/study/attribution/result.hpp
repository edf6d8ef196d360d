#pragma once
/// What an attribution finds: shares of incentives in effects.

#include "output/recorder.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace steppe {

struct Player {
    std::string id;    ///< "F1"
    std::string title; ///< "momentum of the accord"
};

/// A number over replicates.
struct Estimated {
    double mean{};
    double standard_error{};
};

/// Arrays are row-major; the order of their dimensions is beside them.
struct Attribution {
    std::vector<std::string> contrasts;
    std::vector<Player> players;
    std::vector<std::uint32_t> coalitions; ///< bit i: player i is on
    int orders{};                          ///< that were sampled; 0: all of them
    std::vector<double> shares;            ///< [contrast][player][replicate][outcome]; NaN where a replicate failed
    std::vector<double>
        interactions; ///< [contrast][pair][replicate][outcome], pairs (0, 1), (0, 2), ..; none where orders were sampled
    std::vector<double> none, all;       ///< [contrast][replicate][outcome]: every incentive off, or on
    std::vector<double> coalition_means; ///< [contrast][coalition][outcome]
    std::vector<double> order_errors;    ///< [contrast][player][outcome]: standard error from the choice of orders; 0 if all

    /// Position of the pair of two different players.
    [[nodiscard]] std::size_t pair(std::size_t first, std::size_t second) const;
};

/// Mean over replicates of `values`, [row][replicate][outcome], with its standard error.
[[nodiscard]] Estimated estimate_over_replicates(std::vector<double> const& values, std::size_t row, std::size_t outcome,
                                                 RunLayout const& layout);

} // namespace steppe
