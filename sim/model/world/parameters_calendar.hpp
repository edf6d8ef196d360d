#pragma once
/// The political calendar of the sponsoring leader (docs/model.md 6.7, 7).

#include "base/table.hpp"
#include "scenario/schema.hpp"

namespace steppe {

template <class P>
struct CalendarParameters : Sized {
    using Sized::Sized;

    Table<P> election_amplitude{sizes}, election_decay{sizes}, successor_interest{sizes}, summit_rate{sizes},
        setback_amplitude{sizes}, setback_decay{sizes}, setback_rate{sizes}, setback_start{sizes};

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        visit(election_amplitude, {.key = "calendar.election_amplitude",
                                   .unit = "1",
                                   .value = 0.5,
                                   .allowed = {0.0, 3.0},
                                   .prior = Prior::uniform,
                                   .source = "engine default",
                                   .section = "7",
                                   .doc = "T1: rise of the leader's interest at an election."});
        visit(election_decay, {.key = "calendar.election_decay",
                               .unit = "month",
                               .value = 6.0,
                               .allowed = {0.5, 48.0},
                               .prior = Prior::uniform,
                               .source = "engine default",
                               .section = "7",
                               .doc = "T1: months before an election at which that rise falls by e."});
        visit(successor_interest, {.key = "calendar.successor_interest",
                                   .unit = "1",
                                   .value = 0.5,
                                   .allowed = {0.0, 2.0},
                                   .prior = Prior::uniform,
                                   .source = "engine default",
                                   .section = "6.7",
                                   .doc = "Interest of the next administration, relative to this one's."});
        visit(summit_rate, {.key = "calendar.summit_rate",
                            .unit = "1/month",
                            .value = 1.0 / 29.0,
                            .allowed = {0.0, 1.0},
                            .prior = Prior::uniform,
                            .source = "engine default: two in 58 months",
                            .section = "6.7",
                            .doc = "Probability a month of a summit after the first, where calendar.summits is observed."});
        visit(setback_amplitude, {.key = "calendar.setback_amplitude",
                                  .unit = "1",
                                  .value = 0.0,
                                  .allowed = {0.0, 3.0},
                                  .prior = Prior::claim,
                                  .source = "engine default: none",
                                  .section = "6.7",
                                  .doc = "T1: rise of the leader's interest just after a political setback at home."});
        visit(setback_decay, {.key = "calendar.setback_decay",
                              .unit = "month",
                              .value = 2.0,
                              .allowed = {0.25, 48.0},
                              .prior = Prior::uniform,
                              .source = "engine default: none",
                              .section = "6.7",
                              .doc = "T1: months in which that rise falls by e."});
        visit(setback_rate, {.key = "calendar.setback_rate",
                             .unit = "1/month",
                             .value = 0.02,
                             .allowed = {0.0, 1.0},
                             .prior = Prior::loguniform,
                             .source = "engine default",
                             .section = "6.7",
                             .doc = "Probability a month of such a setback."});
        visit(setback_start, {.key = "calendar.setback_start",
                              .unit = "1",
                              .value = 0.0,
                              .allowed = {0.0, 1.0},
                              .prior = Prior::fixed,
                              .source = "engine default: none",
                              .section = "6.7",
                              .doc = "1 where one falls in the opening month, less where it fell before."});
    }
};

} // namespace steppe
