#pragma once
/// Oil receipts, the budget and the export route (docs/model.md 6.3).

#include "base/table.hpp"
#include "scenario/schema.hpp"

namespace steppe {

template <class P>
struct BudgetParameters : Sized {
    using Sized::Sized;

    Table<P, HedgerId> oil_retained{sizes}, treasury_share{sizes}, receipts_rate{sizes}, receipts_start{sizes},
        other_revenue{sizes}, balance{sizes}, balance_deviation{sizes}, fund_start{sizes}, fund_draw{sizes},
        vulnerability{sizes}, transit_share{sizes}, route_share{sizes}, bypass_cost{sizes}, bypass_decay{sizes},
        bypass_investment{sizes}, bypass_deal_share{sizes};

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        visit_budget(visit);
        visit_route(visit);
    }

private:
    template <class Visitor>
    void visit_budget(Visitor& visit)
    {
        visit(oil_retained, {.key = "hedger.*.oil_retained",
                             .unit = "1",
                             .value = 0.5,
                             .allowed = {0.0, 1.0},
                             .prior = Prior::uniform,
                             .source = "engine default",
                             .section = "6.3",
                             .doc = "Part of the value of oil exports that is income at home."});
        visit(treasury_share, {.key = "hedger.*.treasury_share",
                               .unit = "1",
                               .value = 0.5,
                               .allowed = {0.0, 1.0},
                               .prior = Prior::triangular,
                               .source = "engine default",
                               .section = "6.3",
                               .doc = "Rise of revenue with oil receipts, as part of oil exports."});
        visit(receipts_rate, {.key = "hedger.*.receipts_rate",
                              .unit = "1/month",
                              .value = 0.25,
                              .allowed = {0.0, 1.0},
                              .prior = Prior::uniform,
                              .source = "engine default",
                              .section = "6.3",
                              .doc = "Rate at which receipts follow price and volume."});
        visit(receipts_start, {.key = "hedger.*.receipts_start",
                               .unit = "1",
                               .value = 1.0,
                               .allowed = {0.0, 5.0},
                               .prior = Prior::fixed,
                               .source = "engine default",
                               .section = "6.3",
                               .doc = "Opening receipts over those of the year of rest."});
        visit(other_revenue, {.key = "hedger.*.other_revenue",
                              .unit = "G/year",
                              .value = 20.0,
                              .allowed = {0.0, 100.0},
                              .prior = Prior::fixed,
                              .source = "engine default",
                              .section = "6.3",
                              .doc = "Revenue that does not come from oil."});
        visit(balance, {.key = "hedger.*.balance",
                        .unit = "G/year",
                        .value = 0.0,
                        .allowed = {-50.0, 50.0},
                        .prior = Prior::fixed,
                        .source = "engine default",
                        .section = "6.3",
                        .doc = "Balance of the budget at rest."});
        visit(balance_deviation, {.key = "hedger.*.balance_deviation",
                                  .unit = "G/year",
                                  .value = 4.0,
                                  .allowed = {0.1, 50.0},
                                  .prior = Prior::fixed,
                                  .source = "engine default",
                                  .section = "6.3",
                                  .doc = "Standard deviation of the balance, which room is measured by."});
        visit(fund_start, {.key = "hedger.*.fund_start",
                           .unit = "G",
                           .value = 0.0,
                           .allowed = {-100.0, 100.0},
                           .prior = Prior::fixed,
                           .source = "engine default",
                           .section = "6.3",
                           .doc = "Opening change of the fund since the year of rest."});
        visit(fund_draw, {.key = "hedger.*.fund_draw",
                          .unit = "1/year",
                          .value = 0.05,
                          .allowed = {0.0, 1.0},
                          .prior = Prior::uniform,
                          .source = "engine default",
                          .section = "6.3",
                          .doc = "Part of the fund's change that counts as room."});
        visit(vulnerability, {.key = "hedger.*.vulnerability",
                              .unit = "1",
                              .value = 0.0,
                              .allowed = {0.0, 3.0},
                              .prior = Prior::claim,
                              .source = "engine default",
                              .section = "6.3",
                              .doc = "Response of the log weight of money to a standard deviation less of fiscal room."});
    }

    template <class Visitor>
    void visit_route(Visitor& visit)
    {
        visit(transit_share,
              {.key = "hedger.*.transit_share",
               .unit = "1",
               .value = 0.0,
               .allowed = {0.0, 1.0},
               .prior = Prior::uniform,
               .source = "engine default",
               .section = "6.3",
               .doc = "Share of oil exports that must cross the territory of whoever has leverage over transit."});
        visit(route_share, {.key = "hedger.*.route_share",
                            .unit = "1",
                            .value = 0.0,
                            .allowed = {0.0, 1.0},
                            .prior = Prior::uniform,
                            .source = "engine default",
                            .section = "6.3",
                            .doc = "Part of these that the route carries which may be cut."});
        visit(bypass_cost, {.key = "hedger.*.bypass_cost",
                            .unit = "G",
                            .value = 10.0,
                            .allowed = {0.1, 1000.0},
                            .prior = Prior::loguniform,
                            .source = "engine default",
                            .section = "6.3",
                            .doc = "Cost of routes around that territory for all oil exports of the year of rest."});
        visit(bypass_decay, {.key = "hedger.*.bypass_decay",
                             .unit = "1/month",
                             .value = 0.003,
                             .allowed = {0.0, 0.5},
                             .prior = Prior::uniform,
                             .source = "engine default",
                             .section = "6.3",
                             .doc = "Decay of capacity beyond the opening one."});
        visit(bypass_investment, {.key = "hedger.*.bypass_investment",
                                  .unit = "G/year",
                                  .value = 0.0,
                                  .allowed = {0.0, 10.0},
                                  .prior = Prior::uniform,
                                  .source = "engine default",
                                  .section = "6.3",
                                  .doc = "Investment in such routes beyond upkeep."});
        visit(bypass_deal_share, {.key = "hedger.*.bypass_deal_share",
                                  .unit = "1",
                                  .value = 0.0,
                                  .allowed = {0.0, 1.0},
                                  .prior = Prior::claim,
                                  .source = "engine default",
                                  .section = "6.3",
                                  .doc = "Part of deals and promises that builds such routes."});
    }
};

} // namespace steppe
