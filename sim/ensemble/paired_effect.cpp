#include "ensemble/paired_effect.hpp"

#include <algorithm>
#include <cmath>

namespace steppe {
namespace {

/// 90 %, normal.
Interval interval_of(double mean, double standard_error)
{
    double const half_width = normal_95_percent_quantile * standard_error;
    return {mean - half_width, mean + half_width};
}

/// The independent trials that would know a share as well as draws with this split do: the effective sample size of Korn & Graubard
/// (1998, Survey Methodology 24, 193-201). No more than the pairs, and as many where each has a draw of its own; as many as the draws where
/// these all have the same share.
double effective_trials(double share, double pairs, VarianceSplit const& split)
{
    if (static_cast<double>(split.draws) == pairs) {
        return pairs;
    }
    double const variance = split.standard_error * split.standard_error;
    return std::min(pairs, variance > 0.0 ? share * (1.0 - share) / variance : static_cast<double>(split.draws));
}

} // namespace

Interval wilson_interval(double share, double trials)
{
    constexpr double z = normal_95_percent_quantile;
    double const centre = (share * trials + z * z / 2.0) / (trials + z * z);
    double const reach = z / (trials + z * z) * std::sqrt(share * (1.0 - share) * trials + z * z / 4.0);
    return {std::clamp(centre - reach, 0.0, share), std::clamp(centre + reach, share, 1.0)};
}

RunningEffect::RunningEffect(int replicates_per_draw)
{
    if (replicates_per_draw > 0) {
        split_.emplace(replicates_per_draw);
        split_of_negative_.emplace(replicates_per_draw);
    }
}

void RunningEffect::add(double treated, double control)
{
    double const difference = treated - control;
    bool const whole = !std::isnan(treated) && !std::isnan(control);
    if (split_) {
        // NaN too, so that draws keep their places.
        split_->add(difference);
        split_of_negative_->add(whole ? static_cast<double>(difference < 0.0) : difference);
    }
    if (!whole) {
        return;
    }
    treated_.add(treated);
    control_.add(control);
    difference_.add(difference);
    spread_.add(difference);
    positive_ += difference > 0.0 ? 1 : 0;
    negative_ += difference < 0.0 ? 1 : 0;
}

PairedEffect RunningEffect::result() const
{
    PairedEffect effect;
    effect.pairs = difference_.count();
    if (effect.pairs == 0) {
        return effect;
    }
    auto const pairs = static_cast<double>(effect.pairs);
    double const negative = static_cast<double>(negative_) / pairs;
    effect.treated_mean = treated_.mean();
    effect.control_mean = control_.mean();
    effect.mean = difference_.mean();
    effect.standard_deviation = std::sqrt(difference_.variance());
    effect.standard_error = std::sqrt(difference_.variance() / pairs);
    double trials = pairs;
    if (split_) {
        VarianceSplit const split = split_->result();
        effect.standard_error = split.standard_error;
        if (split.parameters + split.chance > 0.0) {
            effect.parameter_share = split.parameters / (split.parameters + split.chance);
        }
        trials = effective_trials(negative, pairs, split_of_negative_->result());
    }
    effect.mean_interval = interval_of(effect.mean, effect.standard_error);
    effect.spread = {spread_.quantile(0.05), spread_.quantile(0.95)};
    effect.spread_error = spread_.error_bound();
    effect.share_positive = static_cast<double>(positive_) / pairs;
    effect.share_negative = negative;
    effect.share_negative_interval = wilson_interval(negative, trials);
    if (difference_.variance() > 0.0) {
        effect.variance_reduction = (treated_.variance() + control_.variance()) / difference_.variance();
    }
    return effect;
}

PairedEffect paired_effect(std::span<double const> treated, std::span<double const> control, int replicates_per_draw)
{
    RunningEffect effect{replicates_per_draw};
    for (std::size_t i = 0; i < std::min(treated.size(), control.size()); ++i) {
        effect.add(treated[i], control[i]);
    }
    return effect.result();
}

} // namespace steppe
