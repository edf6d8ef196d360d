#pragma once
/// What would overflow the parser's stack, or hide in an editor or a terminal, is found before parsing.

#include "base/diagnostics.hpp"

#include <string>
#include <string_view>

namespace steppe {

/// Brackets within brackets, and dots within one key, that a file may hold.
inline constexpr int deepest_nesting = 64;

/// Whether the text holds a control character other than tab and the ends of lines: those of ASCII, DEL, or U+0080 to U+009F.
[[nodiscard]] bool has_control_character(std::string_view text);

/// Whether the bytes are text in UTF-8 (RFC 3629).
[[nodiscard]] bool is_utf8(std::string_view text);

/// Whether the text can be handed to the parser. Faults: S101 for a control character or for nesting that is too deep.
[[nodiscard]] bool is_parsable(std::string_view text, std::string const& file, Diagnostics& faults);

} // namespace steppe
