#pragma once
/// Other states, candidates and members: what they are like (docs/model.md 6.6).

#include "base/table.hpp"
#include "scenario/schema.hpp"

namespace steppe {

template <class P>
struct CandidateParameters : Sized {
    using Sized::Sized;

    Table<P, CandidateId> member{sizes}, base_hazard{sizes}, arms{sizes}, closeness{sizes}, recognition{sizes},
        monarchy{sizes}, conflict_salience{sizes}, nearness{sizes}, exposure{sizes}, novelty{sizes}, standing{sizes},
        prize{sizes};
    Table<P, CandidateId, CandidateId> neighbour{sizes};

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
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
               .doc = "Probability a month of joining in reference conditions: sponsor in office, no election, war, members "
                      "or momentum."});
        visit(arms, {.key = "candidate.*.arms",
                     .unit = "1",
                     .value = 0.0,
                     .allowed = {-10.0, 10.0},
                     .prior = Prior::fixed,
                     .source = "engine default",
                     .section = "6.6",
                     .doc = "Share of its arms from the sponsor, in standard deviations from the mean of other states."});
        visit(closeness,
              {.key = "candidate.*.closeness",
               .unit = "1",
               .value = 0.0,
               .allowed = {-10.0, 10.0},
               .prior = Prior::fixed,
               .source = "engine default",
               .section = "6.6",
               .doc = "Closeness to the sponsor in UN votes, in standard deviations from the mean of other states."});
        visit(recognition, {.key = "candidate.*.recognition",
                            .unit = "1",
                            .value = 0.5,
                            .allowed = {0.0, 1.0},
                            .prior = Prior::fixed,
                            .source = "engine default",
                            .section = "6.6",
                            .doc = "How far it recognised the contested sponsor before: 1 full relations, 0 none."});
        visit(monarchy, {.key = "candidate.*.monarchy",
                         .unit = "1",
                         .value = 0.4,
                         .allowed = {0.0, 1.0},
                         .prior = Prior::fixed,
                         .source = "engine default: as the mean of other states",
                         .section = "6.6",
                         .doc = "1 for a monarchy, 0 for another state."});
        visit(conflict_salience, {.key = "candidate.*.conflict_salience",
                                  .unit = "1",
                                  .value = 0.0,
                                  .allowed = {0.0, 1.0},
                                  .prior = Prior::uniform,
                                  .source = "engine default",
                                  .section = "6.6",
                                  .doc = "How much the conflict matters to the public there."});
        visit(nearness, {.key = "candidate.*.nearness",
                         .unit = "1",
                         .value = 0.0,
                         .allowed = {0.0, 1.0},
                         .prior = Prior::fixed,
                         .source = "engine default",
                         .section = "6.6",
                         .doc = "Weight of a hedger that has joined among its neighbours."});
        visit(exposure,
              {.key = "candidate.*.exposure",
               .unit = "1",
               .value = 0.0,
               .allowed = {0.0, 1.0},
               .prior = Prior::fixed,
               .source = "engine default",
               .section = "6.6",
               .doc = "F5: part of what membership intrudes upon (principal.*.intrusion_value) that its joining touches."});
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
                         .doc = "Weight of its joining for momentum and legitimacy, and to the sponsors."});
        visit(prize, {.key = "candidate.*.prize",
                      .unit = "1",
                      .value = 0.0,
                      .allowed = {0.0, 1.0},
                      .prior = Prior::fixed,
                      .source = "engine default: none",
                      .section = "7",
                      .doc = "F4: weight among the prizes beside which another is small."});
        visit(neighbour, {.key = "candidate.*.neighbour.*",
                          .unit = "1",
                          .value = 0.0,
                          .allowed = {0.0, 1.0},
                          .prior = Prior::fixed,
                          .source = "engine default",
                          .section = "6.6",
                          .doc = "Weight of another state that has joined."});
    }
};

} // namespace steppe
