#pragma once
/// Uranium, unrest at home and leaks about surveillance (docs/model.md 6.7).

#include "base/table.hpp"
#include "scenario/schema.hpp"

namespace steppe {

template <class P>
struct OccasionParameters : Sized {
    using Sized::Sized;

    Table<P> uranium_start{sizes}, uranium_persistence{sizes}, uranium_volatility{sizes}, unrest_start{sizes},
        unrest_rate{sizes}, unrest_decay{sizes}, leak_rate{sizes}, leak_decay{sizes};

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        visit(uranium_start, {.key = "uranium.start",
                              .unit = "1",
                              .value = 1.0,
                              .allowed = {0.1, 10.0},
                              .prior = Prior::fixed,
                              .source = "engine default",
                              .section = "6.7",
                              .doc = "Hedgers' part of the world's uranium at the opening, over its reference."});
        visit(uranium_persistence, {.key = "uranium.persistence",
                                    .unit = "1",
                                    .value = 0.9,
                                    .allowed = {0.0, 0.999},
                                    .prior = Prior::uniform,
                                    .source = "engine default",
                                    .section = "6.7",
                                    .doc = "Persistence of its logarithm from month to month."});
        visit(uranium_volatility, {.key = "uranium.volatility",
                                   .unit = "1",
                                   .value = 0.0,
                                   .allowed = {0.0, 1.0},
                                   .prior = Prior::uniform,
                                   .source = "engine default: none",
                                   .section = "6.7",
                                   .doc = "Standard deviation of its monthly innovation."});
        visit(unrest_start, {.key = "unrest.start",
                             .unit = "1",
                             .value = 0.0,
                             .allowed = {0.0, 1.0},
                             .prior = Prior::fixed,
                             .source = "engine default: none",
                             .section = "6.7",
                             .doc = "Unrest at home at the opening; 1 is the worst on record."});
        visit(unrest_rate, {.key = "unrest.rate",
                            .unit = "1/month",
                            .value = 0.0,
                            .allowed = {0.0, 1.0},
                            .prior = Prior::loguniform,
                            .source = "engine default: none",
                            .section = "6.7",
                            .doc = "Probability a month that unrest breaks out."});
        visit(unrest_decay, {.key = "unrest.decay",
                             .unit = "1/month",
                             .value = 0.15,
                             .allowed = {0.01, 1.0},
                             .prior = Prior::uniform,
                             .source = "engine default",
                             .section = "6.7",
                             .doc = "Rate at which unrest subsides."});
        visit(leak_rate, {.key = "leak.rate",
                          .unit = "1/month",
                          .value = 0.0,
                          .allowed = {0.0, 5.0},
                          .prior = Prior::uniform,
                          .source = "engine default: none",
                          .section = "6.7",
                          .doc = "Expected reports a month that surveillance was used at home."});
        visit(leak_decay, {.key = "leak.decay",
                           .unit = "1/month",
                           .value = 0.15,
                           .allowed = {0.01, 1.0},
                           .prior = Prior::uniform,
                           .source = "engine default",
                           .section = "6.7",
                           .doc = "Rate at which such a report is forgotten."});
    }
};

/// Leaks remembered where as many are forgotten as come.
template <class P>
[[nodiscard]] P usual_leaks(OccasionParameters<P> const& p)
{
    return p.leak_rate() / p.leak_decay();
}

} // namespace steppe
