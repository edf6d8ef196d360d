#pragma once
/// What a parameter's table says beside its value and range: unit, prior, tag, source, note.

#include "scenario/document.hpp"
#include "scenario/schema.hpp"

namespace steppe {

/// Common to all members of a family that one table gives.
struct Evidence {
    std::optional<Prior> prior; ///< as stated
    std::optional<double> null; ///< as stated: the value of no effect under a claim
    EvidenceTag tag{EvidenceTag::judgement};
    std::string source;
    std::string note;
};

/// Reads the evidence of the parameter `path` from its table. Faults: S103, S105 to S109, S122.
[[nodiscard]] Evidence read_evidence(Node const& table, Declaration const& declaration, std::string const& path,
                                     Diagnostics& faults);

} // namespace steppe
