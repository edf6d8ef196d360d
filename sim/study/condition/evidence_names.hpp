#pragma once
/// Measures, actors, months and numbers of conditions by their names, and what is wrong with those that are none.

#include "study/condition/evidence.hpp"

#include <functional>

namespace steppe {

/// Resolves the parts of one condition. Faults go to `report` with their code, message and suggestion, and the part of which they are.
class EvidenceNames {
public:
    using Report =
        std::function<void(std::string_view part, std::string_view code, std::string message, std::string suggestion)>;

    EvidenceNames(EvidenceScope const& scope, Report report) : scope_{scope}, report_{std::move(report)} {}

    /// Null for an unknown measure (E102).
    [[nodiscard]] MeasureDeclaration const* measure(std::string_view name) const;
    /// The element that these actors name (E103); the hedger may be left out where there is but one.
    [[nodiscard]] std::size_t element(MeasureDeclaration const& measure, std::vector<std::string_view> const& actors,
                                      std::string_view part) const;
    /// The month of a run, from 0 (E104): a date, or a number from 1.
    [[nodiscard]] int month(std::string_view text) const;
    /// A finite number (E105).
    [[nodiscard]] double number(std::string_view text) const;
    /// Values that a measure cannot have are no evidence (E105).
    void check_within_bounds(MeasureDeclaration const& measure, double low, double high, std::string_view part) const;

private:
    EvidenceScope const& scope_;
    Report report_;
};

} // namespace steppe
