#pragma once
/// The economy in which every arm begins (docs/model.md 5): receipts, fund and imports where the scenario says they stand, everything else
/// at rest. Where P = P_0, Q = Q_0, the route is open and the scenario says nothing else, nothing of it moves.

#include "model/economy/route.hpp"
#include "model/economy/trade_weights.hpp"
#include "model/opening_values.hpp"

namespace steppe {

/// `p` must hold scaled shares.
template <class P>
void open_economy(Parameters<P> const& p, Structure const& structure, Readings<P> const& readings, HedgerId h,
                  OpeningValues<P>& opening)
{
    Sizes const& sizes = structure.sizes;
    World<P>& world = opening.world;
    world.receipts[h] = p.budget.receipts_start[h];
    world.fund[h] = p.budget.fund_start[h];
    world.log_imports[h] = logarithm(p.trade.imports_start[h]);
    world.bypass[h] = opening_bypass(p.budget, h);
    for (MarketId m : sizes.markets()) {
        world.export_level(h, m) = 0.0;
        world.import_level(h, m) = 0.0;
    }
    Table<P, PowerId> const growth{sizes}; // none yet
    Table<P, MarketId> in_exports{sizes};
    Table<P, MarketId> in_imports{sizes};
    weigh_markets(p.trade, structure, h, growth, world, in_exports, in_imports);
    P const exports = exports_of(p.trade, h, readings.oil_ratio, relative_oil_exports(p, h, readings, world));
    P const imports = imports_of(p.trade, h, world);
    TurnoverShares<P> const shares{exports, imports, in_exports, in_imports};
    for (PartnerId j : sizes.partners()) {
        world.trade_shift(h, j) = 0.0;
        opening.turnover_share(h, j) = maximum(shares.of(Structure::market(j)), P{1e-12});
    }
}

} // namespace steppe
