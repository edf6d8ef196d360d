#pragma once
/// The results that an EncodedBlock was made of.

#include "output/encoded_block.hpp"

#include <optional>

namespace steppe {

/// What ReplicateEncoder::encode made the block of, as ResultBlock has it: series without outcomes (they follow from the series), or outcomes
/// alone. Nothing for a block that does not fit the encoder's layout and the range that is asked for, whoever made it.
[[nodiscard]] std::optional<ResultBlock> decode_block(EncodedBlock const& block, ReplicateEncoder const& encoder,
                                                      BlockRange const& range);

} // namespace steppe
