#include "browser/memory_files.hpp"

#include "scenario/source_file.hpp"

#include <filesystem>
#include <map>
#include <utility>
#include <vector>

namespace steppe {
namespace {

std::map<std::string, std::string>& files()
{
    static std::map<std::string, std::string> all;
    return all;
}

std::string normal(std::string const& path) { return std::filesystem::path{path}.lexically_normal().generic_string(); }

} // namespace

namespace browser {

void keep_file(std::string const& path, std::string text) { files().insert_or_assign(normal(path), std::move(text)); }

} // namespace browser

// What scenario/source_file.cpp does with a disk.
std::optional<std::string> read_source(std::string const& path, SourceLocation const& asked_at, Diagnostics& faults,
                                       std::size_t largest)
{
    bool const by_user = asked_at.file.empty();
    auto const refuse = [&](std::string const& message) {
        faults.add(by_user ? SourceLocation{path, 0, 0} : asked_at, "S100",
                   by_user ? message : "'" + path + "': " + message);
        return std::nullopt;
    };
    auto const found = files().find(normal(path));
    if (found == files().end()) {
        return refuse("no such file in this page");
    }
    if (found->second.size() > largest) {
        return refuse("larger than " + std::to_string(largest >> 20U) + " MiB");
    }
    return found->second;
}

std::string file_identity(std::string const& path) { return normal(path); }

} // namespace steppe
