#pragma once
/// Observed series that a scenario lets act on the world (docs/model.md 6.11).

#include "base/diagnostics.hpp"
#include "scenario/schema.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace steppe {

/// One value. `month` counts from January of year 0; of a yearly row it is the January.
struct DriverRow {
    int month{};
    double value{};
    bool projected{};
    std::string source;
    SourceLocation where;
};

struct DriverSeries {
    std::string name, unit;
    SeriesKind kind{SeriesKind::level};
    bool yearly{};
    std::vector<DriverRow> rows; ///< in order of time

    [[nodiscard]] int months_of_a_row() const { return yearly ? 12 : 1; }
};

struct DriverFile {
    std::string path;
    std::string checksum; ///< XXH3, 128 bits, of its bytes
    std::vector<DriverSeries> series;

    [[nodiscard]] DriverSeries const* find(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> names() const;
};

/// "2025-10" of a month counted from January of year 0.
[[nodiscard]] std::string month_text(int month);

} // namespace steppe
