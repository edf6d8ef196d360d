#pragma once
/// What a result file may not hold because it differs from run to run: date, host, threads, timings, command line.

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace steppe {

struct RunRecord {
    std::vector<std::string> command_line; ///< as given, program first
    int threads{};
    std::chrono::system_clock::time_point started;
    std::chrono::system_clock::time_point finished;
    std::vector<std::pair<std::string, double>> timings; ///< stage, seconds
};

/// "<result>.json": "out/demo.h5.json".
[[nodiscard]] std::filesystem::path sidecar_path(std::filesystem::path const& result);

/// The text of the sidecar of `result`, with the name of this host and the digest that binds it to the result (`file_checksum`).
[[nodiscard]] std::string sidecar_text(std::filesystem::path const& result, RunRecord const& record,
                                       std::string const& digest);

/// The digest of its result that a sidecar holds; nothing if it is no sidecar, or has none.
[[nodiscard]] std::optional<std::string> digest_in(std::filesystem::path const& sidecar);

} // namespace steppe
