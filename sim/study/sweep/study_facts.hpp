#pragma once
/// What makes a study the same study: what parts of it must agree in before they are merged.

#include "ensemble/plan.hpp"
#include "output/encoded_block.hpp"
#include "output/part_manifest.hpp"
#include "output/provenance.hpp"

namespace steppe {

[[nodiscard]] StudyFacts facts_of(Scenario const& scenario, EnsemblePlan const& plan, ReplicateEncoder const& encoder,
                                  Provenance const& provenance);

} // namespace steppe
