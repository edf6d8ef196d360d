#pragma once
/// Reads the file of drivers (docs/model.md 6.11).
///
/// Tidy CSV with the header `series,date,value,unit,kind,status,source`. `date` is YYYY, for the mean of a year, or YYYY-MM.

#include "scenario/driver_series.hpp"

#include <string>

namespace steppe {

/// Reads the text of a driver file. Faults, each at its line: S125 a row that is none, S126 a date given twice or yearly and monthly rows in one
/// series, S127 a unit or kind that changes within a series, S128 a value that its kind does not allow.
[[nodiscard]] DriverFile parse_driver_file(std::string const& text, std::string const& path, Diagnostics& faults);

} // namespace steppe
