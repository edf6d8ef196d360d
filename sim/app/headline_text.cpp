#include "app/headline_text.hpp"

#include "app/effect_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace steppe::app {
namespace {

nlohmann::json in_usd(Headline const& headline, double value)
{
    return headline.usd_per_g ? nlohmann::json(value * *headline.usd_per_g) : nlohmann::json(nullptr);
}

/// Which parameters the record has a say in, and that others are priors; empty where all are.
std::string line_on_draws(Headline const& one)
{
    if (one.draws.empty()) {
        return "";
    }
    auto const count = one.drawn.empty() ? 0 : std::count(one.drawn.begin(), one.drawn.end(), ' ') + 1;
    return fmt::format(
        "  {} parameters given the record up to {} ({}), others from priors\n{}", count, one.cutoff, one.draws,
        one.holds_claims ? "" : "  none of them is a claim about the accord: the record does not identify those\n");
}

nlohmann::json ends(Interval const& interval) { return {interval.low, interval.high}; }

} // namespace

std::string headline_text(std::vector<Headline> const& headlines)
{
    std::string text;
    for (Headline const& one : headlines) {
        DrawnEffect const& effect = one.effect;
        double const scale = std::max((effect.mean_interval.high - effect.mean_interval.low) / 3.0, 1e-6);
        double const wide = 3.0 * scale;
        text += fmt::format("In the model, {} less {}, parameters drawn {} ({} draws):\n", fmt::join(one.treated, " + "),
                            fmt::join(one.control, " + "), one.draws.empty() ? "from their priors" : "given the record",
                            effect.pairs);
        std::string const usd =
            one.usd_per_g ? fmt::format(" ({} bn USD)", rounded(effect.median * *one.usd_per_g, wide * *one.usd_per_g)) : "";
        text += fmt::format("  {}: median {} {}{}, a gain in {:.0f} % of draws [{:.0f}, {:.0f}]\n", one.outcome,
                            rounded(effect.median, wide), one.unit, usd, 100.0 * effect.share_positive,
                            100.0 * effect.share_positive_interval.low, 100.0 * effect.share_positive_interval.high);
        text += fmt::format("  half within [{}, {}] {}, nine tenths within [{}, {}]; mean {} [{}, {}]\n",
                            rounded(effect.middle_half.low, wide), rounded(effect.middle_half.high, wide), one.unit,
                            rounded(effect.nine_tenths.low, wide), rounded(effect.nine_tenths.high, wide),
                            rounded(effect.mean, scale), rounded(effect.mean_interval.low, scale),
                            rounded(effect.mean_interval.high, scale));
        text += line_on_draws(one);
    }
    return text;
}

nlohmann::json headline_json(std::vector<Headline> const& headlines)
{
    nlohmann::json all = nlohmann::json::array();
    for (Headline const& one : headlines) {
        DrawnEffect const& effect = one.effect;
        all.push_back({{"hedger", one.hedger},
                       {"contrast", one.contrast},
                       {"treated", one.treated},
                       {"control", one.control},
                       {"outcome", one.outcome},
                       {"unit", one.unit},
                       {"parameters", name_of_draws(one)},
                       {"draws", one.draws.empty() ? nlohmann::json(nullptr) : nlohmann::json(one.draws)},
                       {"drawn_given_the_record", one.drawn},
                       {"claims_given_the_record", one.holds_claims},
                       {"pairs", effect.pairs},
                       {"median", effect.median},
                       {"quantiles_25_75", ends(effect.middle_half)},
                       {"quantiles_5_95", ends(effect.nine_tenths)},
                       {"probability_of_gain", effect.share_positive},
                       {"probability_of_gain_interval_90", ends(effect.share_positive_interval)},
                       {"mean", effect.mean},
                       {"mean_interval_90", ends(effect.mean_interval)},
                       {"median_in_billion_usd", in_usd(one, effect.median)},
                       {"mean_in_billion_usd", in_usd(one, effect.mean)}});
    }
    return all;
}

} // namespace steppe::app
