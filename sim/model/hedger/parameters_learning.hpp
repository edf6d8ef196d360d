#pragma once
/// What hedgers learn, how pressure lasts (docs/model.md 6.5, 8).

#include "base/table.hpp"
#include "scenario/schema.hpp"

namespace steppe {

template <class P>
struct LearningParameters : Sized {
    using Sized::Sized;

    Table<P> forgetting{sizes}, opening_evidence{sizes}, pressure_step{sizes}, pressure_decay{sizes}, discount{sizes};
    Table<P> ewa_decay{sizes}, ewa_foregone{sizes}, ewa_growth{sizes}, ewa_precision{sizes};

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        visit(forgetting, {.key = "learning.forgetting",
                           .unit = "1",
                           .value = 0.97,
                           .allowed = {0.5, 1.0},
                           .prior = Prior::uniform,
                           .source = "engine default",
                           .section = "6.5",
                           .doc = "Weight kept by past evidence each time new evidence comes."});
        visit(opening_evidence, {.key = "learning.opening_evidence",
                                 .unit = "count",
                                 .value = 8.0,
                                 .allowed = {0.1, 1000.0},
                                 .prior = Prior::uniform,
                                 .source = "engine default",
                                 .section = "6.5",
                                 .doc = "Observations that the opening beliefs are worth."});
        visit(ewa_decay, {.key = "learning.ewa_decay",
                          .unit = "1",
                          .value = 0.9,
                          .allowed = {0.0, 1.0},
                          .prior = Prior::uniform,
                          .tag = EvidenceTag::literature,
                          .source = "Camerer & Ho 1999: estimates of phi about 0.8 to 1",
                          .section = "6.5",
                          .doc = "With rule ewa: weight kept by past attractions (phi)."});
        visit(ewa_foregone, {.key = "learning.ewa_foregone",
                             .unit = "1",
                             .value = 0.5,
                             .allowed = {0.0, 1.0},
                             .prior = Prior::uniform,
                             .tag = EvidenceTag::literature,
                             .source = "Camerer & Ho 1999: estimates of delta about 0.5",
                             .section = "6.5",
                             .doc = "With rule ewa: weight of the payoff of the rule not followed (delta)."});
        visit(ewa_growth, {.key = "learning.ewa_growth",
                           .unit = "1",
                           .value = 0.9,
                           .allowed = {0.0, 1.0},
                           .prior = Prior::uniform,
                           .tag = EvidenceTag::literature,
                           .source = "Camerer & Ho 1999: estimates of rho up to that of phi",
                           .section = "6.5",
                           .doc = "With rule ewa: weight kept by past experience (rho)."});
        visit(ewa_precision, {.key = "learning.ewa_precision",
                              .unit = "1",
                              .value = 2.0,
                              .allowed = {0.0, 10.0},
                              .prior = Prior::uniform,
                              .source = "engine default",
                              .section = "6.5",
                              .doc = "With rule ewa: response of beliefs to attractions."});
        visit(pressure_step, {.key = "pressure.step",
                              .unit = "1",
                              .value = 0.5,
                              .allowed = {0.0, 1.0},
                              .prior = Prior::uniform,
                              .source = "engine default",
                              .section = "6.5",
                              .doc = "Pressure that one executed threat adds, as a share of what is left to 1."});
        visit(pressure_decay, {.key = "pressure.decay",
                               .unit = "1/month",
                               .value = 0.08,
                               .allowed = {0.0, 1.0},
                               .prior = Prior::uniform,
                               .tag = EvidenceTag::literature,
                               .source = "Fuchs & Klann 2013: effects on trade are gone by the second year",
                               .section = "6.5",
                               .doc = "Decay of pressure."});
        visit(discount, {.key = "welfare.discount",
                         .unit = "1",
                         .value = 0.9967,
                         .allowed = {0.9, 1.0},
                         .prior = Prior::uniform,
                         .source = "engine default",
                         .section = "8",
                         .doc = "Discount factor a month."});
    }
};

} // namespace steppe
