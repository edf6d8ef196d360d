#pragma once
/// One number a replicate for each outcome: a measure's months reduced as its declaration says.

#include "output/recorder.hpp"

#include <span>
#include <vector>

namespace steppe {

/// The outcomes of a layout, in the order of its measures; those of a horizon follow that of the whole run.
[[nodiscard]] std::vector<Outcome> list_outcomes(RunLayout const& layout);

/// Reduces the series of one job to its outcomes. `series` has, per measure of the layout, [month][element] of that job.
void reduce_months(RunLayout const& layout, std::span<float const* const> series, std::span<double> outcomes);

/// Fills in the outcomes of a block from its series; NaN where a job failed.
void reduce_block(RunLayout const& layout, ResultBlock& block);

} // namespace steppe
