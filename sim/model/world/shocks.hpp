#pragma once
/// What happens to everybody: oil, minerals, conflict, war, tension, export route and volume, summits (docs/model.md 6.7).
///
///   oil        x' = phi x + e' + theta e                     log price over its mean; e Student's with standard deviation sigma
///   minerals   y' = phi y + sigma z                          log demand over its mean
///   conflict   war begins and ends at rates; in war l' = phi l + sigma z, g = level e^l, at most 1
///   war        Markov chain over regimes 1, 2, 3
///   tension    N ~ Poisson(mu + h),  h' = phi h + alpha N,  T = 1 - exp(-h'/scale)
///   route      disturbed at a rate that depends on the war, with a severity from a beta distribution; ends at a rate
///   volume     ln Q' = ln Q + step/sqrt(12) z
///   summit     the first when it is; then none, at a rate, or every so many months
///
/// Where a driver's path (model/driver_paths.hpp) reaches the month, the state is what the path says, and the process goes on from it.
/// Neglects: correlation between the processes. The opening month is observed, not drawn.
/// Reads now.climate; writes next.climate and the month's readings. Addresses carry no arm: every arm meets the same shocks.

#include "lanes/beta_quantile.hpp"
#include "lanes/distributions.hpp"
#include "lanes/draws.hpp"
#include "lanes/student_quantile.hpp"
#include "model/parameters.hpp"
#include "model/results.hpp"
#include "model/streams.hpp"
#include "model/structure.hpp"
#include "model/world.hpp"
#include "model/world/occasions.hpp"

#include <optional>

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
[[nodiscard]] RegimeRates<P> war_rates(RegimeParameters<P> const& p)
{
    return {p.war_active_to_armistice(),  p.war_active_to_settled(), p.war_armistice_to_active(),
            p.war_armistice_to_settled(), p.war_settled_to_active(), p.war_settled_to_armistice()};
}

namespace detail {

/// An innovation of the log oil price from a uniform.
template <class R, class P>
[[nodiscard]] R oil_innovation(ShockParameters<P> const& p, R u)
{
    P const degrees = p.oil_degrees();
    P const scale = p.oil_volatility() * square_root((degrees - 2.0) / degrees);
    return scale * student_quantile(normal_quantile(u), degrees);
}

template <class R, class P>
void draw_oil(ShockParameters<P> const& p, DriverPaths const& paths, Draws<R> const& draws, int month, Climate<R> const& now,
              Climate<R>& next)
{
    R const expected = p.oil_persistence() * now.oil + p.oil_moving_average() * now.oil_innovation;
    if (double const* const known = entry_of(paths.oil, month)) {
        next.oil = logarithm(p.oil_start() / p.oil_mean()) + *known;
        next.oil_innovation = next.oil - expected;
        return;
    }
    next.oil_innovation = oil_innovation(p, draws.uniform(month, stream::oil, 0));
    next.oil = expected + next.oil_innovation;
}

template <class R, class P>
void draw_volume(ShockParameters<P> const& p, DriverPaths const& paths, Draws<R> const& draws, int month,
                 Climate<R> const& now, Climate<R>& next)
{
    if (double const* const known = entry_of(paths.volume, month)) {
        next.volume = logarithm(p.volume_start() / p.volume_reference()) + *known;
    } else if (any(p.volume_step() != 0.0)) {
        double const year = 1.0 / 12.0;
        next.volume =
            now.volume + p.volume_step() * square_root(year) * normal_quantile(draws.uniform(month, stream::volume, 0));
    }
}

} // namespace detail

/// Regime and log intensity over the level of war, of an intensity.
template <class R, class P>
void set_conflict(RegimeParameters<P> const& p, R const& intensity, Climate<R>& climate)
{
    MaskOf<R> const at_war = intensity > R{p.conflict_calm()};
    climate.conflict = select(at_war, R{1.0}, R{2.0});
    climate.intensity = select(at_war, logarithm(maximum(intensity, R{1e-9}) / p.conflict_level()), R{0.0});
}

