#pragma once
/// What a principal's oil from a hedger makes the accord worth to it (docs/model.md 7).

#include "base/table.hpp"
#include "scenario/schema.hpp"

namespace steppe {

template <class P>
struct EnergyParameters : Sized {
    using Sized::Sized;

    Table<P, PrincipalId> share{sizes}, bill{sizes}, relief{sizes}, risk{sizes}, premium{sizes}, years{sizes},
        tension{sizes};

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        visit(share, {.key = "principal.*.energy_share",
                      .unit = "1",
                      .value = 0.0,
                      .allowed = {0.0, 1.0},
                      .prior = Prior::uniform,
                      .source = "engine default: none",
                      .section = "7",
                      .doc = "F2: share of the principal's oil imports that comes from the hedger."});
        visit(bill, {.key = "principal.*.energy_bill",
                     .unit = "G/year",
                     .value = 0.0,
                     .allowed = {0.0, 100.0},
                     .prior = Prior::fixed,
                     .source = "engine default: none",
                     .section = "7",
                     .doc = "F2: its bill for imported oil at the reference price."});
        visit(relief, {.key = "principal.*.energy_relief",
                       .unit = "1",
                       .value = 0.5,
                       .allowed = {0.0, 1.0},
                       .prior = Prior::uniform,
                       .source = "engine default",
                       .section = "7",
                       .doc = "F2: part of the risk to that supply which membership removes."});
        visit(risk, {.key = "principal.*.energy_risk",
                     .unit = "1/year",
                     .value = 0.02,
                     .allowed = {0.0, 1.0},
                     .prior = Prior::loguniform,
                     .source = "engine default",
                     .section = "7",
                     .doc = "F2: probability a year that the supply is interrupted, without tension."});
        visit(premium, {.key = "principal.*.energy_premium",
                        .unit = "1",
                        .value = 0.3,
                        .allowed = {0.0, 10.0},
                        .prior = Prior::loguniform,
                        .source = "engine default",
                        .section = "7",
                        .doc = "F2: what replacing it costs, over its price."});
        visit(years, {.key = "principal.*.energy_years",
                      .unit = "year",
                      .value = 8.3,
                      .allowed = {0.0, 100.0},
                      .prior = Prior::fixed,
                      .source = "engine default",
                      .section = "7",
                      .doc = "F2: years that count, as a present value."});
        visit(tension, {.key = "principal.*.energy_tension",
                        .unit = "1",
                        .value = 0.0,
                        .allowed = {0.0, 100.0},
                        .prior = Prior::uniform,
                        .source = "engine default: none",
                        .section = "7",
                        .doc = "F2: rise of that risk at full regional tension."});
    }
};

} // namespace steppe
