#pragma once
/// What happens to everybody: prices, tension and routes (docs/model.md 6.7).

#include "base/table.hpp"
#include "scenario/schema.hpp"

namespace steppe {

template <class P>
struct ShockParameters : Sized {
    using Sized::Sized;

    Table<P> oil_mean{sizes}, oil_start{sizes}, oil_reference{sizes}, oil_persistence{sizes}, oil_volatility{sizes},
        oil_jump_rate{sizes}, oil_jump_size{sizes}, minerals_persistence{sizes}, minerals_volatility{sizes};
    Table<P> tension_base{sizes}, tension_excitation{sizes}, tension_memory{sizes}, tension_start{sizes},
        tension_scale{sizes}, transit_cut_rate{sizes}, transit_repair_rate{sizes}, transit_severity{sizes};

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        visit_markets(visit);
        visit_tension(visit);
    }

private:
    template <class Visitor>
    void visit_markets(Visitor& visit)
    {
        visit(oil_mean, {.key = "oil.mean",
                         .unit = "USD/bbl",
                         .value = 62.0,
                         .allowed = {5.0, 500.0},
                         .prior = Prior::fixed,
                         .source = "engine default",
                         .section = "6.7",
                         .doc = "Level to which the oil price returns (exponential of the mean log)."});
        visit(oil_start, {.key = "oil.start",
                          .unit = "USD/bbl",
                          .value = 62.0,
                          .allowed = {5.0, 500.0},
                          .prior = Prior::fixed,
                          .source = "engine default",
                          .section = "6.7",
                          .doc = "Opening oil price."});
        visit(oil_reference,
              {.key = "oil.reference",
               .unit = "USD/bbl",
               .value = 80.5,
               .allowed = {5.0, 500.0},
               .prior = Prior::fixed,
               .source = "engine default",
               .section = "6.7",
               .doc = "Oil price at which hedgers' economies are at rest: the year whose accounts they open from."});
        visit(oil_persistence, {.key = "oil.persistence",
                                .unit = "1",
                                .value = 0.9844,
                                .allowed = {0.0, 0.9999},
                                .prior = Prior::uniform,
                                .source = "engine default",
                                .section = "6.7",
                                .doc = "Autoregression of the log price over a month."});
        visit(oil_volatility, {.key = "oil.volatility",
                               .unit = "1",
                               .value = 0.0997,
                               .allowed = {0.0, 1.0},
                               .prior = Prior::uniform,
                               .source = "engine default",
                               .section = "6.7",
                               .doc = "Standard deviation of its monthly innovation."});
        visit(oil_jump_rate, {.key = "oil.jump_rate",
                              .unit = "1/month",
                              .value = 0.01,
                              .allowed = {0.0, 1.0},
                              .prior = Prior::uniform,
                              .source = "engine default",
                              .section = "6.7",
                              .doc = "Probability a month of a jump."});
        visit(oil_jump_size, {.key = "oil.jump_size",
                              .unit = "1",
                              .value = 0.3,
                              .allowed = {0.0, 2.0},
                              .prior = Prior::uniform,
                              .source = "engine default",
                              .section = "6.7",
                              .doc = "Standard deviation of a jump of the log price."});
        visit(minerals_persistence, {.key = "minerals.persistence",
                                     .unit = "1",
                                     .value = 0.97,
                                     .allowed = {0.0, 0.9999},
                                     .prior = Prior::uniform,
                                     .source = "engine default",
                                     .section = "6.7",
                                     .doc = "Autoregression of log minerals demand over a month."});
        visit(minerals_volatility, {.key = "minerals.volatility",
                                    .unit = "1",
                                    .value = 0.05,
                                    .allowed = {0.0, 1.0},
                                    .prior = Prior::uniform,
                                    .source = "engine default",
                                    .section = "6.7",
                                    .doc = "Standard deviation of its monthly innovation."});
    }

    template <class Visitor>
    void visit_tension(Visitor& visit)
    {
        visit(tension_base, {.key = "tension.base",
                             .unit = "1/month",
                             .value = 0.03,
                             .allowed = {0.0, 2.0},
                             .prior = Prior::uniform,
                             .source = "engine default",
                             .section = "6.7",
                             .doc = "Rate of tension events with no memory."});
        visit(tension_excitation, {.key = "tension.excitation",
                                   .unit = "1",
                                   .value = 0.24,
                                   .allowed = {0.0, 2.0},
                                   .prior = Prior::uniform,
                                   .source = "engine default",
                                   .section = "6.7",
                                   .doc = "Rise of that rate by one event."});
        visit(tension_memory, {.key = "tension.memory",
                               .unit = "1",
                               .value = 0.6,
                               .allowed = {0.0, 0.99},
                               .prior = Prior::uniform,
                               .source = "engine default",
                               .section = "6.7",
                               .doc = "Share of that rise kept over a month; excitation must stay below 1 - memory."});
        visit(tension_start, {.key = "tension.start",
                              .unit = "1/month",
                              .value = 0.0,
                              .allowed = {0.0, 10.0},
                              .prior = Prior::uniform,
                              .source = "engine default",
                              .section = "6.7",
                              .doc = "Opening excited part of the rate."});
        visit(tension_scale, {.key = "tension.scale",
                              .unit = "1/month",
                              .value = 0.2,
                              .allowed = {0.001, 10.0},
                              .prior = Prior::uniform,
                              .source = "engine default",
                              .section = "6.7",
                              .doc = "Excited rate at which tension reads 0.63."});
        visit(transit_cut_rate, {.key = "transit.cut_rate",
                                 .unit = "1/month",
                                 .value = 0.02,
                                 .allowed = {0.0, 1.0},
                                 .prior = Prior::uniform,
                                 .source = "engine default",
                                 .section = "6.7",
                                 .doc = "Probability a month that the route is cut."});
        visit(transit_repair_rate, {.key = "transit.repair_rate",
                                    .unit = "1/month",
                                    .value = 0.5,
                                    .allowed = {0.01, 1.0},
                                    .prior = Prior::uniform,
                                    .source = "engine default",
                                    .section = "6.7",
                                    .doc = "Probability a month that a cut ends."});
        visit(transit_severity, {.key = "transit.severity",
                                 .unit = "1",
                                 .value = 0.2,
                                 .allowed = {0.0, 1.0},
                                 .prior = Prior::uniform,
                                 .source = "engine default",
                                 .section = "6.7",
                                 .doc = "Share of what the route carries that a cut takes away."});
    }
};

} // namespace steppe
