#pragma once
/// How other states decide to join the accord, and what members do (docs/model.md 6.6).

#include "base/table.hpp"
#include "scenario/schema.hpp"

namespace steppe {

template <class P>
struct CascadeParameters : Sized {
    using Sized::Sized;

    Table<P> arms_effect{sizes}, closeness_effect{sizes}, recognition_effect{sizes}, monarchy_effect{sizes},
        conflict_effect{sizes}, office_effect{sizes}, election_effect{sizes}, momentum_effect{sizes},
        neighbour_effect{sizes}, legitimacy_effect{sizes}, contagion{sizes}, state_deviation{sizes},
        quarter_deviation{sizes}, precision{sizes};
    Table<P> freeze_rate{sizes}, leave_rate{sizes}, return_rate{sizes}, deepen_rate{sizes}, finish_rate{sizes},
        deepening_worth{sizes}, mean_conflict{sizes}, mean_legitimacy{sizes};

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        visit_joining(visit);
        visit_members(visit);
    }

private:
    template <class Visitor>
    void visit_joining(Visitor& visit)
    {
        visit(arms_effect, {.key = "cascade.arms_effect",
                            .unit = "1",
                            .value = 0.0,
                            .allowed = {-20.0, 20.0},
                            .prior = Prior::uniform,
                            .source = "engine default: none",
                            .section = "6.6",
                            .doc = "Response of the log odds of joining to arms from the sponsor."});
        visit(closeness_effect, {.key = "cascade.closeness_effect",
                                 .unit = "1",
                                 .value = 0.0,
                                 .allowed = {-20.0, 20.0},
                                 .prior = Prior::uniform,
                                 .source = "engine default: none",
                                 .section = "6.6",
                                 .doc = "Response to closeness in UN votes."});
        visit(recognition_effect, {.key = "cascade.recognition_effect",
                                   .unit = "1",
                                   .value = 0.0,
                                   .allowed = {-20.0, 20.0},
                                   .prior = Prior::uniform,
                                   .source = "engine default: none",
                                   .section = "6.6",
                                   .doc = "Response to recognition, counted from one half."});
        visit(monarchy_effect, {.key = "cascade.monarchy_effect",
                                .unit = "1",
                                .value = 0.0,
                                .allowed = {-20.0, 20.0},
                                .prior = Prior::uniform,
                                .source = "engine default: none",
                                .section = "6.6",
                                .doc = "Response to monarchy, counted from 0.4."});
        visit(conflict_effect,
              {.key = "cascade.conflict_effect",
               .unit = "1",
               .value = 0.0,
               .allowed = {-20.0, 20.0},
               .prior = Prior::uniform,
               .source = "engine default: none",
               .section = "6.6",
               .doc = "Fall of the log odds with salience times conflict; freezing and leaving rise with it."});
        visit(office_effect, {.key = "cascade.office_effect",
                              .unit = "1",
                              .value = 0.0,
                              .allowed = {-20.0, 20.0},
                              .prior = Prior::uniform,
                              .source = "engine default: none",
                              .section = "6.6",
                              .doc = "Response to the sponsoring leader being in office."});
        visit(election_effect, {.key = "cascade.election_effect",
                                .unit = "1",
                                .value = 0.0,
                                .allowed = {-20.0, 20.0},
                                .prior = Prior::uniform,
                                .source = "engine default: none",
                                .section = "6.6",
                                .doc = "Response to an election near while in office."});
        visit(momentum_effect, {.key = "cascade.momentum_effect",
                                .unit = "1",
                                .value = 0.0,
                                .allowed = {-20.0, 20.0},
                                .prior = Prior::uniform,
                                .source = "engine default: none",
                                .section = "6.6",
                                .doc = "Response to momentum: contagion."});
        visit(neighbour_effect, {.key = "cascade.neighbour_effect",
                                 .unit = "1",
                                 .value = 0.0,
                                 .allowed = {-20.0, 20.0},
                                 .prior = Prior::uniform,
                                 .source = "engine default: none",
                                 .section = "6.6",
                                 .doc = "Response to neighbours that have joined: contagion."});
        visit(legitimacy_effect, {.key = "cascade.legitimacy_effect",
                                  .unit = "1",
                                  .value = 0.0,
                                  .allowed = {-20.0, 20.0},
                                  .prior = Prior::uniform,
                                  .source = "engine default: none",
                                  .section = "6.6",
                                  .doc = "L1: response to legitimacy; freezing and leaving fall with it."});
        visit(contagion, {.key = "cascade.contagion",
                          .unit = "1",
                          .value = 1.0,
                          .allowed = {0.0, 1.0},
                          .prior = Prior::claim,
                          .source = "engine default: on",
                          .section = "6.6",
                          .doc = "Weight of both terms of contagion; its prior may be half at 0."});
        visit(state_deviation,
              {.key = "cascade.state_deviation",
               .unit = "1",
               .value = 0.0,
               .allowed = {0.0, 5.0},
               .prior = Prior::uniform,
               .source = "engine default: none",
               .section = "6.6",
               .doc = "Standard deviation of a state's own effect on its log odds, drawn once a replicate."});
        visit(quarter_deviation, {.key = "cascade.quarter_deviation",
                                  .unit = "1",
                                  .value = 0.0,
                                  .allowed = {0.0, 5.0},
                                  .prior = Prior::uniform,
                                  .source = "engine default: none",
                                  .section = "6.6",
                                  .doc = "Standard deviation of the shock that all states share in a calendar quarter."});
        visit(precision, {.key = "cascade.precision",
                          .unit = "1/G",
                          .value = 0.0,
                          .allowed = {0.0, 100.0},
                          .prior = Prior::uniform,
                          .source = "engine default: none",
                          .section = "6.6",
                          .doc = "Precision of other states: how strongly offers move their log odds; 0 without offers."});
    }

