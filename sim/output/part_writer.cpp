#include "output/part_writer.hpp"

#include "base/checksum.hpp"
#include "output/pending_file.hpp"
#include "output/shard.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <utility>

namespace steppe {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t enough_bytes = std::size_t{8} << 20U;

fs::path part_lock(fs::path const& folder, Part const& part) { return folder / (part.name() + ".lock"); }

void create_folder(fs::path const& folder)
{
    fs::path const within = folder_of(folder);
    if (!fs::is_directory(within)) {
        Diagnostics faults;
        faults.add({folder.string(), 0, 0}, "O202",
                   fmt::format("the folder '{}' does not exist; create it first", within.string()));
        faults.throw_if_any();
    }
    std::error_code error;
    fs::create_directory(folder, error);
    if (error) {
        fail_on("create the folder", folder, error.value());
    }
    synchronise_folder(within);
}

} // namespace

PartFolder::PartFolder(fs::path folder, Part part, PartStart start, StudyFacts study,
                       std::function<void(fs::path const& path)> const& write_head)
    : folder_{std::move(folder)},
      part_{part},
      manifest_{.part = part, .study = std::move(study), .head_checksum = {}, .shards = {}}
{
    create_folder(folder_);
    take_lock();
    std::optional<Manifest> const before = begun_before(start);
    std::set<std::string> const agreed = agreed_heads(start, before);
    if (before) {
        take_over(*before);
    }
    fs::path const head = head_path(folder_);
    if (!fs::exists(head) || !agreed.contains(checksum(read_bytes(head)))) {
        // Other parts may be doing the same: each writes under a name of its own.
        fs::path const mine = folder_ / (part_.name() + ".head.h5");
        write_head(mine);
        if (std::rename(mine.c_str(), head.c_str()) != 0) {
            fail_on("rename to", head, errno);
        }
        synchronise_folder(folder_);
    }
    manifest_.head_checksum = checksum(read_bytes(head));
    write_manifest(manifest_path(folder_, part_), manifest_);
    remove_files_of(part_, manifest_.shards);
}

void PartFolder::take_lock()
{
    owner_ = std::make_unique<Ownership>(part_lock(folder_, part_), folder_);
    // A study is cut in one way at a time: at its end a part that is the whole removes what the others have.
    for (fs::directory_entry const& entry : fs::directory_iterator{folder_}) {
        std::optional<Part> const other = part_of(entry.path());
        if (entry.path().extension() == ".lock" && other && other->of != part_.of) {
            refuse_if_running(*other);
        }
    }
}

void PartFolder::refuse_if_running(Part const& other) const
{
    if (std::optional<std::string> const who = holder_of(part_lock(folder_, other))) {
        throw EnvironmentError{fmt::format("another steppe process is writing to '{}': {}", folder_.string(), *who)};
    }
}

std::optional<Manifest> PartFolder::begun_before(PartStart start)
{
    fs::path const path = manifest_path(folder_, part_);
    if (!fs::exists(path) || start == PartStart::replace) {
        return std::nullopt;
    }
    Diagnostics faults;
    if (start == PartStart::refuse) {
        faults.add({path.string(), 0, 0}, "O206",
                   "an unfinished study is here; pass --resume to go on with it, or --force to begin again");
        faults.throw_if_any();
    }
    std::optional<Manifest> before = read_manifest(path);
    if (!before) {
        lost_.push_back(fmt::format("{} is damaged", path.string()));
        return std::nullopt;
    }
    std::vector<std::string> const differences = manifest_.study.differences(before->study);
    if (start == PartStart::resume_or_replace && !differences.empty()) {
        return std::nullopt;
    }
    for (std::string const& what : differences) {
        faults.add({path.string(), 0, 0}, "O208", "cannot go on with this study: it differs in " + what);
    }
    faults.throw_if_any();
    return before;
}

