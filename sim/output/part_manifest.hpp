#pragma once
/// The folder where a study keeps its shards until they are merged, and the manifest of each part that works in it.
///
///     OUT.h5.parts/head.h5                    the result file without any result
///     OUT.h5.parts/part-2-of-3.jsonl          manifest: a line for the study, then a line for each shard
///     OUT.h5.parts/part-2-of-3-000640.shard   blocks from number 640 on
///     OUT.h5.parts/part-2-of-3.lock           held while the part runs
///
/// A shard counts once its line is in the manifest; the line is written after the shard is durable under its name.

#include "base/diagnostics.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace steppe {

/// The share of a study that one process runs: part `number` (from 1) of `of`.
struct Part {
    int number{1};
    int of{1};

    [[nodiscard]] std::string name() const; ///< "part-2-of-3"
    /// The blocks of the part, out of `blocks`: from the first up to, not including, the second.
    [[nodiscard]] std::pair<std::int64_t, std::int64_t> bounds(std::int64_t blocks) const;
};

/// What must be the same in all parts that are merged.
struct StudyFacts {
    /// In the words of a user, what the study consists of, each with its value or a checksum of it.
    std::vector<std::pair<std::string, std::string>> facts;
    std::vector<std::string> variables; ///< of the result file, in order
    std::int64_t blocks{};

    /// The names of the facts that differ.
    [[nodiscard]] std::vector<std::string> differences(StudyFacts const& other) const;
};

struct ShardEntry {
    std::string file;
    std::int64_t first_block{};
    std::int64_t blocks{};
    std::string checksum;
};

struct Manifest {
    Part part;
    StudyFacts study;
    std::string head_checksum;
    std::vector<ShardEntry> shards;
};

/// "<result>.parts"
[[nodiscard]] std::filesystem::path parts_folder(std::filesystem::path const& result);
[[nodiscard]] std::filesystem::path manifest_path(std::filesystem::path const& folder, Part const& part);
[[nodiscard]] std::filesystem::path head_path(std::filesystem::path const& folder);

/// A line that a stop of the machine cut short, and all after it, does not count. Throws InputError (O207) for a file that is
/// no manifest, EnvironmentError.
[[nodiscard]] Manifest read_manifest(std::filesystem::path const& path);
/// Writes the manifest anew, whole or not at all. Throws EnvironmentError.
void write_manifest(std::filesystem::path const& path, Manifest const& manifest);
/// Adds a shard, durably. Throws EnvironmentError.
void append_shard(std::filesystem::path const& path, ShardEntry const& shard);

/// Why the shard cannot be used, or nothing: it is missing, cannot be read, or is not what was written.
[[nodiscard]] std::optional<std::string> fault_of(std::filesystem::path const& folder, ShardEntry const& shard);

} // namespace steppe
