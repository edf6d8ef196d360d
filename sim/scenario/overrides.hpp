#pragma once
/// `--set key=value`: values of the command line, laid over the files.

#include "scenario/document.hpp"
#include "scenario/scenario.hpp"

namespace steppe {

/// Lays one override over the tree. The key is that of a setting or of a member of a family ("principal.ABC.budget",
/// "hedger.XYZ.alignment.ABC"), or a part of a parameter's table ("principal.ABC.budget.range"). A parameter that no file gives
/// keeps the evidence of its declaration. Faults: S118.
void apply_override(Override const& change, Schema const& schema, Node& root, Diagnostics& faults);

} // namespace steppe
