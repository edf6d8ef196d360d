#pragma once
/// The one number that tables, pages and documents open with: what an arm does to the hedger over another, with parameters drawn.

#include "model/arm.hpp"
#include "output/summary.hpp"
#include "scenario/scenario.hpp"
#include "study/kept_outcomes.hpp"
#include "study/run_plan.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace steppe {

/// The distribution of an effect over draws of the parameters and chance, one pair a draw.
struct Headline {
    std::string hedger;
    std::string outcome; ///< "welfare[HEDGER]"
    std::string unit;
    std::string contrast; ///< its name
    std::string draws{};  ///< file of draws that parameters came from where it holds them, else priors; empty: priors alone
    std::string cutoff{}; ///< year up to which that was fitted
    bool holds_claims{};  ///< whether a parameter whose prior is a claim is among these: the record says something of it
    std::string drawn{};  ///< parameters that it holds, between blanks
    std::vector<std::string> treated;     ///< arms that are added
    std::vector<std::string> control;     ///< arms that are taken off
    std::int64_t pairs{};                 ///< that ran in every arm
    double mean{};                        ///< of treated less control
    Interval mean_interval{};             ///< 90 %, of that mean
    double median{};                      ///< of the differences
    Interval middle_half{};               ///< 25 % and 75 % quantiles of the differences
    Interval nine_tenths{};               ///< 5 % and 95 %
    double gain_probability{};            ///< share of pairs with a difference above 0
    Interval gain_probability_interval{}; ///< 90 %, Wilson's
    /// Billions of USD in a unit of G; absent where the scenario does not state the hedger's GDP.
    std::optional<double> usd_per_g;
};

/// The pairs that a headline takes where a run has more.
inline constexpr std::int64_t headline_pairs = 2000;

/// A plan of `pairs` replicates, at most `headline_pairs`, of the outcome that regret is about (docs/model.md 8.5), every replicate
/// with a draw of its own from the scenario's priors, and from the joint draws that it has in place of some of them.
[[nodiscard]] EnsemblePlan plan_headline(Scenario const& scenario, std::vector<Arm> const& arms, std::int64_t pairs);

/// One for each hedger, from the results of that plan. `contrast`: by position in its arms. Quantiles are of type 7 (Hyndman & Fan
/// 1996). None where fewer than two pairs ran.
[[nodiscard]] std::vector<Headline> headlines_of(KeptOutcomes const& results, Contrast const& contrast,
                                                 Scenario const& scenario);

} // namespace steppe
