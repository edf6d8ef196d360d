#pragma once
/// All parameters of the model. `P` (lanes/lanes.hpp): `double` where the replicates of a pack share their values, `R` where each may
/// have values of its own.

#include "lanes/lanes.hpp"
#include "model/accord/incentives.hpp"
#include "model/accord/parameters_accession.hpp"
#include "model/accord/parameters_accord.hpp"
#include "model/accord/parameters_candidates.hpp"
#include "model/accord/parameters_cascade.hpp"
#include "model/accord/parameters_energy.hpp"
#include "model/economy/parameters_budget.hpp"
#include "model/economy/parameters_links.hpp"
#include "model/economy/parameters_trade.hpp"
#include "model/hedger/parameters_hedger.hpp"
#include "model/hedger/parameters_learning.hpp"
#include "model/opinion/parameters_opinion.hpp"
#include "model/powers/parameters_game.hpp"
#include "model/powers/parameters_principal.hpp"
#include "model/world/parameters_calendar.hpp"
#include "model/world/parameters_capability.hpp"
#include "model/world/parameters_occasions.hpp"
#include "model/world/parameters_regimes.hpp"
#include "model/world/parameters_relations.hpp"
#include "model/world/parameters_route.hpp"
#include "model/world/parameters_shocks.hpp"

#include <cstddef>
#include <span>

namespace steppe {

template <class P>
struct Parameters : Sized {
    using Sized::Sized;

    PrincipalParameters<P> principal{sizes};
    GameParameters<P> game{sizes};
    HedgerParameters<P> hedger{sizes};
    AccessionParameters<P> accession{sizes};
    LinkParameters<P> links{sizes};
    TradeParameters<P> trade{sizes};
    BudgetParameters<P> budget{sizes};
    OpinionParameters<P> opinion{sizes};
    AccordParameters<P> accord{sizes};
    CandidateParameters<P> candidate{sizes};
    CascadeParameters<P> cascade{sizes};
    EnergyParameters<P> energy{sizes};
    OccasionParameters<P> occasions{sizes};
    RelationParameters<P> relations{sizes};
    LearningParameters<P> learning{sizes};
    ShockParameters<P> shocks{sizes};
    RegimeParameters<P> regimes{sizes};
    RouteParameters<P> route{sizes};
    CapabilityParameters<P> capability{sizes};
    CalendarParameters<P> calendar{sizes};
    IncentiveParameters<P> incentive{sizes};

    /// Calls `visit(table, declaration)` for every parameter, in the order in which a scenario stores values.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        principal.visit(visit);
        game.visit(visit);
        hedger.visit(visit);
        accession.visit(visit);
        links.visit(visit);
        trade.visit(visit);
        budget.visit(visit);
        opinion.visit(visit);
        accord.visit(visit);
        candidate.visit(visit);
        cascade.visit(visit);
        energy.visit(visit);
        occasions.visit(visit);
        relations.visit(visit);
        learning.visit(visit);
        shocks.visit(visit);
        regimes.visit(visit);
        route.visit(visit);
        capability.visit(visit);
        calendar.visit(visit);
        incentive.visit(visit);
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
