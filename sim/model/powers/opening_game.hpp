#pragma once
/// The bargaining game of the opening month, solved to rest, for one hedger in one arm (docs/model.md 6.1).

#include "model/arm.hpp"
#include "model/structure.hpp"

#include <span>
#include <vector>

namespace steppe {

/// Everything needed to recompute the answer independently. Actions in the order of IndexSet::action; values in G or 1/G.
struct OpeningGame {
    struct Principal {
        std::vector<double> value; ///< V(a)
        double budget{};
        double threat_capacity{};
        double threat_threshold{};
        double threat_softness{};
        double believed_delivery{};
        double believed_resolve{};
        double execution_cost{};
        double audience_cost{};
        double reservation{};                 ///< k
        std::vector<double> mode_probability; ///< none, offer, threat, both
        std::vector<double> offer;            ///< o(a)
        std::vector<double> threat;           ///< h(a)
    };

    double agent_precision{};
    double principal_precision{};
    int iterations{};              ///< steps taken until the residual was at most 1e-14, at most 1000
    double residual{};             ///< of the last step
    double second_start{};         ///< largest difference of the solution from a second, distant start: 0 where it is unique
    std::vector<double> base_rate; ///< p0(a)
    std::vector<double> utility;   ///< u0(a)
    std::vector<double> anticipated; ///< P(a) at the principals' mean menus
    std::vector<Principal> principals;
};

/// `values`: every parameter in scenario order.
[[nodiscard]] OpeningGame solve_opening_game(Structure const& structure, std::span<double const> values, Arm const& arm,
                                             HedgerId hedger);

} // namespace steppe
