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
};

/// Step 2: how much of each membership is in force at the month's start, 0 to 1.
template <class R>
struct Memberships : Sized {
    using Sized::Sized;

    Table<R, HedgerId> in_public{sizes};    ///< as principals, publics and other states see it
    Table<R, HedgerId> in_substance{sizes}; ///< as links, trade and firms feel it
};

/// Step 2: what principals can spend and threaten, and what hedgers believe of them.
template <class R>
struct Means : Sized {
    using Sized::Sized;

    Table<R, PrincipalId> budget{sizes}, threat_capacity{sizes};
    Table<R, HedgerId, PrincipalId> believed_delivery{sizes}, believed_resolve{sizes};
};

/// Step 2: how a hedger sees its partners.
template <class R>
struct Outlook : Sized {
    using Sized::Sized;

    Table<R, HedgerId> novelty{sizes}, incumbent_share{sizes}, opposition{sizes};
    Table<R, HedgerId, PartnerId> partner_novelty{sizes}, return_on_alignment{sizes}, risk{sizes}, log_share{sizes};
};

/// Step 2: what actions are worth to principals, in G.
template <class R>
struct Stakes : Sized {
    using Sized::Sized;

    Table<R, HedgerId, PrincipalId> accession{sizes}; ///< phi_i
    Table<R, HedgerId, PrincipalId, ActionId> value{sizes};
};

/// Step 2: what actions are worth to hedgers, in G, and how often they come up by themselves.
template <class R>
struct Preferences : Sized {
    using Sized::Sized;

    Table<R, HedgerId, ActionId> utility{sizes}, base_rate{sizes};
};

/// Step 3: what principals post.
template <class R>
struct Menus : Sized {
    using Sized::Sized;

    Table<R, HedgerId, PrincipalId, ActionId> offer{sizes}, threat{sizes};
    Table<R, HedgerId, PrincipalId> expected_outlay{sizes};
    Table<R, PrincipalId> ration{sizes};
    Table<R, HedgerId> residual{sizes}, mean_field_error{sizes}, second_start{sizes};
};

/// Step 4: one action has 1, the others 0.
template <class R>
struct Choice : Sized {
    using Sized::Sized;

    Table<R, HedgerId, PrincipalId> offers{sizes}, threatens{sizes};
    Table<R, HedgerId, ActionId> chosen{sizes}, probability{sizes};
};

/// Step 5: what became of offers and threats.
template <class R>
struct Fulfilment : Sized {
    using Sized::Sized;

    Table<R, HedgerId, PrincipalId> earned{sizes}, delivered{sizes}, provoked{sizes}, executed{sizes}, harm{sizes};
};

/// Steps 6 and 10: who joined this month, 1 or 0.
template <class R>
struct Accessions : Sized {
    using Sized::Sized;

    Table<R, HedgerId> joined{sizes};
    Table<R, CandidateId> peer_joined{sizes};
};

/// Step 7: what links and trade came to.
template <class R>
struct Exchange : Sized {
    using Sized::Sized;

    Table<R, HedgerId> clipped{sizes};    ///< share of links held at a bound
    Table<R, HedgerId> trade_gain{sizes}; ///< percent
};

/// Scratch of single steps: nothing passes from one to another through it.
template <class R>
struct Workspace : Sized {
    using Sized::Sized;

    Table<R, HedgerId, PartnerId> log_weight{sizes};
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
          menus{sizes},
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
    Menus<R> menus;
    Choice<R> choice;
    Fulfilment<R> fulfilment;
    Accessions<R> accessions;
    Exchange<R> exchange;
    Workspace<R> workspace;
};

} // namespace steppe
