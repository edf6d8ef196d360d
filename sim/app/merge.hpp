#pragma once
/// What joining the parts of a study comes to.

#include <cstddef>

namespace steppe::app {

/// Says how many replicates failed, and gives the exit code.
[[nodiscard]] int conclude_merge(std::size_t failures);

} // namespace steppe::app
