#include "app/effect_table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

namespace steppe::app {
namespace {

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
    return factor < 99.5      ? fmt::format("{:.1f}", factor)
           : factor < 99999.5 ? fmt::format("{:.0f}", factor)
                              : fmt::format("{:.0e}", factor);
}

MeasureDeclaration const& measure_of(RunLayout const& layout, Outcome const& outcome)
{
    return layout.measures[outcome.measure];
}

std::string joined_names(RunLayout const& layout, std::vector<std::size_t> const& arms)
{
    std::string text;
    for (std::size_t arm : arms) {
        text += text.empty() ? "" : " + ";
        text += layout.arms[arm];
    }
    return text;
}

/// Whether a share of pairs with less of it in the treated arm is a probability of regret.
bool tells_regret(RunLayout const& layout, Outcome const& outcome) { return measure_of(layout, outcome).regret; }

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

/// A sum over several arms means nothing by itself.
std::string of_one_arm(std::vector<std::size_t> const& arms, std::string const& mean)
{
    return arms.size() == 1 ? mean : "-";
}

std::string label_with_reduction(RunLayout const& layout, Outcome const& outcome)
{
    MeasureDeclaration const& measure = measure_of(layout, outcome);
    return fmt::format("{} ({}, {})", outcome.label, name_of(measure.reduction), measure.unit);
}

/// Whether some pair has a difference. One pair is printed as it is.
bool differs(PairedEffect const& effect)
{
    return effect.pairs < 2 || effect.mean != 0.0 || effect.standard_deviation > 0.0;
}

/// Names after a title, in lines that are as wide as the table.
std::string listed(std::string_view title, std::vector<std::string> const& names)
{
    constexpr std::size_t width = 140;
    std::string text;
    std::string line{title};
    for (std::string const& name : names) {
        std::string const next = &name == &names.back() ? name : name + ",";
        if (line.size() + 1 + next.size() > width) {
            text += line + "\n";
            line = " ";
        }
        line += " " + next;
    }
    return text + line + "\n";
}

} // namespace

std::string rounded(double value, double uncertainty)
{
    if (value != 0.0 && std::abs(value) < 1e-5 && uncertainty < 1e-5) {
        return fmt::format("{:.1e}", value);
    }
    int decimals = 3;
    if (uncertainty > 0.0) {
        decimals = std::clamp(1 - static_cast<int>(std::floor(std::log10(uncertainty))), 0, 9);
    }
    if (double const size = std::max(std::abs(value), uncertainty); size > 0.0) { // four digits are enough for anybody
        decimals = std::clamp(3 - static_cast<int>(std::floor(std::log10(size))), 0, decimals);
    }
    std::string text = fmt::format("{:.{}f}", value, decimals);
    // A negative number that rounds to nothing is nothing.
    return text.find_first_of("123456789") == std::string::npos && text.front() == '-' ? text.substr(1) : text;
}

std::string short_effect_table(Summariser const& results, std::size_t number)
{
    constexpr std::size_t most_rows = 15;
    RunLayout const& layout = results.layout();
    Contrast const& contrast = results.contrasts()[number];
    std::string text =
        fmt::format("{}: {} less {}; {} pairs x {} months{}\n", contrast.name, joined_names(layout, contrast.treated),
                    joined_names(layout, contrast.control), layout.replicates, layout.months,
                    layout.replicates_per_draw > 0 ? "; parameters drawn" : "; at the scenario's values");
    text += fmt::format("{:<36} {:>10}  {:<22} {}\n", "outcome (reduction, unit)", "difference", "90 % interval of mean",
                        "5-95 % of pairs");
    std::size_t rows = 0;
    for (std::size_t o = 0; o < layout.outcomes.size() && rows < most_rows; ++o) {
        PairedEffect const effect = results.of_contrast(number, o);
        if (!measure_of(layout, layout.outcomes[o]).headline || !differs(effect)) {
            continue;
        }
        double const spread = effect.spread.high - effect.spread.low;
        double const scale =
            effect.standard_error > 0.0 ? 3.0 * effect.standard_error : spread; // about the interval's width
        text += fmt::format("{:<36} {:>10}  {:<22} {}\n", label_with_reduction(layout, layout.outcomes[o]),
                            rounded(effect.mean, scale), interval_text(effect, effect.mean_interval, scale),
                            interval_text(effect, effect.spread, spread));
        ++rows;
    }
    return text +
           fmt::format("{} of {} outcomes; --all prints every one, with what pairing saves\n", rows, layout.outcomes.size());
}

