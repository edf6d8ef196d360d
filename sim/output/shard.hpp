#pragma once
/// Shards: consecutive blocks of a study in a file of their own, as CBOR (RFC 8949), until a merge copies them into the result.

#include "output/encoded_block.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace steppe {

[[nodiscard]] std::string shard_bytes(std::span<EncodedBlock const> blocks);

/// Throws EnvironmentError, naming `path`, for bytes that are no shard.
[[nodiscard]] std::vector<EncodedBlock> parse_shard(std::string const& bytes, std::filesystem::path const& path);

/// All of a file. Throws EnvironmentError.
[[nodiscard]] std::string read_bytes(std::filesystem::path const& path);

} // namespace steppe