    template <class Visitor>
    void visit_members(Visitor& visit)
    {
        visit(freeze_rate, {.key = "cascade.freeze_rate",
                            .unit = "1/month",
                            .value = 0.0,
                            .allowed = {0.0, 0.5},
                            .prior = Prior::uniform,
                            .source = "engine default: never",
                            .section = "6.6",
                            .doc = "Probability a month that a member freezes in the mean conditions of the record."});
        visit(leave_rate, {.key = "cascade.leave_rate",
                           .unit = "1/month",
                           .value = 0.0,
                           .allowed = {0.0, 0.5},
                           .prior = Prior::uniform,
                           .source = "engine default: never",
                           .section = "6.6",
                           .doc = "Probability a month that a member leaves in these conditions."});
        visit(return_rate, {.key = "cascade.return_rate",
                            .unit = "1/month",
                            .value = 0.0,
                            .allowed = {0.0, 0.5},
                            .prior = Prior::uniform,
                            .source = "engine default: never",
                            .section = "6.6",
                            .doc = "Probability a month that a frozen member returns in these conditions."});
        visit(deepen_rate, {.key = "cascade.deepen_rate",
                            .unit = "1/month",
                            .value = 0.0,
                            .allowed = {0.0, 0.5},
                            .prior = Prior::uniform,
                            .source = "engine default: never",
                            .section = "6.6",
                            .doc = "Probability a month that a member deepens its membership by an agreement."});
        visit(finish_rate, {.key = "cascade.finish_rate",
                            .unit = "1/month",
                            .value = 0.0,
                            .allowed = {0.0, 0.5},
                            .prior = Prior::uniform,
                            .source = "engine default: never",
                            .section = "6.6",
                            .doc = "Probability a month that an unfinished member finishes."});
        visit(deepening_worth,
              {.key = "cascade.deepening_worth",
               .unit = "1",
               .value = 0.0,
               .allowed = {0.0, 1.0},
               .prior = Prior::uniform,
               .source = "engine default: nothing",
               .section = "6.6",
               .doc = "What a deepening adds to momentum and legitimacy, against an accession of the same state."});
        visit(mean_conflict, {.key = "cascade.mean_conflict",
                              .unit = "1",
                              .value = 0.0,
                              .allowed = {0.0, 1.0},
                              .prior = Prior::fixed,
                              .source = "engine default",
                              .section = "6.6",
                              .doc = "Mean of salience times conflict in the record of members."});
        visit(mean_legitimacy, {.key = "cascade.mean_legitimacy",
                                .unit = "1",
                                .value = 0.0,
                                .allowed = {-1.0, 1.0},
                                .prior = Prior::fixed,
                                .source = "engine default",
                                .section = "6.6",
                                .doc = "Mean legitimacy in the record of members."});
    }
};

} // namespace steppe