namespace detail {

template <class R, class P>
void draw_conflict(RegimeParameters<P> const& p, DriverPaths const& paths, Draws<R> const& draws, int month, R u,
                   Climate<R> const& now, Climate<R>& next)
{
    if (double const* const known = entry_of(paths.conflict, month)) {
        set_conflict(p, R{p.conflict_start() + *known}, next);
        return;
    }
    MaskOf<R> const was_at_war = now.conflict == 1.0;
    next.conflict =
        select(was_at_war, select(u < p.conflict_end(), R{2.0}, R{1.0}), select(u < p.conflict_onset(), R{1.0}, R{2.0}));
    R const moved = p.conflict_persistence() * now.intensity +
                    p.conflict_volatility() * normal_quantile(draws.uniform(month, stream::intensity, 0));
    next.intensity = select(next.conflict == 1.0, moved, R{0.0});
}

/// Severity of a disturbance, from a uniform.
template <class R, class P>
[[nodiscard]] R severity(RouteParameters<P> const& p, R u)
{
    P const mean = p.severity();
    P const spread = p.severity_spread();
    if (!any(spread > 0.0)) {
        return R{mean};
    }
    P const both = mean * (1.0 - mean) / maximum(spread * spread, P{1e-12}) - 1.0;
    P const first = clamp(mean * both, 0.05, 200.0);
    P const second = clamp((1.0 - mean) * both, 0.05, 200.0);
    return select(spread > 0.0, beta_quantile(u, first, second), R{mean});
}

template <class R, class P>
void draw_route(RouteParameters<P> const& p, Draws<R> const& draws, int month, R u, Climate<R> const& now, Climate<R>& next)
{
    R const rate = select(now.war == 1.0, R{p.onset_in_war()}, R{p.onset()});
    MaskOf<R> const disturbed = now.route_severity > 0.0;
    MaskOf<R> const begins = !disturbed && u < rate;
    next.route_severity = select(disturbed && u < p.end(), R{0.0}, now.route_severity);
    if (any(begins)) {
        next.route_severity = select(begins, severity(p, draws.uniform(month, stream::severity, 0)), next.route_severity);
    }
}

/// 1 where a month has a summit, 0 where it has none; nothing where that is left to chance.
[[nodiscard]] inline std::optional<double> fixed_summit(Structure const& structure, int month)
{
    if (double const* const known = entry_of(structure.drivers.summit, month)) {
        return *known;
    }
    int const since_first = -months_between(structure.calendar.start, structure.calendar.first_summit) + month;
    if (structure.summits == SummitRhythm::yearly) {
        return since_first >= 0 && structure.calendar.is_summit(month) ? 1.0 : 0.0;
    }
    if (since_first <= 0 || structure.summits == SummitRhythm::none) {
        return since_first == 0 ? 1.0 : 0.0;
    }
    return std::nullopt;
}

template <class R, class P>
[[nodiscard]] R draw_summit(P const& rate, Structure const& structure, Draws<R> const& draws, int month)
{
    if (std::optional<double> const fixed = fixed_summit(structure, month)) {
        return *fixed;
    }
    return select(draws.uniform(month, stream::summit, 0) < rate, R{1.0}, R{0.0});
}

} // namespace detail

/// Step 1 of the month, the first part.
template <class R, class P>
void draw_climate(Parameters<P> const& parameters, Structure const& structure, Draws<R> const& draws, int month,
                  Climate<R> const& now, Climate<R>& next)
{
    ShockParameters<P> const& p = parameters.shocks;
    next = now;
    if (month == 0) {
        return;
    }
    detail::draw_oil(p, structure.drivers, draws, month, now, next);
    detail::draw_volume(p, structure.drivers, draws, month, now, next);
    next.minerals = p.minerals_persistence() * now.minerals +
                    p.minerals_volatility() * normal_quantile(draws.uniform(month, stream::minerals, 0));

    auto const regimes = draws.uniform_pair(month, stream::regimes, 0);
    detail::draw_conflict(parameters.regimes, structure.drivers, draws, month, regimes[0], now, next);
    next.war = step_regime(now.war, war_rates(parameters.regimes), regimes[1]);

    auto const events = draws.uniform_pair(month, stream::events, 0);
    R const count = poisson_quantile(events[0], minimum(p.tension_base() + now.excitation, R{50.0}));
    next.excitation = p.tension_memory() * now.excitation + p.tension_excitation() * count;
    detail::draw_route(parameters.route, draws, month, events[1], now, next);
    next.summit = detail::draw_summit(parameters.calendar.summit_rate(), structure, draws, month);
    draw_occasions(parameters, structure, draws, month, now, next);
}

