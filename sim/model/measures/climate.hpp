#pragma once
/// Climate: what happens to everybody (docs/model.md 6.7).

#include "base/table.hpp"
#include "model/measure.hpp"

namespace steppe {

template <class R>
struct ClimateMeasures : Sized {
    using Sized::Sized;

    Table<R> conflict_intensity{sizes}, tension{sizes}, oil_price{sizes};

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        using enum Reduction;
        visit(conflict_intensity, {.name = "conflict_intensity",
                                   .unit = "1",
                                   .long_name = "Intensity of the conflict",
                                   .reduction = mean,
                                   .section = "6.7",
                                   .bounds = zero_to_one,
                                   .exogenous = true});
        visit(tension, {.name = "tension",
                        .unit = "1",
                        .long_name = "Regional tension",
                        .reduction = mean,
                        .section = "6.7",
                        .bounds = zero_to_one,
                        .exogenous = true});
        visit(oil_price, {.name = "oil_price",
                          .unit = "USD/bbl",
                          .long_name = "Oil price",
                          .reduction = mean,
                          .section = "6.7",
                          .bounds = at_least_zero,
                          .exogenous = true});
    }
};

} // namespace steppe
