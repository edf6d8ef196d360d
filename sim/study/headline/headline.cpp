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

std::string measure_of_regret()
{
    std::vector<MeasureDeclaration> const all = model_measures();
    auto const found = std::find_if(all.begin(), all.end(), [](MeasureDeclaration const& one) { return one.regret; });
    return std::string{found->name};
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

EnsemblePlan plan_headline(Scenario const& scenario, std::vector<Arm> const& arms, std::int64_t pairs)
{
    EnsemblePlan plan = make_plan(scenario, arms);
    plan.measures = {measure_of_regret()};
    plan.replicates = std::min(pairs, headline_pairs);
    plan.draw_priors(scenario);
    return plan;
}

std::vector<Headline> headlines_of(KeptOutcomes const& results, Contrast const& contrast, Scenario const& scenario)
{
    RunLayout const& layout = results.layout();
    std::vector<Headline> headlines;
    for (std::size_t o = 0; o < layout.outcomes.size(); ++o) {
        std::vector<double> treated;
        std::vector<double> control;
        std::vector<double> differences;
        for (std::int64_t replicate = 0; replicate < layout.replicates; ++replicate) {
            double const plus = sum_over(results, contrast.treated, replicate, o);
            double const minus = sum_over(results, contrast.control, replicate, o);
            if (!std::isnan(plus - minus)) {
                treated.push_back(plus);
                control.push_back(minus);
                differences.push_back(plus - minus);
            }
        }
        if (differences.size() < 2) {
            continue;
        }
        std::sort(differences.begin(), differences.end());
        PairedEffect const effect = paired_effect(treated, control, 1);
        Outcome const& outcome = layout.outcomes[o];
        std::string const hedger = layout.actors.ids(IndexSet::hedger)[outcome.element];
        headlines.push_back({.hedger = hedger,
                             .outcome = outcome.label,
                             .unit = std::string{layout.measures[outcome.measure].unit},
                             .contrast = contrast.name,
                             .draws = setting_of(scenario, "posterior.draws"),
                             .cutoff = setting_of(scenario, "posterior.draws_cutoff"),
                             .holds_claims = draws_a_claim(scenario),
                             .drawn = setting_of(scenario, "posterior.draws_parameters"),
                             .treated = names_of(layout, contrast.treated),
                             .control = names_of(layout, contrast.control),
                             .pairs = effect.pairs,
                             .mean = effect.mean,
                             .mean_interval = effect.mean_interval,
                             .median = quantile_of(differences, 0.5),
                             .middle_half = {quantile_of(differences, 0.25), quantile_of(differences, 0.75)},
                             .nine_tenths = {quantile_of(differences, 0.05), quantile_of(differences, 0.95)},
                             .gain_probability = effect.share_positive,
                             .gain_probability_interval = paired_effect(control, treated, 1).share_negative_interval,
                             .usd_per_g = usd_per_g(scenario, hedger)});
    }
    return headlines;
}

} // namespace steppe
