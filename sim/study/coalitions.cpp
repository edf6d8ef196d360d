#include "study/coalitions.hpp"

#include "model/incentive_terms.hpp"

#include <algorithm>
#include <memory>
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
    return restricted_to({different.begin(), different.end()});
}

CoalitionDesign make_coalitions(Scenario const& scenario, std::vector<std::string> const& ids, int orders)
{
    CoalitionDesign design;
    for (Parameter const& parameter : scenario.parameters) {
        design.points.base.push_back(parameter.value);
    }
    choose_players(scenario, ids, design);
    if (orders == 0) {
        return design.restricted_to(all_coalitions(design.players.size()));
    }
    auto const seed = static_cast<std::uint64_t>(scenario.integer("run.seed"));
    design.orders = sample_orders(orders, static_cast<int>(design.players.size()), seed);
    return design.restricted_to(design.orders->coalitions);
}

void ClosedArms::begin(RunLayout const& layout)
{
    layout_ = layout;
    outcomes_.resize(layout.arms.size() * design_.coalitions.size() * static_cast<std::size_t>(layout.replicates) *
                     layout.outcomes.size());
}

Turn ClosedArms::prepare(ResultBlock const& block)
{
    auto const outcomes = std::make_shared<std::vector<double> const>(block.outcomes);
    return [this, outcomes, range = block.range, failures = block.failures] {
        failures_.insert(failures_.end(), failures.begin(), failures.end());
        std::size_t const count = static_cast<std::size_t>(range.replicates) * layout_.outcomes.size();
        double const* from = outcomes->data();
        for (std::size_t arm = 0; arm < layout_.arms.size(); ++arm) {
            for (int p = 0; p < range.points; ++p, from += count) {
                std::size_t const point =
                    arm * design_.coalitions.size() + static_cast<std::size_t>(range.first_point + p);
                std::size_t const job = point * static_cast<std::size_t>(layout_.replicates) +
                                        static_cast<std::size_t>(range.first_replicate);
                std::copy_n(from, count, outcomes_.data() + job * layout_.outcomes.size());
            }
        }
    };
}

std::optional<std::size_t> ClosedArms::find(std::string const& arm) const
{
    auto const found = std::find(layout_.arms.begin(), layout_.arms.end(), arm);
    return found == layout_.arms.end() ? std::nullopt
                                       : std::optional{static_cast<std::size_t>(found - layout_.arms.begin())};
}

double const* ClosedArms::outcomes(std::size_t arm, Coalition coalition, std::int64_t first_replicate) const
{
    auto const found = std::lower_bound(design_.coalitions.begin(), design_.coalitions.end(),
                                        coalition & design_.acting_while_closed);
    std::size_t const point =
        arm * design_.coalitions.size() + static_cast<std::size_t>(found - design_.coalitions.begin());
    std::size_t const job =
        point * static_cast<std::size_t>(layout_.replicates) + static_cast<std::size_t>(first_replicate);
    return outcomes_.data() + job * layout_.outcomes.size();
}

} // namespace steppe
