#pragma once
/// Constants that make the opening month a fixed point without shocks (docs/model.md 5; open_world.hpp computes them).

#include "model/parameters.hpp"
#include "model/world.hpp"

namespace steppe {

template <class P>
struct OpeningValues : Sized {
    using Sized::Sized;

    Table<P, HedgerId, PartnerId> log_alignment{sizes}, base_return{sizes}, link_mean{sizes}, company{sizes},
        turnover_share{sizes};
    Table<P, HedgerId, PartnerId, ChannelId> link_base{sizes};
    Table<P, HedgerId> home_opinion{sizes};
    Table<P, CandidateId> own_log_odds{sizes}; ///< of joining, by what a state is like
    P oil{}, minerals{};
    Parameters<P> reference{sizes}; ///< at which offers to other states are part of the fitted hazard
    World<P> world{sizes};          ///< in which every arm begins
};

} // namespace steppe
