#pragma once
/// What `--resume` finds under the name of the result.

#include "app/option_groups.hpp"
#include "output/resume.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace steppe::app {

/// The result that is there and can be gone on with; nothing without `--resume`, or if there is none. One that cannot be gone on
/// with is refused as RecordedBlocks does; with `--force` too, it counts as none, because it is to be replaced.
[[nodiscard]] std::optional<RecordedBlocks> recorded_before(OutputOptions const& output, ResumeOptions const& resume,
                                                            std::string_view record, Scenario const& scenario,
                                                            Provenance const& provenance, RunLayout const& layout,
                                                            std::vector<SweptParameter> const& swept = {});

} // namespace steppe::app
