#pragma once
/// Quantile of the beta distribution, for shares drawn at random (docs/model.md 6.7). It takes some thousand operations: draw where
/// something happens, not in every month.

#include "lanes/elementary.hpp"

namespace steppe {

namespace detail {

/// ln Gamma(x) for x > 0: Stirling's series at x + 8, relative error about 1e-15.
template <class R>
[[nodiscard]] R log_gamma(R x)
{
    R product = x;
    for (int n = 1; n < 8; ++n) {
        product = product * (x + static_cast<double>(n));
    }
    R const y = x + 8.0;
    R const inverse = 1.0 / y;
    R const square = inverse * inverse;
    R const series =
        inverse *
        (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square * (1.0 / 1680.0 - square / 1188.0))));
    constexpr double half_log_two_pi = 0.91893853320467274178;
    return (y - 0.5) * logarithm(y) - y + half_log_two_pi + series - logarithm(product);
}

/// The continued fraction of the incomplete beta function (DLMF 8.17.22) by the method of Lentz, for x < (a + 1)/(a + b + 2).
template <class R>
[[nodiscard]] R beta_fraction(R a, R b, R x)
{
    constexpr double tiny = 1e-300;
    auto const off_zero = [](R value) -> R { return select(absolute(value) < tiny, R{tiny}, value); };
    R c = 1.0;
    R d = 1.0 / off_zero(1.0 - (a + b) * x / (a + 1.0));
    R fraction = d;
    MaskOf<R> moving = x > 0.0; // a lane that has come to rest stays, whatever the others do
    for (int n = 1; n <= 300; ++n) {
        double const m = n;
        R const even = m * (b - m) * x / ((a + (2.0 * m - 1.0)) * (a + 2.0 * m));
        d = 1.0 / off_zero(1.0 + even * d);
        c = off_zero(1.0 + even / c);
        R const half_way = fraction * d * c;
        R const odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + (2.0 * m + 1.0)));
        d = 1.0 / off_zero(1.0 + odd * d);
        c = off_zero(1.0 + odd / c);
        R const change = d * c;
        fraction = select(moving, half_way * change, fraction);
        moving = moving && absolute(change - 1.0) > 1e-15;
        if (!any(moving)) {
            break;
        }
    }
    return fraction;
}

} // namespace detail

/// The share x in (0, 1) below which a beta distribution of shapes a and b, both from 0.05 to 200, has probability u in (0, 1).
/// Newton's method on ln I(x) over logit x, which is concave, so that it closes in from one side whatever the start; relative error of
/// the smaller of x and 1 - x about 1e-12. Monotone in u.
template <class R, class P>
[[nodiscard]] R beta_quantile(R u, P a, P b)
{
    P const log_beta = detail::log_gamma(a) + detail::log_gamma(b) - detail::log_gamma(P{a + b});
    // The lower half of the distribution of x or of 1 - x, whichever holds u.
    MaskOf<R> const upper = u > 0.5;
    R const low = select(upper, R{b}, R{a});
    R const high = select(upper, R{a}, R{b});
    R const target = logarithm(select(upper, 1.0 - u, u));
    R position = logarithm(low / high);
    MaskOf<R> moving = u > 0.0;
    for (int step = 0; step < 60; ++step) {
        R const x = logistic(position);
        R const other = logistic(-position);
        R const log_density = low * logarithm(x) + high * logarithm(other) - log_beta; // of logit x
        MaskOf<R> const direct = x < (low + 1.0) / (low + high + 2.0);
        R const first = select(direct, low, high);
        R const fraction = detail::beta_fraction(first, R{select(direct, high, low)}, R{select(direct, x, other)});
        R const part = exponential(log_density) * fraction / first;
        R const log_below =
            select(direct, log_density + logarithm(fraction / first), logarithm(maximum(1.0 - part, R{1e-300})));
        R const change = (target - log_below) * exponential(log_below - log_density);
        position = select(moving, position + change, position);
        moving = moving && absolute(change) > 1e-13;
        if (!any(moving)) {
            break;
        }
    }
    R const small = logistic(position);
    return select(upper, logistic(-position), small);
}

} // namespace steppe
