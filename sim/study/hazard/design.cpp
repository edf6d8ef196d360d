#include "study/hazard/design.hpp"

#include "model/accord/incentives.hpp"
#include "study/shapley.hpp"

namespace steppe {
namespace {

/// Random orders whose rotations the later months are shared out by: incentives interact, and three orders were 6 % of the hazard off.
constexpr int rounds_of_orders = 6;

/// The coalition of all of `players`.
constexpr Coalition everybody(std::size_t players) { return (Coalition{1} << players) - 1; }

/// A variant for a coalition of players that stand as they are, the others being replaced: what it counts for in the shares of
/// all players and, behind them, in the probability where none stands.
HazardVariant variant_of(Coalition coalition, std::size_t players, std::size_t first_column, SampledOrders const* orders)
{
    HazardVariant variant{.first_column = first_column, .weights = {}};
    for (std::size_t player = 0; player < players; ++player) {
        auto const number = static_cast<int>(player);
        variant.weights.push_back(orders != nullptr ? orders->weight(coalition, number)
                                                    : shapley_weight(coalition, number, static_cast<int>(players)));
    }
    variant.weights.push_back(coalition == 0 ? 1.0 : 0.0);
    return variant;
}

std::vector<HazardVariant> condition_variants(std::size_t first_column)
{
    constexpr std::size_t players = condition_names.size();
    std::vector<HazardVariant> variants;
    for (Coalition coalition = 0; coalition <= everybody(players); ++coalition) {
        variants.push_back(variant_of(coalition, players, first_column, nullptr));
        variants.back().conditions_typical = everybody(players) & ~coalition;
    }
    return variants;
}

/// `orders`: none for every coalition.
std::vector<HazardVariant> incentive_variants(std::vector<std::size_t> const& incentives, std::size_t first_column,
                                              SampledOrders const* orders)
{
    std::vector<HazardVariant> variants;
    auto const add = [&](Coalition coalition) {
        variants.push_back(variant_of(coalition, incentives.size(), first_column, orders));
        for (std::size_t player = 0; player < incentives.size(); ++player) {
            bool const off = (coalition >> player & 1U) == 0;
            variants.back().incentives_off |= off ? std::uint32_t{1} << incentives[player] : 0U;
        }
    };
    if (orders != nullptr) {
        for (Coalition coalition : orders->coalitions) {
            add(coalition);
        }
        return variants;
    }
    for (Coalition coalition = 0; coalition <= everybody(incentives.size()); ++coalition) {
        add(coalition);
    }
    return variants;
}

} // namespace

std::vector<std::size_t> incentives_on(Scenario const& scenario)
{
    std::vector<std::size_t> on;
    for (std::size_t i = 0; i < incentive_terms().size(); ++i) {
        if (scenario.value("incentive." + std::string{incentive_terms()[i].id}) != 0.0) {
            on.push_back(i);
        }
    }
    return on;
}

HazardDesign make_hazard_design(std::vector<std::size_t> const& incentives,
                                std::array<double, hazard_readings.size()> const& typical, std::uint64_t seed)
{
    HazardColumns const columns{incentives.size()};
    SampledOrders const rotations = rotated_orders(static_cast<int>(incentives.size()), rounds_of_orders, seed);
    HazardDesign design{.columns = columns.count(),
                        .typical = typical,
                        .opening = incentive_variants(incentives, columns.incentive(0), nullptr),
                        .later = incentive_variants(incentives, columns.incentive(0), &rotations)};
    std::vector<HazardVariant> const check = incentive_variants(incentives, columns.check(0), &rotations);
    std::vector<HazardVariant> const conditions = condition_variants(columns.condition(0));
    design.opening.insert(design.opening.end(), check.begin(), check.end());
    design.opening.insert(design.opening.end(), conditions.begin(), conditions.end());
    design.later.insert(design.later.end(), conditions.begin(), conditions.end());
    return design;
}

HazardDesign make_record_design(std::array<double, hazard_readings.size()> const& typical, int last_month)
{
    HazardDesign design{.columns = RecordColumns::count(), .typical = typical, .opening = {}, .later = {}};
    for (std::size_t condition = 0; condition < condition_names.size(); ++condition) {
        design.later.push_back({.conditions_typical = std::uint32_t{1} << condition,
                                .first_column = RecordColumns::without(condition),
                                .weights = {1.0}});
    }
    design.opening = design.later;
    design.last = condition_variants(RecordColumns::share(0));
    design.last_month = last_month;
    return design;
}

} // namespace steppe
