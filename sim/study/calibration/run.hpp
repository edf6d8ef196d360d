#pragma once
/// A calibration of a scenario's parameters on the record, and its own check on worlds that the model made.

#include "study/calibration/calibrator.hpp"
#include "study/calibration/history_simulator.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace steppe {

inline constexpr std::array<ObservationFault, 4> calibration_faults{{
    {"H114", "parameters to calibrate that are none, unknown or without a prior"},
    {"H115", "a scenario, operators or a cutoff with which there is nothing to calibrate on"},
    {"H116", "a record that no draw of the prior comes near"},
    {"H117", "a fault in a file of draws: no such file, unknown or missing parameters, values that are none or not allowed, "
             "weights that are none"},
}};

/// What a calibration found, with what its file says of it.
struct CalibrationResult {
    std::vector<std::string> parameters; ///< keys
    std::vector<std::string> units;
    int opening{}; ///< the year before the first that is compared
    int cutoff{};
    std::uint64_t seed{};
    CalibrationDesign design;
    std::vector<std::string> summaries;
    std::vector<double> observed;    ///< of each summary
    std::vector<double> discrepancy; ///< of the series of each summary: walk, a year
    Calibration draws;
    std::vector<double> values; ///< [draw][parameter]
    std::vector<double> prior;  ///< [draw][parameter]: as many even quantiles of each prior
    std::vector<std::string> notes;

    struct Marginal { ///< by weight; quantiles .05, .25, .5, .75, .95
        std::array<double, 5> prior{}, posterior{};
        double contraction{}; ///< 1 less the variance of the posterior over that of the prior
    };
    std::vector<Marginal> marginals;

    /// Of simulation-based calibration: [world][parameter], the weight of draws below the truth; NaN for a world of which no draw was left.
    std::vector<double> ranks;
    std::vector<double> world_effective; ///< [world]
};

inline constexpr std::array<double, 5> marginal_quantiles{0.05, 0.25, 0.5, 0.75, 0.95};

class CalibrationStudy {
public:
    /// `scenario`: as HistorySimulator. `view` ends with the cutoff. Throws InputError (H115) where they leave nothing to compare.
    CalibrationStudy(Scenario const& scenario, std::vector<std::size_t> parameters, Operators const& operators,
                     FitView const& view, CalibrationDesign design, RunPlan run_plan);

    /// Calibrates on the record, then on `worlds` synthetic ones: the truth drawn from the prior, what was observed of a run at it, and the same
    /// again (Talts et al. 2018). Where it is interrupted, there is no result. Throws InputError (H116) where no draw comes near the record.
    [[nodiscard]] RunEnd run(int worlds);

    [[nodiscard]] CalibrationResult const& result() const { return result_; }
    [[nodiscard]] RunLayout const& layout() const { return simulator_.layout(); }
    [[nodiscard]] std::int64_t failed() const { return simulator_.failed(); }

private:
    [[nodiscard]] bool check_on(int world);

    Scenario const& scenario_;
    TradeState trade_;
    RecordFeatures features_;
    HistorySimulator simulator_;
    CalibrationResult result_;
};

/// Positions in the scenario's list of the keys in a text, separated by commas or blanks; `*` stands for every actor of a list. Every fault at
/// `where` (H114).
[[nodiscard]] std::vector<std::size_t> calibrated_parameters(std::string const& text, Scenario const& scenario,
                                                             SourceLocation const& where, Diagnostics& faults);

} // namespace steppe
