#pragma once
/// What the model says at an origin of the years after it, as members of every observed series.

#include "model/driver_paths.hpp"
#include "study/hindcast/operators.hpp"
#include "study/hindcast/origin_scenario.hpp"
#include "study/hindcast/voting.hpp"
#include "study/hindcast/yearly_recorder.hpp"
#include "study/run_plan.hpp"

#include <map>
#include <string>
#include <vector>

namespace steppe {

/// Drivers whose worth a hindcast measures by placebos, each with the groups that it acts on.
struct HindcastDriver {
    std::string_view name;
    std::vector<ScoreGroup> groups;
};
[[nodiscard]] std::vector<HindcastDriver> const& hindcast_drivers();

/// How drivers go on after an origin: all in one mode, or one of them in another.
struct DriverCase {
    DriverMode mode{DriverMode::known};
    std::string_view replaced{}; ///< a driver's name; empty: none
    DriverMode replaced_mode{DriverMode::placebo_permute};
    int placebo{}; ///< which order of a permutation

    [[nodiscard]] DriverMode mode_of(std::string_view driver) const { return driver == replaced ? replaced_mode : mode; }
};

/// Series of one group side by side, with their members in each year after the origin.
struct GroupForecast {
    std::vector<Operator const*> series;
    std::size_t members{};
    std::vector<double> values{}; ///< [year - 1][member][series]
    /// What is known to the mode and is not the state's own: of un_distance points of powers [year - 1][member][series], of trade the
    /// growth of markets since the origin [year - 1][series]; else empty.
    std::vector<double> conditions{};

    [[nodiscard]] std::span<double const> at(int years) const
    {
        std::size_t const one = members * series.size();
        return std::span{values}.subspan((static_cast<std::size_t>(years) - 1) * one, one);
    }
};

/// What was known at an origin.
struct OriginView {
    int origin{};
    FitView fit;   ///< what parameters may be fitted to
    FitView known; ///< what the state is filtered from
};

class Forecaster {
public:
    /// `drawn`: keys of parameters that members draw, each from the scenario's joint draws or else its prior; what the state at an origin
    /// fixes is not drawn. `operators` must outlive it.
    Forecaster(ReadScenario read, Operators const& operators, RunPlan run_plan, std::vector<std::string> drawn = {});

    /// Forecasts of the groups for which the origin has enough observations. `wanted` chooses groups; none: all.
    /// Throws Interrupted where the engine's run was.
    struct Interrupted {};
    [[nodiscard]] std::map<ScoreGroup, GroupForecast> at(OriginView const& view, int years, DriverCase const& drivers,
                                                         std::vector<ScoreGroup> const& wanted = {});

    [[nodiscard]] std::vector<Failure> const& failures() const { return failures_; }
    [[nodiscard]] RunLayout const& layout() const { return layout_; } ///< of the last run of the engine

private:
    void trade_and_arms(OriginView const& view, int years, DriverCase const& drivers, bool with_trade,
                        std::map<ScoreGroup, GroupForecast>& found);
    void votes(OriginView const& view, int years, DriverCase const& drivers, std::map<ScoreGroup, GroupForecast>& found);
    [[nodiscard]] DriverPaths paths(int origin, int years, DriverCase const& drivers);

    ReadScenario read_;
    Operators const& operators_;
    RunPlan run_plan_;
    std::vector<std::string> drawn_;
    std::vector<Failure> failures_;
    RunLayout layout_;
};

} // namespace steppe
