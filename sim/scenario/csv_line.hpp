#pragma once
/// Lines of tables of comma-separated values.

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <vector>

namespace steppe {

/// Without the blanks around it.
[[nodiscard]] std::string_view trimmed(std::string_view text);

struct Cell {
    std::string text;
    int column{}; ///< in the line, from 1
};

/// Cells of a line (RFC 4180, within one line): commas part them, but for those between quotation marks; two of these mean one. Blanks
/// around a cell are no part of it. Nothing if a quotation mark is left open.
[[nodiscard]] std::optional<std::vector<Cell>> cells_of(std::string_view line);

#if defined(_LIBCPP_VERSION) && !defined(__cpp_lib_to_chars)
/// As std::from_chars reads a decimal number, which that library lacks: no sign but `-`, no blanks, no hexadecimal digits.
[[nodiscard]] std::optional<double> decimal_of(std::string_view text);
#endif

/// A number and nothing else.
template <class Number>
[[nodiscard]] std::optional<Number> number_of(std::string_view text)
{
#if defined(_LIBCPP_VERSION) && !defined(__cpp_lib_to_chars)
    if constexpr (std::is_same_v<Number, double>) {
        return decimal_of(text);
    } else
#endif
    {
        Number value{};
        auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        return error == std::errc{} && end == text.data() + text.size() ? std::optional{value} : std::nullopt;
    }
}

} // namespace steppe
