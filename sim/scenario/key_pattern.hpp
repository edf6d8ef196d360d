#pragma once
/// Keys such as "hedger.ABC.alignment" and patterns of keys, in which `*` stands for an id.

#include <string>
#include <string_view>
#include <vector>

namespace steppe {

/// The segments between the dots; empty ones are kept, so that "a..b" has three.
[[nodiscard]] std::vector<std::string> split_key(std::string_view key);

/// "table.name", or the name alone at the top.
[[nodiscard]] std::string join_key(std::string_view table, std::string_view name);

/// How many segments of a pattern name the parameter's own table; the stars after them are the ids of a table of values.
[[nodiscard]] std::size_t own_segments(std::vector<std::string> const& pattern);

/// Whether the first segments of `key` name the own table of the pattern's parameter.
[[nodiscard]] bool names_parameter(std::vector<std::string> const& pattern, std::vector<std::string> const& key);

} // namespace steppe
