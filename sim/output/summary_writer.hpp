#pragma once
/// Writes statistics over replicates, point by point, to a result file that each netCDF-4 reader opens (docs/output.md).

#include "output/result_file.hpp"
#include "output/summary.hpp"

#include <memory>
#include <optional>

namespace steppe {

/// As ReplicateWriter: the file appears under its name when `finish` returns, whole. Throws as it does.
class SummaryWriter final : public SummarySink {
public:
    explicit SummaryWriter(std::unique_ptr<ResultFile> file) : file_{std::move(file)} {}

    void begin(RunLayout const& layout, std::vector<Contrast> const& contrasts) override;
    void write(PointSummary const& summary) override;
    void finish(std::vector<Failure> const& failures, UnfinishedSummary const* unfinished) override;

private:
    /// The statistics of one measure: in the arms, and of the contrasts.
    struct MeasureVariables {
        std::size_t measure{};
        Hdf5Dataset statistics, quantiles;
    };
    struct Run {
        RunLayout layout;
        std::vector<MeasureVariables> of_arms, of_contrasts;
        Hdf5Dataset arm_outcomes;
        std::optional<Hdf5Dataset> effects; ///< none without a contrast
        Hdf5Dataset completed;
    };

    /// What every variable of months has besides its first axis and its sets.
    struct StatisticAxes {
        Axis point, time, statistic, quantile;
    };

    [[nodiscard]] std::vector<MeasureVariables> create_measures(RunLayout const& layout, Dimensions& dimensions,
                                                                StatisticAxes const& axes, Axis const& row,
                                                                std::string const& suffix);

    std::unique_ptr<ResultFile> file_;
    std::optional<Run> run_;
};

} // namespace steppe
