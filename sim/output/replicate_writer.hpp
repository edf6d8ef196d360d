#pragma once
/// Writes every replicate to a result file that each netCDF-4 reader opens (docs/output.md): all months of every measure, or its
/// outcomes only.

#include "output/replicate_variables.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace steppe {

/// The file appears under its name when `finish` returns, whole; until then, or if the writer is destroyed before, there is
/// none. Its bytes depend on layout, results, scenario and provenance. Chunks are compressed where blocks are prepared.
class ReplicateWriter final : public Recorder {
public:
    ReplicateWriter(std::unique_ptr<ResultFile> file, ReplicateRecord record, ValueFormat format = {});

    /// Somebody else who gets each block as it was encoded, in the same order.
    void keep_by(std::function<void(EncodedBlock const& block)> keep) { keep_ = std::move(keep); }
    /// Once, before any block.
    void begin(RunLayout const& layout) override;
    [[nodiscard]] bool needs_series() const override { return record_ == ReplicateRecord::trajectories; }
    /// Throws std::invalid_argument for a block that does not fit the layout. What it returns throws EnvironmentError, and
    /// std::invalid_argument for a layout that the file cannot have; after an exception the writer can only be destroyed.
    [[nodiscard]] InOrder prepare(ResultBlock const& block) override;
    /// Completes the file, also when some jobs never came (their job_state is `missing`). Throws EnvironmentError.
    void finish() override;

private:
    /// What exists between `begin` and `finish`.
    struct Run {
        ReplicateEncoder encoder;
        std::optional<ReplicateVariables> variables; ///< from the first block on: other threads then have blocks to run
    };

    [[nodiscard]] Run& run();
    [[nodiscard]] ReplicateVariables& variables();

    std::unique_ptr<ResultFile> file_;
    ReplicateRecord record_;
    ValueFormat format_;
    std::function<void(EncodedBlock const& block)> keep_;
    std::optional<Run> run_;
};

} // namespace steppe
