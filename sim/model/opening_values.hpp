#pragma once
/// Constants that make the opening month a fixed point without shocks (docs/model.md 5; open_world.hpp computes them).

#include "model/world.hpp"

namespace steppe {

template <class P>
struct OpeningValues : Sized {
    using Sized::Sized;

    Table<P, HedgerId, PartnerId> log_alignment{sizes}, base_return{sizes}, link_mean{sizes}, company{sizes},
        turnover_share{sizes};
    Table<P, HedgerId, PartnerId, ChannelId> link_base{sizes};
    Table<P, HedgerId> home_opinion{sizes};
    Table<P, CandidateId> hazard_intercept{sizes}, neighbours{sizes};
    P momentum{}, conflict_intensity{}, tension{}, leader_interest{}, oil{}, minerals{};
    World<P> world{sizes}; ///< in which every arm begins
};

} // namespace steppe
