#pragma once
/// What the commands declare, as a page and as data.

#include "app/command_line.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace steppe::app {

/// A page in Markdown: a section and a table of options for each command.
[[nodiscard]] std::string command_reference(std::vector<Command> const& commands);

/// [{name, arguments, summary, options: [{name, letter, placeholder, repeatable, help}]}]
[[nodiscard]] nlohmann::json command_reference_json(std::vector<Command> const& commands);

} // namespace steppe::app
