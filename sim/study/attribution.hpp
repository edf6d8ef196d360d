#pragma once
/// Shapley shares of incentives in the effects of a scenario (docs/model.md 9.1).

#include "ensemble/plan.hpp"
#include "output/attribution_file.hpp"
#include "output/summary.hpp"
#include "study/shapley.hpp"

#include <optional>

namespace steppe {

/// The incentives that take part, and the coalitions of them that are run: the points of a plan.
struct CoalitionDesign {
    std::vector<Player> players;
    std::vector<Coalition> coalitions;
    std::optional<SampledOrders> orders; ///< none: all coalitions
    DesignPoints points;
};

/// `ids`: incentives that are switched on and off, the others staying as the scenario has them; none: all that it has on.
/// `orders`: how many to sample; 0: every coalition. Throws InputError (C104) for an incentive that is unknown or off.
[[nodiscard]] CoalitionDesign make_coalitions(Scenario const& scenario, std::vector<std::string> const& ids, int orders);

/// Adds up shares while coalitions are run. Results do not depend on threads.
class Attributor final : public Recorder {
public:
    /// `design` must outlive it.
    Attributor(CoalitionDesign const& design, std::vector<Contrast> contrasts);

    void begin(RunLayout const& layout) override;
    [[nodiscard]] bool needs_series() const override { return false; }
    [[nodiscard]] Turn prepare(ResultBlock const& block) override;
    void finish() override;

    [[nodiscard]] Attribution const& result() const { return result_; }
    [[nodiscard]] std::vector<Failure> const& failures() const { return failures_; }

private:
    /// [contrast][point of the block][replicate of the block][outcome]
    [[nodiscard]] std::vector<double> differences(ResultBlock const& block) const;
    void add(BlockRange const& range, std::vector<double> const& values);
    void add_weights(std::size_t point);
    [[nodiscard]] std::vector<double> errors_of_orders() const;

    CoalitionDesign const& design_;
    std::vector<Contrast> contrasts_;
    RunLayout layout_;
    Attribution result_;
    std::vector<Failure> failures_;
    std::vector<std::int64_t> completed_; ///< [contrast][coalition]
    std::vector<double> weights_;         ///< of the coalition at hand: players, then pairs
    std::size_t weights_of_{};            ///< point that they belong to, plus 1
};

} // namespace steppe
