#pragma once
/// As many replicates as an interval needs.

#include "app/session.hpp"

#include <functional>

namespace steppe::app {

/// Runs until the 90 % interval of `options.until.outcome` is at most `options.until.width` wide: of its mean difference in the first contrast, or
/// where one arm runs, of its mean. A pilot of 512 replicates, which keeps nothing, forecasts how many that takes; then so many are run, and more
/// where the forecast fell short. Says on standard error what was forecast, and where the most replicates are not enough. The result is that of
/// a run of its size, bit by bit. `run_pilot` runs what is only looked at, `run` what is told and kept.
[[nodiscard]] SessionResult run_until(SessionOptions const& options,
                                      std::function<SessionResult(SessionOptions const&)> const& run_pilot,
                                      std::function<SessionResult(SessionOptions const&)> const& run);

/// Replicates of which the interval is expected to be `wanted` wide, where that of `replicates` is `width`: with a tenth more, in whole blocks of 128.
[[nodiscard]] std::int64_t replicates_for(std::int64_t replicates, double width, double wanted);

} // namespace steppe::app
