#pragma once
/// Joint draws of parameters that a scenario names: rows of a posterior, taken whole where a study draws from priors.

#include "base/diagnostics.hpp"
#include "scenario/scenario.hpp"

namespace steppe {

/// Reads the file that the setting `key` names, beside the file that says so. Its first line names a parameter in each column, where `*`
/// stands for every actor of a list; every other line is a draw. A parameter whose prior is fixed keeps its value. Adds the setting
/// `key`_checksum, so that results remember which draws they had.
/// Faults: S100 for the file, S132 for its content, in the file's own lines. Throws EnvironmentError for a file that cannot be read.
void read_joint_draws(std::string const& key, Schema const& schema, Scenario& scenario, Diagnostics& faults);

} // namespace steppe
