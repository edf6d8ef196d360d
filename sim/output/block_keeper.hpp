#pragma once
/// Keeps the blocks of a run in a checkpoint, and finds those again that an earlier run left there.

#include "output/checkpoint_file.hpp"
#include "output/encoded_block.hpp"

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <set>
#include <string>

namespace steppe {

/// As a recorder it encodes the blocks itself; where another does so anyway, `keep` takes what came out.
class BlockKeeper final : public Recorder {
public:
    using Clock = std::chrono::steady_clock;

    /// `run` tells this run from others in the same checkpoint. `probed`: columns of a block's probe that a job has in all its months. Blocks
    /// that are done before `since` are not kept: running them again costs no more than was agreed on, and a short command leaves no file.
    BlockKeeper(CheckpointFile& file, std::string run, ReplicateEncoder encoder, std::size_t probed,
                Clock::time_point since);

    void begin(RunLayout const& /*layout*/) override {}
    [[nodiscard]] bool needs_series() const override { return encoder_.record() == ReplicateRecord::trajectories; }
    [[nodiscard]] InOrder prepare(ResultBlock const& block) override;
    void finish() override {}

    /// A block without a probe. Throws EnvironmentError.
    void keep(EncodedBlock const& block);
    /// A block that an earlier run kept. Nothing, too, for one that is damaged or does not fit.
    [[nodiscard]] std::optional<ResultBlock> find(BlockRange const& range);
    /// A block that is kept elsewhere, and need not be kept again.
    void leave_out(BlockRange const& range);

private:
    [[nodiscard]] std::string key_of(BlockRange const& range) const;
    [[nodiscard]] bool is_wanted(BlockRange const& range);
    [[nodiscard]] bool take_probed(EncodedBlock& block, BlockRange const& range, ResultBlock& result) const;

    CheckpointFile& file_;
    std::string run_;
    ReplicateEncoder encoder_;
    std::size_t probed_;
    Clock::time_point since_;
    std::mutex using_file_; ///< and `elsewhere_`: blocks are looked for while others are kept
    std::set<std::string> elsewhere_;
};

} // namespace steppe
