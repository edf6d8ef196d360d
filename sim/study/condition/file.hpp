#pragma once
/// The file of a conditioned comparison (docs/output.md): effects over all runs and given the evidence, and the pairs that match.

#include "output/result_file.hpp"
#include "study/condition/result.hpp"

#include <memory>
#include <vector>

namespace steppe {

/// Writes the analysis and commits the file.
void write_condition(std::unique_ptr<ResultFile> file, ConditionResult const& result, RunLayout const& layout,
                     std::vector<Failure> failures);

} // namespace steppe
