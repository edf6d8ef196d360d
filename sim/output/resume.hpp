#pragma once
/// Takes up a run that was interrupted: what its file holds need not be computed again.

#include "output/hdf5_input.hpp"
#include "output/provenance.hpp"
#include "output/recorder.hpp"
#include "output/result_file.hpp"
#include "output/summary.hpp"
#include "scenario/scenario.hpp"

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace steppe {

/// The blocks of a result file that ReplicateWriter wrote.
class RecordedBlocks {
public:
    /// Throws InputError (O205, every fault at once) if the file is not a result of the same study: engine, scenario, arms,
    /// months, seed, measures, points. It may have fewer replicates or more. Throws EnvironmentError.
    RecordedBlocks(std::filesystem::path const& path, std::string_view record, Scenario const& scenario,
                   Provenance const& provenance, RunLayout const& layout, std::vector<SweptParameter> const& swept = {});

    /// The block, if the file has all of it. Outcomes are left out where the file has series, from which they follow.
    [[nodiscard]] std::optional<ResultBlock> find(BlockRange const& range) const;

private:
    [[nodiscard]] std::vector<JobState> states_of(BlockRange const& range) const;

    Hdf5Input file_;
    RunLayout layout_;
    bool has_series_;
    std::int64_t replicates_; ///< of the file
    std::vector<std::int8_t> states_;
    std::vector<Failure> failures_;
};

/// What a file of statistics holds for a run that goes on from where it was interrupted. Throws InputError: O205 as RecordedBlocks does,
/// O209 if the file is complete or has more replicates than are asked for. Throws EnvironmentError, also for a damaged state.
[[nodiscard]] UnfinishedSummary read_unfinished(std::filesystem::path const& path, Scenario const& scenario,
                                                Provenance const& provenance, RunLayout const& layout);

} // namespace steppe
