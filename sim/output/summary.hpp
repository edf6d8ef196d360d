#pragma once
/// Statistics over the replicates of one point: what is kept where single replicates are not.

#include "model/contrast.hpp"
#include "output/recorder.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace steppe {

/// The quantile of the standard normal distribution that intervals of 90 % are made with.
inline constexpr double normal_95_percent_quantile = 1.6448536269514722;

/// The effect of one arm over another on one outcome, over paired replicates.
struct PairedEffect {
    std::int64_t pairs{}; ///< replicates that ran in both arms
    double treated_mean{};
    double control_mean{};
    double mean{};               ///< of treated - control
    double standard_deviation{}; ///< of treated - control over pairs
    double standard_error{};     ///< of that mean
    Interval mean_interval{};    ///< 90 % for the mean, normal
    Interval spread{};           ///< 5 % and 95 % quantiles of the paired differences over replicates
    double spread_error{};       ///< by how much these quantiles may be too low; 0: exact
    double share_positive{};     ///< of pairs with a difference above 0
    double share_negative{};
    Interval share_negative_interval{}; ///< 90 %, Wilson's
    /// (var treated + var control) / var difference: how many times more unpaired replicates would be needed. Absent where the
    /// difference has no variance.
    std::optional<double> variance_reduction;
    /// Share of the variance of differences that comes from parameters rather than chance, where parameters were drawn and
    /// several replicates shared each draw.
    std::optional<double> parameter_share;
};

/// The statistics that are kept of every value in every month, in the order in which a file has them.
inline constexpr std::array summary_statistics{"mean", "standard_deviation", "minimum", "maximum"};
inline constexpr std::array summary_quantiles{0.05, 0.25, 0.5, 0.75, 0.95};

/// Of one measure in one arm or contrast.
struct SeriesSummary {
    std::vector<double> statistics; ///< [month][element][statistic]
    std::vector<double> quantiles;  ///< [month][element][quantile]
    double quantile_error{};        ///< by how much the least exact of these quantiles may be too low
};

struct PointSummary {
    int point{};
    std::vector<std::int64_t> completed;             ///< [arm], replicates without a failure
    std::vector<std::vector<SeriesSummary>> series;  ///< [arm, then contrast][measure]
    std::vector<std::vector<PairedEffect>> outcomes; ///< [arm, then contrast][outcome]; of an arm against 0
};

/// What a run of one point that was stopped needs to go on.
struct UnfinishedSummary {
    std::int64_t replicates{}; ///< the first so many are in the statistics
    std::string state;         ///< of the statistics
    std::vector<Failure> failures;
};

/// Receives the summary of each point, in order.
class SummarySink {
public:
    virtual ~SummarySink() = default;
    virtual void begin(RunLayout const& layout, std::vector<Contrast> const& contrasts) = 0;
    virtual void write(PointSummary const& summary) = 0;
    /// `unfinished`: of a run that was stopped, or null.
    virtual void finish(std::vector<Failure> const& failures, UnfinishedSummary const* unfinished) = 0;
};

} // namespace steppe
