#pragma once
/// Regimes of the conflict and of the neighbouring war (docs/model.md 6.7).

#include "base/table.hpp"
#include "scenario/schema.hpp"

namespace steppe {

template <class P>
struct RegimeParameters : Sized {
    using Sized::Sized;

    Table<P> conflict_high{sizes}, conflict_reduced{sizes}, conflict_calm{sizes}, conflict_start{sizes},
        conflict_high_to_reduced{sizes}, conflict_high_to_calm{sizes}, conflict_reduced_to_high{sizes},
        conflict_reduced_to_calm{sizes}, conflict_calm_to_high{sizes}, conflict_calm_to_reduced{sizes}, war_start{sizes},
        war_active_to_armistice{sizes}, war_active_to_settled{sizes}, war_armistice_to_active{sizes},
        war_armistice_to_settled{sizes}, war_settled_to_active{sizes}, war_settled_to_armistice{sizes};

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        visit(conflict_high, {.key = "conflict.high",
                              .unit = "1",
                              .value = 0.8,
                              .allowed = {0.0, 1.0},
                              .prior = Prior::uniform,
                              .source = "engine default",
                              .section = "6.7",
                              .doc = "Intensity in state 1, high."});
        visit(conflict_reduced, {.key = "conflict.reduced",
                                 .unit = "1",
                                 .value = 0.4,
                                 .allowed = {0.0, 1.0},
                                 .prior = Prior::uniform,
                                 .source = "engine default",
                                 .section = "6.7",
                                 .doc = "Intensity in state 2, reduced."});
        visit(conflict_calm, {.key = "conflict.calm",
                              .unit = "1",
                              .value = 0.1,
                              .allowed = {0.0, 1.0},
                              .prior = Prior::uniform,
                              .source = "engine default",
                              .section = "6.7",
                              .doc = "Intensity in state 3, calm."});
        visit(conflict_start, {.key = "conflict.start",
                               .unit = "1",
                               .value = 2.0,
                               .allowed = {1.0, 3.0},
                               .prior = Prior::fixed,
                               .source = "engine default",
                               .section = "6.7",
                               .doc = "Opening state: 1 high, 2 reduced, 3 calm.",
                               .kind = ValueKind::integer});
        visit(conflict_high_to_reduced, {.key = "conflict.high_to_reduced",
                                         .unit = "1/month",
                                         .value = 0.06,
                                         .allowed = {0.0, 0.5},
                                         .prior = Prior::uniform,
                                         .source = "engine default",
                                         .section = "6.7",
                                         .doc = "Probability a month that the conflict goes from high to reduced."});
        visit(conflict_high_to_calm, {.key = "conflict.high_to_calm",
                                      .unit = "1/month",
                                      .value = 0.01,
                                      .allowed = {0.0, 0.5},
                                      .prior = Prior::uniform,
                                      .source = "engine default",
                                      .section = "6.7",
                                      .doc = "Probability a month that the conflict goes from high to calm."});
        visit(conflict_reduced_to_high, {.key = "conflict.reduced_to_high",
                                         .unit = "1/month",
                                         .value = 0.03,
                                         .allowed = {0.0, 0.5},
                                         .prior = Prior::uniform,
                                         .source = "engine default",
                                         .section = "6.7",
                                         .doc = "Probability a month that the conflict goes from reduced to high."});
        visit(conflict_reduced_to_calm, {.key = "conflict.reduced_to_calm",
                                         .unit = "1/month",
                                         .value = 0.05,
                                         .allowed = {0.0, 0.5},
                                         .prior = Prior::uniform,
                                         .source = "engine default",
                                         .section = "6.7",
                                         .doc = "Probability a month that the conflict goes from reduced to calm."});
        visit(conflict_calm_to_high, {.key = "conflict.calm_to_high",
                                      .unit = "1/month",
                                      .value = 0.01,
                                      .allowed = {0.0, 0.5},
                                      .prior = Prior::uniform,
                                      .source = "engine default",
                                      .section = "6.7",
                                      .doc = "Probability a month that the conflict goes from calm to high."});
        visit(conflict_calm_to_reduced, {.key = "conflict.calm_to_reduced",
                                         .unit = "1/month",
                                         .value = 0.02,
                                         .allowed = {0.0, 0.5},
                                         .prior = Prior::uniform,
                                         .source = "engine default",
                                         .section = "6.7",
                                         .doc = "Probability a month that the conflict goes from calm to reduced."});
        visit(war_start, {.key = "war.start",
                          .unit = "1",
                          .value = 1.0,
                          .allowed = {1.0, 3.0},
                          .prior = Prior::fixed,
                          .source = "engine default",
                          .section = "6.7",
                          .doc = "Opening state of the neighbouring war: 1 active, 2 armistice, 3 settled.",
                          .kind = ValueKind::integer});
        visit(war_active_to_armistice,
              {.key = "war.active_to_armistice",
               .unit = "1/month",
               .value = 0.03,
               .allowed = {0.0, 0.5},
               .prior = Prior::uniform,
               .source = "engine default",
               .section = "6.7",
               .doc = "Probability a month that the neighbouring war goes from active to armistice."});
        visit(war_active_to_settled, {.key = "war.active_to_settled",
                                      .unit = "1/month",
                                      .value = 0.005,
                                      .allowed = {0.0, 0.5},
                                      .prior = Prior::uniform,
                                      .source = "engine default",
                                      .section = "6.7",
                                      .doc = "Probability a month that the neighbouring war goes from active to settled."});
        visit(war_armistice_to_active,
              {.key = "war.armistice_to_active",
               .unit = "1/month",
               .value = 0.02,
               .allowed = {0.0, 0.5},
               .prior = Prior::uniform,
               .source = "engine default",
               .section = "6.7",
               .doc = "Probability a month that the neighbouring war goes from armistice to active."});
        visit(war_armistice_to_settled,
              {.key = "war.armistice_to_settled",
               .unit = "1/month",
               .value = 0.02,
               .allowed = {0.0, 0.5},
               .prior = Prior::uniform,
               .source = "engine default",
               .section = "6.7",
               .doc = "Probability a month that the neighbouring war goes from armistice to settled."});
        visit(war_settled_to_active, {.key = "war.settled_to_active",
                                      .unit = "1/month",
                                      .value = 0.002,
                                      .allowed = {0.0, 0.5},
                                      .prior = Prior::uniform,
                                      .source = "engine default",
                                      .section = "6.7",
                                      .doc = "Probability a month that the neighbouring war goes from settled to active."});
        visit(war_settled_to_armistice,
              {.key = "war.settled_to_armistice",
               .unit = "1/month",
               .value = 0.01,
               .allowed = {0.0, 0.5},
               .prior = Prior::uniform,
               .source = "engine default",
               .section = "6.7",
               .doc = "Probability a month that the neighbouring war goes from settled to armistice."});
    }
};

} // namespace steppe
