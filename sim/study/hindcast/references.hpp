#pragma once
/// The ensembles that a forecast is held against, of one group at one origin and horizon.

#include "study/hindcast/baselines.hpp"
#include "study/hindcast/forecasts.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace steppe {

inline constexpr std::array<std::string_view, 5> reference_names{"rw", "ses", "damped", "climatology",
                                                                 "conditional_persistence"};

/// Members [member][series] of each reference; nothing where the record is too short for it, or where it does not exist: conditional
/// persistence of a group without conditions.
using References = std::array<std::optional<std::vector<double>>, reference_names.size()>;

/// Those that know nothing but the record of the group's series up to the origin. Arms and shares are cut at 0.
[[nodiscard]] References references_of(SeriesTable const& record, ScoreGroup group, int years, std::size_t members,
                                       std::uint64_t seed);

/// Conditional persistence: the state's own as a random walk, and what the forecast's mode knows of others as it knows it. `own`: of
/// un_distance the record of the hedger's point, of trade that of shares, which ended `gap` years before the origin. Nothing for other groups, or fewer than 3 years.
[[nodiscard]] std::optional<std::vector<double>> conditional_persistence(GroupForecast const& forecast, ScoreGroup group,
                                                                         SeriesTable const& own, int years, int gap,
                                                                         std::uint64_t seed);

/// The years up to the origin in which all series were seen.
[[nodiscard]] SeriesTable table_of(std::vector<std::vector<DatedValue>> const& records, int origin);

} // namespace steppe
