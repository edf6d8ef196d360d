#pragma once
/// Completion of the command line in shells, from what the commands declare.

#include "app/command_line.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace steppe::app {

enum class Shell : std::uint8_t { bash, zsh, fish };

/// In the order of Shell.
[[nodiscard]] std::vector<std::string> shell_names();

/// A script that the shell reads to complete `steppe`: commands, their options, and the values of these.
[[nodiscard]] std::string completion_script(Shell shell, std::vector<Command> const& commands);

} // namespace steppe::app
