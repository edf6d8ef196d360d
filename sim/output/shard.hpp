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

/// The checksum of all that a file holds, read piece by piece. Throws EnvironmentError, also for what is no regular file.
[[nodiscard]] std::string file_checksum(std::filesystem::path const& path);

/// All of a file. Throws EnvironmentError, also for a link, for what is no regular file, and for more than 2 GiB.
[[nodiscard]] std::string read_bytes(std::filesystem::path const& path);

} // namespace steppe
