#pragma once
/// Reads one declared parameter, or one family of them, from the tree.

#include "scenario/document.hpp"
#include "scenario/scenario.hpp"

namespace steppe {

/// Reads all members of a family into `scenario.parameters`, row-major. A member for which the files have no value takes the
/// declaration's default with the declaration's evidence, whether or not they give other members. Faults: S103 to S112, S119, S120, S122, S123.
void read_family(ParameterFamily const& family, std::size_t position, Node const& root, Scenario& scenario,
                 Diagnostics& faults);

} // namespace steppe
