#pragma once
/// What is given of a course question, and its solution (course_game.hpp).

#include "base/table.hpp"
#include "lanes/elementary.hpp"

namespace steppe {

inline constexpr ActionId holding{0}; ///< what values are counted from

/// The data of one game and its solution. Everything in G or 1/G but what is scaled.
template <class R>
struct CourseGame {
    // given
    R precision{}; ///< lambda
    Table<R, ActionId> utility, base_rate;
    Table<R, PrincipalId> cap, delivery, exchange;     ///< q R; q > 0; e
    Table<R, PrincipalId> threatens, hurt, capacity;   ///< t, 0 or 1; d; H
    Table<R, PrincipalId> threat_cost;                 ///< of a threat of full strength: kappa rho H + (1 - rho) f
    Table<R, PrincipalId, ActionId> value, harm_share; ///< V; h/H, see `threatened_share`
    // solved for; what stands here is the starting point
    Table<R, PrincipalId> reservation; ///< k less V of holding
    // outcome
    R residual{};                                           ///< largest change of k in the last step
    Table<R, ActionId> choice;                              ///< P(a)
    Table<R, PrincipalId> payoff, outlay;                   ///< Pi; expected outlay, sum of P T
    Table<R, PrincipalId, ActionId> effective_offer, offer; ///< T; o
    // workspace
    Table<R, ActionId> plain, threatened; ///< weights of the answer without offers: without and with the threats made
    Table<R, ActionId> before, others;    ///< with threats and the offers of earlier principals; of all others
    Table<R, PrincipalId> scale, least;   ///< lambda e; least v
    Table<R, PrincipalId> scaled_cap, full_factor, scaled_reservation;
    Table<R, PrincipalId> before_step, change;                  ///< in units of 1/(lambda e); e^cap
    Table<R, PrincipalId, ActionId> scaled_value, value_factor; ///< v; e^v
    Table<R, PrincipalId, ActionId> offer_factor, after;        ///< e^T; product of those of later principals
    Table<R, PrincipalId, ActionId> threat_factor;              ///< e^(-lambda d h)

    void resize(Sizes const& sizes)
    {
        for (auto* table : {&utility, &base_rate, &choice, &plain, &threatened, &before, &others}) {
            table->resize(sizes);
        }
        for (auto* table :
             {&cap, &delivery, &exchange, &threatens, &hurt, &capacity, &threat_cost, &reservation, &payoff, &outlay, &scale,
              &scaled_cap, &scaled_reservation, &least, &full_factor, &before_step, &change}) {
            table->resize(sizes);
        }
        for (auto* table : {&value, &harm_share, &effective_offer, &offer, &scaled_value, &value_factor, &offer_factor,
                            &after, &threat_factor}) {
            table->resize(sizes);
        }
    }
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
