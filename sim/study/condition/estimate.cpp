#include "study/condition/estimate.hpp"

#include "ensemble/paired_effect.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace steppe {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Weighted mean and squares of a stream of numbers (West 1979, Commun. ACM 22, 532-535); with weights of 1 the same bits as RunningMoments.
struct WeightedMoments {
    double weight{}, weight_squares{}, mean{}, squares{};

    void add(double value, double w)
    {
        weight += w;
        weight_squares += w * w;
        double const step = value - mean;
        mean += w * step / weight;
        squares += w * step * (value - mean);
    }
    /// Unbiased for weights that tell how much a run counts.
    [[nodiscard]] double variance() const
    {
        double const freedom = weight - weight_squares / weight;
        return freedom > 1e-12 * weight ? squares / freedom : 0.0;
    }
};

/// Calls `each(sum over the unit)` for every unit that counts.
template <class OfRun, class Each>
void over_units(WeightedRuns const& runs, OfRun const& of_run, Each const& each)
{
    for (std::size_t i = 0; i < runs.size();) {
        double sum = 0.0;
        bool counts = false;
        std::int64_t const unit = runs.units[i];
        for (; i < runs.size() && runs.units[i] == unit; ++i) {
            if (runs.weights[i] > 0.0) {
                sum += of_run(i);
                counts = true;
            }
        }
        if (counts) {
            each(sum);
        }
    }
}

/// Standard error of the mean of numbers that count `weights` each.
double linearised_error(std::span<double const> numbers, double mean, WeightedRuns const& runs)
{
    double squares = 0.0, weight = 0.0, units = 0.0;
    for (double one : runs.weights) {
        weight += one;
    }
    over_units(
        runs, [&](std::size_t i) { return runs.weights[i] * (numbers[i] - mean); },
        [&](double sum) {
            squares += sum * sum;
            units += 1.0;
        });
    return units > 1.0 ? std::sqrt(units / (units - 1.0) * squares) / weight : missing;
}

/// Quantile of the numbers that count: of two neighbours in order, half of what both weigh lies between them. With equal weights this is
/// type 7 of Hyndman & Fan.
double weighted_quantile(std::vector<std::pair<double, double>> const& sorted, double probability)
{
    double span = 0.0;
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        span += (sorted[i - 1].second + sorted[i].second) / 2.0;
    }
    double const target = probability * span;
    double passed = 0.0;
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        double const step = (sorted[i - 1].second + sorted[i].second) / 2.0;
        if (passed + step >= target) {
            return sorted[i - 1].first + (target - passed) / step * (sorted[i].first - sorted[i - 1].first);
        }
        passed += step;
    }
    return sorted.empty() ? 0.0 : sorted.back().first;
}

} // namespace

double effective_size(WeightedRuns const& runs)
{
    double sum = 0.0, squares = 0.0;
    over_units(
        runs, [&](std::size_t i) { return runs.weights[i]; },
        [&](double weight) {
            sum += weight;
            squares += weight * weight;
        });
    return squares > 0.0 ? sum * sum / squares : 0.0;
}

WeightedMean weighted_mean(std::span<double const> numbers, WeightedRuns const& runs)
{
    WeightedMoments moments;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (runs.weights[i] > 0.0) {
            moments.add(numbers[i], runs.weights[i]);
        }
    }
    if (moments.weight == 0.0) {
        return {.value = missing, .standard_error = missing, .interval = {missing, missing}};
    }
    double const error = linearised_error(numbers, moments.mean, runs);
    double const reach = normal_95_percent_quantile * error;
    return {moments.mean, error, {moments.mean - reach, moments.mean + reach}, effective_size(runs)};
}

WeightedMean weighted_share(std::span<double const> having, std::span<double const> among, WeightedRuns const& runs)
{
    WeightedRuns counted = runs;
    std::transform(counted.weights.begin(), counted.weights.end(), among.begin(), counted.weights.begin(),
                   [](double weight, double counts) { return weight * counts; });
    WeightedMean share = weighted_mean(having, counted);
    if (std::isnan(share.value)) {
        return share;
    }
    // As many independent trials as would know the share as well (Korn & Graubard 1998), and no more than the runs that count.
    double units = 0.0;
    over_units(
        counted, [](std::size_t) { return 0.0; }, [&](double) { units += 1.0; });
    auto const counting = static_cast<double>(
        std::count_if(counted.weights.begin(), counted.weights.end(), [](double weight) { return weight > 0.0; }));
    double const variance = share.standard_error * share.standard_error * (units - 1.0) / units;
    double const trials =
        variance > 0.0 ? std::min(counting, share.value * (1.0 - share.value) / variance) : share.effective;
    share.interval = wilson_interval(share.value, trials);
    return share;
}

PairedEffect weighted_effect(std::span<double const> treated, std::span<double const> control, WeightedRuns const& runs)
{
    PairedEffect effect;
    WeightedMoments of_treated, of_control, of_difference;
    std::vector<double> differences(runs.size()), negative(runs.size()), positive(runs.size());
    std::vector<double> const all(runs.size(), 1.0);
    std::vector<std::pair<double, double>> sorted;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        double const weight = runs.weights[i];
        if (weight > 0.0) {
            differences[i] = treated[i] - control[i];
            negative[i] = differences[i] < 0.0 ? 1.0 : 0.0;
            positive[i] = differences[i] > 0.0 ? 1.0 : 0.0;
            of_treated.add(treated[i], weight);
            of_control.add(control[i], weight);
            of_difference.add(differences[i], weight);
            sorted.emplace_back(differences[i], weight);
            ++effect.pairs;
        }
    }
    if (effect.pairs == 0) {
        return effect;
    }
    WeightedMean const mean = weighted_mean(differences, runs);
    WeightedMean const share_negative = weighted_share(negative, all, runs);
    effect.treated_mean = of_treated.mean;
    effect.control_mean = of_control.mean;
    effect.mean = of_difference.mean;
    effect.standard_deviation = std::sqrt(of_difference.variance());
    effect.standard_error = mean.standard_error; // NaN of one draw
    effect.mean_interval = {effect.mean - normal_95_percent_quantile * effect.standard_error,
                            effect.mean + normal_95_percent_quantile * effect.standard_error};
    std::sort(sorted.begin(), sorted.end());
    effect.spread = {weighted_quantile(sorted, 0.05), weighted_quantile(sorted, 0.95)};
    effect.share_positive = weighted_mean(positive, runs).value;
    effect.share_negative = share_negative.value;
    effect.share_negative_interval = share_negative.interval;
    if (of_difference.variance() > 0.0) {
        effect.variance_reduction = (of_treated.variance() + of_control.variance()) / of_difference.variance();
    }
    return effect;
}

} // namespace steppe
