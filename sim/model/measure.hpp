#pragma once
/// What a run reports: the declaration of one measure, from which file layout, summaries, tables and reference pages derive.

#include "base/ids.hpp"

#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

namespace steppe {

/// How the months of one replicate become its single outcome in a comparison.
enum class Reduction : std::uint8_t { final, mean, sum, maximum };

/// What a measure is for. `arm`: the arm decides it, so that a difference between arms says nothing. `diagnostic`: how exact the numbers are.
enum class Role : std::uint8_t { outcome, arm, diagnostic };

/// Whose gain or loss a measure stands for.
enum class Whose : std::uint8_t { nobody, hedger, partner, principal, accord };

/// Values that a run cannot leave, in a month and as an outcome; infinite where there is no bound.
struct Bounds {
    double lower{-std::numeric_limits<double>::infinity()};
    double upper{std::numeric_limits<double>::infinity()};
};

inline constexpr Bounds zero_to_one{.lower = 0.0, .upper = 1.0};
inline constexpr Bounds minus_one_to_one{.lower = -1.0, .upper = 1.0};
inline constexpr Bounds at_least_zero{.lower = 0.0};

/// How more of a measure is to be read.
struct Better {
    Whose whose{Whose::nobody};
    int sign{};               ///< 1: more is a gain; -1: more is a loss or a cost; 0: neither
    std::string_view words{}; ///< completes "more: ..."
};

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
    /// Recorded only where it is asked for by name: large beside what it adds.
    bool optional{};
    Role role{Role::outcome};
    /// A run has 0, 1 or a probability, so that the mean over runs is a probability.
    bool is_probability{};
    Bounds bounds{};
    Better better{};
    int benefit_order{}; ///< place in the table of `steppe benefit`, from 1; 0: not in it
    int actor_order{};   ///< place in a table of actors and what they gain, from 1; 0: not in it
    int display_order{}; ///< place among what readers ask about first, from 1; 0: none
    bool headline{};     ///< a short answer has a line about it
    bool exogenous{};    ///< a reading of what happens to everybody, which nothing that a state or a power does can move
    bool regret{};       ///< that the treated arm has less of it is called regret (docs/model.md 8.5)
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

[[nodiscard]] constexpr std::string_view name_of(Role role)
{
    switch (role) {
    case Role::outcome:
        return "outcome";
    case Role::arm:
        return "arm";
    case Role::diagnostic:
        return "diagnostic";
    }
    return "";
}

/// Empty for nobody.
[[nodiscard]] constexpr std::string_view name_of(Whose whose)
{
    switch (whose) {
    case Whose::nobody:
        return "";
    case Whose::hedger:
        return "hedger";
    case Whose::partner:
        return "partner";
    case Whose::principal:
        return "principal";
    case Whose::accord:
        return "accord";
    }
    return "";
}

} // namespace steppe
