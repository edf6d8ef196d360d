#pragma once
/// What a month reports (docs/model.md 8). Each measure is declared once; file layout, summaries and reference derive from it.

#include "model/measure.hpp"
#include "model/structure.hpp"
#include "model/world.hpp"

namespace steppe {

template <class R>
struct Observation : Sized {
    using Sized::Sized;

    Table<R, HedgerId, PartnerId> alignment{sizes}, influence{sizes};
    Table<R, HedgerId> status{sizes}, has_joined{sizes}, has_frozen{sizes}, hedging{sizes}, ambiguity{sizes},
        dependence{sizes}, channel_dependence_max{sizes}, autonomy{sizes}, frustration{sizes}, welfare{sizes},
        trade_gain{sizes}, fdi_stock{sizes}, firms{sizes}, coercion{sizes}, threats{sizes}, provoked{sizes}, executed{sizes},
        home_legitimacy{sizes}, accession_probability{sizes}, game_residual{sizes}, mean_field_error{sizes},
        second_start_difference{sizes}, clipped_share{sizes};
    Table<R, HedgerId, PrincipalId> pressure{sizes}, bids{sizes}, delivered{sizes}, principal_gain{sizes},
        believed_resolve{sizes}, believed_delivery{sizes};
    Table<R, HedgerId, ChannelId> channel_dependence{sizes};
    Table<R, HedgerId, ChannelId, PartnerId> channel_share{sizes};
    Table<R, CandidateId> candidate_member{sizes};
    Table<R> members{sizes}, peer_joins{sizes}, momentum{sizes}, legitimacy{sizes}, leader_credit{sizes},
        conflict_intensity{sizes}, tension{sizes}, oil_price{sizes};

    /// Calls `visit(table, declaration)` for each measure, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        visit_position(visit);
        visit_economy(visit);
        visit_bargaining(visit);
        visit_world(visit);
        visit_numerics(visit);
    }

private:
    template <class Visitor>
    void visit_position(Visitor& visit)
    {
        using enum Reduction;
        visit(alignment,
              {.name = "alignment", .unit = "1", .long_name = "Alignment share", .reduction = mean, .section = "8.1"});
        visit(hedging, {.name = "hedging",
                        .unit = "1",
                        .long_name = "Hedging: evenness of alignment",
                        .reduction = mean,
                        .section = "8.1"});
        visit(ambiguity, {.name = "ambiguity",
                          .unit = "1",
                          .long_name = "Ambiguity: incumbents against others in links",
                          .reduction = mean,
                          .section = "8.1"});
        visit(dependence, {.name = "dependence",
                           .unit = "1",
                           .long_name = "Dependence: concentration of alignment (HHI)",
                           .reduction = mean,
                           .section = "8.1"});
        visit(channel_dependence, {.name = "channel_dependence",
                                   .unit = "1",
                                   .long_name = "Dependence in links (HHI)",
                                   .reduction = mean,
                                   .section = "8.1"});
        visit(channel_dependence_max, {.name = "channel_dependence_max",
                                       .unit = "1",
                                       .long_name = "Dependence in the most concentrated channel (HHI)",
                                       .reduction = mean,
                                       .section = "8.1"});
        visit(channel_share, {.name = "channel_share",
                              .unit = "1",
                              .long_name = "Share of a partner in the links of a channel",
                              .reduction = mean,
                              .section = "8.1",
                              .optional = true});
        visit(frustration, {.name = "frustration",
                            .unit = "1",
                            .long_name = "Frustration: leaning on powers at odds",
                            .reduction = mean,
                            .section = "8.1"});
        visit(autonomy, {.name = "autonomy",
                         .unit = "1",
                         .long_name = "Autonomy from stronger partners",
                         .reduction = mean,
                         .section = "8.1"});
        visit(influence, {.name = "influence",
                          .unit = "1",
                          .long_name = "Influence: share in links",
                          .reduction = mean,
                          .section = "8.1"});
    }

    template <class Visitor>
    void visit_economy(Visitor& visit)
    {
        using enum Reduction;
        visit(welfare, {.name = "welfare",
                        .unit = "G",
                        .long_name = "Discounted welfare of the month",
                        .reduction = sum,
                        .flow = true,
                        .section = "8.2"});
        visit(trade_gain, {.name = "trade_gain",
                           .unit = "percent",
                           .long_name = "Change of real income from trade costs",
                           .reduction = mean,
                           .section = "8.2"});
        visit(fdi_stock, {.name = "fdi_stock",
                          .unit = "G",
                          .long_name = "Stock of foreign direct investment",
                          .reduction = final,
                          .section = "8.2"});
        visit(firms,
              {.name = "firms", .unit = "count", .long_name = "Affiliated firms", .reduction = final, .section = "8.2"});
    }

