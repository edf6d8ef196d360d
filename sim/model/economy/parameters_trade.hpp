#pragma once
/// Trade: its size, its composition, its costs (docs/model.md 6.3).

#include "base/table.hpp"
#include "scenario/schema.hpp"

namespace steppe {

template <class P>
struct TradeParameters : Sized {
    using Sized::Sized;

    Table<P, HedgerId> gdp{sizes}, exports{sizes}, imports{sizes}, oil_share{sizes}, price_response{sizes},
        import_response{sizes}, import_rate{sizes}, imports_start{sizes}, lasting_share{sizes}, size_response{sizes},
        alignment_trade{sizes}, trade_pull{sizes}, home_share{sizes}, trade_elasticity{sizes}, accord_trade_saving{sizes},
        pressure_trade_cost{sizes};
    Table<P, HedgerId, MarketId> export_share{sizes}, import_share{sizes}, export_volatility{sizes},
        import_volatility{sizes}, import_common{sizes};

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        visit_size(visit);
        visit_markets(visit);
        visit_costs(visit);
    }

private:
    template <class Visitor>
    void visit_size(Visitor& visit)
    {
        visit(gdp, {.key = "hedger.*.gdp",
                    .unit = "10^9 USD/year",
                    .value = 0.0,
                    .allowed = {0.0, 100000.0},
                    .prior = Prior::fixed,
                    .source = "engine default: not stated",
                    .section = "6.3",
                    .doc = "Gross domestic product, of which G is 1 %: what headlines state in USD; 0: not stated. No "
                           "equation reads it."});
        visit(exports, {.key = "hedger.*.exports",
                        .unit = "G/year",
                        .value = 25.0,
                        .allowed = {0.1, 500.0},
                        .prior = Prior::fixed,
                        .source = "engine default",
                        .section = "6.3",
                        .doc = "Exports of goods in the year of rest; per cent of GDP."});
        visit(imports, {.key = "hedger.*.imports",
                        .unit = "G/year",
                        .value = 25.0,
                        .allowed = {0.1, 500.0},
                        .prior = Prior::fixed,
                        .source = "engine default",
                        .section = "6.3",
                        .doc = "Imports of goods in that year."});
        visit(export_share, {.key = "hedger.*.export_share.*",
                             .unit = "1",
                             .value = 0.2,
                             .allowed = {0.0, 1.0},
                             .prior = Prior::uniform,
                             .source = "engine default",
                             .section = "6.3",
                             .doc = "Share of a partner, or of the rest of the world, in exports; scaled to sum to 1."});
        visit(import_share, {.key = "hedger.*.import_share.*",
                             .unit = "1",
                             .value = 0.2,
                             .allowed = {0.0, 1.0},
                             .prior = Prior::uniform,
                             .source = "engine default",
                             .section = "6.3",
                             .doc = "The same of imports."});
        visit(oil_share, {.key = "hedger.*.oil_share",
                          .unit = "1",
                          .value = 0.0,
                          .allowed = {0.0, 1.0},
                          .prior = Prior::uniform,
                          .source = "engine default",
                          .section = "6.3",
                          .doc = "Share of oil in exports."});
        visit(price_response, {.key = "hedger.*.price_response",
                               .unit = "1",
                               .value = 0.0,
                               .allowed = {0.0, 3.0},
                               .prior = Prior::uniform,
                               .source = "engine default",
                               .section = "6.3",
                               .doc = "Elasticity of other exports in the oil price."});
        visit(import_response, {.key = "hedger.*.import_response",
                                .unit = "1",
                                .value = 0.75,
                                .allowed = {0.0, 3.0},
                                .prior = Prior::uniform,
                                .source = "engine default",
                                .section = "6.3",
                                .doc = "Elasticity of imports in exports."});
        visit(import_rate, {.key = "hedger.*.import_rate",
                            .unit = "1/month",
                            .value = 0.15,
                            .allowed = {0.0, 1.0},
                            .prior = Prior::uniform,
                            .source = "engine default",
                            .section = "6.3",
                            .doc = "Rate at which imports follow exports."});
        visit(imports_start, {.key = "hedger.*.imports_start",
                              .unit = "1",
                              .value = 1.0,
                              .allowed = {0.2, 5.0},
                              .prior = Prior::fixed,
                              .source = "engine default",
                              .section = "6.3",
                              .doc = "Opening imports over those of the year of rest."});
    }

