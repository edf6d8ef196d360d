#pragma once
/// Weighted joint draws of parameters, read back from the file of a calibration for a scenario that may be another one.

#include "base/diagnostics.hpp"
#include "scenario/scenario.hpp"

#include <filesystem>

namespace steppe {

/// Reads a file that `write_calibration` wrote, and lets studies of `scenario` that draw from priors take its rows by weight: joint draws with
/// the key `posterior.draws`. Parameters whose prior the scenario fixes keep their values. The settings posterior.draws, _checksum,
/// _cutoff and _parameters remember in results what was used. All faults at `asked_at` or within the file's variables (H117): no such file, or none of draws; a parameter that the scenario does not have; a value outside of what
/// its declaration allows; a weight that is negative or not finite, or none above 0. `given` is the path as the user or the scenario wrote it.
void use_draws(std::filesystem::path const& path, std::string const& given, SourceLocation const& asked_at,
               Scenario& scenario, Diagnostics& faults);

/// Whether `use_draws` was called for it, and found no fault.
[[nodiscard]] bool uses_draws(Scenario const& scenario);

} // namespace steppe
