#pragma once
/// Size and composition of trade (docs/model.md 6.3), as the month and the opening compute them.

#include "model/economy/fiscal_room.hpp"
#include "model/results.hpp"
#include "model/structure.hpp"

namespace steppe {

/// X = X_0 [om rel + (1 - om) (P/P_0)^chi], in G/year; never quite 0, as its logarithm is taken.
template <class R, class P>
[[nodiscard]] R exports_of(TradeParameters<P> const& p, HedgerId h, R oil_ratio, R relative_oil_exports)
{
    P const oil = p.oil_share[h];
    R const other = exponential(p.price_response[h] * logarithm(maximum(oil_ratio, R{1e-12})));
    return p.exports[h] * maximum(oil * relative_oil_exports + (1.0 - oil) * other, R{1e-9});
}

/// M = M_0 e^{ln M}, in G/year.
template <class R, class P>
[[nodiscard]] R imports_of(TradeParameters<P> const& p, HedgerId h, World<R> const& world)
{
    return p.imports[h] * exponential(world.log_imports[h]);
}

/// Weights of markets that alignment, pressure and the accord have no part in: e0 exp(level) in exports, and
/// m0 exp(level) kappa^beta in imports, ln kappa the growth of the market's power (0 for the rest of the world).
template <class R, class P>
void weigh_markets(TradeParameters<P> const& p, Structure const& structure, HedgerId h, Table<R, PowerId> const& growth,
                   World<R> const& world, Table<R, MarketId>& in_exports, Table<R, MarketId>& in_imports)
{
    bool const by_size = any(p.size_response[h] != 0.0);
    for (MarketId m : structure.sizes.markets()) {
        PartnerId const j = structure.partner_of_market[m];
        R level = world.import_level(h, m);
        if (by_size && j.value >= 0) {
            level += p.size_response[h] * growth[structure.power_of_partner[j]];
        }
        in_exports[m] = p.export_share(h, m) * exponential(world.export_level(h, m));
        in_imports[m] = p.import_share(h, m) * exponential(level);
    }
}

template <class R>
[[nodiscard]] R total_of(Table<R, MarketId> const& weights)
{
    R total = 0.0;
    for (R const& weight : weights.flat()) {
        total += weight;
    }
    return total;
}

/// Shares in turnover that levels and capability make, given exports and imports in G/year and the weights of weigh_markets.
template <class R>
class TurnoverShares {
public:
    TurnoverShares(R exports, R imports, Table<R, MarketId> const& in_exports, Table<R, MarketId> const& in_imports)
        : in_exports_{in_exports},
          in_imports_{in_imports},
          by_exports_{exports / ((exports + imports) * total_of(in_exports))},
          by_imports_{imports / ((exports + imports) * total_of(in_imports))}
    {
    }

    [[nodiscard]] R of(MarketId m) const { return by_exports_ * in_exports_[m] + by_imports_ * in_imports_[m]; }

private:
    Table<R, MarketId> const& in_exports_;
    Table<R, MarketId> const& in_imports_;
    R by_exports_;
    R by_imports_;
};

} // namespace steppe
