#include "study/hazard/record.hpp"

#include "study/hazard/design.hpp"
#include "study/hazard/probe.hpp"
#include "study/hazard/record_recorder.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace steppe {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

double standard_error(RunningMoments const& moments)
{
    return moments.count() > 1 ? std::sqrt(moments.variance() / static_cast<double>(moments.count())) : missing;
}

void add(EstimatedTable& table, RunningMoments const& moments) { table.add(moments.mean(), standard_error(moments)); }

RunningMoments moments_of(std::vector<double> const& values)
{
    RunningMoments moments;
    for (double value : values) {
        moments.add(value);
    }
    return moments;
}

double quantile_of(std::vector<double> values, double u)
{
    if (values.empty()) {
        return missing;
    }
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(u * static_cast<double>(values.size() - 1) + 0.5)];
}

/// Likelihoods over the largest of them, and its logarithm.
std::pair<std::vector<double>, double> scaled(std::vector<double> const& logarithms)
{
    double const largest = logarithms.empty() ? 0.0 : *std::max_element(logarithms.begin(), logarithms.end());
    std::vector<double> values;
    for (double logarithm : logarithms) {
        values.push_back(std::exp(logarithm - largest));
    }
    return {values, largest};
}

LogMean best_constant(int months)
{
    double const rate = 1.0 / months;
    return {(months - 1) * std::log1p(-rate) + std::log(rate), 0.0};
}

RecordOfHedger of_hedger(RecordRecorder const& recorder, int months, std::size_t h)
{
    RecordOfHedger found;
    for (int month = 0; month < months; ++month) {
        add(found.hazard, recorder.number(month, h, 0));
    }
    found.silence = log_mean(recorder.log_silence(h, 0));
    found.likelihoods = recorder.log_accession(h, 0);
    found.replicates = recorder.replicates();
    found.accession = log_mean(found.likelihoods);
    auto const column = [&](std::size_t c) -> RunningMoments const& {
        return recorder.number(months - 1, h, 1 + hazard_readings.size() + c);
    };
    for (std::size_t c = 0; c < condition_names.size(); ++c) {
        found.factor.push_back(log_ratio(found.likelihoods, recorder.log_accession(h, 1 + RecordColumns::without(c))));
        add(found.share, column(RecordColumns::share(c)));
    }
    found.last = recorder.number(months - 1, h, 0).mean();
    found.typical = column(RecordColumns::typical()).mean();
    return found;
}

/// Parameters drawn from priors, weighted by likelihoods.
void weigh_draws(PriorSampler const& priors, std::uint64_t seed, Scenario const& scenario, RecordRecorder const& recorder,
                 RecordResult& result)
{
    std::vector<double> const weights = scaled(recorder.log_accession(0, 0)).first;
    double const sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    double const squares = std::inner_product(weights.begin(), weights.end(), weights.begin(), 0.0);
    result.draws = static_cast<double>(weights.size());
    result.effective = squares > 0.0 ? sum * sum / squares : 0.0;
    std::size_t const parameters = scenario.parameters.size();
    std::vector<double> first(parameters), second(parameters), weighted(parameters), weighted_second(parameters), values;
    for (std::size_t n = 0; n < weights.size(); ++n) {
        priors.sample(seed, recorder.replicates()[n], values);
        for (std::size_t i = 0; i < parameters; ++i) {
            first[i] += values[i] / result.draws;
            second[i] += values[i] * values[i] / result.draws;
            weighted[i] += weights[n] * values[i] / sum;
            weighted_second[i] += weights[n] * values[i] * values[i] / sum;
        }
    }
    for (std::size_t i = 0; i < parameters; ++i) {
        auto const deviation = [](double mean, double square) { return std::sqrt(std::max(0.0, square - mean * mean)); };
        MovedParameter moved{scenario.parameters[i].key, first[i], deviation(first[i], second[i]), weighted[i],
                             deviation(weighted[i], weighted_second[i])};
        if (moved.prior_deviation > 1e-9 * std::abs(first[i])) {
            result.moved.push_back(std::move(moved));
        }
    }
    std::stable_sort(result.moved.begin(), result.moved.end(),
                     [](auto const& a, auto const& b) { return std::abs(a.shift()) > std::abs(b.shift()); });
}

void rank_candidates(RecordRecorder const& recorder, std::vector<std::string> const& ids, RecordResult& result)
{
    std::vector<std::vector<double>> const& joins = recorder.of_candidates();
    std::vector<double> first(ids.size());
    for (std::size_t n = 0; n < recorder.replicates().size(); ++n) {
        std::size_t most = 0;
        for (std::size_t s = 1; s < ids.size(); ++s) {
            most = joins[s][n] > joins[most][n] ? s : most;
        }
        first[most] += 1.0 / static_cast<double>(recorder.replicates().size());
    }
    std::vector<std::size_t> order(ids.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return moments_of(joins[a]).mean() > moments_of(joins[b]).mean();
    });
    for (std::size_t s : order) {
        if (moments_of(joins[s]).mean() > 0.0) { // a member at the opening does not join
            result.candidates.push_back(ids[s]);
            result.candidate_mean.push_back(moments_of(joins[s]).mean());
            result.candidate_low.push_back(quantile_of(joins[s], 0.05));
            result.candidate_high.push_back(quantile_of(joins[s], 0.95));
            result.candidate_first.push_back(first[s]);
        }
    }
}

} // namespace

