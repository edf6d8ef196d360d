#pragma once
/// The file of a hazard analysis (docs/output.md): when hedgers accede, what the hazard depends on, and what would move it.

#include "output/result_file.hpp"
#include "study/hazard/result.hpp"

#include <memory>
#include <vector>

namespace steppe {

/// Writes the analysis and commits the file.
void write_hazard(std::unique_ptr<ResultFile> file, HazardResult const& result, RunLayout const& layout,
                  std::vector<Failure> failures);

} // namespace steppe
