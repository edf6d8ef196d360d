#pragma once
/// A hindcast: from each origin in the past a forecast of what was observed later, scored against it and against simple forecasts.

#include "study/hindcast/result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace steppe {

struct HindcastDesign {
    int first_origin{};
    int last_origin{};
    std::vector<int> horizons;      ///< years, ascending, at least 1
    std::optional<int> fit_until{}; ///< parameters are fitted to nothing after it; none: each origin up to itself
    std::vector<DriverMode> modes;
    int placebos{}; ///< of each driver
    /// Keys of parameters that members draw, from the scenario's joint draws or priors; none: all have the scenario's values.
    std::vector<std::string> drawn{};
};

class Hindcast {
public:
    /// `operators`, `observations` must outlive it.
    Hindcast(ReadScenario const& read, Operators const& operators, Observations const& observations, HindcastDesign design,
             RunPlan run_plan);

    /// Where it is interrupted, there is no result.
    [[nodiscard]] RunEnd run();

    [[nodiscard]] HindcastResult const& result() const { return result_; }
    [[nodiscard]] std::vector<Failure> const& failures() const { return forecaster_.failures(); }
    [[nodiscard]] RunLayout const& layout() const { return forecaster_.layout(); }
    [[nodiscard]] int longest() const { return design_.horizons.back(); }

private:
    [[nodiscard]] OriginView view_of(int origin) const;
    /// Years after the origin until the last horizon with an observation; 0 for none.
    [[nodiscard]] int reach(int origin) const;
    [[nodiscard]] std::size_t position(Operator const& one) const;
    void score(OriginView const& view, std::map<ScoreGroup, GroupForecast> const& forecasts, std::size_t mode,
               bool with_references, std::vector<SeriesCase>& cases);
    void score_group(OriginView const& view, ScoreGroup group, GroupForecast const& forecast, std::size_t mode, int horizon,
                     bool with_references, std::vector<SeriesCase>& cases);
    [[nodiscard]] References references(OriginView const& view, ScoreGroup group, GroupForecast const& forecast,
                                        std::vector<std::size_t> const& columns, int horizon);
    void rank_placebos(std::vector<SeriesCase> const& known);
    void note_what_is_not_scored();

    ReadScenario read_;
    Operators const& operators_;
    Observations const& observations_;
    HindcastDesign design_;
    Forecaster forecaster_;
    HindcastResult result_;
    std::uint64_t seed_{};
};

} // namespace steppe
