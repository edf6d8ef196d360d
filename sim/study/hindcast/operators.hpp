#pragma once
/// What is observed of a state, as data: of each observed series its unit, what it is a share of, and how it errs. A file of
/// comma-separated values with the columns operator, group, variable, state, other, numerator, denominator, unit, error_sd, spread, source.

#include "study/hindcast/observations.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace steppe {

/// What is scored together, in the order of results.
enum class ScoreGroup : std::uint8_t { trade, un_distance, un_point, arms };
inline constexpr std::array<std::string_view, 4> score_group_names{"trade", "un_distance", "un_point", "arms"};

/// Of one observed series.
///   trade         share in percent of `numerator`, one market, in turnover with the markets of `denominator`
///   un_point      ideal point of the state
///   un_distance   distance of the state's point from that of the power `numerator`
///   arms          deliveries of a year from the state `numerator`, or from all that no other operator names ("*")
struct Operator {
    std::string name; ///< "trade_share.AAA"
    ScoreGroup group{};
    std::string state;
    std::string other; ///< as the observations name it
    std::string numerator;
    std::vector<std::string> denominator;
    std::string unit;
    std::optional<double> error_sd; ///< of an observation, in the unit or of its logarithm; none: fitted up to the origin
    double spread{};                ///< of arms: dispersion of the number of deliveries
    std::string source;
};

struct Operators {
    std::vector<Operator> all; ///< group by group, then as in the file
    /// States whose trade makes up a market that is not named after one.
    std::map<std::string, std::vector<std::string>, std::less<>> markets;
    double ratio_error{}; ///< of a year's log of exports over imports
    double ratio_walk{};  ///< standard deviation of the walk of what the model does not explain of it, a year

    [[nodiscard]] std::vector<Operator const*> of(ScoreGroup group) const;
    /// The states of a market: those that the file lists, else the one that it is named after.
    [[nodiscard]] std::vector<std::string> states_of(std::string const& market) const;
};

inline constexpr std::array<ObservationFault, 4> operator_faults{{
    {"H110", "a file of operators without one of its columns, or a row that does not fit them"},
    {"H111", "an operator of an unknown group, or named twice"},
    {"H112", "an operator with a value that its group does not allow"},
    {"H113", "operators that do not fit the scenario, or a scenario without them, or with fewer than 20 members"},
}};

/// Reads operators; every fault is located: S100 for the file, H110 to H112. Throws EnvironmentError for a file that exists and cannot be read.
[[nodiscard]] Operators read_operators(std::string const& path, SourceLocation const& asked_at, Diagnostics& faults);
/// The same of a text; `file` is named in faults.
[[nodiscard]] Operators parse_operators(std::string_view text, std::string const& file, Diagnostics& faults);

/// The observed series behind an operator of one series (not of arms from "*").
[[nodiscard]] ObservedSeries target_of(Operator const& one);

/// What an operator saw, by year, ascending. Trade comes from the stated share, or else from exports and imports of all states of the
/// denominator; arms count as 0 in a year without a delivery between the first and the last year of deliveries to the state.
[[nodiscard]] std::vector<DatedValue> record_of(Operators const& operators, Operator const& one,
                                                std::span<Observation const> observed);

} // namespace steppe
