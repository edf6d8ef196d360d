#include "study/condition/run.hpp"

#include "model/measures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace steppe {
namespace {

using Pair = ConditionRecorder::Pair;

/// Months after a period in which a hedger did not join, within which it may have.
constexpr std::array<int, 2> horizons_after{12, 60};

std::int64_t unit_of(std::int64_t replicate, RunLayout const& layout)
{
    return layout.replicates_per_draw > 0 ? replicate / layout.replicates_per_draw : replicate;
}

double as_number(bool yes) { return yes ? 1.0 : 0.0; }

/// Weights from their logarithms, the largest being 1.
std::vector<double> weights_of(std::vector<double> const& logarithms)
{
    double const largest = logarithms.empty() ? 0.0 : *std::max_element(logarithms.begin(), logarithms.end());
    std::vector<double> weights(logarithms.size());
    std::transform(logarithms.begin(), logarithms.end(), weights.begin(), [&](double logarithm) {
        return std::isinf(largest) || logarithm == largest ? as_number(!std::isinf(logarithm))
                                                           : std::exp(logarithm - largest);
    });
    return weights;
}

EventAnswer answer_event(std::string const& text, std::vector<Pair> const& pairs, WeightedRuns const& runs,
                         std::size_t event)
{
    std::vector<double> all(pairs.size(), 1.0), open, closed, not_open, not_closed, both, prevented;
    for (Pair const& pair : pairs) {
        open.push_back(as_number(pair.open[event]));
        closed.push_back(as_number(pair.closed[event]));
        not_open.push_back(1.0 - open.back());
        not_closed.push_back(1.0 - closed.back());
        both.push_back(open.back() * not_closed.back());
        prevented.push_back(not_open.back() * closed.back());
    }
    return {.text = text,
            .open = weighted_share(open, all, runs),
            .closed = weighted_share(closed, all, runs),
            .necessity = weighted_share(not_closed, open, runs),
            .sufficiency = weighted_share(open, not_closed, runs),
            .both = weighted_share(both, all, runs),
            .prevented = weighted_share(prevented, all, runs)};
}

/// The chance of joining in the one month of a period.
WeightedMean chance_in_month(std::vector<Pair> const& pairs, WeightedRuns const& runs, std::size_t joining)
{
    std::vector<double> chances;
    chances.reserve(pairs.size());
    for (Pair const& pair : pairs) {
        chances.push_back(pair.chance[joining]);
    }
    return weighted_mean(chances, runs);
}

/// Of the runs that stayed out, weighed as their counterparts that joined are.
void answer_later(std::vector<Pair> const& pairs, RunLayout const& layout, std::size_t joining, JoiningAnswer& answer)
{
    std::vector<StayedOut> out;
    for (Pair const& pair : pairs) {
        if (pair.stayed_out[joining] && pair.stayed_out[joining]->odds > 0.0) {
            out.push_back(*pair.stayed_out[joining]);
        }
    }
    std::vector<double> logarithms;
    logarithms.reserve(out.size());
    for (StayedOut const& each : out) {
        logarithms.push_back(each.log_weight);
    }
    std::vector<double> const weights = weights_of(logarithms);
    WeightedRuns runs;
    for (std::size_t i = 0; i < out.size(); ++i) {
        runs.add(weights[i] * out[i].odds, unit_of(out[i].replicate, layout));
    }
    answer.effective = effective_size(runs);
    int const to_end = layout.months - 1 - answer.last;
    for (int const horizon : horizons_after) {
        if (horizon < to_end) {
            answer.months_after.push_back(horizon);
        }
    }
    answer.months_after.push_back(to_end);
    for (int const horizon : answer.months_after) {
        std::vector<double> const all(out.size(), 1.0);
        std::vector<double> joined;
        joined.reserve(out.size());
        for (StayedOut const& each : out) {
            joined.push_back(as_number(each.joined_in >= 0 && each.joined_in <= answer.last + horizon));
        }
        answer.later.push_back(weighted_share(joined, all, runs));
    }
}

void answer_joinings(std::vector<Pair> const& pairs, std::array<WeightedRuns, 2> const& runs, RunLayout const& layout,
                     ConditionDesign const& design, ConditionResult& result)
{
    for (std::size_t j = 0; j < design.joinings.size(); ++j) {
        auto const& [condition, period] = design.joinings[j];
        JoiningAnswer answer{.text = design.evidence[condition].text,
                             .hedger = layout.actors.ids(IndexSet::hedger)[period.hedger],
                             .first = period.first,
                             .last = period.last};
        for (std::size_t population = 0; population < runs.size(); ++population) {
            answer.chance[population] =
                period.first == period.last ? chance_in_month(pairs, runs[population], j) : weighted_mean({}, {});
        }
        answer_later(pairs, layout, j, answer);
        result.joinings.push_back(std::move(answer));
    }
}

void count_conditions(std::vector<Pair> const& pairs, ConditionDesign const& design, ConditionResult& result)
{
    for (std::size_t c = 0; c < design.evidence.size(); ++c) {
        auto const runs = std::count_if(pairs.begin(), pairs.end(), [&](Pair const& pair) { return pair.holds[c]; });
        result.conditions.push_back({design.evidence[c].text, design.evidence[c].is_certain(), runs});
    }
}

void keep_matches(std::vector<Pair> const& pairs, WeightedRuns const& runs, ConditionResult& result)
{
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (runs.weights[i] > 0.0) {
            auto const middle = pairs[i].outcomes.begin() + static_cast<std::ptrdiff_t>(pairs[i].outcomes.size() / 2);
            result.replicates.push_back(static_cast<double>(pairs[i].replicate));
            result.weights.push_back(runs.weights[i]);
            result.open.insert(result.open.end(), pairs[i].outcomes.begin(), middle);
            result.closed.insert(result.closed.end(), middle, pairs[i].outcomes.end());
        }
    }
}

