#include "output/effect_statistics.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <string_view>

namespace steppe {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

struct EffectStatistic {
    std::string_view name;
    double (*of)(PairedEffect const&);
};

constexpr std::array<EffectStatistic, 17> effect_statistics{{
    {"replicates", [](PairedEffect const& e) { return static_cast<double>(e.pairs); }},
    {"treated_mean", [](PairedEffect const& e) { return e.treated_mean; }},
    {"control_mean", [](PairedEffect const& e) { return e.control_mean; }},
    {"mean", [](PairedEffect const& e) { return e.mean; }},
    {"standard_deviation", [](PairedEffect const& e) { return e.standard_deviation; }},
    {"standard_error", [](PairedEffect const& e) { return e.standard_error; }},
    {"mean_low", [](PairedEffect const& e) { return e.mean_interval.low; }},
    {"mean_high", [](PairedEffect const& e) { return e.mean_interval.high; }},
    {"quantile_05", [](PairedEffect const& e) { return e.spread.low; }},
    {"quantile_95", [](PairedEffect const& e) { return e.spread.high; }},
    {"quantile_error", [](PairedEffect const& e) { return e.spread_error; }},
    {"share_positive", [](PairedEffect const& e) { return e.share_positive; }},
    {"share_negative", [](PairedEffect const& e) { return e.share_negative; }},
    {"share_negative_low", [](PairedEffect const& e) { return e.share_negative_interval.low; }},
    {"share_negative_high", [](PairedEffect const& e) { return e.share_negative_interval.high; }},
    {"variance_reduction", [](PairedEffect const& e) { return e.variance_reduction.value_or(missing); }},
    {"parameter_share", [](PairedEffect const& e) { return e.parameter_share.value_or(missing); }},
}};

} // namespace

std::vector<std::string> effect_statistic_names()
{
    std::vector<std::string> names;
    std::transform(effect_statistics.begin(), effect_statistics.end(), std::back_inserter(names),
                   [](EffectStatistic const& each) { return std::string{each.name}; });
    return names;
}

std::vector<double> effect_values(std::vector<PairedEffect> const& effects)
{
    std::vector<double> values;
    for (PairedEffect const& effect : effects) {
        for (EffectStatistic const& statistic : effect_statistics) {
            bool const known = effect.pairs > 0 || statistic.name == "replicates";
            values.push_back(known ? statistic.of(effect) : missing);
        }
    }
    return values;
}

} // namespace steppe
