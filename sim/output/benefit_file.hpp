#pragma once
/// The file of a benefit analysis (docs/output.md): effects of every contrast under several readings of the scenario.

#include "output/result_file.hpp"
#include "output/summary.hpp"

#include <memory>

namespace steppe {

struct BenefitReading {
    std::string id;                                 ///< "base", "priors", or a rival's file name without its ending
    std::string title;                              ///< of the scenario
    std::vector<std::vector<PairedEffect>> effects; ///< [contrast][outcome]
};

struct BenefitResult {
    std::vector<std::string> contrasts;
    std::vector<BenefitReading> readings; ///< base first
};

/// Writes the analysis and commits the file. `layout` is that of the base reading.
void write_benefit(std::unique_ptr<ResultFile> file, BenefitResult const& result, RunLayout const& layout,
                   std::vector<Failure> failures);

} // namespace steppe
