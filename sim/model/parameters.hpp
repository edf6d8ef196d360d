#pragma once
/// All parameters of the model. `P` (lanes/lanes.hpp): `double` where the replicates of a pack share their values, `R` where each may
/// have values of its own.

#include "lanes/lanes.hpp"
#include "model/parameters_accession.hpp"
#include "model/parameters_accord.hpp"
#include "model/parameters_calendar.hpp"
#include "model/parameters_hedger.hpp"
#include "model/parameters_incentives.hpp"
#include "model/parameters_learning.hpp"
#include "model/parameters_links.hpp"
#include "model/parameters_opinion.hpp"
#include "model/parameters_principal.hpp"
#include "model/parameters_regimes.hpp"
#include "model/parameters_relations.hpp"
#include "model/parameters_shocks.hpp"

#include <cstddef>
#include <span>

namespace steppe {

template <class P>
struct Parameters {
    PrincipalParameters<P> principal;
    HedgerParameters<P> hedger;
    AccessionParameters<P> accession;
    LinkParameters<P> links;
    OpinionParameters<P> opinion;
    AccordParameters<P> accord;
    RelationParameters<P> relations;
    LearningParameters<P> learning;
    ShockParameters<P> shocks;
    RegimeParameters<P> regimes;
    CalendarParameters<P> calendar;
    IncentiveParameters<P> incentive;

    /// Calls `visit(table, declaration)` for every parameter, in the order in which a scenario stores values.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        principal.visit(visit);
        hedger.visit(visit);
        accession.visit(visit);
        links.visit(visit);
        opinion.visit(visit);
        accord.visit(visit);
        relations.visit(visit);
        learning.visit(visit);
        shocks.visit(visit);
        regimes.visit(visit);
        calendar.visit(visit);
        incentive.visit(visit);
    }

    void resize(Sizes const& sizes)
    {
        visit([&](auto& table, Declaration const&) { table.resize(sizes); });
    }

    /// Gives the replicate in one lane values of its own; `values` is in scenario order.
    void assign_lane(int lane, std::span<double const> values)
    {
        std::size_t position = 0;
        visit([&](auto& table, Declaration const&) {
            for (P& entry : table.flat()) {
                LaneTraits<P>::set(entry, lane, values[position++]);
            }
        });
    }

    /// Gives every replicate the same values; `values` is in scenario order.
    void assign(std::span<double const> values)
    {
        std::size_t position = 0;
        visit([&](auto& table, Declaration const&) {
            for (P& entry : table.flat()) {
                entry = values[position++];
            }
        });
    }
};

// Compiled once, in month.cpp.
extern template struct Parameters<double>;
extern template struct Parameters<Lanes<native_width>>;

} // namespace steppe
