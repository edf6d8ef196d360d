#include "app/levers_table.hpp"

#include "app/effect_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace steppe::app {
namespace {

constexpr std::size_t most_levers = 8;
constexpr std::size_t most_turns = 5;
constexpr std::size_t most_beliefs = 4;

std::string with_interval(MeanEffect const& effect)
{
    double const scale = effect.standard_error;
    Interval const within = effect.interval();
    return fmt::format("{} [{}, {}]", rounded(effect.mean, scale), rounded(within.low, scale), rounded(within.high, scale));
}

/// The mean with half of its 90 % interval.
std::string with_reach(double mean, double reach)
{
    double const scale = std::max(reach / 1.5, 1e-5);
    return mean == 0.0 && !(reach > 0.0) ? "0" : fmt::format("{} ±{}", rounded(mean, scale), rounded(reach, scale));
}

std::string at_end(std::optional<MeanEffect> const& effect)
{
    return effect ? with_reach(effect->mean, effect->interval().high - effect->mean) : "no rest";
}

std::string value_text(LeverFinding const& lever, double value)
{
    return lever.is_switch ? (value != 0.0 ? "on" : "off") : fmt::format("{:.3g}", value);
}

std::string tornado_text(LeverResult const& result)
{
    auto const of_standing = [&](LeverStanding standing) {
        return std::count_if(result.levers.begin(), result.levers.end(),
                             [&](LeverFinding const& lever) { return lever.standing == standing; });
    };
    std::string text =
        fmt::format("\nOne lever at a time, the rest at the scenario's values, {} pairs each, same shocks: {} move it,\n{} "
                    "by less than its error, {} not at all\n",
                    result.pairs, of_standing(LeverStanding::moves), of_standing(LeverStanding::unclear),
                    of_standing(LeverStanding::inert));
    text += fmt::format("{:<36} {} {:<26} {:<15} {}\n", "lever", "tag", "low, scenario, high", "effect at low",
                        "at high, ±90 %");
    for (std::size_t i = 0; i < std::min(most_levers, result.order.size()); ++i) {
        LeverFinding const& lever = result.levers[result.order[i]];
        text += fmt::format("{:<37}{}   {:<26} {:<15} {}\n", lever.key, static_cast<char>(lever.tag),
                            fmt::format("{}, {}, {}", value_text(lever, lever.ends.low), value_text(lever, lever.value),
                                        value_text(lever, lever.ends.high)),
                            at_end(lever.effect[0]), at_end(lever.effect[1]));
    }
    return text;
}

std::string turns_text(LeverResult const& result)
{
    if (result.turns.empty()) {
        return "\nNo single lever turns its sign clearly within its range.\n";
    }
    std::string text = fmt::format(
        "\nWhere a lever turns the sign, all else as in the scenario (bisection, {} pairs a place)\n", result.search_pairs);
    for (std::size_t i = 0; i < std::min(most_turns, result.turns.size()); ++i) {
        LeverTurn const& turn = result.turns[i];
        LeverFinding const& lever = result.levers[turn.lever];
        bool const rises = turn.found.front().effect.mean < 0.0;
        text += fmt::format("  {:<36} {} at {:.3g} [{:.3g}{}, {:.3g}{}]{}; it is {:.3g}\n", lever.key,
                            rises ? "- to +" : "+ to -", turn.value, turn.interval.low, turn.open_low ? " or less" : "",
                            turn.interval.high, turn.open_high ? " or more" : "", lever.unit == "1" ? "" : " " + lever.unit,
                            lever.value);
    }
    if (result.turns.size() > most_turns) {
        text += fmt::format("  and {} more (--json)\n", result.turns.size() - most_turns);
    }
    return text;
}

std::string inert_text(LeverResult const& result)
{
    std::array<std::size_t, 6> counts{};
    std::size_t reasons = 0;
    for (LeverFinding const& lever : result.levers) {
        if (lever.standing == LeverStanding::inert) {
            ++counts[static_cast<std::size_t>(lever.inert)];
            reasons += lever.reason.empty() ? 0U : 1U;
        }
    }
    auto const of = [&](InertKind kind) { return counts[static_cast<std::size_t>(kind)]; };
    return fmt::format(
        "Inert: {} move both arms alike, {} only other outcomes, {} wait for a switch, {} are masked by other\n"
        "parameters, {} show no path; the scenario states a reason for {} of them (--json lists all)\n",
        of(InertKind::alike), of(InertKind::elsewhere), of(InertKind::switched_off), of(InertKind::masked),
        of(InertKind::no_path), reasons);
}

std::string map_text(LeverResult const& result)
{
    if (!result.map) {
        return "";
    }
    BreakEvenMap const& map = *result.map;
    LeverFinding const& up = result.levers[map.up];
    std::string text =
        fmt::format("\nBreak-even: {} across, {} up; + above 0, - below, . open\n", result.levers[map.across].key, up.key);
    for (std::size_t row = map.up_values.size(); row-- > 0;) {
        text += fmt::format("  {:>8.3g}", map.up_values[row]);
        for (std::size_t cell = 0; cell < map.across_values.size(); ++cell) {
            MeanEffect const& effect = map.effects[row * map.across_values.size() + cell];
            int const sign = effect.pairs > 1 ? effect.clear_sign() : 0;
            text += fmt::format(" {:>7}", effect.pairs == 0 ? " " : sign > 0 ? "+" : sign < 0 ? "-" : ".");
        }
        text += "\n";
    }
    text += "          ";
    for (double const value : map.across_values) {
        text += fmt::format(" {:>7.3g}", value);
    }
    return text + "\n";
}

std::string belief_row(Belief const& belief, std::string const& name)
{
    std::string shift = "none found";
    if (belief.kind != BeliefKind::parameter) {
        shift = fmt::format("{} of {} parameters found", belief.inputs_found, belief.inputs);
    } else if (belief.shift.share) {
        shift = fmt::format("{:.0f} % [{:.0f}, {:.0f}] to {:.3g}{}", 100.0 * belief.shift.share->value,
                            100.0 * belief.shift.share->interval.low, 100.0 * belief.shift.share->interval.high,
                            belief.shift.towards,
                            belief.shift.tilted_mean ? fmt::format(" ({:.3g} to {:.3g})", belief.shift.prior_mean,
                                                                   belief.shift.tilted_mean->value)
                                                     : "");
    }
    Bounded const& value = belief.information.value;
    return fmt::format("{:<37}{:<3} {:<15} {}\n", name, belief.tag,
                       with_reach(value.value, value.interval.high - value.value), shift);
}

std::string beliefs_text(LeverResult const& result)
{
    if (result.beliefs.empty()) {
        return "";
    }
    std::string text =
        fmt::format("\nWhat to measure first: worth of knowing it before deciding, {} (EVPPI, {} draws); and how much\n"
                    "belief must move, and where to, to turn the mean over the priors (mean of the nearest belief)\n",
                    result.unit, result.draws);
    std::size_t shown = 0;
    for (Belief const& belief : result.beliefs) {
        if (belief.kind == BeliefKind::parameter && belief.information.found && shown < most_beliefs) {
            text += belief_row(belief, belief.name);
            ++shown;
        }
    }
    for (Belief const& belief : result.beliefs) {
        bool const grouped = belief.kind == BeliefKind::tag || belief.kind == BeliefKind::everything;
        if (grouped && belief.inputs_found > 0) {
            text += belief_row(belief, belief.kind == BeliefKind::tag ? "all with tag" : "all");
        }
    }
    return text;
}

} // namespace

std::string levers_table(LeverResult const& result, RunLayout const& layout)
{
    std::string text = fmt::format("What moves {} ({}) in the model: with_accords less without_accords, {} months\n",
                                   result.outcome, result.unit, layout.months);
    text += fmt::format("at the scenario's values {}", with_interval(result.at_values));
    if (result.draws > 0) {
        text += fmt::format("\nover the priors {}, a gain in {:.0f} % of draws", with_interval(result.over_priors),
                            100.0 * result.gain_probability);
    }
    return text + "\n" + tornado_text(result) + inert_text(result) + turns_text(result) + map_text(result) +
           beliefs_text(result);
}

} // namespace steppe::app
