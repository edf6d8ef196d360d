#pragma once
/// What acceding is worth and costs to a hedger's leadership (docs/model.md 6.3, 6.4, 7).

#include "base/table.hpp"
#include "scenario/schema.hpp"

namespace steppe {

template <class P>
struct AccessionParameters : Sized {
    using Sized::Sized;

    Table<P, HedgerId> leverage_months{sizes}, agenda_rate{sizes}, summit_agenda{sizes}, accession_prior{sizes},
        freeze_prior{sizes}, realisation{sizes}, announced_deals{sizes};

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        visit_question(visit);
        visit_worth(visit);
    }

private:
    template <class Visitor>
    void visit_question(Visitor& visit)
    {
        visit(agenda_rate, {.key = "hedger.*.agenda_rate",
                            .unit = "1/month",
                            .value = 0.01,
                            .allowed = {0.0, 1.0},
                            .prior = Prior::loguniform,
                            .source = "engine default",
                            .section = "6.4",
                            .doc = "Probability that the accord is on the agenda of a month by itself."});
        visit(summit_agenda, {.key = "hedger.*.summit_agenda",
                              .unit = "1",
                              .value = 0.3,
                              .allowed = {0.0, 1.0},
                              .prior = Prior::uniform,
                              .source = "engine default",
                              .section = "6.4",
                              .doc = "T1: probability that a summit puts it there while the hedger is no member."});
        visit(accession_prior, {.key = "hedger.*.accession_prior",
                                .unit = "1",
                                .value = 0.5,
                                .allowed = {0.000001, 0.999999},
                                .prior = Prior::fixed,
                                .source = "engine default",
                                .section = "6.4",
                                .doc = "Base rate of acceding once the question is raised."});
        visit(freeze_prior, {.key = "hedger.*.freeze_prior",
                             .unit = "1",
                             .value = 0.1,
                             .allowed = {0.000001, 0.999999},
                             .prior = Prior::loguniform,
                             .source = "engine default",
                             .section = "6.4",
                             .doc = "Base rate of freezing membership once the question is raised."});
        visit(leverage_months, {.key = "hedger.*.leverage_months",
                                .unit = "month",
                                .value = 5.0,
                                .allowed = {0.0, 60.0},
                                .prior = Prior::uniform,
                                .source = "engine default",
                                .section = "6.3",
                                .doc = "G2: months for which the powers answer to a change of membership."});
    }

    template <class Visitor>
    void visit_worth(Visitor& visit)
    {
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
    }
};

} // namespace steppe
