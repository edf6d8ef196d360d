#pragma once
/// The incentives that a scenario's source may name, each a term of the model with a switch of its own (docs/model.md 7). This one table
/// gives the switches (parameters_incentives.hpp), the claims of a scenario, what `steppe describe incentives` prints, and the cases of
/// the test that an incentive off is its parameters at 0.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace steppe {

enum class Incentive : std::uint8_t { f1, f2, f3, f4, f5, g1, g2, g3, g4, i1, t1, s1, p1, l1 };

struct IncentiveTerm {
    Incentive incentive{};
    std::string id;                         ///< "F1"
    std::string_view title;                 ///< a few words
    std::string_view term;                  ///< the term in the equations of docs/model.md 7
    std::vector<std::string_view> scales;   ///< keys of families that scale the term: with all of them at 0 it vanishes
    std::vector<std::string_view> shapes{}; ///< keys of families that shape the term and no other
    bool acts_while_closed{}; ///< the switch matters where the accord is closed: to who else joins, to deals, or to links
    std::string key = "incentive." + id;                     ///< of the switch
    std::string doc = "Switch: " + std::string{title} + "."; ///< of the switch

    /// Keys of all families of the term.
    [[nodiscard]] std::vector<std::string_view> parameters() const
    {
        std::vector<std::string_view> all = scales;
        all.insert(all.end(), shapes.begin(), shapes.end());
        return all;
    }
};

/// In the order of `Incentive`.
[[nodiscard]] inline std::vector<IncentiveTerm> const& incentive_terms()
{
    using enum Incentive;
    static std::vector<IncentiveTerm> const terms{
        {.incentive = f1,
         .id = "F1",
         .title = "momentum of the accord",
         .term = "own_i: momentum_value_i (1 - momentum)",
         .scales = {"principal.*.momentum_value"}},
        {.incentive = f2,
         .id = "F2",
         .title = "minerals and routes",
         .term = "own_i: minerals_value_i x minerals demand x novelty_i",
         .scales = {"principal.*.minerals_value"}},
        {.incentive = f3,
         .id = "F3",
         .title = "escape from the conflict",
         .term = "own_i: conflict_value_i x conflict intensity x (1 - legitimacy)/2",
         .scales = {"principal.*.conflict_value"}},
        {.incentive = f4,
         .id = "F4",
         .title = "the leader's record",
         .term = "own_i: legacy_value_i; all of own_i x interest of the leader where the leader holds office",
         .scales = {"principal.*.legacy_value"}},
        {.incentive = f5,
         .id = "F5",
         .title = "rivalry with the incumbents",
         .term = "own_i: rivalry_value_i x share of incumbents + intrusion_value_i",
         .scales = {"principal.*.rivalry_value", "principal.*.intrusion_value"}},
        {.incentive = g1,
         .id = "G1",
         .title = "investment",
         .term = "offers for acceding: at most promise_share of the purse;  announced deals: realisation x announced_deals",
         .scales = {"game.promise_share", "hedger.*.realisation", "hedger.*.announced_deals"},
         .acts_while_closed = true},
        {.incentive = g2,
         .id = "G2",
         .title = "a card to play",
         .term = "card: leverage_months x what the powers' answers to the other status are worth to the hedger",
         .scales = {"hedger.*.leverage_months"}},
        {.incentive = g3,
         .id = "G3",
         .title = "security and technology",
         .term = "utility of membership: technology_gain x novelty",
         .scales = {"hedger.*.technology_gain"}},
        {.incentive = g4,
         .id = "G4",
         .title = "development framing",
         .term = "opposition x (1 - framing)",
         .scales = {"hedger.*.framing"}},
        {.incentive = i1,
         .id = "I1",
         .title = "a message in a regional rivalry",
         .term = "own_i: tension_value_i x tension",
         .scales = {"principal.*.tension_value"}},
        {.incentive = t1,
         .id = "T1",
         .title = "timing",
         .term = "in summit months summit_agenda, and window_gain for acceding;  interest: 1 + election_amplitude "
                 "exp(-months to election/election_decay)",
         .scales = {"hedger.*.summit_agenda", "hedger.*.window_gain", "calendar.election_amplitude"},
         .shapes = {"calendar.election_decay"},
         .acts_while_closed = true},
        {.incentive = s1,
         .id = "S1",
         .title = "symbol over substance",
         .term = "novelty_j = 1 - prior_ties x tie_j, in F2, G3, links, trade and the accord's standing",
         .scales = {"hedger.*.prior_ties"},
         .shapes = {"hedger.*.tie.*", "principal.*.novelty_share", "channel.*.accord_substance",
                    "hedger.*.accord_trade_saving"},
         .acts_while_closed = true},
        {.incentive = p1,
         .id = "P1",
         .title = "domestic opposition",
         .term = "opposition: domestic_cost x sum of share x salience x (-opinion)+ x conflict intensity x (1 - legitimacy)",
         .scales = {"hedger.*.domestic_cost"},
         .shapes = {"hedger.*.group_salience.*", "hedger.*.group_share.*"}},
        {.incentive = l1,
         .id = "L1",
         .title = "contested legitimacy",
         .term = "legitimacy: - legitimacy_conflict x conflict intensity, + legitimacy_gain x joins",
         .scales = {"accord.legitimacy_conflict", "accord.legitimacy_gain"},
         .shapes = {"accord.legitimacy_rate"},
         .acts_while_closed = true},
    };
    return terms;
}

/// What a scenario may say of an incentive, as claim.<id>.<part>.
struct ClaimPart {
    std::string_view key, doc;
};

inline constexpr std::array<ClaimPart, 5> claim_parts{{
    {"statement", "What is claimed, in neutral words."},
    {"where", "Where the source says it."},
    {"rival", "The rival reading."},
    {"evidence_for", "What in the data speaks for it."},
    {"evidence_against", "What in the data speaks against it, or what is missing."},
}};

} // namespace steppe
