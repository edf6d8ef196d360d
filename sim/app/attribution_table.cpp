#include "app/attribution_table.hpp"

#include "app/effect_table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

namespace steppe::app {
namespace {

constexpr std::size_t shown_shares = 4;

struct ShareOf {
    std::size_t player{};
    Estimated share;
};

ShareOf share_of(Attribution const& attribution, RunLayout const& layout, std::size_t contrast, std::size_t player,
                 std::size_t outcome)
{
    std::size_t const row = contrast * attribution.players.size() + player;
    Estimated share = estimate_over_replicates(attribution.shares, row, outcome, layout);
    share.standard_error =
        std::hypot(share.standard_error, attribution.order_errors[row * layout.outcomes.size() + outcome]);
    return {player, share};
}

/// Largest first.
std::vector<ShareOf> sorted_shares(Attribution const& attribution, RunLayout const& layout, std::size_t contrast,
                                   std::size_t outcome)
{
    std::vector<ShareOf> shares;
    for (std::size_t player = 0; player < attribution.players.size(); ++player) {
        shares.push_back(share_of(attribution, layout, contrast, player, outcome));
    }
    std::stable_sort(shares.begin(), shares.end(),
                     [](ShareOf const& a, ShareOf const& b) { return std::abs(a.share.mean) > std::abs(b.share.mean); });
    return shares;
}

std::array<double, 2> interval(Estimated const& estimate)
{
    double const reach = normal_95_percent_quantile * estimate.standard_error;
    return {estimate.mean - reach, estimate.mean + reach};
}

std::string with_interval(Estimated const& estimate)
{
    auto const [low, high] = interval(estimate);
    return std::isnan(low) ? fmt::format("{} [-]", rounded(estimate.mean, 0.0))
                           : fmt::format("{} [{}, {}]", rounded(estimate.mean, estimate.standard_error),
                                         rounded(low, estimate.standard_error), rounded(high, estimate.standard_error));
}

nlohmann::json to_json(Estimated const& estimate)
{
    auto const [low, high] = interval(estimate);
    return {{"mean", estimate.mean}, {"standard_error", estimate.standard_error}, {"interval_90", {low, high}}};
}

} // namespace

std::string attribution_table(Attribution const& attribution, RunLayout const& layout, std::size_t contrast)
{
    std::string text =
        fmt::format("{}, shared out over {} incentives, in the model; {} replicates x {} months; {}\n",
                    attribution.contrasts[contrast], attribution.players.size(), layout.replicates, layout.months,
                    attribution.orders == 0
                        ? fmt::format("all {} coalitions", attribution.coalitions.size())
                        : fmt::format("{} orders, {} coalitions", attribution.orders, attribution.coalitions.size()));
    text += fmt::format("{:<36} {:<26} {:<26} {}\n", "outcome (unit)", "all on, 90 % interval", "all off",
                        "largest shares, 90 % interval");
    for (std::size_t o = 0; o < layout.outcomes.size(); ++o) {
        std::vector<ShareOf> const shares = sorted_shares(attribution, layout, contrast, o);
        Estimated const all = estimate_over_replicates(attribution.all, contrast, o, layout);
        Estimated const none = estimate_over_replicates(attribution.none, contrast, o, layout);
        double const rounding = 1e-12 * std::max(std::abs(all.mean), std::abs(none.mean));
        if (!(std::abs(shares.front().share.mean) > rounding)) {
            continue;
        }
        std::string line =
            fmt::format("{:<36} {:<26} {:<26}",
                        fmt::format("{} ({})", layout.outcomes[o].label, layout.measures[layout.outcomes[o].measure].unit),
                        with_interval(all), with_interval(none));
        for (std::size_t i = 0; i < std::min(shown_shares, shares.size()); ++i) {
            if (!(std::abs(shares[i].share.mean) > rounding)) {
                break;
            }
            line += fmt::format(" {} {}", attribution.players[shares[i].player].id, with_interval(shares[i].share));
        }
        text += line + "\n";
    }
    for (Player const& player : attribution.players) {
        text += fmt::format("  {}  {}\n", player.id, player.title);
    }
    return text + "Shares add up to the effect with all incentives on less that with all off. Outcomes that none moves are "
                  "left out.\n";
}

nlohmann::json attribution_json(Attribution const& attribution, RunLayout const& layout, std::size_t contrast)
{
    nlohmann::json rows = nlohmann::json::array();
    std::size_t const pairs = attribution.players.size() * (attribution.players.size() - 1) / 2;
    for (std::size_t o = 0; o < layout.outcomes.size(); ++o) {
        nlohmann::json shares = nlohmann::json::object();
        nlohmann::json interactions = nlohmann::json::object();
        for (std::size_t player = 0; player < attribution.players.size(); ++player) {
            std::string const& id = attribution.players[player].id;
            shares[id] = to_json(share_of(attribution, layout, contrast, player, o).share);
            for (std::size_t other = player + 1; other < attribution.players.size() && !attribution.interactions.empty();
                 ++other) {
                interactions[id + " " + attribution.players[other].id] = to_json(estimate_over_replicates(
                    attribution.interactions, contrast * pairs + attribution.pair(player, other), o, layout));
            }
        }
        rows.push_back({{"outcome", layout.outcomes[o].label},
                        {"unit", layout.measures[layout.outcomes[o].measure].unit},
                        {"all_on", to_json(estimate_over_replicates(attribution.all, contrast, o, layout))},
                        {"all_off", to_json(estimate_over_replicates(attribution.none, contrast, o, layout))},
                        {"shares", shares},
                        {"interactions", interactions}});
    }
    return {{"contrast", attribution.contrasts[contrast]}, {"outcomes", rows}};
}

} // namespace steppe::app
