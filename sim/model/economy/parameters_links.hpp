#pragma once
/// Links by channel, investment and firms (docs/model.md 6.3).

#include "base/table.hpp"
#include "scenario/schema.hpp"

namespace steppe {

template <class P>
struct LinkParameters : Sized {
    using Sized::Sized;

    Table<P, ChannelId> weight{sizes}, rise_rate{sizes}, fall_rate{sizes}, alignment_response{sizes},
        accord_substance{sizes}, pressure_response{sizes}, oil_response{sizes}, minerals_response{sizes},
        firm_response{sizes}, arms{sizes}, surveillance{sizes};
    Table<P, ChannelId, ChannelId> coupling{sizes};
    Table<P, HedgerId, PartnerId, ChannelId> link{sizes};
    Table<P, HedgerId, PartnerId> vendor{sizes};
    Table<P, HedgerId> fdi_stock{sizes}, fdi_depreciation{sizes}, fdi_yield{sizes}, fdi_risk{sizes}, fdi_oil_response{sizes},
        deal_months{sizes}, firms{sizes}, firm_turnover{sizes}, firm_accord_response{sizes}, firm_risk{sizes};

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        visit_channels(visit);
        visit_stocks(visit);
    }

private:
    template <class Visitor>
    void visit_channels(Visitor& visit)
    {
        visit(weight,
              {.key = "channel.*.weight",
               .unit = "1",
               .value = 0.2,
               .allowed = {0.0, 1.0},
               .prior = Prior::uniform,
               .source = "engine default",
               .section = "6.3",
               .doc = "Weight of the channel in alignment, influence and ambiguity; weights are scaled to sum to 1."});
        visit(rise_rate, {.key = "channel.*.rise_rate",
                          .unit = "1/month",
                          .value = 0.03,
                          .allowed = {0.0, 1.0},
                          .prior = Prior::uniform,
                          .source = "engine default",
                          .section = "6.3",
                          .doc = "Rate at which links grow towards their level."});
        visit(fall_rate, {.key = "channel.*.fall_rate",
                          .unit = "1/month",
                          .value = 0.06,
                          .allowed = {0.0, 1.0},
                          .prior = Prior::uniform,
                          .source = "engine default",
                          .section = "6.3",
                          .doc = "Rate at which links shrink towards their level; ties break faster than they form."});
        visit(alignment_response, {.key = "channel.*.alignment_response",
                                   .unit = "1",
                                   .value = 0.5,
                                   .allowed = {0.0, 5.0},
                                   .prior = Prior::uniform,
                                   .source = "engine default",
                                   .section = "6.3",
                                   .doc = "Response of a link's log-odds to the log of alignment."});
        visit(accord_substance,
              {.key = "channel.*.accord_substance",
               .unit = "1",
               .value = 0.0,
               .allowed = {0.0, 2.0},
               .prior = Prior::claim,
               .source = "engine default",
               .section = "7",
               .doc = "S1: response of the log-odds to operational membership, with the accord's sponsors."});
        visit(pressure_response, {.key = "channel.*.pressure_response",
                                  .unit = "1",
                                  .value = 0.5,
                                  .allowed = {0.0, 5.0},
                                  .prior = Prior::uniform,
                                  .source = "engine default",
                                  .section = "6.3",
                                  .doc = "Fall of a link's log-odds under the partner's full pressure."});
        visit(oil_response, {.key = "channel.*.oil_response",
                             .unit = "1",
                             .value = 0.0,
                             .allowed = {-2.0, 2.0},
                             .prior = Prior::uniform,
                             .source = "engine default",
                             .section = "6.3",
                             .doc = "Response of the log-odds to the log of the oil price over its opening value."});
        visit(minerals_response, {.key = "channel.*.minerals_response",
                                  .unit = "1",
                                  .value = 0.0,
                                  .allowed = {-2.0, 2.0},
                                  .prior = Prior::uniform,
                                  .source = "engine default",
                                  .section = "6.3",
                                  .doc = "Response of the log-odds to the log of minerals demand over its opening value."});
        visit(firm_response, {.key = "channel.*.firm_response",
                              .unit = "1",
                              .value = 0.0,
                              .allowed = {0.0, 5.0},
                              .prior = Prior::claim,
                              .source = "engine default: none",
                              .section = "6.3",
                              .doc = "Response of links with the vendor to the log of its firms."});
        visit(arms, {.key = "channel.*.arms",
                     .unit = "1",
                     .value = 0.0,
                     .allowed = {0.0, 1.0},
                     .prior = Prior::fixed,
                     .source = "engine default: none",
                     .section = "7",
                     .doc = "F5: 1 for the channel of arms."});
        visit(surveillance, {.key = "channel.*.surveillance",
                             .unit = "1",
                             .value = 0.0,
                             .allowed = {0.0, 1.0},
                             .prior = Prior::fixed,
                             .source = "engine default: none",
                             .section = "7",
                             .doc = "G3: 1 for the channel of surveillance."});
        visit(vendor,
              {.key = "hedger.*.vendor.*",
               .unit = "1",
               .value = 0.0,
               .allowed = {0.0, 1.0},
               .prior = Prior::fixed,
               .source = "engine default: none",
               .section = "6.3",
               .doc = "1 for the partner whose firms are counted, and whose arms and surveillance the hedger buys."});
        visit(coupling, {.key = "channel.*.coupling.*",
                         .unit = "1",
                         .value = 0.0,
                         .allowed = {-3.0, 3.0},
                         .prior = Prior::fixed,
                         .source = "engine default",
                         .section = "6.3",
                         .doc = "Response of the log-odds to the change of another channel with the same partner."});
        visit(link, {.key = "hedger.*.link.*.*",
                     .unit = "1",
                     .value = 0.1,
                     .allowed = {0.001, 0.999},
                     .prior = Prior::uniform,
                     .source = "must be given",
                     .section = "6.3",
                     .doc = "Opening strength of the link with a partner in a channel."});
    }