/// Intensity of the conflict, 0 to 1.
template <class R, class P>
[[nodiscard]] R conflict_intensity(RegimeParameters<P> const& p, Climate<R> const& climate)
{
    R const in_war = minimum(p.conflict_level() * exponential(climate.intensity), R{1.0});
    return select(climate.conflict == 1.0, in_war, R{p.conflict_calm()});
}

/// Regional tension, 0 to 1.
template <class R, class P>
[[nodiscard]] R tension_reading(ShockParameters<P> const& p, R excitation)
{
    return 1.0 - exponential(-excitation / p.tension_scale());
}

template <class P>
[[nodiscard]] P months_to_election(Structure const& structure, int month)
{
    int const* const known = entry_of(structure.drivers.months_to_election, month);
    return static_cast<double>(known ? *known : structure.calendar.months_to_election(month));
}

/// 1 while the sponsoring leader is in office, else 0.
[[nodiscard]] inline double sponsor_in_office(Structure const& structure, int month)
{
    double const* const known = entry_of(structure.drivers.office, month);
    return known ? *known : (structure.calendar.administration_in_office(month) ? 1.0 : 0.0);
}

/// The sponsoring leader's interest in success: 1 far from an election, more before one (T1); scaled down for a successor.
template <class P>
[[nodiscard]] P leader_interest(Parameters<P> const& p, Structure const& structure, int month)
{
    P const election = 1.0 + p.incentive(Incentive::t1) * p.calendar.election_amplitude() *
                                 exponential(-months_to_election<P>(structure, month) / p.calendar.election_decay());
    return sponsor_in_office(structure, month) == 1.0 ? election : election * p.calendar.successor_interest();
}

/// 1 in the month of an election while the sponsoring leader is in office, less before it, 0 out of office: a condition in which other
/// states decide, whatever T1 makes of elections.
template <class P>
[[nodiscard]] P election_near(Parameters<P> const& p, Structure const& structure, int month)
{
    return sponsor_in_office(structure, month) *
           exponential(-months_to_election<P>(structure, month) / p.calendar.election_decay());
}

/// Step 1 of the month, the second part.
template <class R, class P>
[[nodiscard]] Readings<R> read_climate(Parameters<P> const& p, Structure const& structure, int month,
                                       Climate<R> const& climate)
{
    return {.conflict_intensity = conflict_intensity(p.regimes, climate),
            .tension = tension_reading(p.shocks, climate.excitation),
            .minerals_demand = exponential(climate.minerals),
            .war_active = select(climate.war == 1.0, R{1.0}, R{0.0}),
            .leader_interest = leader_interest(p, structure, month) *
                               (1.0 + p.incentive(Incentive::t1) * p.calendar.setback_amplitude() * climate.setback),
            .window = climate.summit * p.incentive(Incentive::t1),
            .elapsed = static_cast<double>(month),
            .oil_ratio = p.shocks.oil_mean() / p.shocks.oil_reference() * exponential(climate.oil),
            .export_volume = exponential(climate.volume),
            .route_severity = climate.route_severity,
            .uranium = exponential(climate.uranium),
            .unrest = climate.unrest,
            .leaks = climate.leaks,
            .in_office = sponsor_in_office(structure, month),
            .election_near = election_near(p, structure, month)};
}

/// The climate of the opening month, as observed: a known price has the innovation that its history leaves.
template <class P>
[[nodiscard]] Climate<P> opening_climate(Parameters<P> const& parameters, Structure const& structure)
{
    ShockParameters<P> const& p = parameters.shocks;
    Climate<P> climate{.oil = logarithm(p.oil_start() / p.oil_mean()),
                       .minerals = 0.0,
                       .war = parameters.regimes.war_start(),
                       .excitation = p.tension_start(),
                       .volume = logarithm(p.volume_start() / p.volume_reference())};
    set_conflict(parameters.regimes, P{parameters.regimes.conflict_start()}, climate);
    std::vector<double> const& history = structure.drivers.oil_history;
    P const level = logarithm(p.oil_mean());
    for (std::size_t n = 1; n < history.size(); ++n) {
        climate.oil_innovation = history[n] - level - p.oil_persistence() * (history[n - 1] - level) -
                                 p.oil_moving_average() * climate.oil_innovation;
    }
    open_occasions(parameters, structure, climate);
    climate.summit = detail::fixed_summit(structure, 0).value_or(0.0); // the opening month is observed, not drawn
    return climate;
}

} // namespace steppe
