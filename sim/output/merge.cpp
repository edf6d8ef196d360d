#include "output/merge.hpp"

#include "output/hdf5_input.hpp"
#include "output/replicate_variables.hpp"
#include "output/shard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace steppe {
namespace {

namespace fs = std::filesystem;

bool belongs_to_parts(fs::path const& path)
{
    std::string const name = path.filename().string();
    return part_of(path) || name == "head.h5" || name.starts_with("head.h5.tmp-");
}

/// The manifests of a folder, or of one part of it, and what keeps them from being one study.
std::vector<Manifest> read_manifests(fs::path const& folder, std::optional<Part> only, Diagnostics& faults)
{
    std::vector<Manifest> manifests;
    for (fs::path const& path : only ? std::vector{manifest_path(folder, *only)} : list_manifests(folder)) {
        std::optional<Manifest> manifest = read_manifest(path);
        if (!manifest) {
            faults.add({path.string(), 0, 0}, "O207", "is damaged; " + part_of(path).value_or(Part{}).remedy());
            continue;
        }
        manifests.push_back(std::move(*manifest));
        for (std::string const& what : manifests.front().study.differences(manifests.back().study)) {
            faults.add({path.string(), 0, 0}, "O208",
                       fmt::format("differs from {} in {}", manifest_path(folder, manifests.front().part).string(), what));
        }
    }
    if (manifests.empty() && faults.empty()) {
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
                           fmt::format("blocks {} to {} of {} are not there; {}", std::max(first, from),
                                       std::min(last, to) - 1, manifest.study.blocks, part.remedy()));
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

/// The blocks of a shard, as many as its manifest says, each of which the variables can take.
std::vector<EncodedBlock> read_shard(fs::path const& path, ShardEntry const& entry, ReplicateVariables const& variables)
{
    std::vector<EncodedBlock> blocks = parse_shard(read_bytes(path), path);
    if (std::ssize(blocks) != entry.blocks) {
        throw EnvironmentError{
            fmt::format("cannot use '{}': expected {} blocks, found {}", path.string(), entry.blocks, blocks.size())};
    }
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (std::string const fault = variables.fault_of(blocks[i]); !fault.empty()) {
            throw EnvironmentError{fmt::format("cannot use '{}': block {}: expected {}", path.string(),
                                               entry.first_block + static_cast<std::int64_t>(i), fault)};
        }
    }
    return blocks;
}

/// Whether a head has, in this file, the datasets that blocks are written into.
void check_head(fs::path const& path, std::vector<std::string> const& names)
{
    constexpr std::uint64_t most_jobs = std::uint64_t{2} << 30U;
    Hdf5Input const head{path};
    head.check_everything();
    Extents const jobs = head.extents("job_state");
    if (jobs.size() != 3) {
        head.fail("job_state", "three dimensions", std::to_string(jobs.size()));
    }
    std::uint64_t left = most_jobs;
    for (std::uint64_t length : jobs) {
        left /= std::max<std::uint64_t>(length, 1);
    }
    if (left == 0) {
        head.fail("job_state", fmt::format("at most {} jobs", most_jobs), fmt::format("{}", fmt::join(jobs, " x ")));
    }
    for (std::string const& name : names) {
        Extents const extents = head.extents(name);
        if (extents.size() < 4 || !std::equal(jobs.begin(), jobs.end(), extents.begin())) {
            head.fail(name, fmt::format("extents [{}, ..]", fmt::join(jobs, ", ")),
                      fmt::format("[{}]", fmt::join(extents, ", ")));
        }
    }
}

/// Parts that other builds of the same commit made may have a head of their own, which names the build; any of them will do.
void check_head_checksum(fs::path const& folder, std::vector<Manifest> const& manifests, Diagnostics& faults)
{
    std::optional<std::string> fault;
    for (Manifest const& manifest : manifests) {
        fault = fault_of(head_path(folder), manifest.head_checksum);
        if (!fault) {
            return;
        }
    }
    faults.add({head_path(folder).string(), 0, 0}, "O207", *fault + "; " + manifests.front().part.remedy());
}

} // namespace

std::size_t merge_parts(fs::path const& folder, fs::path const& result, bool overwrite, std::optional<Part> only,
                        Publish const& publish, MergeOf of)
{
    Diagnostics faults;
    std::vector<Manifest> const manifests = read_manifests(folder, only, faults);
    faults.throw_if_any();
    ShardsByBlock shards;
    for (Manifest const& manifest : manifests) {
        for (ShardEntry const& shard : manifest.shards) {
            if (std::optional<std::string> const fault = fault_of(folder / shard.file, shard.checksum)) {
                faults.add({(folder / shard.file).string(), 0, 0}, "O207", *fault + "; " + manifest.part.remedy());
            }
            ShardEntry& kept = shards[shard.first_block];
            kept = kept.blocks < shard.blocks ? shard : kept;
        }
    }
    if (of == MergeOf::whole) {
        check_complete(folder, shards, manifests.front(), faults);
    }
    check_head_checksum(folder, manifests, faults);
    faults.throw_if_any();
    try_reading(head_path(folder), [&] { check_head(head_path(folder), manifests.front().study.variables); });
    check_head(head_path(folder), manifests.front().study.variables);

    ResultFile file{result, overwrite, head_path(folder)};
    if (publish) {
        file.publish_by(publish);
    }
    std::vector<Failure> failures;
    {
        ReplicateVariables variables = ReplicateVariables::open(file.root(), manifests.front().study.variables);
        std::int64_t next = 0;
        for (auto const& [first, shard] : shards) {
            std::vector<EncodedBlock> const blocks = read_shard(folder / shard.file, shard, variables);
            // Parts of different cuts may overlap: every block is written once.
            for (std::int64_t block = std::max(next, first); block < first + shard.blocks; ++block) {
                variables.write(blocks.at(static_cast<std::size_t>(block - first)));
            }
            next = std::max(next, first + shard.blocks);
            file.begin_writing_out();
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
    for (fs::path const& path : list_manifests(folder)) {
        fs::remove(path, ignored);
    }
    std::vector<fs::path> rest;
    for (fs::directory_entry const& entry : fs::directory_iterator{folder, ignored}) {
        if (belongs_to_parts(entry.path())) {
            rest.push_back(entry.path());
        }
    }
    for (fs::path const& path : rest) {
        fs::remove(path, ignored);
    }
    fs::remove(folder, ignored);
}

} // namespace steppe
