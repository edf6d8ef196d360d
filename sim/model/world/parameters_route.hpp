#pragma once
/// Disturbances of the hedgers' export route (docs/model.md 6.7).

#include "base/table.hpp"
#include "scenario/schema.hpp"

namespace steppe {

template <class P>
struct RouteParameters : Sized {
    using Sized::Sized;

    Table<P> onset_in_war{sizes}, onset{sizes}, severity{sizes}, severity_spread{sizes}, end{sizes};

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        visit(onset_in_war,
              {.key = "transit.onset_in_war",
               .unit = "1/month",
               .value = 0.02,
               .allowed = {0.0, 1.0},
               .prior = Prior::uniform,
               .source = "engine default",
               .section = "6.7",
               .doc = "Probability a month that the route is disturbed, while the neighbouring war is active."});
        visit(onset, {.key = "transit.onset",
                      .unit = "1/month",
                      .value = 0.02,
                      .allowed = {0.0, 1.0},
                      .prior = Prior::uniform,
                      .source = "engine default",
                      .section = "6.7",
                      .doc = "Probability a month that the route is disturbed, while it is not."});
        visit(severity, {.key = "transit.severity",
                         .unit = "1",
                         .value = 0.2,
                         .allowed = {0.0, 1.0},
                         .prior = Prior::uniform,
                         .source = "engine default",
                         .section = "6.7",
                         .doc = "Mean share of what the route carries that a disturbance takes away."});
        visit(severity_spread, {.key = "transit.severity_spread",
                                .unit = "1",
                                .value = 0.0,
                                .allowed = {0.0, 0.5},
                                .prior = Prior::uniform,
                                .source = "engine default",
                                .section = "6.7",
                                .doc = "Standard deviation of that share; without one every disturbance takes the mean."});
        visit(end, {.key = "transit.end",
                    .unit = "1/month",
                    .value = 0.5,
                    .allowed = {0.01, 1.0},
                    .prior = Prior::uniform,
                    .source = "engine default",
                    .section = "6.7",
                    .doc = "Probability a month that a disturbance ends."});
    }
};

} // namespace steppe
