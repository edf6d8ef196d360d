#include "output/sidecar.hpp"

#include "base/diagnostics.hpp"
#include "output/pending_file.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <unistd.h>

namespace steppe {
namespace {

std::string host_name()
{
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

/// "2025-11-23T14:43:18Z"
std::string utc_text(std::chrono::system_clock::time_point time)
{
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(time)));
}

} // namespace

std::filesystem::path sidecar_path(std::filesystem::path const& result)
{
    std::filesystem::path path = result;
    path += ".json";
    return path;
}

void write_sidecar(std::filesystem::path const& result, RunRecord const& record)
{
    nlohmann::ordered_json timings = nlohmann::ordered_json::object();
    for (auto const& [stage, seconds] : record.timings) {
        timings[stage] = seconds;
    }
    nlohmann::ordered_json const document{{"result", result.filename().string()},
                                          {"started", utc_text(record.started)},
                                          {"finished", utc_text(record.finished)},
                                          {"host", host_name()},
                                          {"threads", record.threads},
                                          {"command_line", record.command_line},
                                          {"timings_seconds", timings}};
    PendingFile pending{sidecar_path(result), true};
    // A command line may hold any bytes: those that are not UTF-8 are replaced.
    pending.write(document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
    pending.commit();
}

} // namespace steppe
