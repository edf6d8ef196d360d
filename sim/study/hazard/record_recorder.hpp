#pragma once
/// Log likelihoods of a record: silence up to its last month, and an accession then.

#include "ensemble/running_moments.hpp"
#include "output/recorder.hpp"
#include "study/hazard/design.hpp"

namespace steppe {

/// Of a plan with a hazard_probe, in the arm held_outside, that records expected_joins and candidate_hazard.
class RecordRecorder final : public Recorder {
public:
    /// `design` must outlive it. `columns`: those of it whose likelihoods count, besides that of the hazard as it is.
    RecordRecorder(HazardDesign const& design, std::size_t columns) : design_{design}, columns_{columns} {}

    void begin(RunLayout const& layout) override;
    [[nodiscard]] bool needs_series() const override { return true; }
    [[nodiscard]] InOrder prepare(ResultBlock const& block) override;
    void finish() override {}

    /// ln of the probability of no accession before the last month, and of one in it, by replicate that succeeded; `column` 0: the
    /// hazard as it is, then those of the design.
    [[nodiscard]] std::vector<double> const& log_silence(std::size_t hedger, std::size_t column) const;
    [[nodiscard]] std::vector<double> const& log_accession(std::size_t hedger, std::size_t column) const;
    /// Which replicates these are.
    [[nodiscard]] std::vector<std::int64_t> const& replicates() const { return replicates_; }
    /// Of each month: hazard, readings, columns, as the design numbers them.
    [[nodiscard]] RunningMoments const& number(int month, std::size_t hedger, std::size_t number) const;
    /// By replicate: how many other states would have joined before the last month, each by itself, and the probability of none.
    [[nodiscard]] std::vector<double> const& others_expected() const { return others_expected_; }
    [[nodiscard]] std::vector<double> const& others_silent() const { return others_silent_; }
    /// Probability that one of them had joined before the last month, by replicate; [candidate].
    [[nodiscard]] std::vector<std::vector<double>> const& of_candidates() const { return of_candidates_; }
    [[nodiscard]] std::vector<Failure> const& failures() const { return failures_; }

private:
    void take_hedgers(ResultBlock const& block, std::size_t job);
    void take_others(ResultBlock const& block, std::size_t job);
    [[nodiscard]] std::size_t hedgers() const { return layout_.actors.ids(IndexSet::hedger).size(); }

    HazardDesign const& design_;
    std::size_t columns_;
    RunLayout layout_;
    std::vector<std::vector<double>> silence_, accession_; ///< [hedger x column]
    std::vector<RunningMoments> numbers_;                  ///< [month][hedger][number]
    std::vector<double> others_expected_, others_silent_;
    std::vector<std::vector<double>> of_candidates_;
    std::vector<std::int64_t> replicates_;
    std::vector<Failure> failures_;
};

} // namespace steppe
