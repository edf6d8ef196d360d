#include "study/levers/run.hpp"

#include "model/measures.hpp"
#include "study/levers/beliefs.hpp"
#include "study/levers/inert.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace steppe {
namespace {

std::vector<Arm> arms_of_accord() { return {find_arm("with_accords").value(), find_arm("without_accords").value()}; }

std::vector<std::string> every_measure()
{
    std::vector<std::string> names;
    for (MeasureDeclaration const& measure : model_measures()) {
        names.emplace_back(measure.name);
    }
    return names;
}

/// The outcome by its label or by its measure's name; the first that regret is about where none is named.
Outcome find_outcome(EnsemblePlan plan, std::string const& name)
{
    plan.measures = every_measure();
    RunLayout const layout = plan.layout();
    std::vector<std::string> known;
    for (Outcome const& outcome : layout.outcomes) {
        MeasureDeclaration const& measure = layout.measures[outcome.measure];
        bool const whole = outcome.months == layout.months;
        if (outcome.label == name || (whole && measure.name == name) || (name.empty() && whole && measure.regret)) {
            Outcome found = outcome;
            return found;
        }
        known.push_back(outcome.label);
        known.emplace_back(measure.name);
    }
    Diagnostics faults;
    faults.add({"--outcome", 0, 0}, "C104", "unknown outcome '" + name + "'", closest_name(name, known));
    throw InputError{faults.sorted()};
}

std::string subject_of(std::string const& key) { return key.substr(0, key.find('.')); }

bool all_zero(std::vector<double> const& values)
{
    return std::all_of(values.begin(), values.end(), [](double value) { return value == 0.0 || std::isnan(value); });
}

} // namespace

LeverAnalysis::LeverAnalysis(Scenario const& scenario, LeverRequest request, RunPlan run_plan)
    : scenario_{scenario},
      request_{std::move(request)},
      run_plan_{std::move(run_plan)},
      plan_{make_plan(scenario, arms_of_accord())}
{
    Outcome const wanted = find_outcome(plan_, request_.outcome);
    std::vector<MeasureDeclaration> const all = model_measures();
    MeasureDeclaration const& measure = all[wanted.measure];
    plan_.measures = {std::string{measure.name}};
    RunLayout const layout = plan_.layout();
    auto const found = std::find_if(layout.outcomes.begin(), layout.outcomes.end(),
                                    [&](Outcome const& outcome) { return outcome.label == wanted.label; });
    outcome_ = static_cast<std::size_t>(found - layout.outcomes.begin());
    result_.outcome = wanted.label;
    result_.unit = std::string{measure.unit};
    result_.better = measure.better.sign < 0 ? -1 : 1;
    result_.pairs = plan_.replicates;
    result_.search_pairs = request_.search_factor * plan_.replicates;
    design_ = make_lever_design(scenario);
    result_.unranged = design_.unranged;
    result_.left_out = design_.left_out;
}

RunEnd LeverAnalysis::run()
{
    for (auto const step :
         {&LeverAnalysis::run_ends, &LeverAnalysis::run_searches, &LeverAnalysis::run_map, &LeverAnalysis::run_draws}) {
        if ((this->*step)() == RunEnd::interrupted) {
            return RunEnd::interrupted;
        }
    }
    return RunEnd::complete;
}

RunEnd LeverAnalysis::run_points(DesignPoints points, std::int64_t pairs, KeptOutcomes& kept)
{
    EnsemblePlan plan = plan_;
    plan.points = std::move(points);
    plan.replicates = pairs;
    RunEnd const end = run_plan_(plan, kept);
    failures_.insert(failures_.end(), kept.failures().begin(), kept.failures().end());
    return end;
}

RunEnd LeverAnalysis::run_ends()
{
    KeptOutcomes kept;
    if (run_points(design_.points, plan_.replicates, kept) == RunEnd::interrupted) {
        return RunEnd::interrupted;
    }
    layout_ = kept.layout();
    std::vector<double> const own = paired_differences(kept, 0, outcome_);
    result_.at_values = mean_effect(own);
    for (Lever const& lever : design_.levers) {
        Parameter const& parameter = scenario_.parameters[lever.parameter];
        LeverFinding found{.key = parameter.key,
                           .unit = lever.unit,
                           .subject = subject_of(parameter.key),
                           .tag = parameter.tag,
                           .is_switch = lever.is_switch,
                           .in_logarithms = lever.in_logarithms,
                           .value = parameter.value,
                           .ends = lever.ends,
                           .effect = {},
                           .change = {},
                           .swing = {},
                           .inert_words = {},
                           .reason = parameter.inert};
        std::array<std::vector<double>, 2> at;
        bool same = true;
        bool clear = false;
        for (std::size_t end = 0; end < at.size(); ++end) {
            if (!lever.points[end]) {
                continue;
            }
            at[end] = paired_differences(kept, static_cast<std::size_t>(*lever.points[end]), outcome_);
            std::vector<double> const change = less(at[end], own);
            found.effect[end] = mean_effect(at[end]);
            found.change[end] = mean_effect(change);
            same = same && all_zero(change);
            clear = clear || found.change[end]->clear_sign() != 0;
        }
        if (found.effect[0] && found.effect[1]) {
            found.swing = mean_effect(less(at[1], at[0]));
            clear = clear || found.swing->clear_sign() != 0;
        }
        found.standing = same ? LeverStanding::inert : clear ? LeverStanding::moves : LeverStanding::unclear;
        result_.levers.push_back(std::move(found));
    }
    result_.order.resize(result_.levers.size());
    std::iota(result_.order.begin(), result_.order.end(), std::size_t{0});
    std::stable_sort(result_.order.begin(), result_.order.end(),
                     [&](std::size_t a, std::size_t b) { return result_.levers[a].reach() > result_.levers[b].reach(); });
    return explain_inert_levers(scenario_, plan_, outcome_, design_, run_plan_, result_);
}

RunEnd LeverAnalysis::run_draws()
{
    bool const any_prior = std::any_of(scenario_.parameters.begin(), scenario_.parameters.end(),
                                       [](Parameter const& parameter) { return parameter.prior != Prior::fixed; });
    if (!any_prior && scenario_.joint_draws.empty()) {
        return RunEnd::complete;
    }
    EnsemblePlan plan = plan_;
    plan.draw_priors(scenario_);
    plan.replicates = request_.draws;
    KeptOutcomes kept;
    if (run_plan_(plan, kept) == RunEnd::interrupted) {
        return RunEnd::interrupted;
    }
    failures_.insert(failures_.end(), kept.failures().begin(), kept.failures().end());
    find_beliefs(scenario_, *plan.priors, plan_.seed, paired_differences(kept, 0, outcome_), result_);
    return RunEnd::complete;
}

} // namespace steppe
