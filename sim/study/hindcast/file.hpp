#pragma once
/// The result file of a hindcast (docs/output.md).

#include "output/result_file.hpp"
#include "study/hindcast/result.hpp"

#include <memory>

namespace steppe {

/// `layout` is that of an engine's run of the hindcast.
void write_hindcast(std::unique_ptr<ResultFile> file, HindcastResult const& result, RunLayout const& layout,
                    std::vector<Failure> failures);

} // namespace steppe
