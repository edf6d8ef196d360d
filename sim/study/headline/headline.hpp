#pragma once
/// The one number that tables, pages and documents open with: what an arm does to the hedger over another, with parameters drawn.

#include "model/arm.hpp"
#include "model/contrast.hpp"
#include "output/summary.hpp"
#include "scenario/scenario.hpp"
#include "study/kept_outcomes.hpp"
#include "study/run_plan.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace steppe {

/// The distribution of the effect on one outcome over draws of the parameters and chance, one pair a draw.
struct DrawnEffect {
    std::vector<double> differences;    ///< treated less control, [replicate]; NaN where an arm of the pair failed
    std::int64_t pairs{};               ///< that ran in every arm; with fewer than two, all below is 0
    double mean{};                      ///< of the differences
    Interval mean_interval{};           ///< 90 %, of that mean
    double median{};                    ///< of the differences
    Interval middle_half{};             ///< 25 % and 75 % quantiles of the differences
    Interval nine_tenths{};             ///< 5 % and 95 %
    double share_positive{};            ///< of pairs with a difference above 0
    Interval share_positive_interval{}; ///< 90 %, Wilson's
};

/// The effects of a contrast on every outcome that a short answer speaks of.
struct DrawnEffects {
    RunLayout layout;                 ///< of the pass
    Contrast contrast;                ///< by position in its arms
    std::vector<DrawnEffect> effects; ///< [outcome]
};

/// The effect on the outcome that regret is about, of one hedger.
struct Headline {
    std::string hedger;
    std::string outcome; ///< "welfare[HEDGER]"
    std::string unit;
    std::string contrast; ///< its name
    std::string draws{};  ///< file of draws that parameters came from where it holds them, else priors; empty: priors alone
    std::string cutoff{}; ///< year up to which that was fitted
    bool holds_claims{};  ///< whether a parameter whose prior is a claim is among these: the record says something of it
    std::string drawn{};  ///< parameters that it holds, between blanks
    std::vector<std::string> treated; ///< arms that are added
    std::vector<std::string> control; ///< arms that are taken off
    DrawnEffect effect;
    /// Billions of USD in a unit of G; absent where the scenario does not state the hedger's GDP.
    std::optional<double> usd_per_g;
};

/// What parameters were drawn from: "priors", or "posterior and priors".
[[nodiscard]] std::string name_of_draws(Headline const& headline);

/// The pairs that a headline takes where a run has more.
inline constexpr std::int64_t headline_pairs = 2000;

/// A plan of `pairs` replicates, at most `headline_pairs`, of the measures that a short answer speaks of
/// (`MeasureDeclaration::headline`) and of what each power gains by its own reckoning, every replicate with a draw of its own from the
/// scenario's priors, and from the joint draws that it has in place of some of them.
[[nodiscard]] EnsemblePlan plan_headline(Scenario const& scenario, std::vector<Arm> const& arms, std::int64_t pairs);

/// From the results of that plan. `contrast`: by position in its arms. Quantiles are of type 7 (Hyndman & Fan 1996).
[[nodiscard]] DrawnEffects drawn_effects(KeptOutcomes const& results, Contrast const& contrast);

/// One for each hedger; none where fewer than two pairs ran.
[[nodiscard]] std::vector<Headline> headlines_of(DrawnEffects const& drawn, Scenario const& scenario);

} // namespace steppe
