#pragma once
/// The scenario of an origin: the user's, opened after the origin's last month, at what is known then, with the processes of its
/// drivers fitted to what the series said until then.

#include "ensemble/plan.hpp"
#include "study/hindcast/trade_state.hpp"

#include <functional>
#include <string>
#include <vector>

namespace steppe {

/// Reads the user's scenario with further overrides behind the user's own.
using ReadScenario = std::function<Scenario(std::vector<Override> const&)>;

/// Opens in January after the origin, in a mode of `driver_mode_names`, for `years`. `placebo` draws another order of a placebo.
[[nodiscard]] Scenario scenario_at(ReadScenario const& read, int origin, int years, std::string_view mode, int placebo = 0);

/// Sets the opening of trade: shares and walks of the markets, exports over imports, and a year of rest that is the origin's. Markets that
/// are not observed have no trade. Fitted values that lie outside what a parameter allows are held at its bound.
void open_trade_at(Scenario& scenario, TradeState const& trade);

/// Sets what driver series say until the origin: what the price of oil returns to, and what moves the economies of powers.
void open_drivers_at(Scenario& scenario, int origin);

} // namespace steppe