std::string effect_line(Summariser const& results, std::size_t number)
{
    RunLayout const& layout = results.layout();
    std::string text;
    for (std::size_t o = 0; o < layout.outcomes.size(); ++o) {
        if (tells_regret(layout, layout.outcomes[o])) {
            PairedEffect const effect = results.of_contrast(number, o);
            text += fmt::format("{}: {} {} {} {}\n", results.contrasts()[number].name, layout.outcomes[o].label,
                                rounded(effect.mean, effect.standard_error), measure_of(layout, layout.outcomes[o]).unit,
                                interval_text(effect, effect.mean_interval, effect.standard_error));
        }
    }
    return text;
}

std::string effect_table(Summariser const& results, std::size_t number)
{
    RunLayout const& layout = results.layout();
    Contrast const& contrast = results.contrasts()[number];
    bool const drawn = layout.replicates_per_draw > 0;
    std::string text = fmt::format(
        "{}: {} less {}, in the model; {} paired replicates x {} months{}\n", contrast.name,
        joined_names(layout, contrast.treated), joined_names(layout, contrast.control), layout.replicates, layout.months,
        drawn ? fmt::format("; parameters drawn from their priors, {} replicates a draw", layout.replicates_per_draw)
              : "; parameters fixed");
    text += fmt::format("{:<44} {:>11} {:>11} {:>12}  {:<24} {:<24} {:>8}{}\n", "outcome (reduction, unit)", "treated",
                        "control", "difference", "90 % interval of mean", "5-95 % of replicates", "pairing",
                        drawn ? " parameters" : "");
    std::vector<std::string> same;
    for (std::size_t o = 0; o < layout.outcomes.size(); ++o) {
        PairedEffect const effect = results.of_contrast(number, o);
        if (!differs(effect)) {
            same.push_back(layout.outcomes[o].label);
            continue;
        }
        double const spread = effect.spread.high - effect.spread.low;
        double const scale = effect.standard_error > 0.0 ? effect.standard_error : spread;
        text += fmt::format("{:<44} {:>11} {:>11} {:>12}  {:<24} {:<24} {:>8}{}\n",
                            label_with_reduction(layout, layout.outcomes[o]),
                            of_one_arm(contrast.treated, rounded(effect.treated_mean, scale)),
                            of_one_arm(contrast.control, rounded(effect.control_mean, scale)), rounded(effect.mean, scale),
                            interval_text(effect, effect.mean_interval, scale), interval_text(effect, effect.spread, spread),
                            factor_text(effect), drawn ? fmt::format(" {:>10}", parameter_share_text(effect)) : "");
    }
    if (!same.empty()) {
        text += listed("no difference in any pair:", same);
    }
    for (std::size_t o = 0; o < layout.outcomes.size(); ++o) {
        if (tells_regret(layout, layout.outcomes[o])) {
            PairedEffect const effect = results.of_contrast(number, o);
            Interval const& interval = effect.share_negative_interval;
            double const scale = std::max((interval.high - interval.low) / 3.0, 0.001);
            text += fmt::format("regret: {} is less in the treated arm in {} of the pairs, 90 % interval {}\n",
                                layout.outcomes[o].label, rounded(effect.share_negative, scale),
                                interval_text(effect, interval, scale));
        }
    }
    text += "pairing: times the replicates that unpaired arms would need; 'exact': no variance in the difference\n";
    if (drawn) {
        text += "parameters: share of the variance of differences that comes from parameters, the rest from chance";
        text += layout.replicates_per_draw > 1 ? "\n" : "; of a pilot with four replicates a draw\n";
    }
    return text;
}

