#pragma once
/// The folder where a study keeps its shards until they are merged, and the manifest of each part that works in it.
///
///     OUT.h5.parts/head.h5                    the result file without any result
///     OUT.h5.parts/part-2-of-3.jsonl          manifest: a line for the study, then a line for each shard, each with a checksum
///     OUT.h5.parts/part-2-of-3-00000640.shard blocks from number 640 on
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

    [[nodiscard]] bool is_possible() const; ///< at least 1, and at most `of`
    [[nodiscard]] std::string name() const; ///< "part-2-of-3"
    /// How to make anew what the part lacks, for a user: "run --shard 2/3 with --resume".
    [[nodiscard]] std::string remedy() const;
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

/// The manifests in a folder, in order of their names.
[[nodiscard]] std::vector<std::filesystem::path> list_manifests(std::filesystem::path const& folder);
/// The part whose manifest, shard or lock has this name; nothing if it is none of these.
[[nodiscard]] std::optional<Part> part_of(std::filesystem::path const& path);

/// A line that is not as it was written, say because a stop of the machine cut it short, does not count. Nothing if that is the
/// first line, which names the study. Throws EnvironmentError.
[[nodiscard]] std::optional<Manifest> read_manifest(std::filesystem::path const& path);
/// Writes the manifest anew, whole or not at all. Throws EnvironmentError.
void write_manifest(std::filesystem::path const& path, Manifest const& manifest);
/// Adds a shard, durably. Throws EnvironmentError.
void append_shard(std::filesystem::path const& path, ShardEntry const& shard);

/// Why a shard or the head cannot be used, or nothing: it is missing, or does not have the checksum that is expected. Throws EnvironmentError.
[[nodiscard]] std::optional<std::string> fault_of(std::filesystem::path const& path, std::string const& expected);

} // namespace steppe
