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
        double const scale = std::max((one.mean_interval.high - one.mean_interval.low) / 3.0, 1e-6);
        double const wide = 3.0 * scale;
        text += fmt::format("In the model, {} less {}, parameters drawn {} ({} draws):\n", fmt::join(one.treated, " + "),
                            fmt::join(one.control, " + "), one.draws.empty() ? "from their priors" : "given the record",
                            one.pairs);
        std::string const usd =
            one.usd_per_g ? fmt::format(" ({} bn USD)", rounded(one.median * *one.usd_per_g, wide * *one.usd_per_g)) : "";
        text += fmt::format("  {}: median {} {}{}, a gain in {:.0f} % of draws [{:.0f}, {:.0f}]\n", one.outcome,
                            rounded(one.median, wide), one.unit, usd, 100.0 * one.gain_probability,
                            100.0 * one.gain_probability_interval.low, 100.0 * one.gain_probability_interval.high);
        text +=
            fmt::format("  half within [{}, {}] {}, nine tenths within [{}, {}]; mean {} [{}, {}]\n",
                        rounded(one.middle_half.low, wide), rounded(one.middle_half.high, wide), one.unit,
                        rounded(one.nine_tenths.low, wide), rounded(one.nine_tenths.high, wide), rounded(one.mean, scale),
                        rounded(one.mean_interval.low, scale), rounded(one.mean_interval.high, scale));
        text += line_on_draws(one);
    }
    return text;
}

nlohmann::json headline_json(std::vector<Headline> const& headlines)
{
    nlohmann::json all = nlohmann::json::array();
    for (Headline const& one : headlines) {
        all.push_back({{"hedger", one.hedger},
                       {"contrast", one.contrast},
                       {"treated", one.treated},
                       {"control", one.control},
                       {"outcome", one.outcome},
                       {"unit", one.unit},
                       {"parameters", one.draws.empty() ? "priors" : "posterior and priors"},
                       {"draws", one.draws.empty() ? nlohmann::json(nullptr) : nlohmann::json(one.draws)},
                       {"drawn_given_the_record", one.drawn},
                       {"claims_given_the_record", one.holds_claims},
                       {"pairs", one.pairs},
                       {"median", one.median},
                       {"quantiles_25_75", ends(one.middle_half)},
                       {"quantiles_5_95", ends(one.nine_tenths)},
                       {"probability_of_gain", one.gain_probability},
                       {"probability_of_gain_interval_90", ends(one.gain_probability_interval)},
                       {"mean", one.mean},
                       {"mean_interval_90", ends(one.mean_interval)},
                       {"median_in_billion_usd", in_usd(one, one.median)},
                       {"mean_in_billion_usd", in_usd(one, one.mean)}});
    }
    return all;
}

} // namespace steppe::app
