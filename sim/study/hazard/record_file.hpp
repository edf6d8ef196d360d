#pragma once
/// The result file of a hazard held against a record (docs/output.md).

#include "output/result_file.hpp"
#include "study/hazard/record.hpp"

#include <memory>

namespace steppe {

/// Writes and completes the file. `layout`: that of the analysis, whose months are those of the record.
void write_record(std::unique_ptr<ResultFile> file, RecordResult const& result, RunLayout const& layout,
                  std::vector<Failure> failures);

} // namespace steppe
