#include "app/condition_table.hpp"

#include "app/effect_table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace steppe::app {
namespace {

constexpr auto all = static_cast<std::size_t>(Population::all);
constexpr auto given = static_cast<std::size_t>(Population::given);

std::string name_of_month(RunLayout const& layout, int month)
{
    std::chrono::year_month const when = layout.start + std::chrono::months{month};
    return fmt::format("{:04}-{:02}", static_cast<int>(when.year()), static_cast<unsigned>(when.month()));
}

std::string with_interval(double mean, double error, Interval const& interval)
{
    if (std::isnan(mean)) {
        return "-";
    }
    if (std::isnan(interval.low)) { // one run, or one draw, has none
        return fmt::format("{} [-]", rounded(mean, 0.0));
    }
    double const scale = error > 0.0 ? error : (interval.high - interval.low) / 3.0;
    return fmt::format("{} [{}, {}]", rounded(mean, scale), rounded(interval.low, scale), rounded(interval.high, scale));
}

std::string with_interval(PairedEffect const& effect)
{
    return with_interval(effect.mean, effect.standard_error, effect.mean_interval);
}

std::string with_interval(WeightedMean const& mean) { return with_interval(mean.value, mean.standard_error, mean.interval); }

/// Outcomes over the whole run of the measures that stand for a gain, in the order of `steppe benefit`.
std::vector<std::size_t> shown_outcomes(RunLayout const& layout)
{
    auto const place = [&](std::size_t o) { return layout.measures[layout.outcomes[o].measure].benefit_order; };
    std::vector<std::size_t> outcomes;
    for (std::size_t o = 0; o < layout.outcomes.size(); ++o) {
        if (place(o) > 0 && layout.outcomes[o].months == layout.months) {
            outcomes.push_back(o);
        }
    }
    std::stable_sort(outcomes.begin(), outcomes.end(), [&](std::size_t a, std::size_t b) { return place(a) < place(b); });
    return outcomes;
}

std::string evidence_text(ConditionResult const& result, RunLayout const& layout)
{
    std::string text =
        fmt::format("In the model: endogenous less without_accords, its twin; {} pairs x {} months{}\nGiven:\n",
                    result.pairs, layout.months,
                    layout.replicates_per_draw > 0
                        ? fmt::format("; parameters from priors, {} replicates a draw", layout.replicates_per_draw)
                        : "; parameters fixed");
    for (ConditionCount const& condition : result.conditions) {
        text += fmt::format("  {:<60} {}\n", condition.text,
                            condition.certain ? fmt::format("holds in {} of {} runs", condition.runs, result.pairs)
                                              : "weighs runs by their likelihood");
    }
    return text + fmt::format("  {} pairs match; effective sample size {:.0f}{}\n\n", result.matching, result.effective,
                              layout.replicates_per_draw > 0 ? ", in draws of the parameters" : "");
}

std::string joining_text(JoiningAnswer const& joining, RunLayout const& layout)
{
    bool const one_month = joining.first == joining.last;
    std::string const when = one_month ? name_of_month(layout, joining.first)
                                       : name_of_month(layout, joining.first) + " to " + name_of_month(layout, joining.last);
    std::string text = fmt::format("Would {} have joined anyway? ({})\n", joining.hedger, when);
    if (one_month) {
        text += fmt::format("  chance of joining in that month, as it stood before its draw: {}; over all runs {}\n",
                            with_interval(joining.chance[given]), with_interval(joining.chance[all]));
    }
    text += "  had chance gone against it then, it would have joined";
    for (std::size_t h = 0; h < joining.later.size(); ++h) {
        text += fmt::format("{}\n    by {} with probability {}", h == 0 ? "" : ",",
                            name_of_month(layout, joining.last + joining.months_after[h]), with_interval(joining.later[h]));
    }
    return text + fmt::format("\n    (from runs that stayed out then: effective size {:.0f})\n\n", joining.effective);
}

std::string effects_text(ConditionResult const& result, RunLayout const& layout)
{
    std::string text =
        fmt::format("{:<29}{:<33}{:<33}{:>6}\n", "effect on (unit)", "over all runs", "given the evidence", "more");
    for (std::size_t o : shown_outcomes(layout)) {
        Outcome const& outcome = layout.outcomes[o];
        text += fmt::format("{:<29}{:<33}{:<33}{:>4.0f} %\n",
                            fmt::format("{} ({})", outcome.label, layout.measures[outcome.measure].unit),
                            with_interval(result.effects[all][o]), with_interval(result.effects[given][o]),
                            100.0 * result.effects[given][o].share_positive);
    }
    return text;
}

std::string events_text(ConditionResult const& result)
{
    std::string text;
    for (EventAnswer const& event : result.events[given]) {
        text += fmt::format("\nEvent: {}\n  with the accord open {}, closed {}\n  necessary {}, sufficient {}\n", event.text,
                            with_interval(event.open), with_interval(event.closed), with_interval(event.necessity),
                            with_interval(event.sufficiency));
    }
    return text;
}

nlohmann::json or_null(double value) { return std::isnan(value) ? nlohmann::json(nullptr) : nlohmann::json(value); }

nlohmann::json mean_json(WeightedMean const& mean)
{
    return {{"value", or_null(mean.value)},
            {"standard_error", or_null(mean.standard_error)},
            {"interval_90", {or_null(mean.interval.low), or_null(mean.interval.high)}},
            {"effective_size", mean.effective}};
}

nlohmann::json effect_json(PairedEffect const& effect)
{
    return {{"pairs", effect.pairs},
            {"endogenous_mean", effect.treated_mean},
            {"without_accords_mean", effect.control_mean},
            {"mean", effect.mean},
            {"standard_error", or_null(effect.standard_error)},
            {"interval_90", {or_null(effect.mean_interval.low), or_null(effect.mean_interval.high)}},
            {"spread_5_95", {effect.spread.low, effect.spread.high}},
            {"share_positive", effect.share_positive},
            {"share_negative", effect.share_negative}};
}

nlohmann::json event_json(EventAnswer const& event)
{
    return {{"open", mean_json(event.open)},
            {"closed", mean_json(event.closed)},
            {"necessity", mean_json(event.necessity)},
            {"sufficiency", mean_json(event.sufficiency)},
            {"necessity_and_sufficiency", mean_json(event.both)},
            {"prevented", mean_json(event.prevented)}};
}

nlohmann::json joining_json(JoiningAnswer const& joining, RunLayout const& layout)
{
    nlohmann::json later = nlohmann::json::array();
    for (std::size_t h = 0; h < joining.later.size(); ++h) {
        nlohmann::json row = mean_json(joining.later[h]);
        row["by"] = name_of_month(layout, joining.last + joining.months_after[h]);
        row["months_after"] = joining.months_after[h];
        later.push_back(row);
    }
    return {{"condition", joining.text},
            {"hedger", joining.hedger},
            {"first", name_of_month(layout, joining.first)},
            {"last", name_of_month(layout, joining.last)},
            {"chance_given", mean_json(joining.chance[given])},
            {"chance_all", mean_json(joining.chance[all])},
            {"joined_later", later},
            {"effective_size", joining.effective}};
}

} // namespace

