#include "study/attribution/design.hpp"

#include "model/accord/incentives.hpp"

#include <algorithm>
#include <set>

namespace steppe {
namespace {

bool is_on(Coalition coalition, std::size_t player) { return (coalition >> player & 1U) != 0; }

/// The incentives of `ids`, or all that are on, as players and as parameters that points vary.
void choose_players(Scenario const& scenario, std::vector<std::string> const& ids, CoalitionDesign& design)
{
    Diagnostics faults;
    std::vector<std::string> known;
    for (IncentiveTerm const& incentive : incentive_terms()) {
        std::string const id{incentive.id};
        known.push_back(id);
        bool const named = std::find(ids.begin(), ids.end(), id) != ids.end();
        Parameter const& parameter = *scenario.find("incentive." + id);
        if (named && parameter.value == 0.0) {
            faults.add({"--incentives", 0, 0}, "C104", "'" + id + "' is off in this scenario");
        }
        if ((named || ids.empty()) && parameter.value != 0.0) {
            design.acting_while_closed |= incentive.acts_while_closed ? 1U << design.players.size() : 0U;
            design.players.push_back({id, std::string{incentive.title}});
            design.points.varied.push_back(static_cast<std::size_t>(&parameter - scenario.parameters.data()));
        }
    }
    for (std::string const& id : ids) {
        if (std::find(known.begin(), known.end(), id) == known.end()) {
            faults.add({"--incentives", 0, 0}, "C104", "unknown incentive '" + id + "'", closest_name(id, known));
        }
    }
    if (design.players.empty() && faults.empty()) {
        faults.add({"--incentives", 0, 0}, "C104", "every incentive is off in this scenario");
    }
    faults.throw_if_any();
}

std::vector<Coalition> all_coalitions(std::size_t players)
{
    std::vector<Coalition> coalitions;
    for (Coalition coalition = 0; coalition < 1U << players; ++coalition) {
        coalitions.push_back(coalition);
    }
    return coalitions;
}

} // namespace

CoalitionDesign CoalitionDesign::restricted_to(std::vector<Coalition> chosen) const
{
    CoalitionDesign design = *this;
    design.coalitions = std::move(chosen);
    design.points.count = static_cast<int>(design.coalitions.size());
    design.points.values.clear();
    for (Coalition coalition : design.coalitions) {
        for (std::size_t player = 0; player < players.size(); ++player) {
            design.points.values.push_back(is_on(coalition, player) ? 1.0 : 0.0);
        }
    }
    return design;
}

CoalitionDesign CoalitionDesign::while_closed() const
{
    std::set<Coalition> different;
    for (Coalition coalition : coalitions) {
        different.insert(coalition & acting_while_closed);
    }
    CoalitionDesign design = restricted_to({different.begin(), different.end()});
    design.acting = acting_while_closed;
    return design;
}

CoalitionDesign make_coalitions(Scenario const& scenario, std::vector<std::string> const& ids, int orders)
{
    CoalitionDesign design;
    for (Parameter const& parameter : scenario.parameters) {
        design.points.base.push_back(parameter.value);
    }
    choose_players(scenario, ids, design);
    design.acting = (Coalition{1} << design.players.size()) - 1;
    if (orders == 0) {
        return design.restricted_to(all_coalitions(design.players.size()));
    }
    auto const seed = static_cast<std::uint64_t>(scenario.integer("run.seed"));
    design.orders = sample_orders(orders, static_cast<int>(design.players.size()), seed);
    return design.restricted_to(design.orders->coalitions);
}

std::size_t CoalitionDesign::point_of(Coalition coalition) const
{
    auto const found = std::lower_bound(coalitions.begin(), coalitions.end(), coalition & acting);
    return static_cast<std::size_t>(found - coalitions.begin());
}

} // namespace steppe
