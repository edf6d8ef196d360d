#pragma once
/// How powers value states of the world, threaten, and pay (docs/model.md 6.1 to 6.4, 7).

#include "base/table.hpp"
#include "scenario/schema.hpp"

namespace steppe {

template <class P>
struct GameParameters : Sized {
    using Sized::Sized;

    Table<P> share_offset{sizes}, loss_aversion{sizes}, loss_softness{sizes}, habituation{sizes};
    Table<P> purse_years{sizes}, promise_share{sizes}, announced_deals_stand{sizes}, withholding{sizes},
        lost_interest{sizes};
    Table<P> principal_precision{sizes}, posture_rate{sizes}, execution_precision{sizes}, resolve_worth{sizes};
    Table<P> raise_rate{sizes}, raise_half{sizes};

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        visit_values(visit);
        visit_means(visit);
        visit_threats(visit);
        visit_agenda(visit);
    }

private:
    template <class Visitor>
    void visit_values(Visitor& visit)
    {
        visit(share_offset, {.key = "game.share_offset",
                             .unit = "1",
                             .value = 0.05,
                             .allowed = {0.001, 1.0},
                             .prior = Prior::fixed,
                             .source = "engine default",
                             .section = "7",
                             .doc = "Keeps the marginal value of a share finite where there is none."});
        visit(loss_aversion, {.key = "game.loss_aversion",
                              .unit = "1",
                              .value = 1.0,
                              .allowed = {1.0, 5.0},
                              .prior = Prior::claim,
                              .source = "engine default: none",
                              .section = "7",
                              .doc = "How many times a loss weighs what a gain does.",
                              .null = 1.0});
        visit(loss_softness, {.key = "game.loss_softness",
                              .unit = "G",
                              .value = 0.2,
                              .allowed = {0.001, 5.0},
                              .prior = Prior::uniform,
                              .source = "engine default",
                              .section = "7",
                              .doc = "Changes below this are felt as neither gain nor loss."});
        visit(habituation, {.key = "game.habituation",
                            .unit = "month",
                            .value = 12.0,
                            .allowed = {1.0, 240.0},
                            .prior = Prior::uniform,
                            .source = "engine default",
                            .section = "7",
                            .doc = "Half-life of getting used to a state."});
    }

    template <class Visitor>
    void visit_means(Visitor& visit)
    {
        visit(purse_years, {.key = "game.purse_years",
                            .unit = "year",
                            .value = 1.0,
                            .allowed = {0.05, 20.0},
                            .prior = Prior::uniform,
                            .source = "engine default",
                            .section = "6.1",
                            .doc = "Years of budget that a purse can hold."});
        visit(promise_share, {.key = "game.promise_share",
                              .unit = "1",
                              .value = 1.0,
                              .allowed = {0.0, 1.0},
                              .prior = Prior::fixed,
                              .source = "engine default",
                              .section = "6.4",
                              .doc = "G1: share of its purse that a sponsor can promise for an accession."});
        visit(announced_deals_stand, {.key = "game.announced_deals_stand",
                                      .unit = "1",
                                      .value = 0.0,
                                      .allowed = {0.0, 1.0},
                                      .prior = Prior::fixed,
                                      .source = "engine default: what is bid",
                                      .section = "6.4",
                                      .doc = "Whether the deals as announced are the promise of an accession at the "
                                             "opening; else the sponsors promise what they bid.",
                                      .kind = ValueKind::on_off});
        visit(withholding, {.key = "game.withholding",
                            .unit = "1",
                            .value = 0.0,
                            .allowed = {0.0, 1.0},
                            .prior = Prior::claim,
                            .source = "engine default: none",
                            .section = "7",
                            .doc = "Share of their bids that offended powers withhold from a new member."});
        visit(lost_interest,
              {.key = "game.lost_interest",
               .unit = "1",
               .value = 0.0,
               .allowed = {0.0, 1.0},
               .prior = Prior::claim,
               .source = "engine default: none",
               .section = "7",
               .doc = "Share of their bids and promises that sponsors lose interest in as they get used to a membership."});
    }

    template <class Visitor>
    void visit_threats(Visitor& visit)
    {
        visit(principal_precision, {.key = "game.principal_precision",
                                    .unit = "1/G",
                                    .value = 15.0,
                                    .allowed = {0.0, 100.0},
                                    .prior = Prior::uniform,
                                    .source = "engine default",
                                    .section = "6.2",
                                    .doc = "Precision of the choice to threaten."});
        visit(posture_rate, {.key = "game.posture_rate",
                             .unit = "1/month",
                             .value = 0.5,
                             .allowed = {0.01, 1.0},
                             .prior = Prior::uniform,
                             .source = "engine default",
                             .section = "6.2",
                             .doc = "How fast a posture moves to its logit."});
        visit(execution_precision, {.key = "game.execution_precision",
                                    .unit = "1/G",
                                    .value = 0.0,
                                    .allowed = {0.0, 60.0},
                                    .prior = Prior::fixed,
                                    .source = "engine default: fixed resolve",
                                    .section = "6.5",
                                    .doc = "Precision of the choice to execute a provoked threat; 0: with fixed resolve."});
        visit(resolve_worth, {.key = "game.resolve_worth",
                              .unit = "G",
                              .value = 0.0,
                              .allowed = {0.0, 10.0},
                              .prior = Prior::fixed,
                              .source = "engine default: nothing",
                              .section = "6.5",
                              .doc = "What being believed wholly resolved is worth, where execution is a choice."});
    }

    template <class Visitor>
    void visit_agenda(Visitor& visit)
    {
        visit(raise_rate,
              {.key = "game.raise_rate",
               .unit = "1/month",
               .value = 0.05,
               .allowed = {0.0, 1.0},
               .prior = Prior::loguniform,
               .source = "engine default",
               .section = "6.4",
               .doc = "Highest probability with which a power that would gain from a change raises the question."});
        visit(raise_half, {.key = "game.raise_half",
                           .unit = "G",
                           .value = 0.3,
                           .allowed = {0.001, 10.0},
                           .prior = Prior::uniform,
                           .source = "engine default",
                           .section = "6.4",
                           .doc = "Expected gain at which a power raises the question with half of that."});
    }
};

} // namespace steppe
