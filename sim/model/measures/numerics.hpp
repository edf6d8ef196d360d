#pragma once
/// Numerics: how far the numbers can be trusted (docs/model.md 6.1, 6.3, 11).

#include "base/table.hpp"
#include "model/measure.hpp"

namespace steppe {

template <class R>
struct NumericsMeasures {
    Table<R, HedgerId> game_residual, mean_field_error, second_start_difference, clipped_share;

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        using enum Reduction;
        visit(game_residual, {.name = "game_residual",
                              .unit = "1",
                              .long_name = "Largest change in the last step of the bargaining game",
                              .reduction = maximum,
                              .section = "6.1",
                              .role = Role::diagnostic,
                              .bounds = at_least_zero});
        visit(mean_field_error, {.name = "mean_field_error",
                                 .unit = "1",
                                 .long_name = "Error of principals' forecasts in audited months",
                                 .reduction = maximum,
                                 .section = "11",
                                 .role = Role::diagnostic,
                                 .bounds = at_least_zero});
        visit(second_start_difference, {.name = "second_start_difference",
                                        .unit = "1",
                                        .long_name = "Difference of the game from a second start in audited months",
                                        .reduction = maximum,
                                        .section = "11",
                                        .role = Role::diagnostic,
                                        .bounds = at_least_zero});
        visit(clipped_share, {.name = "clipped_share",
                              .unit = "1",
                              .long_name = "Share of links held at a bound",
                              .reduction = mean,
                              .section = "6.3",
                              .role = Role::diagnostic,
                              .bounds = zero_to_one});
    }
};

} // namespace steppe
