#include "app/benefit_table.hpp"

#include "app/effect_table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace steppe::app {
namespace {

enum class Sign : std::uint8_t { none, positive, negative, unclear };

/// What the interval of the mean says of the sign.
Sign sign_of(PairedEffect const& effect)
{
    if (effect.share_positive == 0.0 && effect.share_negative == 0.0) {
        return Sign::none;
    }
    return effect.mean_interval.low > 0.0    ? Sign::positive
           : effect.mean_interval.high < 0.0 ? Sign::negative
                                             : Sign::unclear;
}

/// Whether several readings besides the base and the priors are there, and what signs they give: "+5 -1 ?1".
std::string signs_of_rivals(BenefitResult const& result, std::size_t contrast, std::size_t outcome)
{
    std::array<int, 4> counts{};
    for (std::size_t r = 2; r < result.readings.size(); ++r) {
        ++counts[static_cast<std::size_t>(sign_of(result.readings[r].effects[contrast][outcome]))];
    }
    std::string text;
    for (auto const& [sign, mark] : {std::pair{Sign::positive, '+'}, std::pair{Sign::negative, '-'},
                                     std::pair{Sign::unclear, '?'}, std::pair{Sign::none, '='}}) {
        if (int const count = counts[static_cast<std::size_t>(sign)]; count > 0) {
            text += fmt::format("{}{}{}", text.empty() ? "" : " ", mark, count);
        }
    }
    return text.empty() ? "-" : text;
}

std::string with_interval(PairedEffect const& effect)
{
    if (effect.pairs < 2) {
        return fmt::format("{} [-]", rounded(effect.mean, 0.0));
    }
    double const error = effect.standard_error;
    return fmt::format("{} [{}, {}]", rounded(effect.mean, error), rounded(effect.mean_interval.low, error),
                       rounded(effect.mean_interval.high, error));
}

/// Outcomes over the whole run of the measures that have a place in the table, in its order.
std::vector<std::size_t> benefit_outcomes(RunLayout const& layout)
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

std::string label(RunLayout const& layout, std::size_t outcome)
{
    Outcome const& of = layout.outcomes[outcome];
    return fmt::format("{} ({})", of.label, layout.measures[of.measure].unit);
}

nlohmann::json effect_json(PairedEffect const& effect)
{
    return {{"pairs", effect.pairs},
            {"mean", effect.mean},
            {"standard_error", effect.standard_error},
            {"interval_90", {effect.mean_interval.low, effect.mean_interval.high}},
            {"spread_5_95", {effect.spread.low, effect.spread.high}},
            {"share_positive", effect.share_positive},
            {"share_negative", effect.share_negative}};
}

} // namespace

std::string benefit_table(BenefitResult const& result, RunLayout const& layout)
{
    std::string text = fmt::format("To whose benefit: total, with_accords less without_accords, in the model; {} paired "
                                   "replicates x {} months; means with "
                                   "90 % intervals\n{:<32} {:<32} {:<32} {:>8} {:>8}  {}\n",
                                   layout.replicates, layout.months, "outcome (unit)", "parameters fixed",
                                   "parameters from priors", "less in", "priors", "signs of rivals");
    std::vector<std::size_t> const outcomes = benefit_outcomes(layout);
    for (std::size_t o : outcomes) {
        PairedEffect const& base = result.readings[0].effects[0][o];
        PairedEffect const& priors = result.readings[1].effects[0][o];
        text += fmt::format("{:<32} {:<32} {:<32} {:>6.0f} % {:>6.0f} %  {}\n", label(layout, o), with_interval(base),
                            with_interval(priors), 100.0 * base.share_negative, 100.0 * priors.share_negative,
                            signs_of_rivals(result, 0, o));
    }
    text +=
        fmt::format("\nIts parts, parameters fixed: total = substance + inducement + interaction = substance + publicity\n"
                    "{:<32}",
                    "outcome (unit)");
    for (std::size_t c = 1; c < result.contrasts.size(); ++c) {
        text += fmt::format(" {:<32}", result.contrasts[c]);
    }
    text += "\n";
    for (std::size_t o : outcomes) {
        text += fmt::format("{:<32}", label(layout, o));
        for (std::size_t c = 1; c < result.contrasts.size(); ++c) {
            text += fmt::format(" {:<32}", with_interval(result.readings[0].effects[c][o]));
        }
        text += "\n";
    }
    text += "less in: share of the pairs in which the treated arm has less of it; for welfare this is the probability of "
            "regret, "
            "for coercion that of relief\n"
            "signs of rivals: of how many the mean is above 0 (+), below (-), not clear (?), or nothing changes (=)";
    for (std::size_t r = 2; r < result.readings.size(); ++r) {
        text += fmt::format("{} {}", r == 2 ? ":" : ",", result.readings[r].id);
    }
    return text + "\n";
}

nlohmann::json benefit_json(BenefitResult const& result, RunLayout const& layout)
{
    nlohmann::json outcomes = nlohmann::json::array();
    for (std::size_t o = 0; o < layout.outcomes.size(); ++o) {
        nlohmann::json readings = nlohmann::json::object();
        for (BenefitReading const& reading : result.readings) {
            for (std::size_t c = 0; c < result.contrasts.size(); ++c) {
                readings[reading.id][result.contrasts[c]] = effect_json(reading.effects[c][o]);
            }
        }
        outcomes.push_back({{"outcome", layout.outcomes[o].label},
                            {"unit", layout.measures[layout.outcomes[o].measure].unit},
                            {"readings", readings}});
    }
    nlohmann::json titles = nlohmann::json::object();
    for (BenefitReading const& reading : result.readings) {
        titles[reading.id] = reading.title;
    }
    return {{"replicates", layout.replicates},
            {"months", layout.months},
            {"seed", layout.seed},
            {"readings", titles},
            {"outcomes", outcomes}};
}

} // namespace steppe::app
