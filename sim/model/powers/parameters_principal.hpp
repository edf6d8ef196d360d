#pragma once
/// What a patron power wants, can offer and can threaten (docs/model.md 6.1, 6.2, 6.5, 7).

#include "base/table.hpp"
#include "scenario/schema.hpp"

namespace steppe {

template <class P>
struct PrincipalParameters : Sized {
    using Sized::Sized;

    Table<P, PrincipalId> stake{sizes}, spillover{sizes}, budget{sizes}, threat_capacity{sizes}, threat_threshold{sizes},
        threat_rate{sizes}, threat_softness{sizes}, execution_cost{sizes}, audience_cost{sizes}, resolve{sizes},
        delivery{sizes}, perceived_resolve{sizes}, perceived_delivery{sizes}, backlash{sizes};
    Table<P, PrincipalId> momentum_value{sizes}, minerals_value{sizes}, conflict_value{sizes}, legacy_value{sizes},
        rivalry_value{sizes}, intrusion_value{sizes}, tension_value{sizes}, novelty_share{sizes};
    Table<P, PrincipalId> war_budget_factor{sizes}, office{sizes}, transit_leverage{sizes};

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        visit_power(visit);
        visit_accord_value(visit);
    }

private:
    template <class Visitor>
    void visit_power(Visitor& visit)
    {
        visit(stake, {.key = "principal.*.stake",
                      .unit = "G",
                      .value = 0.0,
                      .allowed = {0.0, 50.0},
                      .prior = Prior::uniform,
                      .source = "engine default: no stake",
                      .section = "7",
                      .doc = "Gamma: present value to the principal of a logarithmic unit more of a hedger's alignment."});
        visit(spillover, {.key = "principal.*.spillover",
                          .unit = "1",
                          .value = 0.0,
                          .allowed = {0.0, 1.0},
                          .prior = Prior::uniform,
                          .source = "engine default: none",
                          .section = "7",
                          .doc = "How far others' shares of a hedger, and gains from its membership, count for it, by its "
                                 "relation to them."});
        visit(budget, {.key = "principal.*.budget",
                       .unit = "G/year",
                       .value = 0.0,
                       .allowed = {0.0, 10.0},
                       .prior = Prior::uniform,
                       .source = "engine default: no offers",
                       .section = "6.1",
                       .doc = "What flows into the principal's purse in a year."});
        visit(threat_capacity, {.key = "principal.*.threat_capacity",
                                .unit = "G",
                                .value = 0.0,
                                .allowed = {0.0, 10.0},
                                .prior = Prior::uniform,
                                .source = "engine default: no threats",
                                .section = "6.1",
                                .doc = "Largest harm that the principal threatens for one action."});
        visit(threat_threshold, {.key = "principal.*.threat_threshold",
                                 .unit = "G",
                                 .value = 0.1,
                                 .allowed = {0.0, 5.0},
                                 .prior = Prior::uniform,
                                 .source = "engine default",
                                 .section = "6.1",
                                 .doc = "Loss at which the threat reaches half of its capacity."});
        visit(threat_rate, {.key = "principal.*.threat_rate",
                            .unit = "1/month",
                            .value = 0.05,
                            .allowed = {0.000001, 0.999999},
                            .prior = Prior::loguniform,
                            .source = "engine default",
                            .section = "6.2",
                            .doc = "Base rate of threatening."});
        visit(threat_softness, {.key = "principal.*.threat_softness",
                                .unit = "G",
                                .value = 0.05,
                                .allowed = {0.005, 1.0},
                                .prior = Prior::uniform,
                                .source = "engine default",
                                .section = "6.1",
                                .doc = "Width over which the threat grows with the loss."});
        visit(execution_cost, {.key = "principal.*.execution_cost",
                               .unit = "1",
                               .value = 0.4,
                               .allowed = {0.0, 2.0},
                               .prior = Prior::uniform,
                               .source = "engine default",
                               .section = "6.2",
                               .doc = "Cost to the principal of executing a threat, per unit of harm done."});
        visit(audience_cost, {.key = "principal.*.audience_cost",
                              .unit = "G",
                              .value = 0.05,
                              .allowed = {0.0, 1.0},
                              .prior = Prior::uniform,
                              .source = "engine default",
                              .section = "6.2",
                              .doc = "Cost of backing down from a provoked threat of full strength."});
        visit(resolve, {.key = "principal.*.resolve",
                        .unit = "1",
                        .value = 0.2,
                        .allowed = {0.0, 1.0},
                        .prior = Prior::uniform,
                        .source = "engine default",
                        .section = "6.5",
                        .doc = "Probability that a provoked threat is executed."});
        visit(delivery, {.key = "principal.*.delivery",
                         .unit = "1",
                         .value = 0.6,
                         .allowed = {0.0, 1.0},
                         .prior = Prior::uniform,
                         .source = "engine default",
                         .section = "6.5",
                         .doc = "Probability that an earned offer is delivered."});
        visit(perceived_resolve, {.key = "principal.*.perceived_resolve",
                                  .unit = "1",
                                  .value = 0.2,
                                  .allowed = {0.01, 0.99},
                                  .prior = Prior::uniform,
                                  .source = "engine default",
                                  .section = "6.5",
                                  .doc = "Hedgers' opening belief that a provoked threat is executed."});
        visit(perceived_delivery, {.key = "principal.*.perceived_delivery",
                                   .unit = "1",
                                   .value = 0.6,
                                   .allowed = {0.01, 0.99},
                                   .prior = Prior::uniform,
                                   .source = "engine default",
                                   .section = "6.5",
                                   .doc = "Hedgers' opening belief that an earned offer is delivered."});
        visit(backlash, {.key = "principal.*.backlash",
                         .unit = "1",
                         .value = 0.0,
                         .allowed = {0.0, 1.0},
                         .prior = Prior::claim,
                         .source = "engine default: no backlash",
                         .section = "6.5",
                         .doc = "Added to resolve while a hedger belongs to the accord (rival reading R6)."});
        visit(office, {.key = "principal.*.office",
                       .unit = "1",
                       .value = 0.0,
                       .allowed = {0.0, 1.0},
                       .prior = Prior::fixed,
                       .source = "engine default",
                       .section = "7",
                       .doc = "Share of what membership is worth to it that goes with the interest of the sponsoring "
                              "leader: 1 where the leader holds office there."});
        visit(war_budget_factor, {.key = "principal.*.war_budget_factor",
                                  .unit = "1",
                                  .value = 1.0,
                                  .allowed = {0.0, 2.0},
                                  .prior = Prior::uniform,
                                  .source = "engine default: unaffected",
                                  .section = "6.1",
                                  .doc = "Factor on the budget while the neighbouring war is active."});
        visit(transit_leverage, {.key = "principal.*.transit_leverage",
                                 .unit = "1",
                                 .value = 0.0,
                                 .allowed = {0.0, 1.0},
                                 .prior = Prior::uniform,
                                 .source = "engine default: none",
                                 .section = "6.1",
                                 .doc = "Share of the threat capacity that rests on control of hedgers' export routes."});
    }

