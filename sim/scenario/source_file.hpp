#pragma once
/// Scenario files on disk.

#include "base/diagnostics.hpp"

#include <optional>
#include <string>

namespace steppe {

/// The text of a file. `asked_at` is the place that names it: an `extends`, or nothing for a file of the command line.
/// Faults: S100 for what does not exist, is not a regular file or is too large; nothing is returned then.
/// Throws EnvironmentError for a file that exists and cannot be read.
[[nodiscard]] std::optional<std::string> read_source(std::string const& path, SourceLocation const& asked_at,
                                                     Diagnostics& faults);

} // namespace steppe
