#pragma once
/// The coalitions of incentives that an attribution runs, and what coalitions share (docs/model.md 9.1).

#include "ensemble/plan.hpp"
#include "output/attribution_file.hpp"
#include "study/shapley.hpp"

#include <optional>

namespace steppe {

/// The incentives that take part, and the coalitions of them that are run: the points of a plan.
struct CoalitionDesign {
    std::vector<Player> players;
    std::vector<Coalition> coalitions; ///< ascending
    std::optional<SampledOrders> orders; ///< none: all coalitions
    DesignPoints points;
    Coalition acting_while_closed{}; ///< players that matter in an arm whose accord is closed

    /// The same players in these coalitions.
    [[nodiscard]] CoalitionDesign restricted_to(std::vector<Coalition> chosen) const;
    /// The coalitions that differ in an arm whose accord is closed: every other has the values of one of them.
    [[nodiscard]] CoalitionDesign while_closed() const;
};

/// `ids`: incentives that are switched on and off, the others staying as the scenario has them; none: all that it has on.
/// `orders`: how many to sample; 0: every coalition. Throws InputError (C104) for an incentive that is unknown or off.
[[nodiscard]] CoalitionDesign make_coalitions(Scenario const& scenario, std::vector<std::string> const& ids, int orders);

/// Keeps every outcome of the few coalitions that closed arms have.
class ClosedArms final : public Recorder {
public:
    /// `design` must outlive it: one that while_closed() made.
    explicit ClosedArms(CoalitionDesign const& design) : design_{design} {}

    void begin(RunLayout const& layout) override;
    [[nodiscard]] bool needs_series() const override { return false; }
    [[nodiscard]] Turn prepare(ResultBlock const& block) override;
    void finish() override {}

    /// Position of an arm among those that were run; none if it was not.
    [[nodiscard]] std::optional<std::size_t> find(std::string const& arm) const;
    /// Outcomes of consecutive replicates in an arm, for a coalition of the whole design: [replicate][outcome].
    [[nodiscard]] double const* outcomes(std::size_t arm, Coalition coalition, std::int64_t first_replicate) const;
    [[nodiscard]] std::vector<Failure> const& failures() const { return failures_; }

private:
    CoalitionDesign const& design_;
    RunLayout layout_;
    std::vector<double> outcomes_; ///< [arm][coalition][replicate][outcome]
    std::vector<Failure> failures_;
};

} // namespace steppe
