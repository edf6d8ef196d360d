#pragma once
/// The headline of a comparison, as a person reads it and as programs do.

#include "study/headline/headline.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace steppe::app {

/// Three lines for each hedger.
[[nodiscard]] std::string headline_text(std::vector<Headline> const& headlines);
/// An array, an object for each hedger; sums in USD are in billions, and null where the scenario does not state the GDP.
[[nodiscard]] nlohmann::json headline_json(std::vector<Headline> const& headlines);

} // namespace steppe::app