    template <class Visitor>
    void visit_markets(Visitor& visit)
    {
        visit(export_volatility,
              {.key = "hedger.*.export_volatility.*",
               .unit = "1/year^0.5",
               .value = 0.0,
               .allowed = {0.0, 2.0},
               .prior = Prior::fixed,
               .source = "engine default",
               .section = "6.3",
               .doc = "Standard deviation of a year's change of the log of a market's weight in exports."});
        visit(import_volatility, {.key = "hedger.*.import_volatility.*",
                                  .unit = "1/year^0.5",
                                  .value = 0.0,
                                  .allowed = {0.0, 2.0},
                                  .prior = Prior::fixed,
                                  .source = "engine default",
                                  .section = "6.3",
                                  .doc = "The same of imports."});
        visit(import_common, {.key = "hedger.*.import_common.*",
                              .unit = "1",
                              .value = 0.0,
                              .allowed = {-1.0, 1.0},
                              .prior = Prior::fixed,
                              .source = "engine default",
                              .section = "6.3",
                              .doc = "Correlation of the market's change in imports with a factor that all markets share."});
        visit(lasting_share, {.key = "hedger.*.lasting_share",
                              .unit = "1",
                              .value = 0.75,
                              .allowed = {0.0, 1.0},
                              .prior = Prior::uniform,
                              .source = "engine default",
                              .section = "6.3",
                              .doc = "Part of these standard deviations that lasts; the rest is observation."});
        visit(size_response, {.key = "hedger.*.size_response",
                              .unit = "1",
                              .value = 0.0,
                              .allowed = {0.0, 2.0},
                              .prior = Prior::uniform,
                              .source = "engine default",
                              .section = "6.3",
                              .doc = "Elasticity of a market's weight in imports in the capability of its power."});
        visit(alignment_trade, {.key = "hedger.*.alignment_trade",
                                .unit = "1",
                                .value = 0.0,
                                .allowed = {0.0, 2.0},
                                .prior = Prior::claim,
                                .source = "engine default",
                                .section = "6.3",
                                .doc = "Elasticity of a market's weight in trade in alignment."});
        visit(trade_pull, {.key = "hedger.*.trade_pull",
                           .unit = "1",
                           .value = 0.0,
                           .allowed = {0.0, 1.0},
                           .prior = Prior::claim,
                           .source = "engine default",
                           .section = "6.3",
                           .doc = "Response of the pull to the log of the share in turnover, as part of diversification."});
    }

    template <class Visitor>
    void visit_costs(Visitor& visit)
    {
        visit(home_share, {.key = "hedger.*.home_share",
                           .unit = "1",
                           .value = 0.7,
                           .allowed = {0.01, 0.999},
                           .prior = Prior::uniform,
                           .source = "engine default",
                           .section = "6.3",
                           .doc = "Share of spending on home goods."});
        visit(trade_elasticity, {.key = "hedger.*.trade_elasticity",
                                 .unit = "1",
                                 .value = 5.0,
                                 .allowed = {1.5, 12.0},
                                 .prior = Prior::uniform,
                                 .tag = EvidenceTag::literature,
                                 .source = "Head & Mayer 2014: about 5",
                                 .section = "6.3",
                                 .doc = "Elasticity of trade to trade cost."});
        visit(accord_trade_saving,
              {.key = "hedger.*.accord_trade_saving",
               .unit = "1",
               .value = 0.0,
               .allowed = {0.0, 0.3},
               .prior = Prior::claim,
               .source = "engine default",
               .section = "7",
               .doc = "S1: fall of the log trade cost with the accord's sponsors when membership is operational."});
        visit(pressure_trade_cost, {.key = "hedger.*.pressure_trade_cost",
                                    .unit = "1",
                                    .value = 0.02,
                                    .allowed = {0.0, 1.0},
                                    .prior = Prior::uniform,
                                    .source = "engine default",
                                    .section = "6.3",
                                    .doc = "Rise of trade cost under the partner's full pressure."});
    }
};

} // namespace steppe
