#pragma once
/// Drivers that only a hindcast reads, the points of powers and peers in UN votes: what each mode says of the years after an origin.

#include "scenario/scenario.hpp"
#include "study/hindcast/observations.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace steppe {

class YearlyDriver {
public:
    /// Of one reading of a scenario (and one power, or ""), from the rows that its mode may know. `seed` orders placebo_permute.
    YearlyDriver(Scenario const& scenario, std::string_view reading, std::string_view power, int origin, DriverMode mode,
                 int shift_years, std::uint64_t seed);

    [[nodiscard]] bool empty() const { return past_.empty(); }
    /// Rows up to the origin, by year.
    [[nodiscard]] std::vector<DatedValue> const& past() const { return past_; }
    /// The value `years` after the origin that the mode gives; nothing where it gives none and the process goes on.
    [[nodiscard]] std::optional<double> path(int years) const;
    /// Standard deviation of a yearly change up to the origin; 0 of fewer than two rows.
    [[nodiscard]] double change_sd() const;

private:
    [[nodiscard]] std::optional<double> change(int from, int to) const;

    std::vector<DatedValue> rows_; ///< all that may be known
    std::vector<DatedValue> past_;
    int origin_{};
    DriverMode mode_{};
    int shift_{};
    std::vector<double> permuted_; ///< cumulated changes of permuted years
};

} // namespace steppe
