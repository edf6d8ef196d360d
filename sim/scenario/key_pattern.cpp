#include "scenario/key_pattern.hpp"

#include <fmt/format.h>

namespace steppe {

std::vector<std::string> split_key(std::string_view key)
{
    std::vector<std::string> segments{""};
    for (char const letter : key) {
        if (letter == '.') {
            segments.emplace_back();
        } else {
            segments.back() += letter;
        }
    }
    return segments;
}

std::string join_key(std::string_view table, std::string_view name)
{
    return table.empty() ? std::string{name} : fmt::format("{}.{}", table, name);
}

std::size_t own_segments(std::vector<std::string> const& pattern)
{
    std::size_t count = pattern.size();
    while (count > 0 && pattern[count - 1] == "*") {
        --count;
    }
    return count;
}

bool names_parameter(std::vector<std::string> const& pattern, std::vector<std::string> const& key)
{
    std::size_t const own = own_segments(pattern);
    if (key.size() < own) {
        return false;
    }
    for (std::size_t i = 0; i < own; ++i) {
        if (pattern[i] != "*" && pattern[i] != key[i]) {
            return false;
        }
    }
    return true;
}

} // namespace steppe
