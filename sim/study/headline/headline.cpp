#include "study/headline/headline.hpp"

#include "ensemble/paired_effect.hpp"
#include "model/measures.hpp"
#include "study/calibration/draws_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>

namespace steppe {
namespace {

/// Whether a short answer has a line about a measure, or a power's gain is told by it.
bool is_of_a_short_answer(MeasureDeclaration const& measure)
{
    return measure.headline || (measure.better.whose == Whose::principal && measure.benefit_order > 0);
}

std::vector<std::string> measures_of_a_short_answer()
{
    std::vector<std::string> names;
    for (MeasureDeclaration const& measure : model_measures()) {
        if (is_of_a_short_answer(measure)) {
            names.emplace_back(measure.name);
        }
    }
    return names;
}

/// Of values in ascending order.
double quantile_of(std::span<double const> sorted, double probability)
{
    double const place = probability * static_cast<double>(sorted.size() - 1);
    auto const below = static_cast<std::size_t>(place);
    std::size_t const above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

double sum_over(KeptOutcomes const& results, std::vector<std::size_t> const& arms, std::int64_t replicate,
                std::size_t outcome)
{
    double sum = 0.0;
    for (std::size_t arm : arms) {
        sum += results.at(arm, 0, replicate)[outcome];
    }
    return sum;
}

std::vector<std::string> names_of(RunLayout const& layout, std::vector<std::size_t> const& arms)
{
    std::vector<std::string> names;
    std::transform(arms.begin(), arms.end(), std::back_inserter(names), [&](std::size_t arm) { return layout.arms[arm]; });
    return names;
}

std::optional<double> usd_per_g(Scenario const& scenario, std::string const& hedger)
{
    double const gdp = scenario.value(fmt::format("hedger.{}.gdp", hedger));
    return gdp > 0.0 ? std::optional{gdp / 100.0} : std::nullopt;
}

DrawnEffect drawn_effect(KeptOutcomes const& results, Contrast const& contrast, std::size_t outcome)
{
    DrawnEffect effect;
    std::vector<double> treated;
    std::vector<double> control;
    std::vector<double> sorted;
    for (std::int64_t replicate = 0; replicate < results.layout().replicates; ++replicate) {
        double const plus = sum_over(results, contrast.treated, replicate, outcome);
        double const minus = sum_over(results, contrast.control, replicate, outcome);
        effect.differences.push_back(plus - minus);
        if (!std::isnan(plus - minus)) {
            treated.push_back(plus);
            control.push_back(minus);
            sorted.push_back(plus - minus);
        }
    }
    effect.pairs = static_cast<std::int64_t>(sorted.size());
    if (sorted.size() < 2) {
        return effect;
    }
    std::sort(sorted.begin(), sorted.end());
    PairedEffect const paired = paired_effect(treated, control, 1);
    effect.mean = paired.mean;
    effect.mean_interval = paired.mean_interval;
    effect.median = quantile_of(sorted, 0.5);
    effect.middle_half = {quantile_of(sorted, 0.25), quantile_of(sorted, 0.75)};
    effect.nine_tenths = {quantile_of(sorted, 0.05), quantile_of(sorted, 0.95)};
    effect.share_positive = paired.share_positive;
    effect.share_positive_interval = paired_effect(control, treated, 1).share_negative_interval;
    return effect;
}

/// Of a file of draws that is in use; empty if none is.
std::string setting_of(Scenario const& scenario, std::string const& key)
{
    auto const found = scenario.settings.find(key);
    return uses_draws(scenario) && found != scenario.settings.end() ? found->second.value : "";
}

/// Whether joint draws given a record hold a parameter whose prior is a claim.
bool draws_a_claim(Scenario const& scenario)
{
    return std::any_of(scenario.joint_draws.begin(), scenario.joint_draws.end(), [&](JointDraws const& joint) {
        return joint.key == "posterior.draws" &&
               std::any_of(joint.columns.begin(), joint.columns.end(), [&](JointDraws::Column const& column) {
                   return scenario.parameters[column.position].prior == Prior::claim;
               });
    });
}

} // namespace

std::string name_of_draws(Headline const& headline) { return headline.draws.empty() ? "priors" : "posterior and priors"; }

EnsemblePlan plan_headline(Scenario const& scenario, std::vector<Arm> const& arms, std::int64_t pairs)
{
    EnsemblePlan plan = make_plan(scenario, arms);
    plan.measures = measures_of_a_short_answer();
    plan.replicates = std::min(pairs, headline_pairs);
    plan.draw_priors(scenario);
    return plan;
}

DrawnEffects drawn_effects(KeptOutcomes const& results, Contrast const& contrast)
{
    DrawnEffects drawn{results.layout(), contrast, {}};
    for (std::size_t o = 0; o < drawn.layout.outcomes.size(); ++o) {
        drawn.effects.push_back(drawn_effect(results, contrast, o));
    }
    return drawn;
}

std::vector<Headline> headlines_of(DrawnEffects const& drawn, Scenario const& scenario)
{
    RunLayout const& layout = drawn.layout;
    std::vector<Headline> headlines;
    for (std::size_t o = 0; o < layout.outcomes.size(); ++o) {
        Outcome const& outcome = layout.outcomes[o];
        MeasureDeclaration const& measure = layout.measures[outcome.measure];
        if (!measure.regret || drawn.effects[o].pairs < 2) {
            continue;
        }
        std::string const hedger = layout.actors.ids(IndexSet::hedger)[outcome.element];
        headlines.push_back({.hedger = hedger,
                             .outcome = outcome.label,
                             .unit = std::string{measure.unit},
                             .contrast = drawn.contrast.name,
                             .draws = setting_of(scenario, "posterior.draws"),
                             .cutoff = setting_of(scenario, "posterior.draws_cutoff"),
                             .holds_claims = draws_a_claim(scenario),
                             .drawn = setting_of(scenario, "posterior.draws_parameters"),
                             .treated = names_of(layout, drawn.contrast.treated),
                             .control = names_of(layout, drawn.contrast.control),
                             .effect = drawn.effects[o],
                             .usd_per_g = usd_per_g(scenario, hedger)});
    }
    return headlines;
}

} // namespace steppe
