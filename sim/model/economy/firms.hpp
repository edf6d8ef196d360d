#pragma once
/// Affiliated firms (docs/model.md 6.3).

#include "lanes/distributions.hpp"
#include "lanes/draws.hpp"
#include "model/parameters.hpp"
#include "model/powers/pressure.hpp"
#include "model/results.hpp"
#include "model/streams.hpp"
#include "model/world.hpp"

namespace steppe {

/// Affiliated firms, counted one by one: openings Poisson, closures Binomial; the stationary mean is the opening number.
template <class R, class P>
void update_firms(Parameters<P> const& p, Structure const& structure, Draws<R> const& draws, int month,
                  Memberships<R> const& memberships, World<R> const& now, World<R>& next)
{
    LinkParameters<P> const& q = p.links;
    for (HedgerId h : structure.sizes.hedgers()) {
        R const substance = memberships.in_substance[h];
        R const political_risk = total_pressure(structure.sizes, now.pressure, h);
        auto const u = draws.uniform_pair(month, stream::firms, structure.hedger_identity[h]);
        R const rate = q.firm_turnover[h] * q.firms[h] *
                       exponential(q.firm_accord_response[h] * substance - q.firm_risk[h] * political_risk);
        R const opened = poisson_quantile(u[0], minimum(rate, R{500.0}));
        R const closed = binomial_quantile(u[1], now.firms[h], q.firm_turnover[h]);
        next.firms[h] = minimum(now.firms[h] + opened - closed, R{2000.0});
    }
}

} // namespace steppe
