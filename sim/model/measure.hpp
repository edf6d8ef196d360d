#pragma once
/// What a run reports: the declaration of one measure, from which file layout, summaries and reference pages derive.

#include "base/ids.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace steppe {

/// How the months of one replicate become its single outcome in a comparison.
enum class Reduction : std::uint8_t { final, mean, sum, maximum };

struct MeasureDeclaration {
    std::string_view name;      ///< HDF5 variable name: "alignment"
    std::string_view unit;      ///< UDUNITS text; "1" for shares
    std::string_view long_name; ///< one line, for axes and tables
    Reduction reduction{Reduction::mean};
    bool flow{}; ///< true: total over the month (cell_methods "time: sum"); false: state at its end ("time: point")
    std::string_view section;     ///< of docs/model.md
    std::vector<IndexSet> sets{}; ///< dimensions after (arm, point, replicate, time)
    /// Numbers of months after which the final value is an outcome of its own, beside that of the whole run.
    std::vector<int> horizons{};
    /// Most months are as the month before: what changes in steps, or is seldom anything but zero. Decides how it is compressed, no more.
    bool rests{};
    /// Recorded only where it is asked for by name: large beside what it adds.
    bool optional{};
};

[[nodiscard]] constexpr std::string_view name_of(Reduction reduction)
{
    switch (reduction) {
    case Reduction::final:
        return "final";
    case Reduction::mean:
        return "mean";
    case Reduction::sum:
        return "sum";
    case Reduction::maximum:
        return "maximum";
    }
    return "";
}

} // namespace steppe
