#pragma once
/// What is known of the months of a run: conditions on elements of measures in months, certain or read with an error (docs/model.md 9.6).

#include "base/diagnostics.hpp"
#include "model/measure.hpp"
#include "scenario/schema.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace steppe {

/// An element of a measure in a month.
struct Reading {
    std::string measure;
    std::size_t element{}; ///< row-major position over the measure's sets
    int month{};           ///< of the run, from 0
};

/// Whether a reading lies in an interval.
struct Comparison {
    Reading reading;
    double low{-std::numeric_limits<double>::infinity()};
    double high{std::numeric_limits<double>::infinity()};
    bool with_low{true}, with_high{true}; ///< whether the ends belong to it
};

/// A reading that was observed with a normal error.
struct NoisyReading {
    Reading reading;
    double value{};
    double error{}; ///< standard deviation, above 0
};

/// The months, first to last, in one of which a hedger joined.
struct JoiningPeriod {
    std::size_t hedger{};
    int first{};
    int last{};
};

/// Certain: all comparisons hold (none: always), or, negated, not all. Else a noisy reading, which weighs a run by its likelihood.
struct Condition {
    std::string text; ///< as it was given
    std::vector<Comparison> comparisons{};
    bool negated{};
    std::optional<NoisyReading> noisy{};
    std::optional<JoiningPeriod> joining{}; ///< of a condition that says that a hedger joined, and when

    [[nodiscard]] bool is_certain() const { return !noisy; }
};

/// What conditions may be about.
struct EvidenceScope {
    ActorLists actors;
    std::vector<MeasureDeclaration> measures;
    std::chrono::year_month start;
    int months{};
};

struct EvidenceFault {
    std::string_view code;
    std::string_view meaning;
};
inline constexpr std::array<EvidenceFault, 11> evidence_faults{{
    {"E101", "a condition that does not read as one"},
    {"E102", "a condition on a measure that does not exist"},
    {"E103", "a condition on actors that the measure does not have, or too few or too many of them"},
    {"E104", "a condition on a month that is none, or is outside the run"},
    {"E105", "a number or an interval of a condition that cannot be: not finite, empty, no error above 0, outside the "
             "measure's bounds"},
    {"E106", "'not' before a reading with an error, or an event that is read with one: neither is certain"},
    {"E107", "a column of observed measures that is missing or named twice"},
    {"E108", "a row of observed measures that lacks a value, leaves a quotation mark open, or holds a control character"},
    {"E109", "an observed measure in another unit"},
    {"E110", "a file of observed measures without a row, or with more than 50 faults"},
    {"E111", "evidence that no run matches, or too few for the effective sample size that is asked for"},
}};

/// Reads conditions as they stand on a command line; `option` names where ("--given"). Every fault of each is found (E101 to E106).
///
///   [not] joined [ACTOR]  @ MONTH | by MONTH | before MONTH
///   [not] MEASURE [ACTORS] @ MONTH  < | <= | > | >= | = NUMBER,  or  in [NUMBER, NUMBER]
///   MEASURE [ACTORS] @ MONTH = NUMBER +- ERROR
///
/// MONTH is 2025-11, or its number in the run, from 1. A hedger need not be named where there is but one.
[[nodiscard]] std::vector<Condition> read_conditions(std::vector<std::string> const& texts, std::string const& option,
                                                     EvidenceScope const& scope, Diagnostics& faults);

/// Reads a file of observed measures: comma-separated values with the columns month, measure, of (its actors, parted by blanks), value,
/// error, unit. A row is a noisy reading. Every fault is located: S100 for the file, E102 to E105 and E107 to E110. Throws
/// EnvironmentError for a file that exists and cannot be read.
[[nodiscard]] std::vector<Condition> read_observed_measures(std::string const& path, EvidenceScope const& scope,
                                                            Diagnostics& faults);

} // namespace steppe
