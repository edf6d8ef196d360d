#pragma once
/// Runs of one part of a study: which blocks it has already, and where further ones go.

#include "output/encoded_block.hpp"
#include "output/ownership.hpp"
#include "output/part_manifest.hpp"
#include "output/result_file.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace steppe {

/// How a part begins whose folder holds something of before: refuse it; go on with it; remove what the part wrote, and all parts of
/// other studies; or go on with it if it is of the same study, and else remove it.
enum class PartStart : std::uint8_t { refuse, resume, replace, resume_or_replace };

/// The folder of parts, held by one process for each part.
class PartFolder {
public:
    /// Creates the folder if need be and takes the part's lock. `write_head` shall write the result file without any result.
    /// Throws InputError: O206 the part was begun before and `start` is `refuse`, O208 it or another part belongs to another
    /// study and shall not be removed (every difference at once), O202 the folder's folder does not exist. Throws
    /// EnvironmentError: another process runs this part, or a part of another cut; rights; space.
    PartFolder(std::filesystem::path folder, Part part, PartStart start, StudyFacts study,
               std::function<void(std::filesystem::path const& path)> const& write_head);

    /// Whether an earlier run of the study left some of its blocks here.
    [[nodiscard]] bool has_any() const { return !blocks_.empty(); }
    [[nodiscard]] bool has(std::int64_t block) const { return blocks_.contains(block); }
    /// What could not be taken over: shards that are missing or damaged. Their blocks are run again.
    [[nodiscard]] std::vector<std::string> const& lost() const { return lost_; }
    /// Keeps consecutive blocks; they are durable when it returns. Throws EnvironmentError.
    void add(std::int64_t first_block, std::span<EncodedBlock const> blocks);

private:
    void take_lock();
    /// The manifest to go on with, if there is one.
    [[nodiscard]] std::optional<Manifest> begun_before(PartStart start);
    /// The checksums that `head.h5` has by the manifests of this study. Removes or refuses parts of other studies.
    [[nodiscard]] std::set<std::string> agreed_heads(PartStart start, std::optional<Manifest> const& before) const;
    void take_over(Manifest const& before);
    /// Removes what a part left, but for its lock, these shards and the manifest of this part.
    void remove_files_of(Part const& part, std::vector<ShardEntry> const& kept) const;
    void refuse_if_running(Part const& other) const;
    void note(ShardEntry const& shard);

    std::filesystem::path folder_;
    Part part_;
    std::unique_ptr<Ownership> owner_;
    Manifest manifest_;
    std::set<std::int64_t> blocks_;
    std::vector<std::string> lost_;
};

/// Gathers blocks into shards of about 8 MiB, or less when it is time.
class ShardWriter final : public Recorder {
public:
    /// `checkpoint`: the longest time that results wait to be kept.
    ShardWriter(PartFolder& folder, ReplicateEncoder const& encoder, std::chrono::duration<double> checkpoint);

    void begin(RunLayout const& layout) override;
    [[nodiscard]] bool needs_series() const override { return encoder_.record() == ReplicateRecord::trajectories; }
    [[nodiscard]] InOrder prepare(ResultBlock const& block) override;
    void finish() override { flush(); }

private:
    void take(EncodedBlock block);
    void flush();

    PartFolder& folder_;
    ReplicateEncoder const& encoder_;
    BlockSequence sequence_;
    std::chrono::duration<double> checkpoint_;
    std::vector<EncodedBlock> waiting_;
    std::int64_t first_waiting_{};
    std::size_t bytes_{};
    std::chrono::steady_clock::time_point since_;
};

} // namespace steppe
