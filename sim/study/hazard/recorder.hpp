#pragma once
/// Statistics of the months that a hazard analysis asks about.

#include "ensemble/running_moments.hpp"
#include "output/recorder.hpp"
#include "study/hazard/design.hpp"

namespace steppe {

/// Of a plan with a hazard_probe that records has_joined alone, in its only arm.
class HazardRecorder final : public Recorder {
public:
    /// `design` must outlive it.
    explicit HazardRecorder(HazardDesign const& design) : design_{design} {}

    void begin(RunLayout const& layout) override;
    [[nodiscard]] bool needs_series() const override { return true; }
    [[nodiscard]] InOrder prepare(ResultBlock const& block) override;
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
    [[nodiscard]] std::array<double, hazard_readings.size()> mean_readings() const;
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
