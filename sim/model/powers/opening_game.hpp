#pragma once
/// Both questions of the opening month, solved to rest, for one hedger in one arm (docs/model.md 6.1 to 6.4).

#include "model/arm.hpp"
#include "model/structure.hpp"

#include <span>
#include <vector>

namespace steppe {

/// Everything needed to recompute the answers independently. Actions in the order of IndexSet::action; values in G or 1/G. No threats are
/// drawn: postures are the probabilities of threatening, and menus are those of a month in which nobody did.
struct OpeningGame {
    struct Principal {
        double stake{}; ///< G/year
        double purse{}, delivery{}, believed_delivery{}, believed_resolve{};
        double threat_capacity{}, threat_threshold{}, threat_softness{}, threat_rate{}, resolve{}, execution_cost{},
            audience_cost{};
        double membership{};           ///< phi
        double membership_reference{}; ///< of the hedger's membership
        std::vector<double> alignment_reference;
        double eagerness{};
        // the course
        std::vector<double> value;           ///< V(a)
        double reservation{};                ///< k, counted from V of holding
        std::vector<double> effective_offer; ///< T(a)
        std::vector<double> offer;           ///< o(a)
        std::vector<double> threat;          ///< h(a)
        double posture{};
        // the accord
        double value_keep{}, value_change{};
        double cap_keep{}, cap_change{};
        double offer_keep{}, offer_change{}; ///< effective
        double harm_keep{}, harm_change{};
        double accord_posture{};
    };

    double precision{};
    double principal_precision{};
    double money_weight{};
    double status{};
    std::vector<double> alignment; ///< of the hedger's partners
    // the course
    std::vector<double> base_rate; ///< p0(a)
    std::vector<double> utility;   ///< u0(a)
    std::vector<double> choice;    ///< P(a)
    int steps{};                   ///< of principals' replies
    double residual{};             ///< largest change of k in the last, in G
    double second_start{};         ///< largest difference of the choice from a second, distant start: 0 where it is unique
    // the accord
    double prior{};              ///< probability of a change without utilities
    double accord_utility{};     ///< du without the card
    double card{};               ///< in G
    double log_odds_before{};    ///< without offers
    double log_odds{};           ///< x
    double change_probability{}; ///< once the question is raised
    double agenda{};             ///< probability that it is raised
    double agenda_rate{};        ///< of which by itself
    double summit_agenda{};      ///< and by a summit: 0 in other months
    double raise_rate{};         ///< r
    double raise_half{};         ///< e
    double accord_residual{};
    std::vector<Principal> principals;
};

/// `values`: every parameter in scenario order.
[[nodiscard]] OpeningGame solve_opening_game(Structure const& structure, std::span<double const> values, Arm const& arm,
                                             HedgerId hedger);

} // namespace steppe
