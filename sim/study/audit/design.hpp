#pragma once
/// What an audit checks, and the points at which it runs the scenario for that (docs/model.md 9.4).

#include "ensemble/plan.hpp"
#include "scenario/scenario.hpp"
#include "study/changed_points.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace steppe {

enum class CheckKind : std::uint8_t { strategy, incentive, means, shock, parameter, echo };

[[nodiscard]] std::string_view name_of(CheckKind kind);

/// The scenario with some values changed: a point of the plan.
struct AuditVariant {
    std::string words; ///< "at 0.3", "off", "held active"
    Changes values;    ///< what is held
};

struct AuditCheck {
    std::string id; ///< key of the parameter, or id of the mechanism
    CheckKind kind{};
    std::string reason;                ///< why it may be inert, as the scenario says; or empty
    std::vector<std::size_t> variants; ///< those that differ from the scenario, by their number; point `1 + number`
    std::vector<std::string> left_out; ///< variants at which the world has no rest, in words
};

struct AuditDesign {
    std::vector<AuditCheck> checks;
    std::vector<AuditVariant> variants;
    DesignPoints points;    ///< the scenario itself, then the variants
    std::size_t unranged{}; ///< parameters that are not checked, because they have no range
};

/// The arms that every variant runs in.
inline constexpr std::array<std::string_view, 3> audit_arms{"endogenous", "with_accords", "without_accords"};

/// What an audit counts: neither how exact the numbers are, nor what nobody can move, nor what is recorded only if named.
[[nodiscard]] std::vector<std::string> audited_measures();

/// Strategies, incentives that are on, means of principals (stake, budget, threat_capacity, resolve, delivery), shocks, and every
/// other parameter that has a range, at both of its ends, or is a switch, at its other state. A variant that has the scenario's own values is
/// not run.
[[nodiscard]] AuditDesign make_audit_design(Scenario const& scenario);

} // namespace steppe
