#pragma once
/// Shares of incentives for people and programs.

#include "study/attribution/result.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace steppe::app {

/// Every outcome that moves: the effect, what remains without incentives, and the largest shares.
[[nodiscard]] std::string attribution_table(Attribution const& attribution, RunLayout const& layout, std::size_t contrast);

[[nodiscard]] nlohmann::json attribution_json(Attribution const& attribution, RunLayout const& layout, std::size_t contrast);

} // namespace steppe::app
