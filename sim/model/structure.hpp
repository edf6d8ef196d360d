#pragma once
/// What a scenario fixes for every replicate of every arm: sizes, identities in draw addresses, calendar.

#include "base/calendar.hpp"
#include "base/table.hpp"
#include "model/driver_paths.hpp"
#include "scenario/scenario.hpp"

#include <cstdint>
#include <vector>

namespace steppe {

/// How hedgers learn of resolve and delivery (learning.rule).
enum class LearningRule : std::uint8_t { beta, experience_weighted, none };

/// How groups influence each other (opinion.rule).
enum class OpinionRule : std::uint8_t { friedkin_johnsen, bounded_confidence };

/// Summits after the first (calendar.summits): none, at a rate, or at a fixed interval.
enum class SummitRhythm : std::uint8_t { none, observed, yearly };

/// What the pull of partners is calibrated to where a scenario gives no reference (docs/model.md 5): its own values, never those that a
/// study draws or sweeps.
struct HomePortfolio {
    Table<double, HedgerId, PartnerId> alignment{Sizes{}};
    Table<double, HedgerId> risk_aversion{Sizes{}}, autonomy_cost{Sizes{}}, diversification{Sizes{}};
};

struct Structure {
    Sizes sizes;
    ActorLists actors;
    PoliticalCalendar calendar;
    SummitRhythm summits{SummitRhythm::yearly};
    DriverPaths drivers;
    int game_iterations{};
    HomePortfolio home;
    /// Values that the scenario's files state, with every incentive on, in scenario order: what the hazards of other states were fitted
    /// under (docs/model.md 6.6). Never what --set, a study or a draw makes of them.
    std::vector<double> reference; ///< of the hazards of other states; none: the values in force
    LearningRule learning_rule{LearningRule::beta};
    OpinionRule opinion_rule{OpinionRule::friedkin_johnsen};

    /// Identity of each entry in the address of its draws: from its id, so the order of lists does not matter.
    Table<std::uint32_t, HedgerId> hedger_identity{sizes};
    Table<std::uint32_t, PrincipalId> principal_identity{sizes};
    Table<std::uint32_t, CandidateId> candidate_identity{sizes};
    Table<std::uint32_t, ActionId> action_identity{sizes};
    Table<std::uint32_t, PowerId> power_identity{sizes};
    Table<std::uint32_t, MarketId> market_identity{sizes};

    Table<PowerId, PrincipalId> power_of_principal{sizes};
    Table<PowerId, PartnerId> power_of_partner{sizes};
    /// The principal that is the same power as a partner, or -1; and the reverse.
    Table<PrincipalId, PartnerId> principal_of_partner{sizes};
    Table<PartnerId, PrincipalId> partner_of_principal{sizes};
    Table<PartnerId, PowerId> partner_of_power{sizes};
    Table<PartnerId, MarketId> partner_of_market{sizes}; ///< -1 for the rest of the world

    [[nodiscard]] static constexpr ActionId hold() { return ActionId{0}; }
    [[nodiscard]] static constexpr ActionId tilt(PartnerId partner) { return ActionId{1 + partner.value}; }
    [[nodiscard]] static constexpr MarketId market(PartnerId partner) { return MarketId{partner.value}; }
};

/// Whether the values let the world come to rest and go together: M202 tension would grow without bound, M203 links might have more than one
/// resting point, M204 execution is a choice by a learning rule that does not say what it gains.
void check_stability(Scenario const& scenario, Diagnostics& faults);

/// Throws InputError: M201 two ids of one list share an identity, and the faults of check_stability.
[[nodiscard]] Structure make_structure(Scenario const& scenario);

} // namespace steppe
