#pragma once
/// How the economies of powers grow against the hedgers', and what depends on it (docs/model.md 6.7).

#include "base/table.hpp"
#include "scenario/schema.hpp"

namespace steppe {

template <class P>
struct CapabilityParameters : Sized {
    using Sized::Sized;

    Table<P, PowerId> trend{sizes}, volatility{sizes}, on_oil{sizes};
    Table<P> base_trend{sizes}, base_volatility{sizes}, base_on_oil{sizes}, trend_kept{sizes}, stakes{sizes}, budgets{sizes},
        threats{sizes};

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        visit(trend, {.key = "power.*.gdp_trend",
                      .unit = "1/year",
                      .value = 0.0,
                      .allowed = {-0.5, 0.5},
                      .prior = Prior::uniform,
                      .source = "engine default: none",
                      .section = "6.7",
                      .doc = "Growth of a power's GDP at the opening, in logarithms."});
        visit(volatility, {.key = "power.*.gdp_volatility",
                           .unit = "1/year^.5",
                           .value = 0.0,
                           .allowed = {0.0, 1.0},
                           .prior = Prior::uniform,
                           .source = "engine default: none",
                           .section = "6.7",
                           .doc = "Standard deviation of that growth over a year that oil does not explain."});
        visit(on_oil, {.key = "power.*.gdp_on_oil",
                       .unit = "1",
                       .value = 0.0,
                       .allowed = {-2.0, 2.0},
                       .prior = Prior::uniform,
                       .source = "engine default: none",
                       .section = "6.7",
                       .doc = "Elasticity of a power's GDP to the oil price."});
        visit(base_trend,
              {.key = "capability.base_trend",
               .unit = "1/year",
               .value = 0.0,
               .allowed = {-0.5, 0.5},
               .prior = Prior::uniform,
               .source = "engine default: none",
               .section = "6.7",
               .doc = "Growth of the hedgers' GDP at the opening, in logarithms: what that of powers counts against."});
        visit(base_volatility, {.key = "capability.base_volatility",
                                .unit = "1/year^.5",
                                .value = 0.0,
                                .allowed = {0.0, 1.0},
                                .prior = Prior::uniform,
                                .source = "engine default: none",
                                .section = "6.7",
                                .doc = "Standard deviation of that growth over a year that oil does not explain."});
        visit(base_on_oil, {.key = "capability.base_on_oil",
                            .unit = "1",
                            .value = 0.0,
                            .allowed = {-2.0, 2.0},
                            .prior = Prior::uniform,
                            .source = "engine default: none",
                            .section = "6.7",
                            .doc = "Elasticity of the hedgers' GDP to the oil price."});
        visit(trend_kept, {.key = "capability.trend_kept",
                           .unit = "1",
                           .value = 0.9,
                           .allowed = {0.0, 1.0},
                           .prior = Prior::uniform,
                           .source = "engine default",
                           .section = "6.7",
                           .doc = "Part of the trend that is left after a year."});
        visit(stakes, {.key = "capability.stakes",
                       .unit = "1",
                       .value = 0.0,
                       .allowed = {0.0, 1.5},
                       .prior = Prior::uniform,
                       .source = "engine default: none",
                       .section = "6.7",
                       .doc = "Elasticity of stakes to capability."});
        visit(budgets, {.key = "capability.budgets",
                        .unit = "1",
                        .value = 0.0,
                        .allowed = {0.0, 1.5},
                        .prior = Prior::uniform,
                        .source = "engine default: none",
                        .section = "6.7",
                        .doc = "Elasticity of budgets to capability."});
        visit(threats, {.key = "capability.threats",
                        .unit = "1",
                        .value = 0.0,
                        .allowed = {0.0, 1.5},
                        .prior = Prior::uniform,
                        .source = "engine default: none",
                        .section = "6.7",
                        .doc = "Elasticity of the capacity to threaten to capability."});
    }
};

} // namespace steppe
