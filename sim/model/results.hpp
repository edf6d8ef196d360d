#pragma once
/// What the steps of a month hand to each other (docs/model.md 3), each result named by the step that makes it. Made anew every month,
/// so that nothing here outlives it.

#include "base/table.hpp"

namespace steppe {

/// Step 1: the climate and the calendar, as everybody reads them.
template <class R>
struct Readings {
    R conflict_intensity{}, tension{}, minerals_demand{}, war_active{};
    R leader_interest{}; ///< of the sponsoring leader
    R window{};          ///< 1 in the month of a summit
    R elapsed{};         ///< months since the opening
    R oil_ratio{};       ///< oil price over its reference
    R export_volume{};   ///< oil exports over those of the year of rest, before cuts
    R route_severity{};  ///< share of what the export route carries that is cut, 0 to 1
    R uranium{1.0};      ///< hedgers' part of the world's over its reference
    R unrest{};          ///< at home, 0 to 1
    R leaks{};           ///< reports of surveillance that are remembered
    R in_office{};       ///< 1 while the sponsoring leader is, else 0
    R election_near{};   ///< 1 in the month of an election in office, less before, 0 out of office
};

/// Step 2: how much of each membership is in force at the month's start.
template <class R>
struct Memberships : Sized {
    using Sized::Sized;

    Table<R, HedgerId> in_public{sizes};    ///< 0 to 1, as publics and other states see it
    Table<R, HedgerId> in_substance{sizes}; ///< 0 to 1, as links, trade and firms feel it
    Table<R, HedgerId> is_public{sizes};    ///< 1 or 0, as principals see it: announced or operational
};

/// Step 2: what principals can spend and threaten, and what hedgers make of it.
template <class R>
struct Means : Sized {
    using Sized::Sized;

    Table<R, PrincipalId> purse{sizes};
    Table<R, PrincipalId> stake_factor{sizes}, threat_factor{sizes}; ///< over those at the opening
    Table<R, HedgerId> money_weight{sizes};
    Table<R, HedgerId, PrincipalId> threat_capacity{sizes}, believed_delivery{sizes}, believed_resolve{sizes};
    Table<R, PowerId> growth{
        sizes}; ///< ln kappa: log of its economy over the hedgers', since the opening, held within [-ln 2, ln 2]
};

/// Step 2: how a hedger sees its partners.
template <class R>
struct Outlook : Sized {
    using Sized::Sized;

    Table<R, HedgerId> novelty{sizes}, incumbent_share{sizes}, opposition{sizes};
    Table<R, HedgerId> arms_gained{sizes}, surveillance{sizes}; ///< links with the vendor: growth over the opening; strength
    R prize_outside{};                                          ///< part of the larger prizes that stays away
    Table<R, HedgerId, PartnerId> partner_novelty{sizes}, return_on_alignment{sizes}, risk{sizes}, log_share{sizes};
};

/// Step 2: what courses and the accord are worth to principals, in G, against what they have got used to.
template <class R>
struct Stakes : Sized {
    using Sized::Sized;

    Table<R, HedgerId, PrincipalId> own{sizes}; ///< worth of membership in its own eyes, without that to friends and foes
    Table<R, HedgerId, PrincipalId> membership{sizes};                         ///< phi_i: with it
    Table<R, HedgerId, PrincipalId> position{sizes};                           ///< g_i(w)
    Table<R, HedgerId, PrincipalId, ActionId> course{sizes}, shadow{sizes};    ///< V_i(a) as status is, and turned over
    Table<R, HedgerId, PrincipalId> keep{sizes}, change{sizes};                ///< V_i of the two answers
    Table<R, HedgerId, PrincipalId> eagerness{sizes}, shadow_eagerness{sizes}; ///< part of V_i that it bids on
};

/// Step 2: what courses are worth to hedgers, in G, and how often they come up by themselves; what a change of status is worth, but for the
/// card.
template <class R>
struct Preferences : Sized {
    using Sized::Sized;

    Table<R, HedgerId, ActionId> utility{sizes}, base_rate{sizes};
    Table<R, HedgerId> accord_utility{sizes};
};

/// Step 3: threats made and offers posted on the course.
template <class R>
struct Course : Sized {
    using Sized::Sized;

    Table<R, HedgerId, PrincipalId> threatens{sizes}; ///< 1 or 0
    Table<R, HedgerId, PrincipalId, ActionId> harm{sizes}, offer{sizes};
    Table<R, HedgerId, PrincipalId> outlay{sizes}; ///< expected
    Table<R, PrincipalId> ration{sizes};
    Table<R, HedgerId, PrincipalId> posture{sizes}, shadow_posture{sizes}; ///< of the next month: as status is, turned over
    Table<R, HedgerId, PrincipalId> reservation{sizes}, shadow_reservation{sizes}; ///< likewise
    Table<R, HedgerId> card{sizes};                                                ///< G2, in G
    Table<R, HedgerId> residual{sizes}, second_start{sizes};
};

/// Step 3: threats made and offers posted on the accord.
template <class R>
struct Bids : Sized {
    using Sized::Sized;

