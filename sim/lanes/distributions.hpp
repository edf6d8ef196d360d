#pragma once
/// Distributions as functions of given uniforms, so that the address of a draw stays visible where it is used.

#include "lanes/elementary.hpp"

#include <array>
#include <span>

namespace steppe {

/// Standard exponential from u in (0, 1).
template <class R>
[[nodiscard]] R exponential_draw(R u)
{
    return -logarithm(u);
}

namespace detail {

template <class R>
[[nodiscard]] R polynomial(std::span<double const> coefficients, R x)
{
    R sum = coefficients.back();
    for (std::size_t i = coefficients.size() - 1; i-- > 0;) {
        sum = sum * x + coefficients[i];
    }
    return sum;
}

} // namespace detail

/// Standard normal quantile of u in (0, 1): Wichura (1988), algorithm AS 241 (PPND16), relative error about 1e-16.
/// Monotone in u, which keeps paired draws paired.
template <class R>
[[nodiscard]] R normal_quantile(R u)
{
    static constexpr std::array a{3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
                                  1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
                                  3.3430575583588128105e4, 2.5090809287301226727e3};
    static constexpr std::array b{1.0,
                                  4.2313330701600911252e1,
                                  6.8718700749205790830e2,
                                  5.3941960214247511077e3,
                                  2.1213794301586595867e4,
                                  3.9307895800092710610e4,
                                  2.8729085735721942674e4,
                                  5.2264952788528545610e3};
    static constexpr std::array c{1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
                                  3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
                                  2.27238449892691845833e-2, 7.74545014278341407640e-4};
    static constexpr std::array d{1.0,
                                  2.05319162663775882187e0,
                                  1.67638483018380384940e0,
                                  6.89767334985100004550e-1,
                                  1.48103976427480074590e-1,
                                  1.51986665636164571966e-2,
                                  5.47593808499534494600e-4,
                                  1.05075007164441684324e-9};
    static constexpr std::array e{6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
                                  2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                  2.71155556874348757815e-5, 2.01033439929228813265e-7};
    static constexpr std::array f{1.0,
                                  5.99832206555887937690e-1,
                                  1.36929880922735805310e-1,
                                  1.48753612908506148525e-2,
                                  7.86869131145613259100e-4,
                                  1.84631831751005468180e-5,
                                  1.42151175831644588870e-7,
                                  2.04426310338993978564e-15};
    using detail::polynomial;
    R const q = u - 0.5;
    R const central = 0.180625 - q * q;
    R const middle = q * polynomial<R>(a, central) / polynomial<R>(b, central);

    R const tail = square_root(-logarithm(minimum(u, 1.0 - u)));
    R const near = polynomial<R>(c, tail - 1.6) / polynomial<R>(d, tail - 1.6);
    R const far = polynomial<R>(e, tail - 5.0) / polynomial<R>(f, tail - 5.0);
    R const outer = select(tail <= 5.0, near, far);
    return select(absolute(q) <= 0.425, middle, select(q < 0.0, -outer, outer));
}

/// Poisson count by inversion. `mean` at most 500; counts are cut at 2000, which such a mean never reaches.
template <class R>
[[nodiscard]] R poisson_quantile(R u, R mean)
{
    R probability = exponential(-mean);
    R cumulative = probability;
    R count = 0.0;
    for (int n = 1; n <= 2000; ++n) {
        MaskOf<R> const beyond = u > cumulative;
        if (!any(beyond)) {
            break;
        }
        probability = probability * (mean / static_cast<double>(n)); // the division does not wait for the product before
        count = select(beyond, R{static_cast<double>(n)}, count);
        cumulative = cumulative + probability;
    }
    return count;
}

/// Binomial count by inversion: `trials` (a whole number up to 2000) with probability p in [0, 1).
template <class R, class P>
[[nodiscard]] R binomial_quantile(R u, R trials, P p)
{
    R probability = exponential(trials * logarithm(1.0 - p));
    R cumulative = probability;
    P const odds = p / (1.0 - p);
    R count = 0.0;
    for (int n = 1; n <= 2000; ++n) {
        R const whole = static_cast<double>(n);
        MaskOf<R> const beyond = u > cumulative && whole <= trials;
        if (!any(beyond)) {
            break;
        }
        probability = probability * (odds * (trials - whole + 1.0) / whole);
        count = select(beyond, whole, count);
        cumulative = cumulative + probability;
    }
    return count;
}

} // namespace steppe
