/// The only file that knows the TOML library.

#include "base/diagnostics.hpp"
#include "scenario/document.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace steppe {
namespace {

constexpr std::uintmax_t largest_file = 1U << 20U;
constexpr int deepest_nesting = 64;

SourceLocation place(toml::node const& node, std::string const& file)
{
    return {file, static_cast<int>(node.source().begin.line), static_cast<int>(node.source().begin.column)};
}

Node convert(toml::node const& node, std::string const& file, Diagnostics& faults);

Node convert_table(toml::table const& table, std::string const& file, Diagnostics& faults)
{
    Node result{place(table, file), std::monostate{}};
    for (auto const& [key, value] : table) {
        SourceLocation const key_where{file, static_cast<int>(key.source().begin.line),
                                       static_cast<int>(key.source().begin.column)};
        result.put(std::string{key.str()}, key_where, convert(value, file, faults));
    }
    return result;
}

Node convert(toml::node const& node, std::string const& file, Diagnostics& faults)
{
    SourceLocation const where = place(node, file);
    switch (node.type()) {
    case toml::node_type::table:
        return convert_table(*node.as_table(), file, faults);
    case toml::node_type::array: {
        std::vector<Node> list;
        for (toml::node const& entry : *node.as_array()) {
            list.push_back(convert(entry, file, faults));
        }
        return {where, std::move(list)};
    }
    case toml::node_type::string:
        return {where, node.as_string()->get()};
    case toml::node_type::integer:
        return {where, node.as_integer()->get()};
    case toml::node_type::floating_point:
        return {where, node.as_floating_point()->get()};
    case toml::node_type::boolean:
        return {where, node.as_boolean()->get()};
    default:
        break;
    }
    faults.add(where, "S103", "dates are not used here; write a month as text: \"2025-11\"");
    return {where, std::string{}};
}

/// What would overflow the parser's stack or hide in an editor is refused before parsing.
bool is_plain(std::string const& text, std::string const& file, Diagnostics& faults)
{
    int line = 1;
    int column = 0;
    int nesting = 0;
    int dots = 0;
    for (char const letter : text) {
        ++column;
        auto const byte = static_cast<unsigned char>(letter);
        if ((byte < 0x20 && letter != '\n' && letter != '\t' && letter != '\r') || byte == 0x7f) {
            faults.add({file, line, column}, "S101", "control character in the file");
            return false;
        }
        nesting += letter == '[' || letter == '{' ? 1 : (letter == ']' || letter == '}' ? -1 : 0);
        dots = letter == '\n' || letter == '=' ? 0 : dots + (letter == '.' ? 1 : 0);
        // Brackets in texts and comments may leave the count too high; 16 times the limit is beyond any such text.
        if (nesting > 16 * deepest_nesting || dots > 16 * deepest_nesting) {
            faults.add({file, line, column}, "S101", "nested too deeply");
            return false;
        }
        if (letter == '\n') {
            ++line;
            column = 0;
        }
    }
    return true;
}

} // namespace

std::string read_source(std::string const& path, SourceLocation const& asked_at, Diagnostics& faults)
{
    namespace fs = std::filesystem;
    std::error_code error;
    fs::file_status const status = fs::status(path, error);
    auto const refuse = [&](std::string const& message, std::string const& suggestion = {}) {
        faults.add(asked_at.file.empty() ? SourceLocation{path, 0, 0} : asked_at, "S100", message, suggestion);
        return std::string{};
    };
    if (status.type() == fs::file_type::not_found) {
        std::vector<std::string> names;
        fs::path const folder = fs::path{path}.has_parent_path() ? fs::path{path}.parent_path() : fs::path{"."};
        for (auto entry = fs::directory_iterator{folder, error}; !error && entry != fs::directory_iterator{};
             entry.increment(error)) {
            names.push_back(entry->path().filename().string());
        }
        return refuse("no file '" + path + "'", closest_name(fs::path{path}.filename().string(), names));
    }
    if (status.type() != fs::file_type::regular) {
        return refuse("'" + path + "' is not a regular file");
    }
    if (fs::file_size(path, error) > largest_file) {
        return refuse("'" + path + "' is larger than 1 MiB");
    }
    std::ifstream file{path, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
    if (!file.is_open() || file.bad()) {
        throw EnvironmentError{"cannot read '" + path + "': " + std::strerror(errno)};
    }
    return text;
}

Node parse_document(std::string const& text, std::string const& file, Diagnostics& faults)
{
    if (!is_plain(text, file, faults)) {
        return {};
    }
    try {
        toml::table const table = toml::parse(text, file);
        return convert_table(table, file, faults);
    } catch (toml::parse_error const& error) {
        std::string message{error.description()};
        std::replace(message.begin(), message.end(), '\n', ' ');
        faults.add({file, static_cast<int>(error.source().begin.line), static_cast<int>(error.source().begin.column)},
                   "S101", message);
        return {};
    }
}

} // namespace steppe
