#pragma once
/// The file of an attribution (docs/output.md).

#include "output/result_file.hpp"
#include "study/attribution/result.hpp"

#include <memory>
#include <vector>

namespace steppe {

/// Writes the attribution and commits the file.
void write_attribution(std::unique_ptr<ResultFile> file, Attribution const& attribution, RunLayout const& layout,
                       std::vector<Failure> failures);

} // namespace steppe
