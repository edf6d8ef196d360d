#pragma once
/// What this machine says of itself, for records and leases.

#include <chrono>
#include <string>

namespace steppe {

/// Its name; "unknown" if it has none.
[[nodiscard]] std::string host_name();
/// Names the run of the kernel that all containers of a machine share; the host's name where the kernel does not tell.
[[nodiscard]] std::string const& boot_id();
/// 16 hexadecimal digits that nobody can foresee. Throws EnvironmentError.
[[nodiscard]] std::string random_name();
/// "2025-11-23T14:43:18Z"
[[nodiscard]] std::string utc_text(std::chrono::system_clock::time_point time);

} // namespace steppe
