#pragma once
/// The subcommands.

#include "app/command_line.hpp"

namespace steppe::app {

[[nodiscard]] Command check_command();
[[nodiscard]] Command describe_command(std::vector<Command> (*all)()); ///< `all`: the commands that it describes
[[nodiscard]] Command run_command();
[[nodiscard]] Command compare_command();
[[nodiscard]] Command condition_command();
[[nodiscard]] Command sweep_command();
[[nodiscard]] Command submit_command();
[[nodiscard]] Command merge_command();
[[nodiscard]] Command attribute_command();
[[nodiscard]] Command audit_command();
[[nodiscard]] Command benefit_command();
[[nodiscard]] Command calibrate_command();
[[nodiscard]] Command forecast_command();
[[nodiscard]] Command hazard_command();
[[nodiscard]] Command hindcast_command();
[[nodiscard]] Command new_command();
[[nodiscard]] Command equilibrium_command();
[[nodiscard]] Command landscape_command();
[[nodiscard]] Command levers_command();

} // namespace steppe::app
