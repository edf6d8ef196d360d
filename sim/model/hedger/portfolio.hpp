#pragma once
/// The alignment portfolio that the leadership would like to hold (docs/model.md 6.2).
///
///   U(w) = r.w - 1/2 w'Qw + eta H(w)          H(w) = -sum w ln w
///   Q    = gamma Sigma + 2 beta diag(asymmetry)
///   Sigma_jj = s_j^2,  Sigma_jl = rho s_j s_l,  s_j = sigma_j sqrt(1 + S_j)
///   w*   = argmax U on the simplex:  w* proportional to exp((r - Q w*)/eta)
///
/// U in G a month. Reference: mean-variance choice (Markowitz 1952) with an entropy term (doctrine of many vectors).

#include "lanes/elementary.hpp"
#include "model/parameters.hpp"
#include "model/world.hpp"

#include <limits>

namespace steppe {

/// Steps towards the preferred portfolio in a month; it starts from last month's, so they keep up with slow change.
inline constexpr int preferred_steps = 8;

/// The utility of one hedger; `returns` and `risk` are read from tables over (hedger, partner).
template <class R, class P = double>
class PortfolioUtility {
public:
    using Field = Table<R, HedgerId, PartnerId>;

    PortfolioUtility(HedgerParameters<P> const& parameters, Sizes const& sizes, HedgerId hedger, Field const& returns,
                     Field const& risk)
        : p_{parameters}, sizes_{sizes}, h_{hedger}, returns_{returns}, risk_{risk}
    {
    }

    /// (Qw)_j for all partners is this common part and a diagonal one.
    [[nodiscard]] R common_exposure(Field const& w) const
    {
        R exposure = 0.0;
        for (PartnerId j : sizes_.partners()) {
            exposure += risk_(h_, j) * w(h_, j);
        }
        return exposure;
    }
    [[nodiscard]] R marginal_cost(Field const& w, R const& exposure, PartnerId j) const
    {
        R const s = risk_(h_, j);
        P const rho = p_.common_risk[h_];
        return p_.risk_aversion[h_] * ((1.0 - rho) * s * s * w(h_, j) + rho * s * exposure) +
               2.0 * p_.autonomy_cost[h_] * p_.asymmetry(h_, j) * w(h_, j);
    }

    /// U at the shares `share(j)` with logarithms `log_share(j)`.
    template <class Share, class LogShare>
    [[nodiscard]] R at(Share share, LogShare log_share) const
    {
        P const rho = p_.common_risk[h_];
        R linear = 0.0;
        R exposure = 0.0;
        R own_variance = 0.0;
        R autonomy = 0.0;
        R entropy = 0.0;
        for (PartnerId j : sizes_.partners()) {
            R const w = share(j);
            R const exposed = risk_(h_, j) * w;
            linear += returns_(h_, j) * w;
            exposure += exposed;
            own_variance += exposed * exposed;
            autonomy += p_.asymmetry(h_, j) * w * w;
            entropy -= w * log_share(j);
        }
        R const variance = (1.0 - rho) * own_variance + rho * exposure * exposure;
        return linear - 0.5 * p_.risk_aversion[h_] * variance - p_.autonomy_cost[h_] * autonomy +
               p_.diversification[h_] * entropy;
    }

    /// Moves `w` towards w* by damped steps of the fixed point in logarithms; each row of `w` stays on the simplex.
    /// The step shortens where curvature is strong against diversification (docs/decisions/0008).
    /// `log_w` is workspace: ln w but for a number that all partners share, such that the largest is 0.
    void improve(Field& w, Field& log_w, int steps) const
    {
        P const per_diversification = 1.0 / p_.diversification[h_];
        R const step = 1.0 / (1.0 + 0.25 * steepest_curvature() * per_diversification);
        for (PartnerId j : sizes_.partners()) {
            log_w(h_, j) = logarithm(w(h_, j));
        }
        for (int n = 0; n < steps; ++n) {
            R const exposure = common_exposure(w);
            R total = 0.0;
            R largest = std::numeric_limits<double>::lowest();
            for (PartnerId j : sizes_.partners()) {
                R const target = (returns_(h_, j) - marginal_cost(w, exposure, j)) * per_diversification;
                log_w(h_, j) = (1.0 - step) * log_w(h_, j) + step * target;
                largest = maximum(largest, log_w(h_, j));
            }
            for (PartnerId j : sizes_.partners()) {
                log_w(h_, j) -= largest;
                w(h_, j) = exponential(log_w(h_, j));
                total += w(h_, j);
            }
            R const scale = 1.0 / total;
            for (PartnerId j : sizes_.partners()) {
                w(h_, j) = w(h_, j) * scale;
            }
        }
    }

private:
    /// Four times the largest diagonal term of Q/2, which keeps the damped step a contraction on shares of at most 1.
    [[nodiscard]] R steepest_curvature() const
    {
        R steepest = 0.0;
        for (PartnerId j : sizes_.partners()) {
            steepest = maximum(steepest, 2.0 * p_.risk_aversion[h_] * square(risk_(h_, j)) +
                                             4.0 * p_.autonomy_cost[h_] * p_.asymmetry(h_, j));
        }
        return steepest;
    }

    HedgerParameters<P> const& p_;
    Sizes const& sizes_;
    HedgerId h_;
    Field const& returns_;
    Field const& risk_;
};

} // namespace steppe
