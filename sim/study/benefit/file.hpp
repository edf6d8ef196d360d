#pragma once
/// The file of a benefit analysis (docs/output.md): effects of every contrast under several versions of the scenario.

#include "output/result_file.hpp"
#include "study/benefit/result.hpp"

#include <memory>
#include <vector>

namespace steppe {

/// Writes the analysis and commits the file. `layout` is that of the base.
void write_benefit(std::unique_ptr<ResultFile> file, BenefitResult const& result, RunLayout const& layout,
                   std::vector<Failure> failures);

} // namespace steppe
