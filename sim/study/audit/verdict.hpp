#pragma once
/// When a change of an outcome counts (docs/model.md 9.4). A check looks at many outcomes in several worlds at one or two variants, so that
/// some change would be three standard errors large by chance: the bound on errors grows with the number of looks (Bonferroni).

#include "ensemble/running_moments.hpp"

#include <cstddef>
#include <cstdint>

namespace steppe {

struct AuditRule {
    double errors{3.0};      ///< paired standard errors that a change must reach
    double deviations{0.01}; ///< of the outcome's standard deviation over runs of the scenario, that it must reach
};

/// Probability that a check in which nothing changes in the mean is found to move something, at most.
inline constexpr double audit_false_alarm = 0.01;
/// What moves nothing is run once more with so many times the pairs, so that every look is had twice.
inline constexpr int audit_again = 4;

/// The bound on errors is 3, or the quantile of Student's t with `pairs - 1` degrees of freedom at which `looks` two-sided looks, had twice,
/// together exceed it with probability audit_false_alarm at most, whichever is more.
[[nodiscard]] AuditRule make_audit_rule(std::size_t looks, std::int64_t pairs);

/// Standard deviation over the size of the mean below which an outcome counts as the same in all runs.
inline constexpr double nearly_constant = 0.01;

/// A change of one outcome in one world: its paired differences from the scenario, and its own runs there.
struct AuditChange {
    double base{};           ///< mean over runs of the scenario
    double change{};         ///< mean paired difference
    double standard_error{}; ///< of that mean
    double scale{};          ///< what the change is measured by

    /// Change over its standard error, without sign; 0 where nothing changes, infinite where every pair changes by the same.
    [[nodiscard]] double errors() const;
    /// Change over the scale, without sign.
    [[nodiscard]] double size() const;
};

/// The scale is the standard deviation over runs of the scenario. Where runs hardly differ, by less than nearly_constant of the outcome's mean
/// (what the opening month decides, or nothing but rounding), it is that mean, or where that is 0 the change itself: from nothing, any
/// change is a whole one.
[[nodiscard]] AuditChange audit_change(RunningMoments const& base, RunningMoments const& difference);

[[nodiscard]] bool moves(AuditChange const& change, AuditRule const& rule);

/// How near a change is to counting, from 0; it counts from 1 on.
[[nodiscard]] double nearness(AuditChange const& change, AuditRule const& rule);

} // namespace steppe
