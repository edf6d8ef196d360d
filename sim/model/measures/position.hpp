#pragma once
/// Position: where a hedger stands between its partners (docs/model.md 8.1).

#include "base/table.hpp"
#include "model/measure.hpp"

namespace steppe {

template <class R>
struct PositionMeasures {
    Table<R, HedgerId, PartnerId> alignment, influence;
    Table<R, HedgerId> hedging, ambiguity, dependence, channel_dependence_max, frustration, autonomy;
    Table<R, HedgerId, ChannelId> channel_dependence;
    Table<R, HedgerId, ChannelId, PartnerId> channel_share;

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        using enum Reduction;
        visit(alignment, {.name = "alignment",
                          .unit = "1",
                          .long_name = "Alignment share",
                          .reduction = mean,
                          .section = "8.1",
                          .bounds = zero_to_one,
                          .better = {.whose = Whose::partner, .sign = 1, .words = "the leadership leans to it"},
                          .actor_order = 2,
                          .display_order = 4,
                          .headline = true});
        visit(hedging, {.name = "hedging",
                        .unit = "1",
                        .long_name = "Hedging: evenness of alignment",
                        .reduction = mean,
                        .section = "8.1",
                        .bounds = zero_to_one,
                        .better = {.whose = Whose::hedger, .sign = 0, .words = "leans more evenly"},
                        .benefit_order = 3,
                        .actor_order = 10,
                        .display_order = 10});
        visit(ambiguity, {.name = "ambiguity",
                          .unit = "1",
                          .long_name = "Ambiguity: incumbents against others in links",
                          .reduction = mean,
                          .section = "8.1",
                          .bounds = zero_to_one});
        visit(dependence, {.name = "dependence",
                           .unit = "1",
                           .long_name = "Dependence: concentration of alignment (HHI)",
                           .reduction = mean,
                           .section = "8.1",
                           .bounds = zero_to_one});
        visit(channel_dependence, {.name = "channel_dependence",
                                   .unit = "1",
                                   .long_name = "Dependence in links (HHI)",
                                   .reduction = mean,
                                   .section = "8.1",
                                   .bounds = zero_to_one});
        visit(channel_dependence_max, {.name = "channel_dependence_max",
                                       .unit = "1",
                                       .long_name = "Dependence in the most concentrated channel (HHI)",
                                       .reduction = mean,
                                       .section = "8.1",
                                       .bounds = zero_to_one});
        visit(channel_share, {.name = "channel_share",
                              .unit = "1",
                              .long_name = "Share of a partner in the links of a channel",
                              .reduction = mean,
                              .section = "8.1",
                              .optional = true,
                              .bounds = zero_to_one});
        visit(frustration, {.name = "frustration",
                            .unit = "1",
                            .long_name = "Frustration: leaning on powers at odds",
                            .reduction = mean,
                            .section = "8.1",
                            .bounds = minus_one_to_one});
        visit(autonomy, {.name = "autonomy",
                         .unit = "1",
                         .long_name = "Autonomy from stronger partners",
                         .reduction = mean,
                         .section = "8.1",
                         .bounds = zero_to_one,
                         .better = {.whose = Whose::hedger, .sign = 1, .words = "freer of stronger partners"},
                         .benefit_order = 2,
                         .actor_order = 9,
                         .display_order = 8,
                         .headline = true});
        visit(influence, {.name = "influence",
                          .unit = "1",
                          .long_name = "Influence: share in links",
                          .reduction = mean,
                          .section = "8.1",
                          .bounds = zero_to_one,
                          .better = {.whose = Whose::partner, .sign = 1, .words = "a gain in weight"},
                          .benefit_order = 7,
                          .actor_order = 1,
                          .display_order = 9});
    }
};

} // namespace steppe
