#pragma once
/// What a result file may not hold because it differs from run to run: date, host, threads, timings, command line.

#include <chrono>
#include <filesystem>
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

/// Writes the sidecar of `result` with the name of this host, replacing an earlier one. Throws InputError, EnvironmentError
/// as PendingFile does.
void write_sidecar(std::filesystem::path const& result, RunRecord const& record);

} // namespace steppe