    template <class Visitor>
    void visit_stocks(Visitor& visit)
    {
        visit(fdi_stock, {.key = "hedger.*.fdi_stock",
                          .unit = "G",
                          .value = 50.0,
                          .allowed = {0.0, 1000.0},
                          .prior = Prior::uniform,
                          .source = "engine default",
                          .section = "6.3",
                          .doc = "Opening stock of foreign direct investment."});
        visit(fdi_depreciation, {.key = "hedger.*.fdi_depreciation",
                                 .unit = "1/month",
                                 .value = 0.006,
                                 .allowed = {0.0001, 0.2},
                                 .prior = Prior::uniform,
                                 .source = "engine default",
                                 .section = "6.3",
                                 .doc = "Depreciation of that stock."});
        visit(fdi_yield, {.key = "hedger.*.fdi_yield",
                          .unit = "1/year",
                          .value = 0.05,
                          .allowed = {0.0, 1.0},
                          .prior = Prior::uniform,
                          .source = "engine default",
                          .section = "6.3",
                          .doc = "Income to the hedger per unit of stock."});
        visit(fdi_risk, {.key = "hedger.*.fdi_risk",
                         .unit = "1",
                         .value = 0.5,
                         .allowed = {0.0, 5.0},
                         .prior = Prior::uniform,
                         .source = "engine default",
                         .section = "6.3",
                         .doc = "Fall of log inflow per unit of political risk."});
        visit(fdi_oil_response, {.key = "hedger.*.fdi_oil_response",
                                 .unit = "1",
                                 .value = 0.0,
                                 .allowed = {0.0, 3.0},
                                 .prior = Prior::uniform,
                                 .source = "engine default",
                                 .section = "6.3",
                                 .doc = "Elasticity of inflow in oil receipts."});
        visit(deal_months, {.key = "hedger.*.deal_months",
                            .unit = "month",
                            .value = 36.0,
                            .allowed = {1.0, 240.0},
                            .prior = Prior::uniform,
                            .source = "engine default",
                            .section = "6.3",
                            .doc = "Mean delay of realised deals: each month 1/deal_months of what is pending flows in."});
        visit(firms, {.key = "hedger.*.firms",
                      .unit = "count",
                      .value = 0.0,
                      .allowed = {0.0, 2000.0},
                      .prior = Prior::fixed,
                      .source = "engine default",
                      .section = "6.3",
                      .doc = "Opening number of affiliated firms.",
                      .kind = ValueKind::integer});
        visit(firm_turnover, {.key = "hedger.*.firm_turnover",
                              .unit = "1/month",
                              .value = 0.01,
                              .allowed = {0.0001, 0.2},
                              .prior = Prior::uniform,
                              .source = "engine default",
                              .section = "6.3",
                              .doc = "Rate at which such firms close; openings balance it at the start."});
        visit(firm_accord_response, {.key = "hedger.*.firm_accord_response",
                                     .unit = "1",
                                     .value = 0.0,
                                     .allowed = {-2.0, 2.0},
                                     .prior = Prior::claim,
                                     .source = "engine default",
                                     .section = "6.3",
                                     .doc = "Response of log openings to operational membership."});
        visit(firm_risk, {.key = "hedger.*.firm_risk",
                          .unit = "1",
                          .value = 0.5,
                          .allowed = {0.0, 5.0},
                          .prior = Prior::uniform,
                          .source = "engine default",
                          .section = "6.3",
                          .doc = "Fall of log openings per unit of political risk."});
    }
};

} // namespace steppe
