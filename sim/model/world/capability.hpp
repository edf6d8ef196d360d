#pragma once
/// Growth of the powers' economies against the hedgers' (docs/model.md 6.7).
///
///   y_i' = y_i + b_i (x' - x) + g_i d^(t/12)/12 + s_i/sqrt(12) z_i      y = ln GDP since the opening, x log oil price
///   k_i = y_i - y_H                                                     H: the hedgers, with one shock for all powers
///   kappa_i = e^k_i, held within [1/2, 2]
///
/// Neglects: correlation of growth but through oil; that shocks are of years, not months. Reads now.capability and both
/// climates; writes next.capability. What powers can do in a month goes by the month-start capability.

#include "lanes/distributions.hpp"
#include "lanes/draws.hpp"
#include "model/parameters.hpp"
#include "model/results.hpp"
#include "model/streams.hpp"
#include "model/structure.hpp"
#include "model/world.hpp"

namespace steppe {

/// Step 1 of the month, the third part.
template <class R, class P>
void draw_capability(Parameters<P> const& parameters, Structure const& structure, Draws<R> const& draws, int month,
                     World<R> const& now, World<R>& next)
{
    CapabilityParameters<P> const& p = parameters.capability;
    P const kept = exponential(logarithm(maximum(p.trend_kept(), P{1e-9})) * (static_cast<double>(month) / 12.0));
    double const year = 1.0 / 12.0;
    R const oil = next.climate.oil - now.climate.oil;
    auto const shock = [&](P const& volatility, std::uint32_t of, std::uint32_t who) -> R {
        return any(volatility != 0.0) ? volatility * square_root(year) * normal_quantile(draws.uniform(month, of, who))
                                      : R{0.0};
    };
    R const base =
        p.base_on_oil() * oil + p.base_trend() * kept / 12.0 + shock(p.base_volatility(), stream::capability_base, 0);
    for (PowerId i : structure.sizes.powers()) {
        std::vector<double> const& path = structure.drivers.capability[static_cast<std::size_t>(i.value)];
        if (month == 0) {
            next.capability[i] = now.capability[i];
        } else if (double const* const known = entry_of(path, month)) {
            next.capability[i] = *known;
        } else {
            R const own = p.on_oil[i] * oil + p.trend[i] * kept / 12.0 +
                          shock(p.volatility[i], stream::capability, structure.power_identity[i]);
            next.capability[i] = now.capability[i] + (own - base);
        }
    }
}

} // namespace steppe
