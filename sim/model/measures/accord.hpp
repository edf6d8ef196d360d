#pragma once
/// Accord: who is in the accord and how it stands (docs/model.md 8.4).

#include "base/table.hpp"
#include "model/measure.hpp"

namespace steppe {

template <class R>
struct AccordMeasures : Sized {
    using Sized::Sized;

    Table<R> members{sizes}, peer_joins{sizes}, expected_joins{sizes}, peers_withdrawn{sizes}, momentum{sizes},
        legitimacy{sizes}, leader_credit{sizes};
    Table<R, CandidateId> candidate_member{sizes}, candidate_hazard{sizes};
    Table<R, PrincipalId> promised_others{sizes};

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        using enum Reduction;
        visit(members, {.name = "members",
                        .unit = "count",
                        .long_name = "States in the accord",
                        .reduction = final,
                        .section = "8.4",
                        .bounds = at_least_zero,
                        .better = {.whose = Whose::accord, .sign = 1, .words = "the accord grows"},
                        .actor_order = 13,
                        .display_order = 5,
                        .headline = true});
        visit(peer_joins, {.name = "peer_joins",
                           .unit = "count",
                           .long_name = "Other states that joined",
                           .reduction = final,
                           .section = "8.4",
                           .horizons = {12, 24, 60},
                           .bounds = at_least_zero,
                           .better = {.whose = Whose::accord, .sign = 1, .words = "the accord grows"},
                           .benefit_order = 11});
        visit(expected_joins, {.name = "expected_joins",
                               .unit = "count",
                               .long_name = "Other states that join, in expectation month by month",
                               .reduction = sum,
                               .section = "8.4",
                               .horizons = {12, 24, 60},
                               .bounds = at_least_zero});
        visit(peers_withdrawn, {.name = "peers_withdrawn",
                                .unit = "count",
                                .long_name = "Other states whose membership is frozen or that left",
                                .reduction = final,
                                .section = "8.4",
                                .bounds = at_least_zero});
        visit(candidate_hazard, {.name = "candidate_hazard",
                                 .unit = "1/month",
                                 .long_name = "Probability that a candidate joins in the month",
                                 .reduction = mean,
                                 .section = "8.4",
                                 .bounds = zero_to_one});
        visit(promised_others, {.name = "promised_others",
                                .unit = "G",
                                .long_name = "Promised to other states for joining, as expected to be paid",
                                .reduction = sum,
                                .flow = true,
                                .section = "8.4",
                                .bounds = at_least_zero});
        visit(candidate_member, {.name = "candidate_member",
                                 .unit = "1",
                                 .long_name = "Membership of a candidate",
                                 .reduction = final,
                                 .section = "8.4",
                                 .is_probability = true,
                                 .bounds = zero_to_one});
        visit(momentum, {.name = "momentum",
                         .unit = "1",
                         .long_name = "Momentum of the accord",
                         .reduction = mean,
                         .section = "8.4",
                         .bounds = zero_to_one,
                         .better = {.whose = Whose::accord, .sign = 1, .words = "the accord revives"},
                         .benefit_order = 8,
                         .actor_order = 14,
                         .display_order = 12});
        visit(legitimacy, {.name = "legitimacy",
                           .unit = "1",
                           .long_name = "Legitimacy of the contested sponsor",
                           .reduction = mean,
                           .section = "8.4",
                           .bounds = minus_one_to_one,
                           .better = {.whose = Whose::accord, .sign = 1, .words = "its contested sponsor gains standing"},
                           .benefit_order = 9,
                           .actor_order = 15});
        visit(leader_credit, {.name = "leader_credit",
                              .unit = "1",
                              .long_name = "Credit of the sponsoring leader",
                              .reduction = mean,
                              .section = "8.4",
                              .better = {.whose = Whose::accord, .sign = 1, .words = "its leader gains credit"},
                              .benefit_order = 10,
                              .actor_order = 16});
    }
};

} // namespace steppe
