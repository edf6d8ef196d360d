#pragma once
/// The accord among other states, its standing, and what hedgers learn (docs/model.md 6.5, 6.6).

#include "base/table.hpp"
#include "scenario/schema.hpp"

namespace steppe {

template <class P>
struct AccordParameters : Sized {
    using Sized::Sized;

    Table<P, CandidateId> member{sizes}, base_hazard{sizes}, similarity{sizes}, conflict_salience{sizes},
        tension_exposure{sizes}, novelty{sizes}, standing{sizes};
    Table<P, CandidateId, CandidateId> neighbour{sizes};
    Table<P> patron_effect{sizes}, momentum_effect{sizes}, hedger_effect{sizes}, neighbour_effect{sizes},
        conflict_effect{sizes}, tension_effect{sizes};
    Table<P> momentum{sizes}, momentum_decay{sizes}, momentum_gain{sizes}, legitimacy{sizes}, legitimacy_rate{sizes},
        legitimacy_level{sizes}, legitimacy_conflict{sizes}, legitimacy_gain{sizes}, credit{sizes}, credit_decay{sizes},
        credit_gain{sizes};
    Table<P, HedgerId> hedger_standing{sizes};
    Table<P, PartnerId> sponsorship{sizes}, incumbency{sizes};

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        visit_cascade(visit);
        visit_standing(visit);
    }

private:
    template <class Visitor>
    void visit_cascade(Visitor& visit)
    {
        visit(member, {.key = "candidate.*.member",
                       .unit = "1",
                       .value = 0.0,
                       .allowed = {0.0, 1.0},
                       .prior = Prior::fixed,
                       .source = "engine default",
                       .section = "6.6",
                       .doc = "Membership at the start; a value between 0 and 1 is an unfinished one."});
        visit(base_hazard,
              {.key = "candidate.*.base_hazard",
               .unit = "1/month",
               .value = 0.0022,
               .allowed = {1e-09, 0.5},
               .prior = Prior::loguniform,
               .tag = EvidenceTag::estimated,
               .source = "one accession in 58 months among about 8 candidates; exact 95 % interval 5.5e-5 to 0.0120",
               .section = "6.6",
               .doc = "Probability a month of joining in the opening month's conditions."});
        visit(similarity, {.key = "candidate.*.similarity",
                           .unit = "1",
                           .value = 0.0,
                           .allowed = {0.0, 1.0},
                           .prior = Prior::uniform,
                           .source = "engine default",
                           .section = "6.6",
                           .doc = "Similarity to a hedger that has joined."});
        visit(conflict_salience, {.key = "candidate.*.conflict_salience",
                                  .unit = "1",
                                  .value = 0.0,
                                  .allowed = {0.0, 1.0},
                                  .prior = Prior::uniform,
                                  .source = "engine default",
                                  .section = "6.6",
                                  .doc = "How much the conflict matters to the public there."});
        visit(tension_exposure, {.key = "candidate.*.tension_exposure",
                                 .unit = "1",
                                 .value = 0.0,
                                 .allowed = {0.0, 1.0},
                                 .prior = Prior::uniform,
                                 .source = "engine default",
                                 .section = "6.6",
                                 .doc = "Exposure to regional tension."});
        visit(novelty, {.key = "candidate.*.novelty",
                        .unit = "1",
                        .value = 1.0,
                        .allowed = {0.0, 1.0},
                        .prior = Prior::uniform,
                        .source = "engine default",
                        .section = "6.6",
                        .doc = "Novelty of its joining, given its prior ties."});
        visit(standing, {.key = "candidate.*.standing",
                         .unit = "1",
                         .value = 0.5,
                         .allowed = {0.0, 2.0},
                         .prior = Prior::uniform,
                         .source = "engine default",
                         .section = "6.6",
                         .doc = "Weight of its joining for momentum and legitimacy."});
        visit(neighbour, {.key = "candidate.*.neighbour.*",
                          .unit = "1",
                          .value = 0.0,
                          .allowed = {0.0, 1.0},
                          .prior = Prior::fixed,
                          .source = "engine default",
                          .section = "6.6",
                          .doc = "Weight of another state that has joined."});
        visit(patron_effect, {.key = "cascade.patron_effect",
                              .unit = "1",
                              .value = 0.3,
                              .allowed = {0.0, 5.0},
                              .prior = Prior::uniform,
                              .source = "engine default",
                              .section = "6.6",
                              .doc = "Response of the log hazard to the sponsoring leader, over the opening month."});
        visit(momentum_effect, {.key = "cascade.momentum_effect",
                                .unit = "1",
                                .value = 0.5,
                                .allowed = {0.0, 5.0},
                                .prior = Prior::uniform,
                                .source = "engine default",
                                .section = "6.6",
                                .doc = "Response of the log hazard to momentum."});
        visit(hedger_effect, {.key = "cascade.hedger_effect",
                              .unit = "1",
                              .value = 0.5,
                              .allowed = {0.0, 5.0},
                              .prior = Prior::claim,
                              .source = "engine default",
                              .section = "6.6",
                              .doc = "Response of the log hazard to similar hedgers that have joined."});
        visit(neighbour_effect, {.key = "cascade.neighbour_effect",
                                 .unit = "1",
                                 .value = 0.5,
                                 .allowed = {0.0, 5.0},
                                 .prior = Prior::uniform,
                                 .source = "engine default",
                                 .section = "6.6",
                                 .doc = "Response of the log hazard to neighbours that have joined."});
        visit(conflict_effect, {.key = "cascade.conflict_effect",
                                .unit = "1",
                                .value = 0.5,
                                .allowed = {0.0, 5.0},
                                .prior = Prior::uniform,
                                .source = "engine default",
                                .section = "6.6",
                                .doc = "Fall of the log hazard with conflict, times its salience."});
        visit(tension_effect, {.key = "cascade.tension_effect",
                               .unit = "1",
                               .value = 0.3,
                               .allowed = {0.0, 5.0},
                               .prior = Prior::uniform,
                               .source = "engine default",
                               .section = "6.6",
                               .doc = "Fall of the log hazard with tension, times exposure."});
    }

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
