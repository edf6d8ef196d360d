#include "scenario/source_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <vector>

namespace steppe {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> files_beside(std::string const& path)
{
    fs::path const parent = fs::path{path}.parent_path();
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator entry{parent.empty() ? fs::path{"."} : parent, error}, end; !error && entry != end;
         entry.increment(error)) {
        names.push_back(entry->path().filename().string());
    }
    std::sort(names.begin(), names.end()); // a folder has no order, and the suggestion must not depend on one
    return names;
}

} // namespace

std::string file_identity(std::string const& path)
{
    std::error_code error;
    fs::path const canonical = fs::weakly_canonical(path, error);
    return error ? path : canonical.string();
}

std::optional<std::string> read_source(std::string const& path, SourceLocation const& asked_at, Diagnostics& faults,
                                       std::size_t largest)
{
    auto const refuse = [&](std::string message, std::string suggestion = {}) {
        bool const by_user = asked_at.file.empty();
        faults.add(by_user ? SourceLocation{path, 0, 0} : asked_at, "S100",
                   by_user ? std::move(message) : "'" + path + "': " + message, std::move(suggestion));
        return std::nullopt;
    };
    std::error_code error;
    fs::file_status const status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found) {
        return refuse("no such file", closest_name(fs::path{path}.filename().string(), files_beside(path)));
    }
    if (status.type() == fs::file_type::none) {
        if (error == std::errc::permission_denied || error == std::errc::io_error) {
            throw EnvironmentError{"cannot read '" + path + "': " + error.message()};
        }
        return refuse(error.message());
    }
    if (status.type() != fs::file_type::regular) {
        return refuse("not a regular file");
    }
    std::ifstream file{path, std::ios::binary};
    std::string text(largest + 1, '\0');
    if (file.is_open()) {
        file.read(text.data(), static_cast<std::streamsize>(text.size()));
    }
    if (!file.is_open() || file.bad()) {
        throw EnvironmentError{"cannot read '" + path + "': " + std::strerror(errno)};
    }
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > largest) {
        return refuse("larger than " + std::to_string(largest >> 20U) + " MiB");
    }
    return text;
}

} // namespace steppe
