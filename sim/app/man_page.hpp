#pragma once
/// The manual, for man(1), from what the commands declare.

#include "app/command_line.hpp"

#include <string>
#include <vector>

namespace steppe::app {

/// steppe(1): the commands, exit codes and environment.
[[nodiscard]] std::string man_page(std::vector<Command> const& commands);

/// steppe-NAME(1): a command and its options.
[[nodiscard]] std::string man_page(Command const& command);

} // namespace steppe::app