    Table<R, HedgerId, PrincipalId> threatens{sizes}; ///< 1 or 0
    Table<R, HedgerId, PrincipalId> harm_keep{sizes}, harm_change{sizes}, offer_keep{sizes}, offer_change{sizes};
    Table<R, HedgerId, PrincipalId> posture{sizes};       ///< of the next month, if status stays
    Table<R, HedgerId> agenda{sizes}, probability{sizes}; ///< that the question is raised; that it then changes status
    Table<R, HedgerId> log_odds{sizes}, residual{sizes};
};

/// Step 4: one course has 1, the others 0; whether the accord question was raised, and whether status changes.
template <class R>
struct Choice : Sized {
    using Sized::Sized;

    Table<R, HedgerId, ActionId> chosen{sizes}, probability{sizes};
    Table<R, HedgerId> raised{sizes}, changes{sizes};
};

/// Step 5: what became of offers and threats, on course and accord together.
template <class R>
struct Fulfilment : Sized {
    using Sized::Sized;

    Table<R, HedgerId, PrincipalId> earned{sizes}, delivered{sizes};  ///< offers on what was done, in G
    Table<R, HedgerId, PrincipalId> promised{sizes};                  ///< new, in G
    Table<R, HedgerId, PrincipalId> due{sizes}, paid{sizes};          ///< instalment of promises, in G
    Table<R, HedgerId, PrincipalId> provoked{sizes}, executed{sizes}; ///< 1 or 0
    Table<R, HedgerId, PrincipalId> harm{sizes}, backed_down{sizes};  ///< G; audience cost in G
};

/// Steps 6 and 10: who joined this month, 1 or 0.
template <class R>
struct Accessions : Sized {
    using Sized::Sized;

    Table<R, HedgerId> joined{sizes};  ///< for the first time
    Table<R, HedgerId> acceded{sizes}; ///< for the first time or again
    Table<R, CandidateId> peer_joined{sizes};
    Table<R, CandidateId> peer_hazard{sizes};     ///< probability of joining this month, 0 of those that are not outside
    Table<R, CandidateId> peer_deepened{sizes};   ///< 1 or 0
    Table<R, CandidateId> peer_lost{sizes};       ///< membership given up by freezing or leaving
    Table<R, PrincipalId> promised_others{sizes}; ///< effective promises to those that joined, in G
};

/// Step 7: what links, oil and trade came to.
template <class R>
struct Exchange : Sized {
    using Sized::Sized;

    Table<R, HedgerId> clipped{sizes};                 ///< share of links held at a bound
    Table<R, HedgerId> oil_exports{sizes};             ///< of the month, over those of the year of rest
    Table<R, HedgerId> exports{sizes}, imports{sizes}; ///< G/year
    Table<R, HedgerId, MarketId> export_share{sizes}, import_share{sizes};
    Table<R, HedgerId> trade_gain{sizes}; ///< percent
};

/// Scratch of single steps: nothing passes from one to another through it.
template <class R>
struct Workspace : Sized {
    using Sized::Sized;

    Table<R, HedgerId, PartnerId> log_weight{sizes};
    Table<R, PartnerId> share_worth{sizes}; ///< ln(w + c_w) of the hedger at hand; the others are counted from it
    Table<R, PartnerId> used_to{sizes}, raised{sizes}, lowered{sizes}, acceded{sizes};
    Table<R, PrincipalId> threat_worth{sizes}, posture{sizes};
    Table<R, MarketId> export_drive{sizes}, import_drive{sizes}; ///< weights of the hedger's markets
    /// What the joining of a state of standing 1 is worth, and more where it is exposed; the same at reference values.
    Table<R, PrincipalId> joining{sizes}, intrusion{sizes}, joining_reference{sizes}, intrusion_reference{sizes}, own{sizes},
        purse_left{sizes}, purse_full{sizes};
    Table<R, ChannelId> common_drive{sizes}, link_deviation{sizes}; ///< of the hedger and, the second, the partner at hand
};

/// All of them.
template <class R>
struct MonthResults {
    explicit MonthResults(Sizes const& sizes)
        : memberships{sizes},
          means{sizes},
          outlook{sizes},
          stakes{sizes},
          preferences{sizes},
          course{sizes},
          bids{sizes},
          choice{sizes},
          fulfilment{sizes},
          accessions{sizes},
          exchange{sizes},
          workspace{sizes}
    {
    }

    Readings<R> readings;
    Memberships<R> memberships;
    Means<R> means;
    Outlook<R> outlook;
    Stakes<R> stakes;
    Preferences<R> preferences;
    Course<R> course;
    Bids<R> bids;
    Choice<R> choice;
    Fulfilment<R> fulfilment;
    Accessions<R> accessions;
    Exchange<R> exchange;
    Workspace<R> workspace;
};

} // namespace steppe
