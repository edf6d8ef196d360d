#pragma once
/// What is asked of every month about the hazard of acceding, and how the answers add up to shares (docs/model.md 9.2).

#include "scenario/scenario.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace steppe {

/// A reading of the world that principals and hedgers go by when they value an accession.
struct Reading {
    std::string_view name, title, unit;
    std::size_t condition{}; ///< the condition that it belongs to
};

/// Conditions are replaced one by one; a condition is one or more readings.
inline constexpr std::array<std::string_view, 7> condition_names{"conflict", "tension",  "minerals",  "leader",
                                                                 "summit",   "momentum", "legitimacy"};

/// What each condition is, for readers.
inline constexpr std::array<std::string_view, condition_names.size()> condition_words{
    "intensity of the conflict",
    "regional tension",
    "demand for minerals",
    "interest of the sponsoring leader (office, elections, setbacks)",
    "summit",
    "momentum of the accord",
    "legitimacy of the contested sponsor"};

inline constexpr std::array<Reading, 7> hazard_readings{{
    {"conflict_intensity", "intensity of the conflict", "1", 0},
    {"tension", "regional tension", "1", 1},
    {"minerals_demand", "demand for minerals over its mean", "1", 2},
    {"leader_interest", "interest of the sponsoring leader", "1", 3},
    {"window", "a summit in the month", "1", 4},
    {"momentum", "momentum of the accord", "1", 5},
    {"legitimacy", "legitimacy of the contested sponsor", "1", 6},
}};

/// One evaluation of the month: which incentives are off, which conditions take their typical values, and what the probability
/// counts for in the columns from `first_column` on.
struct HazardVariant {
    std::uint32_t incentives_off{};     ///< bit i: incentive i of incentive_terms()
    std::uint32_t conditions_typical{}; ///< bit i: condition i of condition_names
    std::size_t first_column{};
    std::vector<double> weights;
};

/// What is asked of every month.
struct HazardDesign {
    std::size_t columns{};
    std::array<double, hazard_readings.size()> typical{};
    std::vector<HazardVariant> opening; ///< of the first month
    std::vector<HazardVariant> later;   ///< of the others
    std::vector<HazardVariant> last{};  ///< of month `last_month` besides, if there is one
    int last_month{-1};

    /// Numbers a hedger and month: the probability as it is, the readings, then the columns.
    [[nodiscard]] std::size_t numbers() const { return 1 + hazard_readings.size() + columns; }
};

/// The incentives that a scenario has on, as positions in incentive_terms().
[[nodiscard]] std::vector<std::size_t> incentives_on(Scenario const& scenario);

/// Columns of the design that make_hazard_design returns: a share for each incentive, the probability without any of them, a share for
/// each condition, the probability with all of them typical; in the first month also each incentive's share as later months get it.
struct HazardColumns {
    std::size_t incentives{};

    [[nodiscard]] std::size_t incentive(std::size_t number) const { return number; }
    [[nodiscard]] std::size_t without_incentives() const { return incentives; }
    [[nodiscard]] std::size_t condition(std::size_t number) const { return incentives + 1 + number; }
    [[nodiscard]] std::size_t typical() const { return condition(condition_names.size()); }
    [[nodiscard]] std::size_t check(std::size_t number) const { return typical() + 1 + number; }
    [[nodiscard]] std::size_t count() const { return check(incentives) + 1; }
};

/// Shapley shares of the incentives and of the conditions in each month's probability. The opening month has every coalition of
/// incentives, later months those of the rotations of six orders; conditions always have all.
[[nodiscard]] HazardDesign make_hazard_design(std::vector<std::size_t> const& incentives,
                                              std::array<double, hazard_readings.size()> const& typical, std::uint64_t seed);

/// What a record asks (docs/model.md 9.2): in every month the probability with each condition held at its typical value, one at a time; in its
/// last month the Shapley shares of the conditions.
struct RecordColumns {
    [[nodiscard]] static std::size_t without(std::size_t condition) { return condition; }
    [[nodiscard]] static std::size_t share(std::size_t condition) { return condition_names.size() + condition; }
    [[nodiscard]] static std::size_t typical() { return 2 * condition_names.size(); }
    [[nodiscard]] static std::size_t count() { return typical() + 1; }
};

[[nodiscard]] HazardDesign make_record_design(std::array<double, hazard_readings.size()> const& typical, int last_month);

} // namespace steppe