std::string condition_table(ConditionResult const& result, RunLayout const& layout)
{
    std::string text = evidence_text(result, layout);
    for (JoiningAnswer const& joining : result.joinings) {
        text += joining_text(joining, layout);
    }
    text += effects_text(result, layout) + events_text(result);
    return text +
           fmt::format("\nMeans with 90 % intervals, over chance{}. more: share of matching pairs with more of it than the "
                       "twin.\nAn effect is that of an accord that is open to accession, as the run took it "
                       "(docs/model.md 9.6).\n",
                       layout.replicates_per_draw > 0 ? " and priors" : " at fixed parameters");
}

nlohmann::json condition_json(ConditionResult const& result, RunLayout const& layout)
{
    nlohmann::json conditions = nlohmann::json::array();
    for (ConditionCount const& condition : result.conditions) {
        conditions.push_back({{"condition", condition.text}, {"certain", condition.certain}, {"runs", condition.runs}});
    }
    nlohmann::json outcomes = nlohmann::json::array();
    for (std::size_t o = 0; o < layout.outcomes.size(); ++o) {
        MeasureDeclaration const& measure = layout.measures[layout.outcomes[o].measure];
        outcomes.push_back({{"outcome", layout.outcomes[o].label},
                            {"unit", measure.unit},
                            {"reduction", name_of(measure.reduction)},
                            {"all", effect_json(result.effects[all][o])},
                            {"given", effect_json(result.effects[given][o])}});
    }
    nlohmann::json events = nlohmann::json::array();
    for (std::size_t e = 0; e < result.events[given].size(); ++e) {
        events.push_back({{"event", result.events[given][e].text},
                          {"all", event_json(result.events[all][e])},
                          {"given", event_json(result.events[given][e])}});
    }
    nlohmann::json joinings = nlohmann::json::array();
    for (JoiningAnswer const& joining : result.joinings) {
        joinings.push_back(joining_json(joining, layout));
    }
    return {{"seed", layout.seed},
            {"replicates", layout.replicates},
            {"months", layout.months},
            {"replicates_per_draw", layout.replicates_per_draw},
            {"evidence", conditions},
            {"pairs", result.pairs},
            {"matching", result.matching},
            {"effective_size", result.effective},
            {"joined_anyway", joinings},
            {"outcomes", outcomes},
            {"events", events}};
}

} // namespace steppe::app
