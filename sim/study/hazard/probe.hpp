#pragma once
/// The probe that asks every month what a design asks.

#include "ensemble/probe.hpp"
#include "study/hazard/design.hpp"

namespace steppe {

/// Its columns are the numbers of the design.
[[nodiscard]] Probe hazard_probe(HazardDesign const& design);

} // namespace steppe
