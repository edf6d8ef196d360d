#pragma once
/// Economy: what a hedger has in material terms (docs/model.md 8.2).

#include "base/table.hpp"
#include "model/measure.hpp"

namespace steppe {

template <class R>
struct EconomyMeasures : Sized {
    using Sized::Sized;

    Table<R, HedgerId> welfare{sizes}, income{sizes}, trade_gain{sizes}, fdi_stock{sizes}, firms{sizes}, receipts{sizes},
        budget_balance{sizes}, fund{sizes}, money_weight{sizes}, export_ratio{sizes}, bypass{sizes};
    Table<R, HedgerId, MarketId> turnover_share{sizes}, exports{sizes}, imports{sizes};

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        using enum Reduction;
        visit(welfare, {.name = "welfare",
                        .unit = "G",
                        .long_name = "Discounted welfare of the month",
                        .reduction = sum,
                        .flow = true,
                        .section = "8.2",
                        .better = {.whose = Whose::hedger, .sign = 1, .words = "a material gain"},
                        .benefit_order = 1,
                        .actor_order = 6,
                        .display_order = 3,
                        .headline = true,
                        .regret = true});
        visit(income, {.name = "income",
                       .unit = "G/year",
                       .long_name = "Income from trade, investment and oil over that at rest",
                       .reduction = mean,
                       .section = "8.2",
                       .better = {.whose = Whose::hedger, .sign = 1, .words = "a gain"}});
        visit(trade_gain, {.name = "trade_gain",
                           .unit = "percent",
                           .long_name = "Change of real income from trade costs",
                           .reduction = mean,
                           .section = "8.2",
                           .better = {.whose = Whose::hedger, .sign = 1, .words = "a gain"},
                           .actor_order = 8});
        visit(fdi_stock, {.name = "fdi_stock",
                          .unit = "G",
                          .long_name = "Stock of foreign direct investment",
                          .reduction = final,
                          .section = "8.2",
                          .bounds = at_least_zero,
                          .better = {.whose = Whose::hedger, .sign = 1, .words = "a gain"},
                          .actor_order = 7,
                          .display_order = 11});
        visit(firms, {.name = "firms",
                      .unit = "count",
                      .long_name = "Affiliated firms",
                      .reduction = final,
                      .section = "8.2",
                      .bounds = at_least_zero});
        visit_budget(visit);
        visit_trade(visit);
    }

private:
    template <class Visitor>
    void visit_budget(Visitor& visit)
    {
        using enum Reduction;
        visit(receipts, {.name = "receipts",
                         .unit = "G/year",
                         .long_name = "Revenue of the budget",
                         .reduction = mean,
                         .section = "8.2",
                         .bounds = at_least_zero});
        visit(budget_balance, {.name = "budget_balance",
                               .unit = "G/year",
                               .long_name = "Balance of the budget",
                               .reduction = mean,
                               .section = "8.2"});
        visit(fund, {.name = "fund",
                     .unit = "G",
                     .long_name = "Change of the fund since the year of rest",
                     .reduction = final,
                     .section = "8.2"});
        visit(money_weight, {.name = "money_weight",
                             .unit = "1",
                             .long_name = "Weight of money to the leadership",
                             .reduction = mean,
                             .section = "8.2",
                             .bounds = {.lower = 0.5, .upper = 2.0}});
        visit(bypass, {.name = "bypass",
                       .unit = "1",
                       .long_name = "Capacity of routes around the one that may be cut, over oil exports at rest",
                       .reduction = final,
                       .section = "8.2"});
    }

    template <class Visitor>
    void visit_trade(Visitor& visit)
    {
        using enum Reduction;
        visit(export_ratio, {.name = "export_ratio",
                             .unit = "1",
                             .long_name = "Exports over imports",
                             .reduction = mean,
                             .section = "8.2",
                             .bounds = at_least_zero});
        visit(turnover_share, {.name = "turnover_share",
                               .unit = "1",
                               .long_name = "Share in exports and imports together",
                               .reduction = mean,
                               .section = "8.2",
                               .bounds = zero_to_one});
        visit(exports, {.name = "exports",
                        .unit = "G/year",
                        .long_name = "Exports of goods",
                        .reduction = mean,
                        .section = "8.2",
                        .optional = true,
                        .bounds = at_least_zero});
        visit(imports, {.name = "imports",
                        .unit = "G/year",
                        .long_name = "Imports of goods",
                        .reduction = mean,
                        .section = "8.2",
                        .optional = true,
                        .bounds = at_least_zero});
    }
};

} // namespace steppe
