#include "app/effect_table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>

namespace steppe::app {
namespace {

struct NamedContrast {
    std::string_view name, treated, control;
};

constexpr std::array<NamedContrast, 4> named_contrasts{{{"total", "with_accords", "without_accords"},
                                                        {"publicity", "with_accords", "quiet_deepening"},
                                                        {"substance", "quiet_deepening", "without_accords"},
                                                        {"inducement", "inducement_only", "without_accords"}}};

/// One pair has no interval.
std::string interval_text(PairedEffect const& effect, Interval const& interval, double uncertainty)
{
    return effect.pairs < 2 ? "-"
                            : "[" + rounded(interval.low, uncertainty) + ", " + rounded(interval.high, uncertainty) + "]";
}

std::string factor_text(PairedEffect const& effect)
{
    if (effect.pairs < 2) {
        return "-";
    }
    if (!effect.variance_reduction) {
        return "exact";
    }
    double const factor = *effect.variance_reduction;
    return factor < 99.5 ? fmt::format("{:.1f}", factor) : fmt::format("{:.0f}", factor);
}

MeasureDeclaration const& measure_of(OutcomeRecorder const& outcomes, Outcome const& outcome)
{
    return outcomes.layout().measures[outcome.measure];
}

/// By replicate, the sum of an outcome over arms.
std::vector<double> summed(OutcomeRecorder const& outcomes, std::vector<std::size_t> const& arms, std::size_t outcome)
{
    std::vector<double> sum = outcomes.values(arms.front(), outcome);
    for (std::size_t a = 1; a < arms.size(); ++a) {
        std::vector<double> const& other = outcomes.values(arms[a], outcome);
        sum.resize(std::min(sum.size(), other.size()));
        std::transform(sum.begin(), sum.end(), other.begin(), sum.begin(), std::plus<>{});
    }
    return sum;
}

std::string joined_names(OutcomeRecorder const& outcomes, std::vector<std::size_t> const& arms)
{
    std::string text;
    for (std::size_t arm : arms) {
        text += text.empty() ? "" : " + ";
        text += outcomes.layout().arms[arm];
    }
    return text;
}

PairedEffect effect_of(OutcomeRecorder const& outcomes, Contrast const& contrast, std::size_t outcome)
{
    return paired_effect(summed(outcomes, contrast.treated, outcome), summed(outcomes, contrast.control, outcome),
                         outcomes.layout().replicates_per_draw);
}

/// Against a constant 0 the paired effect is the mean of the arm itself.
PairedEffect mean_of(OutcomeRecorder const& outcomes, std::size_t arm, std::size_t outcome)
{
    std::vector<double> const zero(outcomes.values(arm, outcome).size(), 0.0);
    return paired_effect(outcomes.values(arm, outcome), zero, outcomes.layout().replicates_per_draw);
}

/// Probability of regret: the share of pairs in which the treated arm has less welfare, as an effect against a constant 0.
PairedEffect regret_of(OutcomeRecorder const& outcomes, Contrast const& contrast, std::size_t outcome)
{
    std::vector<double> regret = summed(outcomes, contrast.treated, outcome);
    std::vector<double> const control = summed(outcomes, contrast.control, outcome);
    regret.resize(std::min(regret.size(), control.size()));
    std::transform(regret.begin(), regret.end(), control.begin(), regret.begin(), [](double with, double without) {
        return std::isnan(with - without) ? with - without : static_cast<double>(with < without);
    });
    return paired_effect(regret, std::vector<double>(regret.size(), 0.0), outcomes.layout().replicates_per_draw);
}

bool is_welfare(OutcomeRecorder const& outcomes, std::size_t outcome)
{
    return measure_of(outcomes, outcomes.outcomes()[outcome]).name == "welfare";
}

nlohmann::json or_null(std::optional<double> const& value)
{
    return value ? nlohmann::json(*value) : nlohmann::json(nullptr);
}

nlohmann::json interval_json(PairedEffect const& effect, Interval const& interval)
{
    return effect.pairs < 2 ? nlohmann::json(nullptr) : nlohmann::json{interval.low, interval.high};
}

std::string parameter_share_text(PairedEffect const& effect)
{
    return effect.parameter_share ? fmt::format("{:.0f} %", 100.0 * *effect.parameter_share) : "-";
}

std::string label_with_reduction(OutcomeRecorder const& outcomes, Outcome const& outcome)
{
    MeasureDeclaration const& measure = measure_of(outcomes, outcome);
    return fmt::format("{} ({}, {})", outcome.label, name_of(measure.reduction), measure.unit);
}

} // namespace

std::vector<Contrast> list_contrasts(std::vector<std::string> const& arms)
{
    auto const position = [&](std::string_view name) {
        return static_cast<std::size_t>(std::find(arms.begin(), arms.end(), name) - arms.begin());
    };
    std::vector<Contrast> contrasts;
    for (NamedContrast const& named : named_contrasts) {
        if (position(named.treated) < arms.size() && position(named.control) < arms.size()) {
            contrasts.push_back({std::string{named.name}, {position(named.treated)}, {position(named.control)}});
        }
    }
    if (contrasts.size() == named_contrasts.size()) {
        // What remains of total after substance and inducement: effects do not add up.
        contrasts.push_back({"interaction",
                             {position("with_accords"), position("without_accords")},
                             {position("quiet_deepening"), position("inducement_only")}});
    }
    bool const any_named = !contrasts.empty();
    for (std::size_t arm = 0; !any_named && arm + 1 < arms.size(); ++arm) {
        contrasts.push_back({arms[arm] + " - " + arms.back(), {arm}, {arms.size() - 1}});
    }
    return contrasts;
}

std::string rounded(double value, double uncertainty)
{
    if (value != 0.0 && std::abs(value) < 1e-5 && uncertainty < 1e-5) {
        return fmt::format("{:.1e}", value);
    }
    int decimals = 3;
    if (uncertainty > 0.0) {
        decimals = std::clamp(1 - static_cast<int>(std::floor(std::log10(uncertainty))), 0, 9);
    }
    std::string text = fmt::format("{:.{}f}", value, decimals);
    // A negative number that rounds to nothing is nothing.
    return text.find_first_of("123456789") == std::string::npos && text.front() == '-' ? text.substr(1) : text;
}

std::string effect_table(OutcomeRecorder const& outcomes, Contrast const& contrast)
{
    RunLayout const& layout = outcomes.layout();
    bool const drawn = layout.replicates_per_draw > 0;
    std::string text = fmt::format(
        "{}: {} less {}, in the model; {} paired replicates x {} months{}\n", contrast.name,
        joined_names(outcomes, contrast.treated), joined_names(outcomes, contrast.control), layout.replicates, layout.months,
        drawn ? fmt::format("; parameters drawn from their priors, {} replicates a draw", layout.replicates_per_draw)
              : "; parameters fixed");
    text += fmt::format("{:<44} {:>11} {:>11} {:>12}  {:<24} {:<24} {:>8}{}\n", "outcome (reduction, unit)", "treated",
                        "control", "difference", "90 % interval of mean", "5-95 % of replicates", "pairing",
                        drawn ? " parameters" : "");
    for (std::size_t o = 0; o < outcomes.outcomes().size(); ++o) {
        PairedEffect const effect = effect_of(outcomes, contrast, o);
        double const spread = effect.spread.high - effect.spread.low;
        double const scale = effect.standard_error > 0.0 ? effect.standard_error : spread;
        text += fmt::format("{:<44} {:>11} {:>11} {:>12}  {:<24} {:<24} {:>8}{}\n",
                            label_with_reduction(outcomes, outcomes.outcomes()[o]), rounded(effect.treated_mean, scale),
                            rounded(effect.control_mean, scale), rounded(effect.mean, scale),
                            interval_text(effect, effect.mean_interval, scale), interval_text(effect, effect.spread, spread),
                            factor_text(effect), drawn ? fmt::format(" {:>10}", parameter_share_text(effect)) : "");
    }
    for (std::size_t o = 0; o < outcomes.outcomes().size(); ++o) {
        if (is_welfare(outcomes, o)) {
            PairedEffect const regret = regret_of(outcomes, contrast, o);
            double const scale = std::max(regret.standard_error, 0.001);
            text += fmt::format("regret: {} is less in the treated arm in {} of the pairs, 90 % interval {}\n",
                                outcomes.outcomes()[o].label, rounded(regret.mean, scale),
                                interval_text(regret, regret.mean_interval, scale));
        }
    }
    text += "pairing: times the replicates that unpaired arms would need; 'exact': no variance in the difference\n";
    if (drawn) {
        text += "parameters: share of the variance of differences that comes from parameters, the rest from chance\n";
    }
    return text;
}

nlohmann::json effect_json(OutcomeRecorder const& outcomes, Contrast const& contrast)
{
    nlohmann::json rows = nlohmann::json::array();
    nlohmann::json regrets = nlohmann::json::array();
    for (std::size_t o = 0; o < outcomes.outcomes().size(); ++o) {
        if (is_welfare(outcomes, o)) {
            PairedEffect const regret = regret_of(outcomes, contrast, o);
            regrets.push_back({{"outcome", outcomes.outcomes()[o].label},
                               {"probability", regret.mean},
                               {"interval_90", interval_json(regret, regret.mean_interval)}});
        }
        PairedEffect const effect = effect_of(outcomes, contrast, o);
        MeasureDeclaration const& measure = measure_of(outcomes, outcomes.outcomes()[o]);
        rows.push_back(
            {{"outcome", outcomes.outcomes()[o].label},
             {"unit", measure.unit},
             {"reduction", name_of(measure.reduction)},
             {"pairs", effect.pairs},
             {"treated_mean", effect.treated_mean},
             {"control_mean", effect.control_mean},
             {"difference", effect.mean},
             {"standard_error", effect.pairs < 2 ? nlohmann::json(nullptr) : nlohmann::json(effect.standard_error)},
             {"interval_90", interval_json(effect, effect.mean_interval)},
             {"spread_5_95", interval_json(effect, effect.spread)},
             {"share_positive", effect.share_positive},
             {"share_negative", effect.share_negative},
             {"variance_reduction", or_null(effect.variance_reduction)},
             {"parameter_share", or_null(effect.parameter_share)}});
    }
    return {{"contrast", contrast.name},
            {"treated", joined_names(outcomes, contrast.treated)},
            {"control", joined_names(outcomes, contrast.control)},
            {"outcomes", rows},
            {"regret", regrets}};
}

std::string outcome_table(OutcomeRecorder const& outcomes, std::size_t arm)
{
    std::string text = fmt::format("{}, in the model; {} replicates x {} months\n", outcomes.layout().arms[arm],
                                   outcomes.layout().replicates, outcomes.layout().months);
    text += fmt::format("{:<44} {:>12}  {:<26} {:<26}\n", "outcome (reduction, unit)", "mean", "90 % interval of mean",
                        "5-95 % of replicates");
    for (std::size_t o = 0; o < outcomes.outcomes().size(); ++o) {
        PairedEffect const effect = mean_of(outcomes, arm, o);
        double const scale = effect.standard_error > 0.0 ? effect.standard_error : 0.0;
        text += fmt::format("{:<44} {:>12}  {:<26} {:<26}\n", label_with_reduction(outcomes, outcomes.outcomes()[o]),
                            rounded(effect.mean, scale), interval_text(effect, effect.mean_interval, scale),
                            interval_text(effect, effect.spread, effect.spread.high - effect.spread.low));
    }
    return text;
}

nlohmann::json outcome_json(OutcomeRecorder const& outcomes, std::size_t arm)
{
    nlohmann::json rows = nlohmann::json::array();
    for (std::size_t o = 0; o < outcomes.outcomes().size(); ++o) {
        PairedEffect const effect = mean_of(outcomes, arm, o);
        MeasureDeclaration const& measure = measure_of(outcomes, outcomes.outcomes()[o]);
        rows.push_back({{"outcome", outcomes.outcomes()[o].label},
                        {"unit", measure.unit},
                        {"reduction", name_of(measure.reduction)},
                        {"replicates", effect.pairs},
                        {"mean", effect.mean},
                        {"interval_90", interval_json(effect, effect.mean_interval)},
                        {"spread_5_95", interval_json(effect, effect.spread)}});
    }
    return {{"arm", outcomes.layout().arms[arm]}, {"outcomes", rows}};
}

} // namespace steppe::app