LogMean log_mean(std::vector<double> const& logarithms)
{
    auto const [values, largest] = scaled(logarithms);
    RunningMoments const moments = moments_of(values);
    return {largest + std::log(moments.mean()), standard_error(moments) / moments.mean()};
}

LogMean log_ratio(std::vector<double> const& a, std::vector<double> const& b)
{
    auto const [of_a, largest_a] = scaled(a);
    auto const [of_b, largest_b] = scaled(b);
    double const mean_a = moments_of(of_a).mean();
    double const mean_b = moments_of(of_b).mean();
    RunningMoments difference;
    for (std::size_t n = 0; n < of_a.size(); ++n) {
        difference.add(of_a[n] / mean_a - of_b[n] / mean_b);
    }
    return {largest_a - largest_b + std::log(mean_a / mean_b), standard_error(difference)};
}

double MovedParameter::shift() const { return (posterior_mean - prior_mean) / prior_deviation; }

Coincidence coincidence_of(RecordResult const& result, int months)
{
    auto const summit = std::find(result.readings.begin(), result.readings.end(), "window") - result.readings.begin();
    auto const place = static_cast<std::size_t>(summit);
    double const with_summit = result.typical_reading[place] * (months - 1) + result.last_reading[place];
    return {with_summit, with_summit / months};
}

RecordAnalysis::RecordAnalysis(Scenario const& scenario, RunPlan run_plan)
    : scenario_{scenario}, run_plan_{std::move(run_plan)}, plan_{make_plan(scenario, {held_outside})}
{
    plan_.measures = {"candidate_hazard"};
    result_.constant = best_constant(plan_.months);
    result_.conditions.assign(condition_names.begin(), condition_names.end());
    for (Reading const& reading : hazard_readings) {
        result_.readings.emplace_back(reading.name);
    }
}

RunEnd RecordAnalysis::run()
{
    HazardDesign const nothing;
    plan_.probe = hazard_probe(nothing);
    RecordRecorder silent{nothing, 0};
    if (run_plan_(plan_, silent) == RunEnd::interrupted) {
        return RunEnd::interrupted;
    }
    for (std::size_t r = 0; r < hazard_readings.size(); ++r) {
        double sum = 0.0;
        for (int month = 0; month + 1 < plan_.months; ++month) {
            sum += silent.number(month, 0, 1 + r).mean();
        }
        result_.typical_reading.push_back(sum / std::max(1, plan_.months - 1));
        result_.last_reading.push_back(silent.number(plan_.months - 1, 0, 1 + r).mean());
    }
    if (run_with(plan_, false, result_.at_values) == RunEnd::interrupted) {
        return RunEnd::interrupted;
    }
    EnsemblePlan drawn = plan_;
    drawn.draw_priors(scenario_);
    return run_with(drawn, true, result_.over_priors);
}

RunEnd RecordAnalysis::run_with(EnsemblePlan const& given, bool priors, std::vector<RecordOfHedger>& found)
{
    std::array<double, hazard_readings.size()> typical{};
    std::copy(result_.typical_reading.begin(), result_.typical_reading.end(), typical.begin());
    HazardDesign const design = make_record_design(typical, given.months - 1);
    EnsemblePlan plan = given;
    plan.probe = hazard_probe(design);
    RecordRecorder recorder{design, condition_names.size()};
    RunEnd const end = run_plan_(plan, recorder);
    if (end == RunEnd::interrupted) {
        return end;
    }
    for (std::size_t h = 0; h < scenario_.actors.ids(IndexSet::hedger).size(); ++h) {
        found.push_back(of_hedger(recorder, plan.months, h));
    }
    add(result_.others, moments_of(recorder.others_expected()));
    add(result_.others_silent, moments_of(recorder.others_silent()));
    result_.others_low.push_back(quantile_of(recorder.others_expected(), 0.05));
    result_.others_high.push_back(quantile_of(recorder.others_expected(), 0.95));
    result_.failed += recorder.failures().size();
    failures_.insert(failures_.end(), recorder.failures().begin(), recorder.failures().end());
    if (priors) {
        weigh_draws(*plan.priors, plan.seed, scenario_, recorder, result_);
        rank_candidates(recorder, scenario_.actors.ids(IndexSet::candidate), result_);
    }
    return end;
}

} // namespace steppe
