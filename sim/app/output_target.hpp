#pragma once
/// The file that a command writes, and what it may not replace.

#include "app/option_groups.hpp"
#include "output/provenance.hpp"
#include "output/result_file.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace steppe::app {

/// Of this build. `title`: of a study; none: that of the scenario.
[[nodiscard]] Provenance provenance_of(Scenario const& scenario, std::string const& title, LaneWidth width);

/// No output may take the place of a file that the run was read from, not even with --force (O204); nor the record that goes
/// beside it of another file (O201), unless it `may_replace` that.
void refuse_to_replace_input(std::filesystem::path const& file, bool may_replace, Scenario const& scenario);

/// The output file that is named; none if none is.
[[nodiscard]] std::unique_ptr<ResultFile> open_output(OutputOptions const& output, Scenario const& scenario,
                                                      std::string_view record, LaneWidth width);

} // namespace steppe::app