    template <class Visitor>
    void visit_accord_value(Visitor& visit)
    {
        visit(momentum_value, {.key = "principal.*.momentum_value",
                               .unit = "G",
                               .value = 0.0,
                               .allowed = {-1.0, 1.0},
                               .prior = Prior::claim,
                               .source = "engine default: none",
                               .section = "7",
                               .doc = "F1: value of an accession when the accord has no momentum."});
        visit(minerals_value, {.key = "principal.*.minerals_value",
                               .unit = "G",
                               .value = 0.0,
                               .allowed = {-1.0, 1.0},
                               .prior = Prior::claim,
                               .source = "engine default: none",
                               .section = "7",
                               .doc = "F2: value of an accession at normal minerals demand."});
        visit(conflict_value, {.key = "principal.*.conflict_value",
                               .unit = "G",
                               .value = 0.0,
                               .allowed = {-1.0, 1.0},
                               .prior = Prior::claim,
                               .source = "engine default: none",
                               .section = "7",
                               .doc = "F3: value of an accession at full conflict intensity and legitimacy -1."});
        visit(legacy_value, {.key = "principal.*.legacy_value",
                             .unit = "G",
                             .value = 0.0,
                             .allowed = {-1.0, 1.0},
                             .prior = Prior::claim,
                             .source = "engine default: none",
                             .section = "7",
                             .doc = "F4: value of an accession to the leader's record, far from an election."});
        visit(rivalry_value, {.key = "principal.*.rivalry_value",
                              .unit = "G",
                              .value = 0.0,
                              .allowed = {-1.0, 1.0},
                              .prior = Prior::claim,
                              .source = "engine default: none",
                              .section = "7",
                              .doc = "F5: value of an accession per unit of the incumbents' alignment share."});
        visit(intrusion_value, {.key = "principal.*.intrusion_value",
                                .unit = "G",
                                .value = 0.0,
                                .allowed = {-1.0, 1.0},
                                .prior = Prior::claim,
                                .source = "engine default: none",
                                .section = "7",
                                .doc = "F5: value of an accession as an intrusion; negative where it is unwelcome."});
        visit(tension_value, {.key = "principal.*.tension_value",
                              .unit = "G",
                              .value = 0.0,
                              .allowed = {-1.0, 1.0},
                              .prior = Prior::claim,
                              .source = "engine default: none",
                              .section = "7",
                              .doc = "I1: value of an accession at full regional tension; negative for its addressee."});
        visit(novelty_share, {.key = "principal.*.novelty_share",
                              .unit = "1",
                              .value = 0.0,
                              .allowed = {0.0, 1.0},
                              .prior = Prior::fixed,
                              .source = "engine default: none",
                              .section = "7",
                              .doc = "S1: how far prior ties reduce this principal's F2 value."});
    }
};

} // namespace steppe
