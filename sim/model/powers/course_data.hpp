#pragma once
/// What is given of a course question, and its solution (course_game.hpp).

#include "base/table.hpp"
#include "lanes/elementary.hpp"

namespace steppe {

inline constexpr ActionId holding{0}; ///< what values are counted from

/// The data of one game and its solution. Everything in G or 1/G but what is scaled.
template <class R>
struct CourseGame : Sized {
    using Sized::Sized;

    // given
    R precision{}; ///< lambda
    Table<R, ActionId> utility{sizes}, base_rate{sizes};
    Table<R, PrincipalId> cap{sizes}, delivery{sizes}, exchange{sizes};   ///< q R; q > 0; e
    Table<R, PrincipalId> threatens{sizes}, hurt{sizes}, capacity{sizes}; ///< t, 0 or 1; d; H
    Table<R, PrincipalId> threat_cost{sizes}; ///< of a threat of full strength: kappa rho H + (1 - rho) f
    Table<R, PrincipalId, ActionId> value{sizes}, harm_share{sizes}; ///< V; h/H, see `threatened_share`
    // solved for; what stands here is the starting point
    Table<R, PrincipalId> reservation{sizes}; ///< k less V of holding
    // outcome
    R residual{};                                                         ///< largest change of k in the last step
    Table<R, ActionId> choice{sizes};                                     ///< P(a)
    Table<R, PrincipalId> payoff{sizes}, outlay{sizes};                   ///< Pi; expected outlay, sum of P T
    Table<R, PrincipalId, ActionId> effective_offer{sizes}, offer{sizes}; ///< T; o
    // workspace
    Table<R, ActionId> plain{sizes},
        threatened{sizes}; ///< weights of the answer without offers: without and with the threats made
    Table<R, ActionId> before{sizes}, others{sizes};  ///< with threats and the offers of earlier principals; of all others
    Table<R, PrincipalId> scale{sizes}, least{sizes}; ///< lambda e; least v
    Table<R, PrincipalId> scaled_cap{sizes}, full_factor{sizes}, scaled_reservation{sizes};
    Table<R, PrincipalId> before_step{sizes}, change{sizes};                  ///< in units of 1/(lambda e); e^cap
    Table<R, PrincipalId, ActionId> scaled_value{sizes}, value_factor{sizes}; ///< v; e^v
    Table<R, PrincipalId, ActionId> offer_factor{sizes}, after{sizes};        ///< e^T; product of those of later principals
    Table<R, PrincipalId, ActionId> threat_factor{sizes};                     ///< e^(-lambda d h)
};

/// h/H of a threat at the value of an action to who makes it. `steepness`: 1/eps, in 1/G.
template <class R, class P>
[[nodiscard]] R threatened_share(R value, P threshold, P steepness)
{
    return logistic((-value - threshold) * steepness);
}

/// What a threat of full strength costs on average where it does not deter: carried out with probability rho at kappa a G of harm, else
/// backed down from at the audience cost f (Fearon 1994).
template <class R, class P>
[[nodiscard]] R cost_of_threat(R capacity, P resolve, P execution_cost, P audience_cost)
{
    return execution_cost * resolve * capacity + (1.0 - resolve) * audience_cost;
}

} // namespace steppe
