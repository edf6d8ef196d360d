#pragma once
/// Modes of a principal in the bargaining game (docs/model.md 6.1).

#include "base/ids.hpp"

namespace steppe::mode {

inline constexpr ModeId none{0};
inline constexpr ModeId offer{1};
inline constexpr ModeId threat{2};
inline constexpr ModeId both{3};

} // namespace steppe::mode
