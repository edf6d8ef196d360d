#pragma once
/// Standing of the accord, and on whom it aligns (docs/model.md 6.2, 6.6).

#include "base/table.hpp"
#include "scenario/schema.hpp"

namespace steppe {

template <class P>
struct AccordParameters : Sized {
    using Sized::Sized;

    Table<P> momentum{sizes}, momentum_decay{sizes}, momentum_gain{sizes}, legitimacy{sizes}, legitimacy_rate{sizes},
        legitimacy_level{sizes}, legitimacy_conflict{sizes}, legitimacy_gain{sizes}, credit{sizes}, credit_decay{sizes},
        credit_gain{sizes}, record_momentum{sizes}, record_legitimacy{sizes};
    Table<P, HedgerId> hedger_standing{sizes};
    Table<P, PartnerId> sponsorship{sizes}, incumbency{sizes};

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        visit_standing(visit);
    }

private:
    template <class Visitor>
    void visit_standing(Visitor& visit)
    {
        visit(momentum, {.key = "accord.momentum",
                         .unit = "1",
                         .value = 0.2,
                         .allowed = {0.0, 1.0},
                         .prior = Prior::uniform,
                         .source = "engine default",
                         .section = "6.6",
                         .doc = "Opening momentum of the accord."});
        visit(momentum_decay, {.key = "accord.momentum_decay",
                               .unit = "1/month",
                               .value = 0.05,
                               .allowed = {0.0, 1.0},
                               .prior = Prior::uniform,
                               .source = "engine default",
                               .section = "6.6",
                               .doc = "Decay of momentum."});
        visit(momentum_gain, {.key = "accord.momentum_gain",
                              .unit = "1",
                              .value = 0.2,
                              .allowed = {0.0, 1.0},
                              .prior = Prior::uniform,
                              .source = "engine default",
                              .section = "6.6",
                              .doc = "Momentum from one novel accession of weight 1."});
        visit(legitimacy, {.key = "accord.legitimacy",
                           .unit = "1",
                           .value = 0.0,
                           .allowed = {-1.0, 1.0},
                           .prior = Prior::uniform,
                           .source = "engine default",
                           .section = "6.6",
                           .doc = "Opening legitimacy of the accord's contested sponsor abroad."});
        visit(legitimacy_rate, {.key = "accord.legitimacy_rate",
                                .unit = "1/month",
                                .value = 0.03,
                                .allowed = {0.0, 1.0},
                                .prior = Prior::uniform,
                                .source = "engine default",
                                .section = "6.6",
                                .doc = "Rate at which legitimacy moves to its level."});
        visit(legitimacy_level, {.key = "accord.legitimacy_level",
                                 .unit = "1",
                                 .value = 0.2,
                                 .allowed = {-1.0, 1.0},
                                 .prior = Prior::uniform,
                                 .source = "engine default",
                                 .section = "6.6",
                                 .doc = "Level of legitimacy without conflict."});
        visit(legitimacy_conflict, {.key = "accord.legitimacy_conflict",
                                    .unit = "1",
                                    .value = 0.7,
                                    .allowed = {0.0, 3.0},
                                    .prior = Prior::uniform,
                                    .source = "engine default",
                                    .section = "7",
                                    .doc = "L1: fall of that level at full conflict intensity."});
        visit(legitimacy_gain, {.key = "accord.legitimacy_gain",
                                .unit = "1",
                                .value = 0.05,
                                .allowed = {0.0, 1.0},
                                .prior = Prior::claim,
                                .source = "engine default",
                                .section = "7",
                                .doc = "L1: legitimacy from one novel accession of weight 1."});
        visit(credit, {.key = "accord.credit",
                       .unit = "1",
                       .value = 0.0,
                       .allowed = {0.0, 5.0},
                       .prior = Prior::uniform,
                       .source = "engine default",
                       .section = "6.6",
                       .doc = "Opening credit of the sponsoring leader."});
        visit(credit_decay, {.key = "accord.credit_decay",
                             .unit = "1/month",
                             .value = 0.05,
                             .allowed = {0.0, 1.0},
                             .prior = Prior::uniform,
                             .source = "engine default",
                             .section = "6.6",
                             .doc = "Decay of credit."});
        visit(credit_gain, {.key = "accord.credit_gain",
                            .unit = "1",
                            .value = 0.2,
                            .allowed = {0.0, 2.0},
                            .prior = Prior::uniform,
                            .source = "engine default",
                            .section = "6.6",
                            .doc = "Credit from one novel accession of weight 1, far from an election."});
        visit(record_momentum, {.key = "record.momentum",
                                .unit = "1",
                                .value = 0.0,
                                .allowed = {0.0, 1.0},
                                .prior = Prior::fixed,
                                .source = "engine default: none",
                                .section = "9.2",
                                .doc = "Momentum as the record of steppe hazard --baseline observed begins."});
        visit(record_legitimacy, {.key = "record.legitimacy",
                                  .unit = "1",
                                  .value = 0.0,
                                  .allowed = {-1.0, 1.0},
                                  .prior = Prior::fixed,
                                  .source = "engine default: none",
                                  .section = "9.2",
                                  .doc = "Legitimacy as that record begins."});
        visit(hedger_standing, {.key = "hedger.*.standing",
                                .unit = "1",
                                .value = 0.5,
                                .allowed = {0.0, 2.0},
                                .prior = Prior::uniform,
                                .source = "engine default",
                                .section = "6.6",
                                .doc = "Weight of the hedger's own accession for momentum and legitimacy."});
        visit(sponsorship, {.key = "partner.*.sponsorship",
                            .unit = "1",
                            .value = 0.0,
                            .allowed = {0.0, 1.0},
                            .prior = Prior::fixed,
                            .source = "engine default",
                            .section = "6.2",
                            .doc = "Part of the accord that is alignment with this partner; parts are scaled to sum to 1."});
        visit(incumbency, {.key = "partner.*.incumbency",
                           .unit = "1",
                           .value = 0.0,
                           .allowed = {0.0, 1.0},
                           .prior = Prior::fixed,
                           .source = "engine default",
                           .section = "6.2",
                           .doc = "1 for a power on which hedgers have long leaned, 0 for the others."});
    }
};

} // namespace steppe
