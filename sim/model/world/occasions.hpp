#pragma once
/// Setbacks of the sponsoring leader at home, hedgers' part of the world's uranium, unrest in hedgers and leaks about surveillance there
/// (docs/model.md 6.7): the rest of what happens to everybody.
///
///   setback   s' = 1 in its month, else s exp(-1/decay)          months of it known, or at a rate
///   uranium   y' = phi y + sigma z                               log over its reference
///   unrest    u' = min{1, (1 - d) u + event},  leaks  n' = (1 - d) n + Poisson(rate)
///
/// Neglects: that unrest follows prices, and leaks what is bought. One unrest for all hedgers.

#include "lanes/distributions.hpp"
#include "lanes/draws.hpp"
#include "model/driver_paths.hpp"
#include "model/parameters.hpp"
#include "model/streams.hpp"
#include "model/structure.hpp"
#include "model/world.hpp"

namespace steppe {

/// A setback of the opening month that is known stands in place of the parameter.
template <class P>
void open_occasions(Parameters<P> const& p, Structure const& structure, Climate<P>& climate)
{
    double const* const known = entry_of(structure.drivers.setback, 0);
    climate.setback = known ? P{*known} : p.calendar.setback_start();
    climate.uranium = logarithm(p.occasions.uranium_start());
    climate.unrest = p.occasions.unrest_start();
    climate.leaks = usual_leaks(p.occasions);
}

/// In every month but the opening.
template <class R, class P>
void draw_occasions(Parameters<P> const& p, Structure const& structure, Draws<R> const& draws, int month,
                    Climate<R> const& now, Climate<R>& next)
{
    OccasionParameters<P> const& q = p.occasions;
    double const* const known = entry_of(structure.drivers.setback, month);
    R const event =
        known ? R{*known} : select(draws.uniform(month, stream::setback, 0) < p.calendar.setback_rate(), R{1.0}, R{0.0});
    next.setback = select(event == 1.0, R{1.0}, now.setback * exponential(-1.0 / p.calendar.setback_decay()));
    next.uranium = q.uranium_persistence() * now.uranium +
                   q.uranium_volatility() * normal_quantile(draws.uniform(month, stream::uranium, 0));
    auto const u = draws.uniform_pair(month, stream::unrest, 0);
    R const breaks_out = select(u[0] < q.unrest_rate(), R{1.0}, R{0.0});
    next.unrest = minimum((1.0 - q.unrest_decay()) * now.unrest + breaks_out, R{1.0});
    next.leaks = (1.0 - q.leak_decay()) * now.leaks + poisson_quantile(u[1], R{q.leak_rate()});
}

} // namespace steppe
