#pragma once
/// Who gains what, for people and programs.

#include "output/recorder.hpp"
#include "study/benefit/result.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace steppe::app {

/// The outcomes that stand for what an actor gains: the effect over chance and over priors, its parts, and the rivals' signs.
[[nodiscard]] std::string benefit_table(BenefitResult const& result, RunLayout const& layout);

/// Every outcome, contrast and reading.
[[nodiscard]] nlohmann::json benefit_json(BenefitResult const& result, RunLayout const& layout);

} // namespace steppe::app