nlohmann::json effect_json(Summariser const& results, std::size_t number)
{
    RunLayout const& layout = results.layout();
    Contrast const& contrast = results.contrasts()[number];
    nlohmann::json rows = nlohmann::json::array();
    nlohmann::json regrets = nlohmann::json::array();
    for (std::size_t o = 0; o < layout.outcomes.size(); ++o) {
        PairedEffect const effect = results.of_contrast(number, o);
        if (tells_regret(layout, layout.outcomes[o])) {
            regrets.push_back({{"outcome", layout.outcomes[o].label},
                               {"probability", effect.share_negative},
                               {"interval_90", interval_json(effect, effect.share_negative_interval)}});
        }
        MeasureDeclaration const& measure = measure_of(layout, layout.outcomes[o]);
        rows.push_back(
            {{"outcome", layout.outcomes[o].label},
             {"unit", measure.unit},
             {"reduction", name_of(measure.reduction)},
             {"pairs", effect.pairs},
             {"treated_mean", effect.treated_mean},
             {"control_mean", effect.control_mean},
             {"difference", effect.mean},
             {"standard_error", effect.pairs < 2 ? nlohmann::json(nullptr) : nlohmann::json(effect.standard_error)},
             {"interval_90", interval_json(effect, effect.mean_interval)},
             {"spread_5_95", interval_json(effect, effect.spread)},
             {"spread_error", effect.spread_error},
             {"share_positive", effect.share_positive},
             {"share_negative", effect.share_negative},
             {"variance_reduction", or_null(effect.variance_reduction)},
             {"parameter_share", or_null(effect.parameter_share)}});
    }
    return {{"contrast", contrast.name},
            {"treated", joined_names(layout, contrast.treated)},
            {"control", joined_names(layout, contrast.control)},
            {"outcomes", rows},
            {"regret", regrets}};
}

std::string outcome_table(Summariser const& results, std::size_t arm)
{
    RunLayout const& layout = results.layout();
    std::string text =
        fmt::format("{}, in the model; {} replicates x {} months\n", layout.arms[arm], layout.replicates, layout.months);
    text += fmt::format("{:<44} {:>12}  {:<26} {:<26}\n", "outcome (reduction, unit)", "mean", "90 % interval of mean",
                        "5-95 % of replicates");
    for (std::size_t o = 0; o < layout.outcomes.size(); ++o) {
        PairedEffect const effect = results.of_arm(arm, o);
        double const scale = effect.standard_error > 0.0 ? effect.standard_error : 0.0;
        text += fmt::format("{:<44} {:>12}  {:<26} {:<26}\n", label_with_reduction(layout, layout.outcomes[o]),
                            rounded(effect.mean, scale), interval_text(effect, effect.mean_interval, scale),
                            interval_text(effect, effect.spread, effect.spread.high - effect.spread.low));
    }
    return text;
}

nlohmann::json outcome_json(Summariser const& results, std::size_t arm)
{
    RunLayout const& layout = results.layout();
    nlohmann::json rows = nlohmann::json::array();
    for (std::size_t o = 0; o < layout.outcomes.size(); ++o) {
        PairedEffect const effect = results.of_arm(arm, o);
        MeasureDeclaration const& measure = measure_of(layout, layout.outcomes[o]);
        rows.push_back({{"outcome", layout.outcomes[o].label},
                        {"unit", measure.unit},
                        {"reduction", name_of(measure.reduction)},
                        {"replicates", effect.pairs},
                        {"mean", effect.mean},
                        {"interval_90", interval_json(effect, effect.mean_interval)},
                        {"spread_5_95", interval_json(effect, effect.spread)}});
    }
    return {{"arm", layout.arms[arm]}, {"outcomes", rows}};
}

} // namespace steppe::app
