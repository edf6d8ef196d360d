#pragma once
/// JSON and CBOR of files that anybody may have written: nothing nests so deep that a recursion over it runs out of stack.

#include <nlohmann/json.hpp>

#include <string_view>

namespace steppe {

/// Null, or discarded, for what is no JSON; what lies deeper than files of steppe nest is left out.
[[nodiscard]] nlohmann::json parse_shallow_json(std::string_view text);

/// Whether CBOR nests no deeper than files of steppe do. Says nothing of what else may be wrong with it.
[[nodiscard]] bool is_shallow_cbor(std::string_view bytes);

} // namespace steppe
