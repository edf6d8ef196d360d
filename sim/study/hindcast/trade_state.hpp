#pragma once
/// Where a state's trade stood at the origin: levels of the log weights of markets in exports and imports, each a walk observed with
/// error, filtered from shares of calendar years.
///
/// The variance of a yearly change of a market is shrunk towards that of all markets of its flow, and divided into walk and error by one
/// share for all series, averaged over its likelihood: some ten years are too few for a share of each.

#include "study/hindcast/operators.hpp"

#include <optional>
#include <string>
#include <vector>

namespace steppe {

/// One flow, by market, in logarithms.
struct FlowState {
    std::vector<double> share;    ///< filtered at the origin; sums to 1
    std::vector<double> walk_sd;  ///< of the log weight, a year
    std::vector<double> error_sd; ///< of a year's observation of it
    std::vector<double> level_sd; ///< of what is known of the level at the origin
};

struct TradeState {
    int year{}; ///< the last that is observed
    std::vector<std::string> markets;
    FlowState exports, imports;
    double ratio{}; ///< exports over imports of the last observed year
};

/// Of the markets of a denominator. `fit` may see what parameters are fitted to, `state` what is known at the origin. Nothing where fewer
/// than 3 years are whole.
[[nodiscard]] std::optional<TradeState> filter_trade(Operators const& operators, std::string const& state,
                                                     std::vector<std::string> const& markets, FitView const& fit,
                                                     FitView const& known, int origin);

/// Standard deviations of independent log weights whose shares, scaled to sum to 1, have changes of these standard deviations:
/// v_j = w_j (1 - s_j)^2 + sum_{k != j} s_k^2 w_k, solved by iteration, at least a fifth of v_j.
[[nodiscard]] std::vector<double> weights_behind(std::vector<double> const& shares, std::vector<double> const& sd);

} // namespace steppe
