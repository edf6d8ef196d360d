#pragma once
/// When hedgers accede, and what the monthly hazard of it hangs on (docs/model.md 9.2).

#include "ensemble/plan.hpp"
#include "ensemble/running_moments.hpp"

namespace steppe {

/// The incentives that a scenario has on, as positions in incentive_terms().
[[nodiscard]] std::vector<std::size_t> incentives_on(Scenario const& scenario);

/// Columns of the design that make_hazard_design returns: a share for each incentive, the probability without any of them, a share for
/// each condition, the probability with all of them typical; in the first month also each incentive's share as later months get it.
struct HazardColumns {
    std::size_t incentives{};

    [[nodiscard]] std::size_t incentive(std::size_t number) const { return number; }
    [[nodiscard]] std::size_t without_incentives() const { return incentives; }
    [[nodiscard]] std::size_t condition(std::size_t number) const { return incentives + 1 + number; }
    [[nodiscard]] std::size_t typical() const { return condition(condition_names.size()); }
    [[nodiscard]] std::size_t check(std::size_t number) const { return typical() + 1 + number; }
    [[nodiscard]] std::size_t count() const { return check(incentives) + 1; }
};

/// Shapley shares of the incentives and of the conditions in each month's probability. The opening month has every coalition of
/// incentives, later months those of the rotations of one order; conditions always have all.
[[nodiscard]] HazardDesign make_hazard_design(std::vector<std::size_t> const& incentives,
                                              std::array<double, readings.size()> const& typical, std::uint64_t seed);

/// Statistics of a plan with a HazardDesign that records has_joined alone, in its only arm.
class HazardRecorder final : public Recorder {
public:
    /// `design` must outlive it.
    explicit HazardRecorder(HazardDesign const& design) : design_{design} {}

    void begin(RunLayout const& layout) override;
    [[nodiscard]] bool needs_series() const override { return true; }
    [[nodiscard]] Turn prepare(ResultBlock const& block) override;
    void finish() override {}

    [[nodiscard]] RunLayout const& layout() const { return layout_; }
    /// Of a month of a hedger, over the replicates in which it has not joined before: the probability as it is (number 0), or
    /// a column of the design.
    [[nodiscard]] RunningMoments const& probability(int month, std::size_t hedger) const;
    [[nodiscard]] RunningMoments const& column(int month, std::size_t hedger, std::size_t column) const;
    /// Of a month, over all replicates.
    [[nodiscard]] RunningMoments const& reading(int month, std::size_t reading) const;
    [[nodiscard]] RunningMoments const& has_joined(int month, std::size_t hedger) const;
    /// The mean of each reading over months and replicates.
    [[nodiscard]] std::array<double, readings.size()> mean_readings() const;
    [[nodiscard]] std::vector<Failure> const& failures() const { return failures_; }

private:
    [[nodiscard]] std::size_t hedgers() const { return layout_.actors.ids(IndexSet::hedger).size(); }
    [[nodiscard]] RunningMoments const& number(int month, std::size_t hedger, std::size_t number) const;

    HazardDesign const& design_;
    RunLayout layout_;
    std::vector<RunningMoments> numbers_; ///< [month][hedger][number]
    std::vector<RunningMoments> joined_;  ///< [month][hedger]
    std::vector<Failure> failures_;
};

} // namespace steppe
