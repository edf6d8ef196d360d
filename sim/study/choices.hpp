#pragma once
/// Arms and measures by name, checked against what there is.

#include "model/arm.hpp"

#include <string>
#include <vector>

namespace steppe {

/// Throws InputError (C106), naming `origin`, with a suggestion for each unknown name.
[[nodiscard]] std::vector<Arm> choose_arms(std::vector<std::string> const& names, std::string const& origin);

/// The measures to record; "default" stands for all that are not optional. Throws InputError (C104), naming `origin`, with a suggestion
/// for each unknown name.
[[nodiscard]] std::vector<std::string> choose_measures(std::vector<std::string> const& names, std::string const& origin);

} // namespace steppe
