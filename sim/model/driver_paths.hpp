#pragma once
/// What the series of a scenario say of each month of its run (docs/model.md 6.11): plain data, the same for all replicates.

#include "scenario/scenario.hpp"

#include <vector>

namespace steppe {

/// A series month by month from `first`, counted from January of year 0, on its working scale: logarithm of a level, logit of a share, a
/// coordinate or an index as it is.
struct MonthlySeries {
    int first{};
    std::vector<double> values;

    [[nodiscard]] int last() const { return first + static_cast<int>(values.size()) - 1; }
    [[nodiscard]] double at(int month) const { return values.at(static_cast<std::size_t>(month - first)); }
};

[[nodiscard]] double to_working_scale(SeriesKind kind, double value);
[[nodiscard]] double from_working_scale(SeriesKind kind, double working);

/// Monthly rows are taken as they are, inner gaps interpolated. Yearly rows sit at mid-year, and are then shifted until the mean of the
/// twelve months is the value of the year (relative error 1e-14; interpolation alone is wrong by up to some percent). `series` is none of
/// events, and has rows.
[[nodiscard]] MonthlySeries monthly_series(DriverSeries const& series);

/// Entry m is of month m of the run; a path ends where the series does, and the process goes on from there. Readings with a level change by
/// what stands here since the opening, on the working scale of their series; an empty path is that of a reading without one.
struct DriverPaths {
    std::vector<double> oil, conflict, volume;
    std::vector<double> oil_history; ///< log price of up to three years before and in the opening month, in order
    std::vector<std::vector<double>> capability; ///< by power: log of its economy over the hedgers'
    std::vector<double> office, summit, setback; ///< 1 or 0
    std::vector<int> months_to_election;
};

/// What a path says of a month, or nothing where it does not reach it.
template <class Value>
[[nodiscard]] Value const* entry_of(std::vector<Value> const& path, int month)
{
    return static_cast<std::size_t>(month) < path.size() ? &path[static_cast<std::size_t>(month)] : nullptr;
}

[[nodiscard]] DriverPaths driver_paths(Scenario const& scenario);

} // namespace steppe
