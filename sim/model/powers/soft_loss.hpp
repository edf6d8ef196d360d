#pragma once
/// How a power feels a change of what it has got used to (docs/model.md 7); position.hpp has what a position is worth to it.
///
///   v(x) = x - b (sqrt(x^2 + s^2) - s),  b = (l - 1)/(l + 1)
///
/// v has slope 1 at 0, 1 - b far up and 1 + b far down: a loss weighs l times a gain (Tversky & Kahneman 1992), without a kink.

#include "lanes/elementary.hpp"

namespace steppe {

/// b, from loss aversion l >= 1.
template <class P>
[[nodiscard]] P loss_weight(P loss_aversion)
{
    return (loss_aversion - 1.0) / (loss_aversion + 1.0);
}

/// v(x), in G. `softness`: s, in G.
///
/// sqrt(x^2 + s^2) - s is x^2 over their sum, which loses no digits at small x.
template <class R, class P>
[[nodiscard]] R soft_loss(R change, P weight, P softness)
{
    R const square_of_change = square(change);
    return change - weight * (square_of_change / (square_root(square_of_change + square(softness)) + softness));
}

/// What one share adds to the worth of a position: psi ln(w + c_w); Gamma times their sum is g(w).
template <class R, class P>
[[nodiscard]] R worth_of_share(R share, P interest, P offset)
{
    return interest * logarithm(share + offset);
}

} // namespace steppe
