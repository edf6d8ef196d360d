#include "output/merge.hpp"

#include "output/part_manifest.hpp"
#include "output/replicate_variables.hpp"
#include "output/shard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace steppe {
namespace {

namespace fs = std::filesystem;

bool is_manifest(fs::path const& path)
{
    return path.extension() == ".jsonl" && path.filename().string().starts_with("part-");
}

bool belongs_to_parts(fs::path const& path)
{
    return path.filename().string().starts_with("part-") || path.filename() == "head.h5" ||
           path.filename().string().starts_with("head.h5.tmp-");
}

std::vector<fs::path> entries_of(fs::path const& folder, bool (*wanted)(fs::path const&))
{
    std::vector<fs::path> paths;
    std::error_code error;
    for (fs::directory_entry const& entry : fs::directory_iterator{folder, error}) {
        if (wanted(entry.path())) {
            paths.push_back(entry.path());
        }
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

/// The manifests of a folder, and what keeps them from being one study.
std::vector<Manifest> read_manifests(fs::path const& folder, Diagnostics& faults)
{
    std::vector<Manifest> manifests;
    for (fs::path const& path : entries_of(folder, is_manifest)) {
        manifests.push_back(read_manifest(path));
        std::vector<std::string> differences = manifests.front().study.differences(manifests.back().study);
        if (differences.empty() && manifests.front().head_checksum != manifests.back().head_checksum) {
            differences.emplace_back("what the file says before any result");
        }
        for (std::string const& what : differences) {
            faults.add({path.string(), 0, 0}, "O208",
                       fmt::format("differs from {} in {}", manifest_path(folder, manifests.front().part).string(), what));
        }
    }
    if (manifests.empty()) {
        faults.add({folder.string(), 0, 0}, "O207", "holds no manifest of a study's part");
    }
    return manifests;
}

using ShardsByBlock = std::map<std::int64_t, ShardEntry>; ///< by first block

/// Names the blocks that no shard holds, and whose part they are.
void check_complete(fs::path const& folder, ShardsByBlock const& shards, Manifest const& manifest, Diagnostics& faults)
{
    auto const missing = [&](std::int64_t from, std::int64_t to) {
        for (int number = 1; number <= manifest.part.of; ++number) {
            Part const part{number, manifest.part.of};
            auto const [first, last] = part.bounds(manifest.study.blocks);
            if (std::max(first, from) < std::min(last, to)) {
                faults.add({manifest_path(folder, part).string(), 0, 0}, "O207",
                           fmt::format("blocks {} to {} of {} are not there; run --shard {}/{} with --resume",
                                       std::max(first, from), std::min(last, to) - 1, manifest.study.blocks, number,
                                       manifest.part.of));
            }
        }
    };
    std::int64_t next = 0;
    for (auto const& [first, shard] : shards) {
        if (first > next) {
            missing(next, first);
        }
        next = std::max(next, first + shard.blocks);
    }
    if (next < manifest.study.blocks) {
        missing(next, manifest.study.blocks);
    }
}

} // namespace

std::size_t merge_parts(fs::path const& folder, fs::path const& result, bool overwrite)
{
    Diagnostics faults;
    std::vector<Manifest> const manifests = read_manifests(folder, faults);
    faults.throw_if_any();
    ShardsByBlock shards;
    for (Manifest const& manifest : manifests) {
        for (ShardEntry const& shard : manifest.shards) {
            if (std::optional<std::string> const fault = fault_of(folder, shard)) {
                faults.add(
                    {(folder / shard.file).string(), 0, 0}, "O207",
                    fmt::format("{}; run --shard {}/{} with --resume", *fault, manifest.part.number, manifest.part.of));
            }
            ShardEntry& kept = shards[shard.first_block];
            kept = kept.blocks < shard.blocks ? shard : kept;
        }
    }
    check_complete(folder, shards, manifests.front(), faults);
    if (faults.empty() && checksum(read_bytes(head_path(folder))) != manifests.front().head_checksum) {
        faults.add({head_path(folder).string(), 0, 0}, "O207", "is damaged: its checksum differs");
    }
    faults.throw_if_any();

    ResultFile file{result, overwrite, head_path(folder)};
    std::vector<Failure> failures;
    {
        ReplicateVariables variables = ReplicateVariables::open(file.root(), manifests.front().study.variables);
        std::int64_t next = 0;
        for (auto const& [first, shard] : shards) {
            std::vector<EncodedBlock> const blocks = parse_shard(read_bytes(folder / shard.file), folder / shard.file);
            // Parts of different cuts may overlap: every block is written once.
            for (std::int64_t block = std::max(next, first); block < first + shard.blocks; ++block) {
                variables.write(blocks.at(static_cast<std::size_t>(block - first)));
            }
            next = std::max(next, first + shard.blocks);
        }
        failures = variables.finish();
    }
    std::size_t const failed = failures.size();
    file.commit(std::move(failures));
    return failed;
}

void remove_parts(fs::path const& folder)
{
    std::error_code ignored; // leftovers do no harm, and the result is safe
    // Manifests first: without them nothing is left to go on with, so no half of a study is taken for one.
    for (fs::path const& path : entries_of(folder, is_manifest)) {
        fs::remove(path, ignored);
    }
    for (fs::path const& path : entries_of(folder, belongs_to_parts)) {
        fs::remove(path, ignored);
    }
    fs::remove(folder, ignored);
}

} // namespace steppe