    template <class Visitor>
    void visit_bargaining(Visitor& visit)
    {
        using enum Reduction;
        visit(status, {.name = "status",
                       .unit = "1",
                       .long_name = "Status in the accord: 0 none, 1 announced, 2 operational, 3 frozen",
                       .reduction = final,
                       .section = "6.8",
                       .rests = true});
        visit(has_joined, {.name = "has_joined",
                           .unit = "1",
                           .long_name = "Acceded at some time",
                           .reduction = final,
                           .section = "8.3",
                           .horizons = {12, 24, 60},
                           .rests = true});
        visit(has_frozen, {.name = "has_frozen",
                           .unit = "1",
                           .long_name = "Membership was frozen at some time",
                           .reduction = final,
                           .section = "8.3",
                           .horizons = {12, 24, 60},
                           .rests = true});
        visit(accession_probability, {.name = "accession_probability",
                                      .unit = "1",
                                      .long_name = "Probability of acceding in the month",
                                      .reduction = mean,
                                      .section = "8.3",
                                      .horizons = {1, 12},
                                      .rests = true});
        visit(coercion, {.name = "coercion",
                         .unit = "G",
                         .long_name = "Harm from executed threats",
                         .reduction = sum,
                         .flow = true,
                         .section = "8.3",
                         .rests = true});
        visit(threats, {.name = "threats",
                        .unit = "count",
                        .long_name = "Threats issued",
                        .reduction = sum,
                        .flow = true,
                        .section = "8.3"});
        visit(provoked, {.name = "provoked",
                         .unit = "count",
                         .long_name = "Threats provoked by the choice",
                         .reduction = sum,
                         .flow = true,
                         .section = "8.3",
                         .rests = true});
        visit(executed, {.name = "executed",
                         .unit = "count",
                         .long_name = "Threats executed",
                         .reduction = sum,
                         .flow = true,
                         .section = "8.3",
                         .rests = true});
        visit(pressure, {.name = "pressure",
                         .unit = "1",
                         .long_name = "Pressure by a principal",
                         .reduction = mean,
                         .section = "8.3",
                         .rests = true});
        visit(bids, {.name = "bids",
                     .unit = "G",
                     .long_name = "Expected outlay of a principal on its offers",
                     .reduction = sum,
                     .flow = true,
                     .section = "8.3"});
        visit(delivered, {.name = "delivered",
                          .unit = "G",
                          .long_name = "Offers delivered by a principal",
                          .reduction = sum,
                          .flow = true,
                          .section = "8.3",
                          .rests = true});
        visit(principal_gain, {.name = "principal_gain",
                               .unit = "G",
                               .long_name = "Value of the choice to a principal, less what it paid",
                               .reduction = sum,
                               .flow = true,
                               .section = "8.3"});
        visit(believed_resolve, {.name = "believed_resolve",
                                 .unit = "1",
                                 .long_name = "Belief that a principal executes a provoked threat",
                                 .reduction = final,
                                 .section = "6.5",
                                 .rests = true});
        visit(believed_delivery, {.name = "believed_delivery",
                                  .unit = "1",
                                  .long_name = "Belief that a principal delivers an earned offer",
                                  .reduction = final,
                                  .section = "6.5",
                                  .rests = true});
        visit(home_legitimacy, {.name = "home_legitimacy",
                                .unit = "1",
                                .long_name = "Opinion of the accord at home",
                                .reduction = mean,
                                .section = "8.4"});
    }

    template <class Visitor>
    void visit_world(Visitor& visit)
    {
        using enum Reduction;
        visit(members, {.name = "members",
                        .unit = "count",
                        .long_name = "States in the accord",
                        .reduction = final,
                        .section = "8.4",
                        .rests = true});
        visit(peer_joins, {.name = "peer_joins",
                           .unit = "count",
                           .long_name = "Other states that joined",
                           .reduction = final,
                           .section = "8.4",
                           .horizons = {12, 24, 60},
                           .rests = true});
        visit(candidate_member, {.name = "candidate_member",
                                 .unit = "1",
                                 .long_name = "Membership of a candidate",
                                 .reduction = final,
                                 .section = "8.4",
                                 .rests = true});
        visit(momentum,
              {.name = "momentum", .unit = "1", .long_name = "Momentum of the accord", .reduction = mean, .section = "8.4"});
        visit(legitimacy, {.name = "legitimacy",
                           .unit = "1",
                           .long_name = "Legitimacy of the contested sponsor",
                           .reduction = mean,
                           .section = "8.4"});
        visit(leader_credit, {.name = "leader_credit",
                              .unit = "1",
                              .long_name = "Credit of the sponsoring leader",
                              .reduction = mean,
                              .section = "8.4"});
        visit(conflict_intensity, {.name = "conflict_intensity",
                                   .unit = "1",
                                   .long_name = "Intensity of the conflict",
                                   .reduction = mean,
                                   .section = "6.7",
                                   .rests = true});
        visit(tension,
              {.name = "tension", .unit = "1", .long_name = "Regional tension", .reduction = mean, .section = "6.7"});
        visit(oil_price,
              {.name = "oil_price", .unit = "USD/bbl", .long_name = "Oil price", .reduction = mean, .section = "6.7"});
    }

    template <class Visitor>
    void visit_numerics(Visitor& visit)
    {
        using enum Reduction;
        visit(game_residual, {.name = "game_residual",
                              .unit = "1",
                              .long_name = "Largest change in the last step of the bargaining game",
                              .reduction = maximum,
                              .section = "6.1"});
        visit(mean_field_error, {.name = "mean_field_error",
                                 .unit = "1",
                                 .long_name = "Error of principals' forecasts in audited months",
                                 .reduction = maximum,
                                 .section = "11",
                                 .rests = true});
        visit(second_start_difference, {.name = "second_start_difference",
                                        .unit = "1",
                                        .long_name = "Difference of the game from a second start in audited months",
                                        .reduction = maximum,
                                        .section = "11",
                                        .rests = true});
        visit(clipped_share, {.name = "clipped_share",
                              .unit = "1",
                              .long_name = "Share of links held at a bound",
                              .reduction = mean,
                              .section = "6.3",
                              .rests = true});
    }
};

} // namespace steppe
