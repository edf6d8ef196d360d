#pragma once
/// The coalitions of incentives that an attribution runs, and what coalitions share (docs/model.md 9.1).

#include "ensemble/plan.hpp"
#include "study/attribution/result.hpp"
#include "study/shapley.hpp"

#include <optional>

namespace steppe {

/// The incentives that take part, and the coalitions of them that are run: the points of a plan.
struct CoalitionDesign {
    std::vector<Player> players;
    std::vector<Coalition> coalitions;   ///< ascending
    std::optional<SampledOrders> orders; ///< none: all coalitions
    DesignPoints points;
    Coalition acting{};              ///< players that matter in the arms to run
    Coalition acting_while_closed{}; ///< players that matter in an arm whose accord is closed

    /// The same players in these coalitions.
    [[nodiscard]] CoalitionDesign restricted_to(std::vector<Coalition> chosen) const;
    /// The coalitions that differ in an arm whose accord is closed: every other has the values of one of them.
    [[nodiscard]] CoalitionDesign while_closed() const;
    /// The point at which a coalition is run; in a design that while_closed() made, the point with its values.
    [[nodiscard]] std::size_t point_of(Coalition coalition) const;
};

/// `ids`: incentives that are switched on and off, the others staying as the scenario has them; none: all that it has on.
/// `orders`: how many to sample; 0: every coalition. Throws InputError (C104) for an incentive that is unknown or off.
[[nodiscard]] CoalitionDesign make_coalitions(Scenario const& scenario, std::vector<std::string> const& ids, int orders);

} // namespace steppe
