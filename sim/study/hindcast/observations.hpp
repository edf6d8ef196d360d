#pragma once
/// What happened, by year: the only place from which a hindcast learns it. Comma-separated values with the columns year, iso3_a, iso3_b,
/// variable, value, unit. Fitting sees a view that ends with a year and refuses what comes after.

#include "base/diagnostics.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace steppe {

enum class ObservedVariable : std::uint8_t {
    exports_goods,
    imports_goods,
    partner_share,
    un_distance,
    un_point,
    arms_deliveries
};

/// What is said of a variable that is read.
struct VariableFacts {
    ObservedVariable variable{};
    std::string_view name; ///< in the column `variable`
    std::string_view
        unit; ///< in the column `unit`; `other_unit` means the same, and a note in brackets after either is passed over
    std::string_view other_unit;
    double low{};
    double high{};
    bool of_pair{}; ///< iso3_b names a second state; else it must be empty
};
[[nodiscard]] std::span<VariableFacts const> observed_variables();
[[nodiscard]] VariableFacts const& facts_of(ObservedVariable variable);

/// Which quantity: a variable of a state, with another where it is of a pair. Trade is the trade of `a` with `b`; arms go from `a` to `b`.
struct ObservedSeries {
    ObservedVariable variable{};
    std::string a;
    std::string b;

    friend auto operator<=>(ObservedSeries const&, ObservedSeries const&) = default;
    /// "exports_goods of AAA with BBB"
    [[nodiscard]] std::string text() const;
};

struct Observation {
    ObservedSeries series;
    int year{};
    double value{}; ///< in the unit of the variable
    int line{};     ///< of the file
};

/// Something asked for an observation that fitting may not see: a fault of the program, told by name.
class ObservationAfterCutoff : public std::logic_error {
public:
    ObservationAfterCutoff(ObservedSeries const& series, int year, int cutoff);
};

struct DatedValue {
    int year{};
    double value{};

    friend bool operator==(DatedValue const&, DatedValue const&) = default;
};

/// Observations up to a year, which hold none after it.
class FitView {
public:
    FitView(std::vector<Observation> observations, int cutoff) : observations_{std::move(observations)}, cutoff_{cutoff} {}

    [[nodiscard]] int cutoff() const { return cutoff_; }
    /// In ascending order of series, then of years.
    [[nodiscard]] std::span<Observation const> all() const { return observations_; }
    /// Nothing if there is no such observation. Throws ObservationAfterCutoff for a year after the cutoff, whether there is one or not.
    [[nodiscard]] std::optional<double> value(ObservedSeries const& series, int year) const;
    /// By year, ascending.
    [[nodiscard]] std::vector<DatedValue> values(ObservedSeries const& series) const;
    /// A view that ends earlier, as for a rolling origin. Throws ObservationAfterCutoff, of the first series, if it would end later.
    [[nodiscard]] FitView until(int year) const;

private:
    std::vector<Observation> observations_;
    int cutoff_{};
};

/// All that a file holds; only scores may take their values of years after a cutoff from here.
class Observations {
public:
    struct Skipped {
        std::string variable;
        std::size_t rows{};
    };

    Observations() = default;
    Observations(std::vector<Observation> observations, std::vector<Skipped> skipped);

    [[nodiscard]] std::span<Observation const> all() const { return observations_; }
    /// Variables of the file that are not read, with how many rows each has, by name.
    [[nodiscard]] std::span<Skipped const> skipped() const { return skipped_; }
    /// What is observed, each once, in ascending order.
    [[nodiscard]] std::vector<ObservedSeries> series() const;
    [[nodiscard]] std::optional<double> value(ObservedSeries const& series, int year) const;
    /// What fitting may see: observations of this year and before.
    [[nodiscard]] FitView fit_view(int until) const;

private:
    std::vector<Observation> observations_; ///< by series, then year
    std::vector<Skipped> skipped_;
};

struct ObservationFault {
    std::string_view code;
    std::string_view meaning;
};
inline constexpr std::array<ObservationFault, 9> observation_faults{{
    {"H101", "a column of observations that is missing or named twice"},
    {"H102", "a row of observations that lacks a value, leaves a quotation mark open, or holds a control character"},
    {"H103", "a year that is no whole number from 1800 to 2200"},
    {"H104", "an observation without its state, without its second state, or with one too many"},
    {"H105", "a value that is no finite number, or outside the bounds of its variable"},
    {"H106", "an observation in another unit than its variable has"},
    {"H107", "a quantity that is observed twice in one year"},
    {"H108", "a file that observes nothing that is read"},
    {"H109", "50 faults in a file of observations; the rest of it was not read"},
}};

/// Reads a file of observations of at most 16 MiB. Lines that are empty or begin with '#' are passed over, other columns and other
/// variables too; cells may stand in double quotation marks. Every fault is located: S100 for the file, H101 to H109. Throws
/// EnvironmentError for a file that exists and cannot be read.
[[nodiscard]] Observations read_observations(std::string const& path, SourceLocation const& asked_at, Diagnostics& faults);

/// The same of a text; `file` is named in faults.
[[nodiscard]] Observations parse_observations(std::string_view text, std::string const& file, Diagnostics& faults);

} // namespace steppe
