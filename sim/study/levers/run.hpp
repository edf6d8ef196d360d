#pragma once
/// The runs of a study of levers: the scenario and both ends of every lever; places between the ends of those that turn the sign; a grid over the two
/// strongest; draws from the priors. All meet the same shocks, replicate by replicate, but for the draws.

#include "ensemble/plan.hpp"
#include "scenario/scenario.hpp"
#include "study/levers/design.hpp"
#include "study/levers/result.hpp"
#include "study/run_plan.hpp"

namespace steppe {

/// A place between the ends of a lever, from 0 to 1.
struct LeverPlace {
    std::size_t lever{};
    double place{};
};

struct LeverRequest {
    std::string
        outcome; ///< its label, or its measure where that has one outcome; empty: what regret is about (docs/model.md 8.5)
    std::int64_t draws{16384}; ///< from the priors, one pair each
    int most_turns{16};        ///< levers whose turn is searched for, the strongest first
    int steps{5};              ///< of each search
    int search_factor{4};      ///< pairs of a place in a search for one of an end
    int cells{7};              ///< of the map, each way
};

class LeverAnalysis {
public:
    /// `scenario` must outlive it. Throws InputError (C104) for an outcome that there is not.
    LeverAnalysis(Scenario const& scenario, LeverRequest request, RunPlan run_plan);

    /// Where it is interrupted, there is no result.
    [[nodiscard]] RunEnd run();

    [[nodiscard]] LeverResult const& result() const { return result_; }
    [[nodiscard]] RunLayout const& layout() const { return layout_; }     ///< of the scenario and the ends
    [[nodiscard]] std::size_t failed() const { return failures_.size(); } ///< runs, which count in no number
    [[nodiscard]] std::vector<Failure> const& failures() const { return failures_; }

private:
    [[nodiscard]] RunEnd run_ends();
    [[nodiscard]] RunEnd run_searches();
    [[nodiscard]] RunEnd run_map();
    [[nodiscard]] RunEnd run_draws();
    /// Runs points with so many pairs.
    [[nodiscard]] RunEnd run_points(DesignPoints points, std::int64_t pairs, KeptOutcomes& kept);
    /// Effects at places of levers, of search_pairs each.
    [[nodiscard]] RunEnd run_places(std::vector<LeverPlace> const& places, std::vector<EffectAt>& effects);
    /// Whether the world has a rest there.
    [[nodiscard]] bool rests(Changes const& changes) const;

    Scenario const& scenario_;
    LeverRequest request_;
    RunPlan run_plan_;
    EnsemblePlan plan_;
    RunLayout layout_;
    std::size_t outcome_{};
    LeverDesign design_;
    LeverResult result_;
    std::vector<Failure> failures_;
};

} // namespace steppe
