#pragma once
/// The incentives that a scenario's source may name, each a term of the model with a switch of its own (docs/model.md 7).

#include <array>
#include <string_view>
#include <vector>

namespace steppe {

struct IncentiveTerm {
    std::string_view id;                      ///< "F1": the switch is incentive.F1
    std::string_view title;                   ///< a few words
    std::string_view term;                    ///< the term in the equations of docs/model.md 7
    std::vector<std::string_view> parameters; ///< keys of the families that the term multiplies
    /// Whether the switch matters where the accord is closed: to who else joins, to deals, or to links that deepen unannounced.
    bool acts_while_closed{};
};

[[nodiscard]] inline std::vector<IncentiveTerm> const& incentive_terms()
{
    static std::vector<IncentiveTerm> const terms{
        {"F1", "momentum of the accord", "phi_i: novelty_i momentum_value_i (1 - momentum)", {"principal.*.momentum_value"}},
        {"F2", "minerals and routes", "phi_i: minerals_value_i x minerals demand", {"principal.*.minerals_value"}},
        {"F3",
         "escape from the conflict",
         "phi_i: novelty_i conflict_value_i x conflict intensity x (1 - legitimacy)/2",
         {"principal.*.conflict_value"}},
        {"F4", "the leader's record", "phi_i: legacy_value_i x interest of the leader", {"principal.*.legacy_value"}},
        {"F5",
         "rivalry with the incumbents",
         "phi_i: rivalry_value_i x share of incumbents + intrusion_value_i",
         {"principal.*.rivalry_value", "principal.*.intrusion_value"}},
        {"G1",
         "investment",
         "gains: investment_gain x minerals demand;  deals: realisation x announced_deals",
         {"hedger.*.investment_gain", "hedger.*.realisation", "hedger.*.announced_deals"},
         true},
        {"G2",
         "a card to play",
         "gains: leverage_gain x (share of incumbents - leverage_anchor)+",
         {"hedger.*.leverage_gain", "hedger.*.leverage_anchor"}},
        {"G3", "security and technology", "gains: technology_gain x novelty", {"hedger.*.technology_gain"}},
        {"G4", "development framing", "opposition x (1 - framing)", {"hedger.*.framing"}},
        {"I1", "a message in a regional rivalry", "phi_i: tension_value_i x tension", {"principal.*.tension_value"}},
        {"T1",
         "timing",
         "gains: window_gain in summit months;  interest: 1 + election_amplitude exp(-months to election/election_decay)",
         {"hedger.*.window_gain", "calendar.election_amplitude", "calendar.election_decay"},
         true},
        {"S1",
         "symbol over substance",
         "novelty_j = 1 - prior_ties x tie_j, in F1, F3, G3, links, trade and the accord's standing",
         {"hedger.*.prior_ties", "hedger.*.tie.*", "principal.*.novelty_share", "channel.*.accord_substance",
          "hedger.*.accord_trade_saving"},
         true},
        {"P1",
         "domestic opposition",
         "opposition: domestic_cost x sum of share x salience x (-opinion)+ x conflict intensity",
         {"hedger.*.domestic_cost", "hedger.*.group_salience.*", "hedger.*.group_share.*"}},
        {"L1",
         "contested legitimacy",
         "legitimacy: - legitimacy_conflict x conflict intensity, + legitimacy_gain x joins",
         {"accord.legitimacy_conflict", "accord.legitimacy_gain", "accord.legitimacy_rate"},
         true},
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
