#pragma once
/// Economy: what a hedger has in material terms (docs/model.md 8.2).

#include "base/table.hpp"
#include "model/measure.hpp"

namespace steppe {

template <class R>
struct EconomyMeasures {
    Table<R, HedgerId> welfare, trade_gain, fdi_stock, firms;

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
    }
};

} // namespace steppe
