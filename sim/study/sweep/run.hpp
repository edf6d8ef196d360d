#pragma once
/// Runs one part of a study.

#include "ensemble/run_ensemble.hpp"
#include "output/part_writer.hpp"
#include "output/resume.hpp"
#include "study/sweep/prepared_study.hpp"

#include <chrono>
#include <optional>

namespace steppe {

struct PartRequest {
    Part part;
    std::chrono::duration<double> checkpoint; ///< the longest time that results wait to be kept
    RunOptions options;                       ///< `skip` and `known` are set by run_part
    Recorder* beside{};                       ///< gets the same blocks; none if null
};

/// Runs the blocks of the part that its folder does not have. `recorded`: a result of the study that is there already, and may have
/// fewer replicates.
[[nodiscard]] RunEnd run_part(PreparedStudy const& prepared, PartRequest request, PartFolder& folder,
                              std::optional<RecordedBlocks> const& recorded);

} // namespace steppe
