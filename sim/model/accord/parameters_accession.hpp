#pragma once
/// What acceding is worth and costs to a hedger's leadership (docs/model.md 6.2, 7).

#include "base/table.hpp"
#include "scenario/schema.hpp"

namespace steppe {

template <class P>
struct AccessionParameters : Sized {
    using Sized::Sized;

    Table<P, HedgerId> investment_gain{sizes}, realisation{sizes}, announced_deals{sizes}, leverage_gain{sizes},
        leverage_anchor{sizes}, technology_gain{sizes}, window_gain{sizes}, domestic_cost{sizes}, framing{sizes},
        prior_ties{sizes};
    Table<P, HedgerId, PartnerId> tie{sizes};

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        visit(investment_gain, {.key = "hedger.*.investment_gain",
                                .unit = "G",
                                .value = 0.0,
                                .allowed = {0.0, 2.0},
                                .prior = Prior::claim,
                                .source = "engine default: none",
                                .section = "7",
                                .doc = "G1: investment expected from acceding, at normal minerals demand."});
        visit(realisation, {.key = "hedger.*.realisation",
                            .unit = "1",
                            .value = 0.1,
                            .allowed = {0.0, 1.0},
                            .prior = Prior::uniform,
                            .source = "engine default",
                            .section = "6.3",
                            .doc = "G1: share of announced deals that becomes investment."});
        visit(announced_deals, {.key = "hedger.*.announced_deals",
                                .unit = "G",
                                .value = 0.0,
                                .allowed = {0.0, 50.0},
                                .prior = Prior::uniform,
                                .source = "engine default: none",
                                .section = "6.3",
                                .doc = "G1: deals announced with the accession."});
        visit(leverage_gain, {.key = "hedger.*.leverage_gain",
                              .unit = "G",
                              .value = 0.0,
                              .allowed = {0.0, 5.0},
                              .prior = Prior::claim,
                              .source = "engine default: none",
                              .section = "7",
                              .doc = "G2: value of the accord as a card, per unit of incumbents' share above the anchor."});
        visit(leverage_anchor, {.key = "hedger.*.leverage_anchor",
                                .unit = "1",
                                .value = 0.5,
                                .allowed = {0.0, 1.0},
                                .prior = Prior::uniform,
                                .source = "engine default",
                                .section = "7",
                                .doc = "G2: incumbents' share at which the card is worth nothing."});
        visit(technology_gain, {.key = "hedger.*.technology_gain",
                                .unit = "G",
                                .value = 0.0,
                                .allowed = {0.0, 2.0},
                                .prior = Prior::claim,
                                .source = "engine default: none",
                                .section = "7",
                                .doc = "G3: security and technology access from acceding, were there no prior ties."});
        visit(window_gain, {.key = "hedger.*.window_gain",
                            .unit = "G",
                            .value = 0.0,
                            .allowed = {0.0, 2.0},
                            .prior = Prior::claim,
                            .source = "engine default: none",
                            .section = "7",
                            .doc = "T1: gain from acceding at a summit."});
        visit(domestic_cost, {.key = "hedger.*.domestic_cost",
                              .unit = "G",
                              .value = 0.0,
                              .allowed = {0.0, 5.0},
                              .prior = Prior::uniform,
                              .source = "engine default: none",
                              .section = "7",
                              .doc = "P1: cost of domestic opposition at full intensity of conflict."});
        visit(framing, {.key = "hedger.*.framing",
                        .unit = "1",
                        .value = 0.0,
                        .allowed = {0.0, 1.0},
                        .prior = Prior::claim,
                        .source = "engine default: none",
                        .section = "7",
                        .doc = "G4: share of domestic opposition that development framing removes."});
        visit(prior_ties, {.key = "hedger.*.prior_ties",
                           .unit = "1",
                           .value = 0.0,
                           .allowed = {0.0, 1.0},
                           .prior = Prior::uniform,
                           .source = "engine default: none",
                           .section = "7",
                           .doc = "S1: share of the substance of accession that prior ties already hold."});
        visit(tie, {.key = "hedger.*.tie.*",
                    .unit = "1",
                    .value = 0.0,
                    .allowed = {0.0, 1.0},
                    .prior = Prior::fixed,
                    .source = "engine default: none",
                    .section = "7",
                    .doc = "S1: whether the hedger had ties with the partner before."});
    }
};

} // namespace steppe