std::vector<PairedEffect> effects_given(ConditionResult const& result, RunLayout const& layout)
{
    WeightedRuns matches;
    for (std::size_t i = 0; i < result.replicates.size(); ++i) {
        matches.add(result.weights[i], unit_of(static_cast<std::int64_t>(result.replicates[i]), layout));
    }
    std::size_t const count = layout.outcomes.size();
    std::vector<PairedEffect> effects;
    for (std::size_t o = 0; o < count; ++o) {
        std::vector<double> open, closed;
        for (std::size_t i = 0; i < matches.size(); ++i) {
            open.push_back(result.open[i * count + o]);
            closed.push_back(result.closed[i * count + o]);
        }
        effects.push_back(weighted_effect(open, closed, matches));
    }
    return effects;
}

} // namespace

EvidenceScope evidence_scope(Scenario const& scenario)
{
    RunLayout const layout = make_plan(scenario, {*find_arm("endogenous")}).layout();
    return {layout.actors, model_measures(), layout.start, layout.months};
}

ConditionResult condition_result(ConditionRecorder const& recorder, ConditionDesign const& design)
{
    RunLayout const& layout = recorder.layout();
    std::vector<Pair> const& pairs = recorder.pairs();
    ConditionResult result;
    std::vector<double> logarithms;
    logarithms.reserve(pairs.size());
    for (Pair const& pair : pairs) {
        logarithms.push_back(pair.log_weight);
    }
    std::vector<double> const weights = weights_of(logarithms);
    std::array<WeightedRuns, 2> runs;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        runs[0].add(1.0, unit_of(pairs[i].replicate, layout));
        runs[1].add(weights[i], unit_of(pairs[i].replicate, layout));
    }
    count_conditions(pairs, design, result);
    result.pairs = static_cast<std::int64_t>(pairs.size());
    keep_matches(pairs, runs[1], result);
    result.matching = static_cast<std::int64_t>(result.replicates.size());
    result.effective = effective_size(runs[1]);
    for (std::size_t o = 0; o < layout.outcomes.size(); ++o) {
        result.effects[0].push_back(recorder.of_all(o));
    }
    result.effects[1] = effects_given(result, layout);
    for (std::size_t population = 0; population < runs.size(); ++population) {
        for (std::size_t e = 0; e < design.events.size(); ++e) {
            result.events[population].push_back(answer_event(design.events[e].text, pairs, runs[population], e));
        }
    }
    answer_joinings(pairs, runs, layout, design, result);
    return result;
}

void check_effective_size(ConditionResult const& result, double least, RunLayout const& layout)
{
    if (result.effective >= least && result.matching > 0) {
        return;
    }
    Diagnostics faults;
    for (ConditionCount const& condition : result.conditions) {
        if (condition.runs == 0) {
            faults.add({"'" + condition.text + "'", 0, 0}, "E111", fmt::format("holds in none of {} runs", result.pairs));
        }
    }
    std::string const size =
        fmt::format("{} of {} runs match, with an effective sample size of {:.3g}{}, below the {:.6g} asked for "
                    "(--least-effective)",
                    result.matching, result.pairs, result.effective,
                    layout.replicates_per_draw > 0 ? " draws of the parameters" : "", least);
    // Of what would do, with a fifth to spare, in round numbers.
    double const enough = 1.2 * static_cast<double>(layout.replicates) * least / result.effective;
    faults.add({"evidence", 0, 0}, "E111",
               result.matching == 0 ? size + "; widen or drop conditions, or take more replicates (-n)"
                                    : fmt::format("{}; -n {:.0f} or so would do, or fewer or wider conditions", size,
                                                  100.0 * std::ceil(enough / 100.0)));
    throw InputError{{faults.faults().begin(), faults.faults().end()}};
}

ConditionAnalysis::ConditionAnalysis(Scenario const& scenario, ConditionDesign design, std::vector<std::string> measures,
                                     int replicates_per_draw, RunPlan run_plan)
    : design_{std::move(design)},
      run_plan_{std::move(run_plan)},
      plan_{make_plan(scenario, {*find_arm("endogenous"), *find_arm("without_accords")})}
{
    plan_.measures = measures.empty() ? default_measures() : std::move(measures);
    std::vector<std::string> const read = measures_read(design_);
    plan_.measures.insert(plan_.measures.end(), read.begin(), read.end());
    if (replicates_per_draw > 0) {
        plan_.draw_priors(scenario, replicates_per_draw);
    }
}

RunEnd ConditionAnalysis::run(double least_effective)
{
    if (run_plan_(plan_, recorder_) == RunEnd::interrupted) {
        return RunEnd::interrupted;
    }
    result_ = condition_result(recorder_, design_);
    check_effective_size(result_, least_effective, recorder_.layout());
    return RunEnd::complete;
}

} // namespace steppe