std::set<std::string> PartFolder::agreed_heads(PartStart start, std::optional<Manifest> const& before) const
{
    std::set<std::string> agreed;
    if (before) {
        agreed.insert(before->head_checksum);
    }
    Diagnostics faults;
    for (fs::path const& path : list_manifests(folder_)) {
        std::optional<Manifest> const other = read_manifest(path);
        if (path == manifest_path(folder_, part_) || !other) {
            continue; // a merge names what is damaged
        }
        std::vector<std::string> const differences = manifest_.study.differences(other->study);
        if (differences.empty()) {
            agreed.insert(other->head_checksum);
        } else if (start == PartStart::replace || start == PartStart::resume_or_replace) {
            refuse_if_running(other->part);
            remove_files_of(other->part, {});
        }
        for (std::string const& what : differences) {
            faults.add({path.string(), 0, 0}, "O208", "a part of another study is here: it differs in " + what);
        }
    }
    if (start == PartStart::refuse || start == PartStart::resume) {
        faults.throw_if_any();
    }
    return agreed;
}

void PartFolder::take_over(Manifest const& before)
{
    for (ShardEntry const& shard : before.shards) {
        if (std::optional<std::string> const fault = fault_of(folder_ / shard.file, shard.checksum)) {
            lost_.push_back(fmt::format("{} {}", (folder_ / shard.file).string(), *fault));
        } else {
            note(shard);
        }
    }
}

void PartFolder::remove_files_of(Part const& part, std::vector<ShardEntry> const& kept) const
{
    std::set<std::string> known{part_lock({}, part).string()};
    if (part.number == part_.number && part.of == part_.of) {
        known.insert(manifest_path({}, part).string());
    }
    for (ShardEntry const& shard : kept) {
        known.insert(shard.file);
    }
    std::vector<fs::path> rest;
    for (fs::directory_entry const& entry : fs::directory_iterator{folder_}) {
        std::string const name = entry.path().filename().string();
        bool const of_part = name.starts_with(part.name() + "-") || name.starts_with(part.name() + ".");
        if (of_part && !known.contains(name)) {
            rest.push_back(entry.path());
        }
    }
    std::error_code ignored; // a file that stays does no harm: no manifest names it
    for (fs::path const& path : rest) {
        fs::remove(path, ignored);
    }
}

void PartFolder::note(ShardEntry const& shard)
{
    for (std::int64_t block = shard.first_block; block < shard.first_block + shard.blocks; ++block) {
        blocks_.insert(block);
    }
    manifest_.shards.push_back(shard);
}

void PartFolder::add(std::int64_t first_block, std::span<EncodedBlock const> blocks)
{
    ShardEntry shard{.file = fmt::format("{}-{:08}.shard", part_.name(), first_block),
                     .first_block = first_block,
                     .blocks = std::ssize(blocks),
                     .checksum = {}};
    std::string const bytes = shard_bytes(blocks);
    shard.checksum = checksum(bytes);
    PendingFile file{folder_ / shard.file, true};
    file.write(bytes);
    file.commit();
    append_shard(manifest_path(folder_, part_), shard);
    note(shard);
}

ShardWriter::ShardWriter(PartFolder& folder, ReplicateEncoder const& encoder, std::chrono::duration<double> checkpoint)
    : folder_{folder},
      encoder_{encoder},
      sequence_{encoder.layout()},
      checkpoint_{checkpoint},
      since_{std::chrono::steady_clock::now()}
{
}

void ShardWriter::begin(RunLayout const& /*layout*/) { since_ = std::chrono::steady_clock::now(); }

InOrder ShardWriter::prepare(ResultBlock const& block)
{
    auto const encoded = std::make_shared<EncodedBlock>(encoder_.encode(block));
    return [this, encoded] { take(std::move(*encoded)); };
}

void ShardWriter::take(EncodedBlock block)
{
    std::int64_t const index = sequence_.index_of(block.range);
    if (!waiting_.empty() && index != first_waiting_ + std::ssize(waiting_)) {
        flush();
    }
    if (waiting_.empty()) {
        first_waiting_ = index;
    }
    bytes_ += block.bytes();
    waiting_.push_back(std::move(block));
    if (bytes_ >= enough_bytes || std::chrono::steady_clock::now() - since_ >= checkpoint_) {
        flush();
    }
}

void ShardWriter::flush()
{
    if (!waiting_.empty()) {
        folder_.add(first_waiting_, waiting_);
    }
    waiting_.clear();
    bytes_ = 0;
    since_ = std::chrono::steady_clock::now();
}

} // namespace steppe
