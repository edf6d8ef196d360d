#pragma once
/// Groups of the public and their opinion of the accord (docs/model.md 6.4).

#include "base/table.hpp"
#include "scenario/schema.hpp"

namespace steppe {

template <class P>
struct OpinionParameters : Sized {
    using Sized::Sized;

    Table<P, HedgerId, GroupId> group_share{sizes}, group_salience{sizes}, group_stance{sizes}, group_susceptibility{sizes},
        group_media{sizes}, group_firm_response{sizes}, group_leak_response{sizes};
    Table<P, GroupId, GroupId> influence{sizes};
    Table<P> confidence{sizes}, legitimacy_effect{sizes};

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        visit(group_share, {.key = "hedger.*.group_share.*",
                            .unit = "1",
                            .value = 0.25,
                            .allowed = {0.0, 1.0},
                            .prior = Prior::uniform,
                            .source = "engine default",
                            .section = "6.4",
                            .doc = "Share of the group in the public; shares are scaled to sum to 1."});
        visit(group_salience, {.key = "hedger.*.group_salience.*",
                               .unit = "1",
                               .value = 0.2,
                               .allowed = {0.0, 1.0},
                               .prior = Prior::uniform,
                               .source = "engine default",
                               .section = "6.4",
                               .doc = "P1: how much the conflict matters to the group."});
        visit(group_stance, {.key = "hedger.*.group_stance.*",
                             .unit = "1",
                             .value = 0.0,
                             .allowed = {-1.0, 1.0},
                             .prior = Prior::uniform,
                             .source = "engine default",
                             .section = "6.4",
                             .doc = "Settled stance of the group on the accord."});
        visit(group_susceptibility, {.key = "hedger.*.group_susceptibility.*",
                                     .unit = "1",
                                     .value = 0.5,
                                     .allowed = {0.0, 0.99},
                                     .prior = Prior::uniform,
                                     .tag = EvidenceTag::literature,
                                     .source = "Friedkin & Johnsen 1990",
                                     .section = "6.4",
                                     .doc = "Weight of others, against its own settled stance."});
        visit(group_media, {.key = "hedger.*.group_media.*",
                            .unit = "1",
                            .value = 0.0,
                            .allowed = {-1.0, 1.0},
                            .prior = Prior::uniform,
                            .source = "engine default",
                            .section = "6.4",
                            .doc = "Shift of the settled stance by the media that the group follows."});
        visit(group_firm_response, {.key = "hedger.*.group_firm_response.*",
                                    .unit = "1",
                                    .value = 0.0,
                                    .allowed = {0.0, 5.0},
                                    .prior = Prior::claim,
                                    .source = "engine default: none",
                                    .section = "6.4",
                                    .doc = "Shift of the settled stance with the log of the vendor's firms."});
        visit(group_leak_response,
              {.key = "hedger.*.group_leak_response.*",
               .unit = "1",
               .value = 0.0,
               .allowed = {0.0, 5.0},
               .prior = Prior::claim,
               .source = "engine default: none",
               .section = "6.4",
               .doc = "Fall of the settled stance with each report of surveillance beyond the usual, at a full link."});
        visit(influence, {.key = "group.*.influence.*",
                          .unit = "1",
                          .value = 0.25,
                          .allowed = {0.0, 1.0},
                          .prior = Prior::uniform,
                          .source = "engine default",
                          .section = "6.4",
                          .doc = "Weight of another group in forming opinion; each row is scaled to sum to 1."});
        visit(legitimacy_effect, {.key = "opinion.legitimacy_effect",
                                  .unit = "1",
                                  .value = 0.0,
                                  .allowed = {0.0, 5.0},
                                  .prior = Prior::claim,
                                  .source = "engine default: none",
                                  .section = "6.4",
                                  .doc = "L1: how far stances follow the legitimacy of the contested sponsor."});
        visit(confidence,
              {.key = "opinion.confidence",
               .unit = "1",
               .value = 0.5,
               .allowed = {0.0, 2.0},
               .prior = Prior::uniform,
               .source = "engine default",
               .section = "6.4",
               .doc = "With rule bounded_confidence: groups farther apart than this do not listen to each other."});
    }
};

} // namespace steppe
