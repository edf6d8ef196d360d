#pragma once
/// Trade: exports, imports, and with whom (docs/model.md 6.3).
///
///   level <- level + lasting sc z/sqrt(12)                 z: for imports, c f + sqrt(1 - c^2) z' with a factor f that markets share
///   e_j ~ e0_j exp(level^e_j) a_j,  m_j ~ m0_j exp(level^m_j) kappa_j^beta a_j,  a_j = (w_j/w0_j)^b tau_j^-eps; scaled to sum to 1
///   ln M <- ln M + k_M (eps_M ln(X/X_0) - ln M)
///   ln tau_j = chi S_j - saving A nov_j [sponsor]
///   W^ = [s_home + (1 - s_home) sum_j m~_j tau_j^-eps]^(1/eps)      m~: shares without tau (Arkolakis, Costinot & Rodriguez-Clare 2012)
///
/// What moves the pull is the share in turnover that levels, capability, and exports against imports alone would make: what a hedger did to
/// its own trade by leaning on a partner is no reason to lean more. Neglects: balances by partner, prices of imports, services.
/// Reads levels and imports of now, alignment, pressure; writes the same of next, next.trade_shift and the month's exchange.

#include "lanes/distributions.hpp"
#include "lanes/draws.hpp"
#include "model/economy/trade_weights.hpp"
#include "model/opening_values.hpp"
#include "model/powers/pressure.hpp"
#include "model/streams.hpp"

namespace steppe {

namespace detail {

/// Levels walk from the second month on. Addresses carry no arm.
template <class R, class P>
void walk_levels(Parameters<P> const& p, Structure const& structure, Draws<R> const& draws, int month, HedgerId h,
                 World<R> const& now, World<R>& next)
{
    TradeParameters<P> const& q = p.trade;
    std::uint32_t const hedger = structure.hedger_identity[h];
    R const common = month > 0 ? normal_quantile(draws.uniform(month, stream::trade_common, hedger)) : R{0.0};
    P const lasting = q.lasting_share[h] * square_root(P{1.0 / 12.0});
    for (MarketId m : structure.sizes.markets()) {
        bool const walks = month > 0 && (any(q.export_volatility(h, m) != 0.0) || any(q.import_volatility(h, m) != 0.0));
        next.export_level(h, m) = now.export_level(h, m);
        next.import_level(h, m) = now.import_level(h, m);
        if (walks) {
            auto const u = draws.uniform_pair(month, stream::trade, combine(hedger, structure.market_identity[m]));
            P const shared = q.import_common(h, m);
            R const import_draw = shared * common + square_root(1.0 - shared * shared) * normal_quantile(u[1]);
            next.export_level(h, m) += lasting * q.export_volatility(h, m) * normal_quantile(u[0]);
            next.import_level(h, m) += lasting * q.import_volatility(h, m) * import_draw;
        }
    }
}

/// ln tau of trade with a partner.
template <class R, class P>
[[nodiscard]] R log_trade_cost(Parameters<P> const& p, Structure const& structure, HedgerId h, PartnerId j, R substance,
                               Outlook<R> const& outlook, World<R> const& now)
{
    R const saving = select(p.accord.sponsorship[j] > 0.0,
                            p.trade.accord_trade_saving[h] * substance * outlook.partner_novelty(h, j), R{0.0});
    return p.trade.pressure_trade_cost[h] * pressure_from(structure, now.pressure, h, j) - saving;
}

/// ln of each partner's share in turnover over its opening one.
template <class R, class P>
void shift_pull(Structure const& structure, OpeningValues<P> const& opening, HedgerId h, R exports, R imports,
                Workspace<R> const& workspace, World<R>& next)
{
    TurnoverShares<R> const shares{exports, imports, workspace.export_drive, workspace.import_drive};
    for (PartnerId j : structure.sizes.partners()) {
        R const share = maximum(shares.of(Structure::market(j)), R{1e-12});
        next.trade_shift(h, j) = logarithm(share / opening.turnover_share(h, j));
    }
}

/// Shares in exports and imports, and the gain from trade: takes the drives over into shares.
template <class R, class P>
void share_trade(Parameters<P> const& p, Structure const& structure, OpeningValues<P> const& opening, HedgerId h,
                 R substance, Outlook<R> const& outlook, World<R> const& now, Workspace<R>& workspace, Exchange<R>& exchange)
{
    TradeParameters<P> const& q = p.trade;
    R untaxed = 0.0;
    R imported = 0.0;
    R exported = 0.0;
    for (MarketId m : structure.sizes.markets()) {
        PartnerId const j = structure.partner_of_market[m];
        R leaning = 1.0;
        R cost = 1.0;
        if (j.value >= 0) {
            leaning = exponential(q.alignment_trade[h] * (outlook.log_share(h, j) - opening.log_alignment(h, j)));
            cost = exponential(-q.trade_elasticity[h] * log_trade_cost(p, structure, h, j, substance, outlook, now));
        }
        R const leant = workspace.import_drive[m] * leaning;
        exchange.import_share(h, m) = leant * cost;
        exchange.export_share(h, m) = workspace.export_drive[m] * leaning * cost;
        untaxed += leant;
        imported += exchange.import_share(h, m);
        exported += exchange.export_share(h, m);
    }
    for (MarketId m : structure.sizes.markets()) {
        exchange.import_share(h, m) = exchange.import_share(h, m) / imported;
        exchange.export_share(h, m) = exchange.export_share(h, m) / exported;
    }
    R const foreign = imported / untaxed;
    exchange.trade_gain[h] = 100.0 / q.trade_elasticity[h] * logarithm(q.home_share[h] + (1.0 - q.home_share[h]) * foreign);
}

} // namespace detail

/// In every hedger's month.
template <class R, class P>
void update_trade(Parameters<P> const& p, Structure const& structure, OpeningValues<P> const& opening, Draws<R> const& draws,
                  int month, Readings<R> const& readings, Memberships<R> const& memberships, Means<R> const& means,
                  Outlook<R> const& outlook, World<R> const& now, Workspace<R>& workspace, Exchange<R>& exchange,
                  World<R>& next)
{
    TradeParameters<P> const& q = p.trade;
    for (HedgerId h : structure.sizes.hedgers()) {
        detail::walk_levels(p, structure, draws, month, h, now, next);
        R const exports = exports_of(q, h, readings.oil_ratio, exchange.oil_exports[h]);
        R const level = q.import_response[h] * logarithm(exports / q.exports[h]);
        next.log_imports[h] = now.log_imports[h] + q.import_rate[h] * (level - now.log_imports[h]);
        exchange.exports[h] = exports;
        exchange.imports[h] = imports_of(q, h, next);
        weigh_markets(q, structure, h, means.growth, next, workspace.export_drive, workspace.import_drive);
        detail::shift_pull(structure, opening, h, exports, exchange.imports[h], workspace, next);
        detail::share_trade(p, structure, opening, h, memberships.in_substance[h], outlook, now, workspace, exchange);
    }
}

} // namespace steppe
