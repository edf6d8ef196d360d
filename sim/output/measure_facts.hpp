#pragma once
/// What is declared of measures, as files carry it: attributes of a measure's variables, and coordinates beside the outcomes
/// (docs/output.md).

#include "output/hdf5_file.hpp"
#include "output/recorder.hpp"

namespace steppe {

/// All that is declared of a measure, and that NaN stands for "no value".
void describe_measure(Hdf5Dataset& dataset, MeasureDeclaration const& measure, NumberType type);

/// `outcome_...` for each outcome of the layout, along the dimension of the coordinate `outcome`.
void describe_outcomes(Hdf5Group& root, RunLayout const& layout, Hdf5Dataset const& outcome);

} // namespace steppe
