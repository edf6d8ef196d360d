#pragma once
/// Makes one result file of the shards that the parts of a study left.

#include "output/part_manifest.hpp"
#include "output/pending_file.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>

namespace steppe {

/// What gives a complete result its name: OutputClaim::publish, or nothing for PendingFile::commit.
using Publish = std::function<void(PendingFile& file)>;

/// Which blocks a merge asks for: all of the study, or those that are there, the others' jobs being `missing` in the result.
enum class MergeOf : std::uint8_t { whole, what_is_there };

/// Writes `result` from the folder of parts, or from one part that is the whole: the same bytes however many parts and shards there
/// are. One shard is open at a time. Gives the number of replicates that failed. Throws InputError, every fault at once: O207 a
/// part, block or shard is missing or damaged, O208 parts belong to different studies; O201 to O203 as PendingFile. Throws
/// EnvironmentError.
std::size_t merge_parts(std::filesystem::path const& folder, std::filesystem::path const& result, bool overwrite,
                        std::optional<Part> only = std::nullopt, Publish const& publish = {}, MergeOf of = MergeOf::whole);

/// Removes the folder of parts with what studies put there. What else is in it stays, and the folder with it.
void remove_parts(std::filesystem::path const& folder);

} // namespace steppe
