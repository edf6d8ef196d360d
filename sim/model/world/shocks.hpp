#pragma once
/// What happens to everybody: oil, minerals, conflict, war, tension, export route (docs/model.md 6.7).
///
///   oil        x' = phi x + sigma z + jump                       log price over its mean
///   minerals   y' = phi y + sigma z                              log demand over its mean
///   conflict, war   Markov chains over regimes 1, 2, 3
///   tension    N ~ Poisson(mu + h),  h' = phi h + alpha N,  T = 1 - exp(-h'/scale)
///   route      cut with one probability, repaired with another
///
/// Neglects: correlation between the processes. The opening month is observed, not drawn.
/// Reads now.climate; writes next.climate and the month's readings. Addresses carry no arm: every arm meets the same shocks.

#include "lanes/distributions.hpp"
#include "lanes/draws.hpp"
#include "model/parameters.hpp"
#include "model/results.hpp"
#include "model/streams.hpp"
#include "model/structure.hpp"
#include "model/world.hpp"

namespace steppe {

/// Off-diagonal monthly probabilities of a chain over regimes 1, 2, 3; `rate_12` leads from 1 to 2.
template <class P>
struct RegimeRates {
    P rate_12, rate_13, rate_21, rate_23, rate_31, rate_32;
};

/// One month of the chain on one uniform: the lower of the other two regimes takes the lowest part of (0, 1), the higher one
/// the next, and staying the rest.
template <class R, class P>
[[nodiscard]] R step_regime(R regime, RegimeRates<P> const& rates, R u)
{
    R const from_1 = select(u < rates.rate_12, R{2.0}, select(u < rates.rate_12 + rates.rate_13, R{3.0}, R{1.0}));
    R const from_2 = select(u < rates.rate_21, R{1.0}, select(u < rates.rate_21 + rates.rate_23, R{3.0}, R{2.0}));
    R const from_3 = select(u < rates.rate_31, R{1.0}, select(u < rates.rate_31 + rates.rate_32, R{2.0}, R{3.0}));
    return select(regime == 1.0, from_1, select(regime == 2.0, from_2, from_3));
}

template <class P>
[[nodiscard]] RegimeRates<P> conflict_rates(RegimeParameters<P> const& p)
{
    return {p.conflict_high_to_reduced(), p.conflict_high_to_calm(), p.conflict_reduced_to_high(),
            p.conflict_reduced_to_calm(), p.conflict_calm_to_high(), p.conflict_calm_to_reduced()};
}

template <class P>
[[nodiscard]] RegimeRates<P> war_rates(RegimeParameters<P> const& p)
{
    return {p.war_active_to_armistice(),  p.war_active_to_settled(), p.war_armistice_to_active(),
            p.war_armistice_to_settled(), p.war_settled_to_active(), p.war_settled_to_armistice()};
}

/// Step 1 of the month, the first part.
template <class R, class P>
void draw_climate(Parameters<P> const& parameters, Draws<R> const& draws, int month, Climate<R> const& now, Climate<R>& next)
{
    ShockParameters<P> const& p = parameters.shocks;
    next = now;
    if (month == 0) {
        return;
    }
    auto const oil = draws.uniform_pair(month, stream::oil, 0);
    auto const jump = draws.uniform_pair(month, stream::oil_jump, 0);
    next.oil = p.oil_persistence() * now.oil + p.oil_volatility() * normal_quantile(oil[0]) +
               select(jump[0] < p.oil_jump_rate(), p.oil_jump_size() * normal_quantile(jump[1]), R{0.0});
    next.minerals = p.minerals_persistence() * now.minerals +
                    p.minerals_volatility() * normal_quantile(draws.uniform(month, stream::minerals, 0));

    auto const regimes = draws.uniform_pair(month, stream::regimes, 0);
    next.conflict = step_regime(now.conflict, conflict_rates(parameters.regimes), regimes[0]);
    next.war = step_regime(now.war, war_rates(parameters.regimes), regimes[1]);

    auto const events = draws.uniform_pair(month, stream::events, 0);
    R const count = poisson_quantile(events[0], minimum(p.tension_base() + now.excitation, R{50.0}));
    next.excitation = p.tension_memory() * now.excitation + p.tension_excitation() * count;
    next.route_cut = select(now.route_cut == 0.0, select(events[1] < p.transit_cut_rate(), R{1.0}, R{0.0}),
                            select(events[1] < p.transit_repair_rate(), R{0.0}, R{1.0}));
}

/// Intensity of the conflict in its regime, 0 to 1.
template <class R, class P>
[[nodiscard]] R conflict_intensity(RegimeParameters<P> const& p, R regime)
{
    return select(regime == 1.0, R{p.conflict_high()}, select(regime == 2.0, R{p.conflict_reduced()}, R{p.conflict_calm()}));
}

/// Regional tension, 0 to 1.
template <class R, class P>
[[nodiscard]] R tension_reading(ShockParameters<P> const& p, R excitation)
{
    return 1.0 - exponential(-excitation / p.tension_scale());
}

/// The sponsoring leader's interest in success: 1 far from an election, more before one (T1); scaled down for a successor.
template <class P>
[[nodiscard]] P leader_interest(Parameters<P> const& p, PoliticalCalendar const& calendar, int month)
{
    P const until_election = static_cast<double>(calendar.months_to_election(month));
    P const election = 1.0 + p.incentive(Incentive::t1) * p.calendar.election_amplitude() *
                                 exponential(-until_election / p.calendar.election_decay());
    return calendar.administration_in_office(month) ? election : election * p.calendar.successor_interest();
}

/// Step 1 of the month, the second part.
template <class R, class P>
[[nodiscard]] Readings<R> read_climate(Parameters<P> const& p, Structure const& structure, int month,
                                       Climate<R> const& climate)
{
    return {.conflict_intensity = conflict_intensity(p.regimes, climate.conflict),
            .tension = tension_reading(p.shocks, climate.excitation),
            .minerals_demand = exponential(climate.minerals),
            .war_active = select(climate.war == 1.0, R{1.0}, R{0.0}),
            .leader_interest = leader_interest(p, structure.calendar, month),
            .window = structure.calendar.is_summit(month) ? p.incentive(Incentive::t1) : P{0.0},
            .elapsed = static_cast<double>(month),
            .oil_ratio = p.shocks.oil_mean() / p.shocks.oil_reference() * exponential(climate.oil),
            .export_volume = 1.0,
            .route_severity = p.shocks.transit_severity() * climate.route_cut};
}

} // namespace steppe
