#pragma once
/// What a month reports (docs/model.md 8): the measures of all themes. Each is declared once, beside its table; file layout, summaries and
/// reference derive from it.

#include "base/ids.hpp"
#include "model/measures/accord.hpp"
#include "model/measures/bargaining.hpp"
#include "model/measures/climate.hpp"
#include "model/measures/economy.hpp"
#include "model/measures/numerics.hpp"
#include "model/measures/position.hpp"

namespace steppe {

template <class R>
struct Observation : PositionMeasures<R>,
                     EconomyMeasures<R>,
                     BargainingMeasures<R>,
                     AccordMeasures<R>,
                     ClimateMeasures<R>,
                     NumericsMeasures<R> {
    /// Calls `visit(table, declaration)` for each measure, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        PositionMeasures<R>::visit(visit);
        EconomyMeasures<R>::visit(visit);
        BargainingMeasures<R>::visit(visit);
        AccordMeasures<R>::visit(visit);
        ClimateMeasures<R>::visit(visit);
        NumericsMeasures<R>::visit(visit);
    }

    void resize(Sizes const& sizes)
    {
        visit([&](auto& table, MeasureDeclaration const&) { table.resize(sizes); });
    }
};

} // namespace steppe
