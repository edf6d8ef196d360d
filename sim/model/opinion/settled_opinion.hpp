#pragma once
/// Where opinions rest when nothing changes (docs/model.md 6.4): set-up arithmetic in double precision, one hedger at a time.

#include <span>

namespace steppe {

/// Solves o = Lambda W o + (I - Lambda) a (Friedkin & Johnsen 1990) into `opinion` by sweeps of Gauss and Seidel until no digit
/// changes: the last digits of an elimination are not those at which the month's own arithmetic rests, and an undisturbed world must.
/// `influence`: W, row-major, n x n, rows that sum to 1; `susceptibility`: the diagonal of Lambda, each below 1; `stance`: a. All spans
/// but `influence` hold n numbers.
void solve_resting_opinion(std::span<double const> influence, std::span<double const> susceptibility,
                           std::span<double const> stance, std::span<double> opinion);

} // namespace steppe
