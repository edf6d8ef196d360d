#pragma once
/// Regimes of the conflict and of the neighbouring war (docs/model.md 6.7).

#include "base/table.hpp"
#include "scenario/schema.hpp"

namespace steppe {

template <class P>
struct RegimeParameters : Sized {
    using Sized::Sized;

    Table<P> conflict_start{sizes}, conflict_calm{sizes}, conflict_level{sizes}, conflict_persistence{sizes},
        conflict_volatility{sizes}, conflict_onset{sizes}, conflict_end{sizes}, war_start{sizes},
        war_active_to_armistice{sizes}, war_active_to_settled{sizes}, war_armistice_to_active{sizes},
        war_armistice_to_settled{sizes}, war_settled_to_active{sizes}, war_settled_to_armistice{sizes};

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        visit(conflict_start, {.key = "conflict.start",
                               .unit = "1",
                               .value = 0.4,
                               .allowed = {0.0, 1.0},
                               .prior = Prior::fixed,
                               .source = "engine default",
                               .section = "6.7",
                               .doc = "Opening intensity of the conflict; war where it is above conflict.calm."});
        visit(conflict_calm, {.key = "conflict.calm",
                              .unit = "1",
                              .value = 0.1,
                              .allowed = {0.0, 1.0},
                              .prior = Prior::uniform,
                              .source = "engine default",
                              .section = "6.7",
                              .doc = "Intensity where there is no war."});
        visit(conflict_level, {.key = "conflict.level",
                               .unit = "1",
                               .value = 0.5,
                               .allowed = {0.001, 1.0},
                               .prior = Prior::uniform,
                               .source = "engine default",
                               .section = "6.7",
                               .doc = "Intensity to which a war returns (exponential of the mean logarithm)."});
        visit(conflict_persistence, {.key = "conflict.persistence",
                                     .unit = "1",
                                     .value = 0.5,
                                     .allowed = {0.0, 0.9999},
                                     .prior = Prior::uniform,
                                     .source = "engine default",
                                     .section = "6.7",
                                     .doc = "Autoregression of the logarithm of intensity in war over a month."});
        visit(conflict_volatility, {.key = "conflict.volatility",
                                    .unit = "1",
                                    .value = 0.15,
                                    .allowed = {0.0, 2.0},
                                    .prior = Prior::uniform,
                                    .source = "engine default",
                                    .section = "6.7",
                                    .doc = "Standard deviation of its monthly innovation."});
        visit(conflict_onset, {.key = "conflict.onset",
                               .unit = "1/month",
                               .value = 0.02,
                               .allowed = {0.0, 1.0},
                               .prior = Prior::uniform,
                               .source = "engine default",
                               .section = "6.7",
                               .doc = "Probability a month that war begins."});
        visit(conflict_end, {.key = "conflict.end",
                             .unit = "1/month",
                             .value = 0.06,
                             .allowed = {0.0, 1.0},
                             .prior = Prior::uniform,
                             .source = "engine default",
                             .section = "6.7",
                             .doc = "Probability a month that a war ends."});
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
