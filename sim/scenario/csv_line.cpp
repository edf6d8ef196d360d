#include "scenario/csv_line.hpp"

#include <cmath>
#include <cstdlib>

namespace steppe {

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view around = " \t\r";
    std::size_t const first = text.find_first_not_of(around);
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, text.find_last_not_of(around) - first + 1);
}

std::optional<std::vector<Cell>> cells_of(std::string_view line)
{
    std::vector<Cell> cells;
    std::string text;
    bool quoted = false;
    bool was_quoted = false;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= line.size(); ++i) {
        if (i == line.size() || (line[i] == ',' && !quoted)) {
            cells.push_back({was_quoted ? text : std::string{trimmed(text)}, static_cast<int>(begin) + 1});
            text.clear();
            was_quoted = false;
            begin = i + 1;
        } else if (line[i] == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
            text += line[i++];
        } else if (line[i] == '"' && (quoted || trimmed(text).empty())) {
            quoted = !quoted;
            text = quoted ? std::string{} : text;
            was_quoted = true;
        } else if (!was_quoted || quoted) { // blanks after a closing quotation mark belong to nothing
            text += line[i];
        }
    }
    return quoted ? std::nullopt : std::optional{cells};
}

#if defined(_LIBCPP_VERSION) && !defined(__cpp_lib_to_chars)
std::optional<double> decimal_of(std::string_view text)
{
    bool const is_decimal = !text.empty() &&
                            text.find_first_not_of("0123456789.eE+-infatyINFATY") == std::string_view::npos &&
                            text.front() != '+';
    std::string const copy{text};
    char* end = nullptr;
    double const value = is_decimal ? std::strtod(copy.c_str(), &end) : 0.0;
    bool const overflows = std::isinf(value) && copy.find_first_of("iI") == std::string::npos;
    return is_decimal && end == copy.c_str() + copy.size() && !overflows ? std::optional{value} : std::nullopt;
}
#endif

} // namespace steppe
