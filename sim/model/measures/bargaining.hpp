#pragma once
/// Bargaining: what was asked, offered, threatened and chosen (docs/model.md 8.3).

#include "base/table.hpp"
#include "model/measure.hpp"

namespace steppe {

template <class R>
struct BargainingMeasures {
    Table<R, HedgerId> status, has_joined, has_frozen, accession_probability, coercion, threats, provoked, executed,
        home_legitimacy;
    Table<R, HedgerId, PrincipalId> pressure, bids, delivered, principal_gain, believed_resolve, believed_delivery;

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        using enum Reduction;
        visit(status, {.name = "status",
                       .unit = "1",
                       .long_name = "Status in the accord: 0 none, 1 announced, 2 operational, 3 frozen",
                       .reduction = final,
                       .section = "6.8",
                       .role = Role::arm,
                       .bounds = {.lower = 0.0, .upper = 3.0}});
        visit(has_joined, {.name = "has_joined",
                           .unit = "1",
                           .long_name = "Acceded at some time",
                           .reduction = final,
                           .section = "8.3",
                           .horizons = {12, 24, 60},
                           .is_probability = true,
                           .bounds = zero_to_one,
                           .display_order = 2});
        visit(has_frozen, {.name = "has_frozen",
                           .unit = "1",
                           .long_name = "Membership was frozen at some time",
                           .reduction = final,
                           .section = "8.3",
                           .horizons = {12, 24, 60},
                           .is_probability = true,
                           .bounds = zero_to_one});
        visit(accession_probability, {.name = "accession_probability",
                                      .unit = "1",
                                      .long_name = "Probability of acceding in the month",
                                      .reduction = mean,
                                      .section = "8.3",
                                      .horizons = {1, 12},
                                      .is_probability = true,
                                      .bounds = zero_to_one,
                                      .display_order = 1});
        visit(coercion, {.name = "coercion",
                         .unit = "G",
                         .long_name = "Harm from executed threats",
                         .reduction = sum,
                         .flow = true,
                         .section = "8.3",
                         .bounds = at_least_zero,
                         .better = {.whose = Whose::hedger, .sign = -1, .words = "a loss"},
                         .benefit_order = 4,
                         .actor_order = 11,
                         .display_order = 6,
                         .headline = true});
        visit(threats, {.name = "threats",
                        .unit = "count",
                        .long_name = "Threats issued",
                        .reduction = sum,
                        .flow = true,
                        .section = "8.3",
                        .bounds = at_least_zero});
        visit(provoked, {.name = "provoked",
                         .unit = "count",
                         .long_name = "Threats provoked by the choice",
                         .reduction = sum,
                         .flow = true,
                         .section = "8.3",
                         .bounds = at_least_zero});
        visit(executed, {.name = "executed",
                         .unit = "count",
                         .long_name = "Threats executed",
                         .reduction = sum,
                         .flow = true,
                         .section = "8.3",
                         .bounds = at_least_zero});
        visit(pressure, {.name = "pressure",
                         .unit = "1",
                         .long_name = "Pressure by a principal",
                         .reduction = mean,
                         .section = "8.3",
                         .bounds = zero_to_one,
                         .better = {.whose = Whose::principal, .sign = 0, .words = "it presses harder"},
                         .actor_order = 5});
        visit(bids, {.name = "bids",
                     .unit = "G",
                     .long_name = "Expected outlay of a principal on its offers",
                     .reduction = sum,
                     .flow = true,
                     .section = "8.3",
                     .bounds = at_least_zero,
                     .better = {.whose = Whose::principal, .sign = -1, .words = "a cost"},
                     .actor_order = 3,
                     .display_order = 7,
                     .headline = true});
        visit(delivered, {.name = "delivered",
                          .unit = "G",
                          .long_name = "Offers delivered by a principal",
                          .reduction = sum,
                          .flow = true,
                          .section = "8.3",
                          .bounds = at_least_zero,
                          .better = {.whose = Whose::principal, .sign = -1, .words = "a cost"},
                          .actor_order = 4});
        visit(principal_gain, {.name = "principal_gain",
                               .unit = "G",
                               .long_name = "Value of the choice to a principal, less what it paid",
                               .reduction = sum,
                               .flow = true,
                               .section = "8.3",
                               .better = {.whose = Whose::principal, .sign = 1, .words = "the choice is worth more to it"},
                               .benefit_order = 6});
        visit(believed_resolve, {.name = "believed_resolve",
                                 .unit = "1",
                                 .long_name = "Belief that a principal executes a provoked threat",
                                 .reduction = final,
                                 .section = "6.5",
                                 .bounds = zero_to_one});
        visit(believed_delivery, {.name = "believed_delivery",
                                  .unit = "1",
                                  .long_name = "Belief that a principal delivers an earned offer",
                                  .reduction = final,
                                  .section = "6.5",
                                  .bounds = zero_to_one});
        visit(home_legitimacy, {.name = "home_legitimacy",
                                .unit = "1",
                                .long_name = "Opinion of the accord at home",
                                .reduction = mean,
                                .section = "8.4",
                                .bounds = minus_one_to_one,
                                .better = {.whose = Whose::hedger, .sign = 1, .words = "better liked at home"},
                                .benefit_order = 5,
                                .actor_order = 12});
    }
};

} // namespace steppe
