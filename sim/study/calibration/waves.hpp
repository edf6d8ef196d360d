#pragma once
/// Waves of history matching (calibrator.hpp).

#include "study/calibration/calibrator.hpp"

namespace steppe {

/// The last wave's draws, with the features of all their runs.
struct WaveDraws {
    PositionBox box;                    ///< in which it drew
    std::vector<double> positions;      ///< [draw][parameter]
    std::vector<double> features;       ///< [draw][replicate][feature]
    std::vector<double> implausibility; ///< [draw], the greatest over summaries; infinite where a run failed
};

/// `calls` is counted on. Fewer waves than the design asks for where one rules out all its draws, or rules out too little to shrink the box by
/// a tenth.
[[nodiscard]] std::optional<WaveDraws> match_history(CalibrationDesign const& design, std::span<double const> observed,
                                                     Simulate const& simulate, int& calls, std::vector<Wave>& waves);

/// Of one draw, for each summary: |mean - observed| / [v (1 + 1/R)]^(1/2), with the variance over `runs` ([replicate][feature], R of them)
/// shrunk towards `common`, that over all draws, as much as so many runs say. Infinite where a run failed.
[[nodiscard]] std::vector<double> implausibility_of(std::span<double const> runs, std::span<double const> observed,
                                                    std::span<double const> common, std::size_t features);

} // namespace steppe
