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
    Table<P, PrincipalId> war_budget_factor{sizes}, office{sizes}, transit_leverage{sizes};

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
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
};

} // namespace steppe
