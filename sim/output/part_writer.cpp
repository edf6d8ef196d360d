#include "output/part_writer.hpp"

#include "output/pending_file.hpp"
#include "output/shard.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <utility>

namespace steppe {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t enough_bytes = std::size_t{8} << 20U;

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
                       std::function<void(fs::path const& head)> const& write_head)
    : folder_{std::move(folder)}, part_{part}
{
    create_folder(folder_);
    fs::path const lock = folder_ / (part_.name() + ".lock");
    lock_ = std::make_unique<Descriptor>(lock, O_CREAT | O_RDWR);
    if (!lock_->is_open()) {
        fail_on("create", lock, errno);
    }
    if (!lock_->lock()) {
        throw EnvironmentError{fmt::format("another steppe process is writing to '{}'", folder_.string())};
    }
    fs::path const manifest = manifest_path(folder_, part_);
    if (fs::exists(manifest) && start == PartStart::refuse) {
        Diagnostics faults;
        faults.add({manifest.string(), 0, 0}, "O206",
                   "an unfinished study is here; pass --resume to go on with it, or --force to begin again");
        faults.throw_if_any();
    }
    if (fs::exists(manifest) && start == PartStart::resume) {
        take_over(study);
    }
    if (!fs::exists(head_path(folder_)) || start == PartStart::replace) {
        write_head(head_path(folder_));
    }
    manifest_.part = part_;
    manifest_.study = std::move(study);
    manifest_.head_checksum = checksum(read_bytes(head_path(folder_)));
    write_manifest(manifest, manifest_);
    remove_leftovers();
}

void PartFolder::take_over(StudyFacts const& study)
{
    fs::path const path = manifest_path(folder_, part_);
    Manifest const before = read_manifest(path);
    Diagnostics faults;
    for (std::string const& what : study.differences(before.study)) {
        faults.add({path.string(), 0, 0}, "O208", "cannot go on with this study: it differs in " + what);
    }
    faults.throw_if_any();
    for (ShardEntry const& shard : before.shards) {
        if (std::optional<std::string> const fault = fault_of(folder_, shard)) {
            lost_.push_back(fmt::format("{} {}", (folder_ / shard.file).string(), *fault));
        } else {
            note(shard);
        }
    }
}

void PartFolder::remove_leftovers()
{
    std::set<std::string> known{part_.name() + ".jsonl", part_.name() + ".lock"};
    for (ShardEntry const& shard : manifest_.shards) {
        known.insert(shard.file);
    }
    std::error_code ignored; // a file that stays does no harm: no manifest names it
    for (fs::directory_entry const& entry : fs::directory_iterator{folder_}) {
        std::string const name = entry.path().filename().string();
        bool const mine = name.starts_with(part_.name() + "-") || name.starts_with(part_.name() + ".");
        if (mine && !known.contains(name)) {
            fs::remove(entry.path(), ignored);
        }
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

Turn ShardWriter::prepare(ResultBlock const& block)
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
