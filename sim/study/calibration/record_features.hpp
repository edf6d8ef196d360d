#pragma once
/// What a calibration compares of a record and of runs: yearly shares in trade and exports over imports, in logarithms, as features.

#include "study/hindcast/operators.hpp"

#include <string>
#include <vector>

namespace steppe {

/// A series by year, from the year after the opening to the cutoff.
struct ComparedSeries {
    std::string name;         ///< of its operator
    double discrepancy{};     ///< standard deviation of the walk of what the model does not explain, in logarithms, a year
    std::vector<int> years;   ///< with an observation, ascending
    std::vector<double> logs; ///< observed, by those years
};

/// The summaries of each series come first, then its years.
class RecordFeatures {
public:
    /// Series with fewer than 6 years are left out, and named by `left_out`.
    explicit RecordFeatures(std::vector<ComparedSeries> series);

    [[nodiscard]] std::vector<ComparedSeries> const& series() const { return series_; }
    /// "trade_share.AAA early", middle, late: means of thirds of its years; and moves: root mean square of its changes from year to year.
    [[nodiscard]] std::vector<std::string> const& summaries() const { return summaries_; }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] std::vector<std::string> const& left_out() const { return left_out_; }

    /// Features of logarithms by series and its years, in their order.
    [[nodiscard]] std::vector<double> of(std::vector<std::vector<double>> const& logs) const;
    [[nodiscard]] std::vector<double> observed() const;

private:
    std::vector<ComparedSeries> series_;
    std::vector<std::string> summaries_, left_out_;
    std::size_t size_{};
};

/// What the operators of trade saw of the record up to the view's cutoff, after the year `opening`.
[[nodiscard]] std::vector<ComparedSeries> compared_series(Operators const& operators, FitView const& view, int opening);

} // namespace steppe
