#pragma once
/// The file that a command writes, and what it may not replace.

#include "app/option_groups.hpp"
#include "output/output_claim.hpp"
#include "output/provenance.hpp"
#include "output/result_file.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace steppe::app {

/// Of this build. `title`: of a study; none: that of the scenario.
[[nodiscard]] Provenance provenance_of(Scenario const& scenario, std::string const& title, LaneWidth width);

/// No output may take the place of a file that the run was read from, not even with --force (O204); nor the record that goes
/// beside it of another file (O201), unless it `may_replace` that.
void refuse_to_replace_input(std::filesystem::path const& file, bool may_replace, Scenario const& scenario);

/// Owns the output that is named, from now to the end of the command; null if none is. Its sidecar says what `describe` gives when the
/// result is complete.
[[nodiscard]] std::unique_ptr<OutputClaim> claim_output(OutputOptions const& output, Scenario const& scenario,
                                                        std::function<RunRecord()> describe);

/// The output file that is claimed; null if none is.
[[nodiscard]] std::unique_ptr<ResultFile> open_output(OutputOptions const& output, OutputClaim* claim,
                                                      Scenario const& scenario, std::string_view record, LaneWidth width);

} // namespace steppe::app
