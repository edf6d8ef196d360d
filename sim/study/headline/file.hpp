#pragma once
/// The headline of a comparison in its result file (docs/output.md).

#include "output/hdf5_file.hpp"
#include "study/headline/headline.hpp"

namespace steppe {

/// Adds the group `headline`, with every draw of every effect. Throws EnvironmentError as Hdf5Group does.
void write_headline(Hdf5Group& root, DrawnEffects const& drawn, std::vector<Headline> const& headlines);

} // namespace steppe
