#pragma once
/// Finds damage and change, not malice.

#include <string>
#include <string_view>

namespace steppe {

/// XXH3 of 128 bits, in hexadecimal.
[[nodiscard]] std::string checksum(std::string_view bytes);

} // namespace steppe
