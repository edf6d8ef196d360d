#pragma once
/// The incentives that a scenario's source may name, each a term of the model with a switch of its own (docs/model.md 7). This one table
/// gives the switches, the claims of a scenario, what `steppe describe incentives` prints, and the cases of the test that an incentive
/// off is its parameters at 0. Below it stand the parameters of those terms that say what membership is worth; others act through
/// parameters of the question, the deals or the accord, which stand with these.

#include "base/table.hpp"
#include "scenario/schema.hpp"

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
         .scales = {"principal.*.momentum_value"},
         .acts_while_closed = true},
        {.incentive = f2,
         .id = "F2",
         .title = "minerals and routes",
         .term = "own_i: minerals_value_i x minerals demand x novelty_i x part of uranium;  + insurance of oil imports: "
                 "bill x share x "
                 "relief x risk x premium x years",
         .scales = {"principal.*.minerals_value", "principal.*.energy_bill"},
         .shapes = {"hedger.*.uranium_in_minerals", "principal.*.energy_share", "principal.*.energy_relief",
                    "principal.*.energy_risk", "principal.*.energy_premium", "principal.*.energy_years",
                    "principal.*.energy_tension"}},
        {.incentive = f3,
         .id = "F3",
         .title = "escape from the conflict",
         .term = "own_i: conflict_value_i x conflict intensity x (1 - legitimacy)/2",
         .scales = {"principal.*.conflict_value"},
         .acts_while_closed = true},
        {.incentive = f4,
         .id = "F4",
         .title = "the leader's record",
         .term = "own_i: legacy_value_i, more while a larger prize stays away; all of own_i x interest of the leader where "
                 "the leader "
                 "holds office",
         .scales = {"principal.*.legacy_value"},
         .shapes = {"principal.*.consolation", "candidate.*.prize"},
         .acts_while_closed = true},
        {.incentive = f5,
         .id = "F5",
         .title = "rivalry with the incumbents",
         .term = "own_i: rivalry_value_i x share of incumbents + intrusion_value_i, more as arms ties deepen",
         .scales = {"principal.*.rivalry_value", "principal.*.intrusion_value"},
         .shapes = {"principal.*.arms_reaction"},
         .acts_while_closed = true},
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
         .term = "utility of membership: technology_gain x novelty + surveillance x (unrest - leaks)",
         .scales = {"hedger.*.technology_gain", "hedger.*.surveillance_gain", "hedger.*.leak_cost"}},
        {.incentive = g4,
         .id = "G4",
         .title = "development framing",
         .term = "opposition x (1 - framing)",
         .scales = {"hedger.*.framing"}},
        {.incentive = i1,
         .id = "I1",
         .title = "a message in a regional rivalry",
         .term = "own_i: tension_value_i x tension x part of uranium",
         .scales = {"principal.*.tension_value"},
         .shapes = {"hedger.*.uranium_in_message"}},
        {.incentive = t1,
         .id = "T1",
         .title = "timing",
         .term = "in summit months summit_agenda, and window_gain for acceding;  interest: 1 + election_amplitude "
                 "exp(-months to election/election_decay), x 1 + setback_amplitude after a setback at home",
         .scales = {"hedger.*.summit_agenda", "hedger.*.window_gain", "calendar.election_amplitude",
                    "calendar.setback_amplitude"},
         .shapes = {"calendar.election_decay", "calendar.setback_decay", "calendar.setback_rate", "calendar.setback_start"},
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
         .term = "legitimacy: - legitimacy_conflict x conflict intensity, + legitimacy_gain x joins;  it enters F3, P1, "
                 "opinion at home, and what other states do",
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

template <class P>
class IncentiveParameters : public Sized {
public:
    explicit IncentiveParameters(Sizes const& of) : Sized{of}, switches_(incentive_terms().size(), Table<P>{of}) {}

    /// What membership is worth to a principal.
    Table<P, PrincipalId> momentum_value{sizes}, minerals_value{sizes}, conflict_value{sizes}, legacy_value{sizes},
        rivalry_value{sizes}, intrusion_value{sizes}, tension_value{sizes}, novelty_share{sizes}, consolation{sizes},
        arms_reaction{sizes};
    /// What it is worth, or costs, to a hedger.
    Table<P, HedgerId> technology_gain{sizes}, window_gain{sizes}, domestic_cost{sizes}, framing{sizes}, prior_ties{sizes},
        uranium_in_minerals{sizes}, uranium_in_message{sizes}, surveillance_gain{sizes}, leak_cost{sizes};
    Table<P, HedgerId, PartnerId> tie{sizes};

    /// 1 where the incentive acts, 0 where it is off: multiplies its own terms.
    [[nodiscard]] P const& operator()(Incentive incentive) const { return switches_[static_cast<std::size_t>(incentive)](); }
    void turn_on_all()
    {
        for (Table<P>& one : switches_) {
            one() = 1.0;
        }
    }
    void turn_off(Incentive incentive) { switches_[static_cast<std::size_t>(incentive)]() = 0.0; }

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        visit(momentum_value,
              worth("principal.*.momentum_value", "F1: value of an accession when the accord has no momentum."));
        visit(minerals_value, worth("principal.*.minerals_value", "F2: value of an accession at normal minerals demand."));
        visit(conflict_value, worth("principal.*.conflict_value",
                                    "F3: value of an accession at full conflict intensity and legitimacy -1."));
        visit(legacy_value,
              worth("principal.*.legacy_value", "F4: value of an accession to the leader's record, far from an election."));
        visit(rivalry_value,
              worth("principal.*.rivalry_value", "F5: value of an accession per unit of the incumbents' alignment share."));
        visit(intrusion_value, worth("principal.*.intrusion_value",
                                     "F5: value of an accession as an intrusion; negative where it is unwelcome."));
        visit(tension_value, worth("principal.*.tension_value",
                                   "I1: value of an accession at full regional tension; negative for its addressee."));
        visit(novelty_share, none("principal.*.novelty_share", "1", {0.0, 1.0}, Prior::fixed,
                                  "S1: how far prior ties reduce this principal's F2 value."));
        visit(consolation, none("principal.*.consolation", "1", {0.0, 5.0}, Prior::claim,
                                "F4: rise of the value to the leader's record while the larger prizes stay away."));
        visit(arms_reaction, none("principal.*.arms_reaction", "1", {0.0, 5.0}, Prior::claim,
                                  "F5: rise of the intrusion where the hedger's arms ties with the vendor double."));
        visit(technology_gain, none("hedger.*.technology_gain", "G", {0.0, 2.0}, Prior::claim,
                                    "G3: security and technology access from acceding, were there no prior ties."));
        visit(window_gain,
              none("hedger.*.window_gain", "G", {0.0, 2.0}, Prior::claim, "T1: gain from acceding at a summit."));
        visit(domestic_cost, none("hedger.*.domestic_cost", "G", {0.0, 5.0}, Prior::uniform,
                                  "P1: cost of domestic opposition at full intensity of conflict."));
        visit(framing, none("hedger.*.framing", "1", {0.0, 1.0}, Prior::claim,
                            "G4: share of domestic opposition that development framing removes."));
        visit(prior_ties, none("hedger.*.prior_ties", "1", {0.0, 1.0}, Prior::uniform,
                               "S1: share of the substance of accession that prior ties already hold."));
        visit(uranium_in_minerals, none("hedger.*.uranium_in_minerals", "1", {0.0, 1.0}, Prior::uniform,
                                        "F2: part of the minerals' value that is uranium."));
        visit(uranium_in_message, none("hedger.*.uranium_in_message", "1", {0.0, 1.0}, Prior::fixed,
                                       "I1: part of the message that rests on uranium."));
        visit(surveillance_gain, none("hedger.*.surveillance_gain", "G", {0.0, 2.0}, Prior::claim,
                                      "G3: worth of surveillance through membership at full unrest and a full link."));
        visit(leak_cost, none("hedger.*.leak_cost", "G", {0.0, 2.0}, Prior::claim,
                              "G3: cost of it for each report that is remembered, at a full link."));
        visit(tie, none("hedger.*.tie.*", "1", {0.0, 1.0}, Prior::fixed,
                        "S1: whether the hedger had ties with the partner before."));
        for (IncentiveTerm const& term : incentive_terms()) {
            visit(switches_[static_cast<std::size_t>(term.incentive)], {.key = term.key,
                                                                        .unit = "1",
                                                                        .value = 1.0,
                                                                        .allowed = {0.0, 1.0},
                                                                        .prior = Prior::fixed,
                                                                        .tag = EvidenceTag::article,
                                                                        .source = "engine default: on",
                                                                        .section = "7",
                                                                        .doc = term.doc,
                                                                        .kind = ValueKind::on_off});
        }
    }

private:
    /// Of a parameter that is 0 unless a scenario says otherwise.
    static Declaration none(std::string_view key, std::string_view unit, Interval allowed, Prior prior, std::string_view doc)
    {
        return {.key = key,
                .unit = unit,
                .value = 0.0,
                .allowed = allowed,
                .prior = prior,
                .source = "engine default: none",
                .section = "7",
                .doc = doc};
    }

    /// Of what membership is worth to a principal, of either sign.
    static Declaration worth(std::string_view key, std::string_view doc)
    {
        return none(key, "G", {-1.0, 1.0}, Prior::claim, doc);
    }

    std::vector<Table<P>> switches_; ///< by Incentive
};

} // namespace steppe
