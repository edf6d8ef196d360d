#pragma once
/// The file of draws that a calibration writes (docs/output.md).

#include "output/result_file.hpp"
#include "study/calibration/run.hpp"

#include <memory>

namespace steppe {

/// `scenario`: that was calibrated. `layout` is that of a run of it.
void write_calibration(std::unique_ptr<ResultFile> file, CalibrationResult const& result, RunLayout const& layout,
                       Scenario const& scenario);

} // namespace steppe
