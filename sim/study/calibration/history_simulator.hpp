#pragma once
/// Runs of the engine from a scenario's opening to the cutoff, seen as the record was: with errors of observation, of the opening too, and a
/// discrepancy that walks.

#include "ensemble/plan.hpp"
#include "study/calibration/record_features.hpp"
#include "study/hindcast/trade_state.hpp"
#include "study/hindcast/yearly_recorder.hpp"
#include "study/run_plan.hpp"

#include <optional>
#include <span>
#include <vector>

namespace steppe {

class HistorySimulator {
public:
    /// `scenario` opens in January and runs to the December of the cutoff. `parameters`: positions in its list of those that are set; all
    /// others that have a prior are drawn from it, anew for each position. `trade` says how markets are observed. All must outlive it.
    HistorySimulator(Scenario const& scenario, std::vector<std::size_t> parameters, Operators const& operators,
                     TradeState const& trade, RecordFeatures const& features, RunPlan run_plan);

    /// Of `Simulate` (calibrator.hpp).
    [[nodiscard]] std::optional<std::vector<double>> operator()(std::span<double const> positions, int replicates, int call);

    /// Values of the parameters at positions, [position][parameter].
    [[nodiscard]] std::vector<double> values_at(std::span<double const> positions) const;
    [[nodiscard]] RunLayout const& layout() const { return layout_; } ///< of the last run
    [[nodiscard]] std::int64_t failed() const { return failed_; }

private:
    [[nodiscard]] std::vector<double> seen(YearlyRecorder const& runs, std::size_t member, std::size_t replicate,
                                           std::uint64_t seed) const;

    Scenario const& scenario_;
    std::vector<std::size_t> parameters_;
    Operators const& operators_;
    TradeState const& trade_;
    RecordFeatures const& features_;
    RunPlan run_plan_;
    EnsemblePlan plan_;
    std::vector<std::size_t> markets_;    ///< of each of `trade`, in the scenario's list
    std::vector<std::size_t> numerators_; ///< of each series of shares, among those of `trade`
    std::vector<double> walks_;           ///< discrepancy of each market of `trade`
    int opening_{};
    RunLayout layout_;
    std::int64_t failed_{};
};

} // namespace steppe
