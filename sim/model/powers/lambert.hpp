#pragma once
/// Lambert's W (principal branch) of a number given by its logarithm: the w > 0 with w + ln w = y. It is what a principal's best
/// reply comes to (course_game.hpp).
///
///   start:  w = L (1 - ln(1 + L)/(2 + L)),  L = ln(1 + e^y)        within 2 % for every y (Winitzki 2003)
///   step:   w <- w (1 + z (q - z)/((1 + w)(q - 2z))),  z = y - ln w - w,  q = 2 (1 + w)(1 + w + 2z/3)
///                                                                  (Fritsch, Shafer & Crowley 1973; the error to the fourth power)
///
/// A step takes one logarithm, as Newton's w (1 + y - ln w)/(1 + w) does, which only squares the error: two of these do what four of
/// Newton's would. Good for y from -708 to infinity; 0 below.

#include "lanes/elementary.hpp"

namespace steppe {

/// Within 2 %, and within 1e-16 where y < -19.
template <class R>
[[nodiscard, gnu::always_inline]] inline R lambert_start(R log_argument)
{
    R const smaller = exponential(-absolute(log_argument));
    R const larger = 1.0 + smaller;
    // What rounding took from 1 + e^-|y| is put back: far below 0 it is all there is.
    R const softplus = maximum(log_argument, R{0.0}) + (logarithm(larger) + (smaller - (larger - 1.0)));
    return softplus * (1.0 - logarithm(1.0 + softplus) / (2.0 + softplus));
}

/// One step, given z = y - ln w - w.
template <class R>
[[nodiscard, gnu::always_inline]] inline R lambert_step(R w, R excess)
{
    R const next = 1.0 + w;
    R const q = 2.0 * next * (next + (2.0 / 3.0) * excess);
    return w + w * (excess * (q - excess)) / (next * (q - 2.0 * excess));
}

/// W(e^y). Two steps are exact to a few units in the last place.
template <class R>
[[nodiscard]] R lambert_of_exponential(R log_argument, int steps)
{
    R const start = lambert_start(log_argument);
    R w = start;
    for (int n = 0; n < steps; ++n) {
        w = lambert_step(w, log_argument - logarithm(w) - w);
    }
    // Far below 0 the start is exact, and rounding of ln w would spoil it.
    return select(log_argument < -19.0, start, w);
}

} // namespace steppe
