#pragma once
/// The file of a study of levers (docs/output.md).

#include "output/result_file.hpp"
#include "study/levers/result.hpp"

#include <memory>
#include <vector>

namespace steppe {

/// Writes the result and commits the file. `layout`: of the scenario and the ends.
void write_levers(std::unique_ptr<ResultFile> file, LeverResult const& result, RunLayout const& layout,
                  std::vector<Failure> failures);

} // namespace steppe
