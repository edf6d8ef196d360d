#pragma once
/// What makes a stated portfolio the preferred one (docs/model.md 5): set-up arithmetic in double precision, one hedger at a time.

#include <span>

namespace steppe {

/// The portfolio's side of a hedger: numbers over its partners, and three that are its own.
struct PortfolioData {
    std::span<double const> share; ///< w, each above 0
    std::span<double const> risk;  ///< s
    std::span<double const> asymmetry;
    double risk_aversion{};   ///< gamma
    double common_risk{};     ///< rho
    double autonomy_cost{};   ///< beta
    double diversification{}; ///< eta
};

/// Fills `pull` with r0 = Q w + eta ln w, Q = gamma Sigma + 2 beta diag(asymmetry), Sigma_jj = s_j^2, Sigma_jl = rho s_j s_l: with these
/// returns w maximises r.w - w'Qw/2 + eta H(w) on the simplex.
void pull_of_portfolio(PortfolioData const& data, std::span<double const> log_share, std::span<double> pull);

} // namespace steppe
