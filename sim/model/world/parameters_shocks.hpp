#pragma once
/// What happens to everybody: prices, tension and routes (docs/model.md 6.7).

#include "base/table.hpp"
#include "scenario/schema.hpp"

namespace steppe {

template <class P>
struct ShockParameters : Sized {
    using Sized::Sized;

    Table<P> oil_mean{sizes}, oil_start{sizes}, oil_reference{sizes}, oil_persistence{sizes}, oil_volatility{sizes},
        oil_moving_average{sizes}, oil_degrees{sizes}, volume_reference{sizes}, volume_start{sizes}, volume_step{sizes},
        minerals_persistence{sizes}, minerals_volatility{sizes};
    Table<P> tension_base{sizes}, tension_excitation{sizes}, tension_memory{sizes}, tension_start{sizes},
        tension_scale{sizes};

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
        visit(oil_moving_average, {.key = "oil.moving_average",
                                   .unit = "1",
                                   .value = 0.0,
                                   .allowed = {-0.95, 0.95},
                                   .prior = Prior::uniform,
                                   .source = "engine default: an innovation acts at once",
                                   .section = "6.7",
                                   .doc = "Part of last month's innovation that adds to this month's price."});
        visit(oil_degrees, {.key = "oil.degrees",
                            .unit = "1",
                            .value = 200.0,
                            .allowed = {2.5, 200.0},
                            .prior = Prior::uniform,
                            .source = "engine default: tails as a normal's",
                            .section = "6.7",
                            .doc = "Degrees of freedom of the innovation, which is Student's: few make heavy tails."});
        visit(volume_reference, {.key = "volume.reference",
                                 .unit = "mt/month",
                                 .value = 1.0,
                                 .allowed = {0.001, 1000.0},
                                 .prior = Prior::fixed,
                                 .source = "engine default: counted in units of the opening's",
                                 .section = "6.7",
                                 .doc = "Hedgers' oil exports in the year whose accounts they open from."});
        visit(volume_start, {.key = "volume.start",
                             .unit = "mt/month",
                             .value = 1.0,
                             .allowed = {0.001, 1000.0},
                             .prior = Prior::fixed,
                             .source = "engine default: as in the year of reference",
                             .section = "6.7",
                             .doc = "Hedgers' oil exports at the opening, before cuts."});
        visit(volume_step, {.key = "volume.step",
                            .unit = "1/year^.5",
                            .value = 0.0,
                            .allowed = {0.0, 1.0},
                            .prior = Prior::uniform,
                            .source = "engine default: constant",
                            .section = "6.7",
                            .doc = "Standard deviation of the change of their logarithm over a year."});
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
    }
};

} // namespace steppe
