#pragma once
/// What a design varies, read against a scenario: `[design.parameters]` of a study.

#include "model/prior.hpp"
#include "study/sweep/study.hpp"

namespace steppe {

/// A parameter that a design varies, resolved against a scenario.
struct DesignColumn {
    std::size_t position{}; ///< in Scenario::parameters
    Declaration declaration;
    std::string key;
    SourceLocation where;
    std::vector<double> values{}; ///< if it takes one of these
    Interval range;               ///< else over this
    Prior prior{Prior::uniform};  ///< with this distribution
    double mode{};                ///< of a triangular one
    double null{};                ///< of a claim
    int levels{};                 ///< in a grid, of a range

    /// The value at probability `u` in (0, 1).
    [[nodiscard]] double at(double u) const;
};

/// In the order of the study's keys, patterns expanded. Faults: T202, T203, T204, and those of values (S1xx).
[[nodiscard]] std::vector<DesignColumn> read_columns(Design const& design, Scenario const& scenario, Schema const& schema,
                                                     Diagnostics& faults);

} // namespace steppe
