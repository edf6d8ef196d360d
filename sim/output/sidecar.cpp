#include "output/sidecar.hpp"

#include "output/descriptor.hpp"
#include "output/host.hpp"
#include "output/shallow_json.hpp"

#include <nlohmann/json.hpp>

#include <fcntl.h>

namespace steppe {
namespace {

constexpr std::size_t longest_sidecar = std::size_t{4} << 20U; // bytes

} // namespace

std::filesystem::path sidecar_path(std::filesystem::path const& result)
{
    std::filesystem::path path = result;
    path += ".json";
    return path;
}

std::string sidecar_text(std::filesystem::path const& result, RunRecord const& record, std::string const& digest)
{
    nlohmann::ordered_json timings = nlohmann::ordered_json::object();
    for (auto const& [stage, seconds] : record.timings) {
        timings[stage] = seconds;
    }
    nlohmann::ordered_json const document{
        {"result", result.filename().string()},  {"result_xxh3_128", digest}, {"started", utc_text(record.started)},
        {"finished", utc_text(record.finished)}, {"host", host_name()},       {"threads", record.threads},
        {"command_line", record.command_line},   {"timings_seconds", timings}};
    // A command line may hold any bytes: those that are not UTF-8 are replaced.
    return document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::optional<std::string> digest_in(std::filesystem::path const& sidecar)
{
    Descriptor const file{sidecar, O_RDONLY | O_NONBLOCK};
    if (!file.is_open() || !file.is_regular() || file.size() > longest_sidecar) {
        return std::nullopt;
    }
    nlohmann::json const document = parse_shallow_json(file.read(file.size()));
    bool const has_digest =
        document.is_object() && document.contains("result_xxh3_128") && document["result_xxh3_128"].is_string();
    return has_digest ? std::optional{document["result_xxh3_128"].get<std::string>()} : std::nullopt;
}

} // namespace steppe
