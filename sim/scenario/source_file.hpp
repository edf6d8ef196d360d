#pragma once
/// Scenario files on disk; in a browser, in memory (browser/memory_files.hpp).

#include "base/diagnostics.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace steppe {

/// Bytes that a scenario may have; the base scenario is a tenth of it.
inline constexpr std::size_t largest_scenario = 1U << 20U;

/// The text of a file of at most `largest` bytes, a whole number of MiB. `asked_at` is the place that names it: an `extends`, or nothing for a file of the command line.
/// Faults: S100 for what does not exist, is not a regular file or is too large; nothing is returned then.
/// Throws EnvironmentError for a file that exists and cannot be read.
[[nodiscard]] std::optional<std::string> read_source(std::string const& path, SourceLocation const& asked_at,
                                                     Diagnostics& faults, std::size_t largest = largest_scenario);

/// What two names of one file have in common.
[[nodiscard]] std::string file_identity(std::string const& path);

} // namespace steppe
