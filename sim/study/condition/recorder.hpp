#pragma once
/// Keeps of every pair of runs what the evidence says of it, and of those that match their outcomes.

#include "ensemble/paired_effect.hpp"
#include "output/recorder.hpp"
#include "study/condition/evidence.hpp"

#include <optional>
#include <span>
#include <vector>

namespace steppe {

/// What is asked of every pair.
struct ConditionDesign {
    std::vector<Condition> evidence;
    std::vector<Condition> events; ///< certain; looked for in both runs of a pair
    /// Of the evidence that says when a hedger joined: what of the rest tells of the world before that (docs/model.md 9.6).
    struct Joining {
        std::size_t condition{}; ///< its place in the evidence
        JoiningPeriod period;
    };
    std::vector<Joining> joinings;
};

/// Of the conditions that say when a hedger joined, those whose other evidence an accession in these months cannot have moved: readings
/// of earlier months, or of what no state moves.
[[nodiscard]] std::vector<ConditionDesign::Joining> answerable_joinings(std::vector<Condition> const& evidence,
                                                                        std::vector<MeasureDeclaration> const& measures);

/// The measures that a design reads, each once.
[[nodiscard]] std::vector<std::string> measures_read(ConditionDesign const& design);

/// A pair in which the other evidence holds and the hedger did not join in the period.
struct StayedOut {
    std::int64_t replicate{};
    double log_weight{}; ///< of the other evidence
    double odds{};       ///< of joining in the period against not, along the run
    int joined_in{};     ///< month in which it joined after the period; -1: in none
};

/// Of a plan with the arms endogenous and without_accords, in this order.
class ConditionRecorder final : public Recorder {
public:
    /// `design` must outlive it.
    explicit ConditionRecorder(ConditionDesign const& design) : design_{design} {}

    void begin(RunLayout const& layout) override;
    [[nodiscard]] bool needs_series() const override { return true; }
    [[nodiscard]] InOrder prepare(ResultBlock const& block) override;
    void finish() override {}

    [[nodiscard]] RunLayout const& layout() const { return layout_; }
    [[nodiscard]] std::vector<Failure> const& failures() const { return failures_; }

    /// A pair that ran, in order of replicates.
    struct Pair {
        std::int64_t replicate{};
        double log_weight{};                ///< of all evidence; minus infinity where a certain condition does not hold
        std::vector<bool> holds{};          ///< [condition]; a noisy one always
        std::vector<bool> open{}, closed{}; ///< [event], in the endogenous run and in its twin
        std::vector<double> outcomes{};     ///< of the endogenous run, then of its twin; none where the weight is 0
        std::vector<double> chance{}; ///< [joining]: probability of joining in the period, as far as the run was outside
        std::vector<std::optional<StayedOut>> stayed_out{}; ///< [joining]
    };
    [[nodiscard]] std::vector<Pair> const& pairs() const { return pairs_; }
    /// Of all pairs, whatever the evidence.
    [[nodiscard]] PairedEffect of_all(std::size_t outcome) const { return all_[outcome].result(); }

private:
    [[nodiscard]] Pair look_at(ResultBlock const& block, std::size_t open, std::size_t closed) const;

    ConditionDesign const& design_;
    RunLayout layout_;
    std::vector<RunningEffect> all_; ///< [outcome]
    std::vector<Pair> pairs_;
    std::vector<Failure> failures_;
};

} // namespace steppe
