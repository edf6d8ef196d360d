#pragma once
/// Runs of one part of a study: which blocks it has already, and where further ones go.

#include "output/descriptor.hpp"
#include "output/encoded_block.hpp"
#include "output/part_manifest.hpp"
#include "output/result_file.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <set>
#include <vector>

namespace steppe {

/// How a study begins whose folder of parts is there: refuse it, go on with it, or remove what its part wrote.
enum class PartStart : std::uint8_t { refuse, resume, replace };

/// The folder of parts, held by one process for each part.
class PartFolder {
public:
    /// Creates the folder if need be and takes the part's lock. Throws InputError: O206 the part was begun before and `start` is
    /// `refuse`, O208 it belongs to another study (every difference at once), O202 and O203 as PendingFile. Throws
    /// EnvironmentError: another process runs this part; rights; space.
    PartFolder(std::filesystem::path folder, Part part, PartStart start, StudyFacts study,
               std::function<void(std::filesystem::path const& head)> const& write_head);

    [[nodiscard]] bool has(std::int64_t block) const { return blocks_.contains(block); }
    /// What could not be taken over: shards that are missing or damaged. Their blocks are run again.
    [[nodiscard]] std::vector<std::string> const& lost() const { return lost_; }
    /// Keeps consecutive blocks; they are durable when it returns. Throws EnvironmentError.
    void add(std::int64_t first_block, std::span<EncodedBlock const> blocks);

private:
    void take_over(StudyFacts const& study);
    void remove_leftovers();
    void note(ShardEntry const& shard);

    std::filesystem::path folder_;
    Part part_;
    std::unique_ptr<Descriptor> lock_;
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
    [[nodiscard]] Turn prepare(ResultBlock const& block) override;
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
