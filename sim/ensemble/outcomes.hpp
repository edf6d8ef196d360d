#pragma once
/// One number a replicate for each outcome: a measure's months reduced as its declaration says.

#include "output/recorder.hpp"

#include <string>
#include <vector>

namespace steppe {

/// An outcome: one element of one measure.
struct Outcome {
    std::size_t measure{}; ///< position in RunLayout::measures
    std::size_t element{}; ///< row-major position over the measure's sets
    std::string label;     ///< "alignment[HEDGER, PARTNER]", "momentum", "peer_joins by month 12"
    int months{};          ///< the months that count: all of the run, or those up to a horizon of the measure
};

/// The outcomes of a layout, in the order of its measures; those of a horizon follow that of the whole run.
[[nodiscard]] std::vector<Outcome> list_outcomes(RunLayout const& layout);

/// Keeps every outcome of every replicate: 8 bytes each, so about 1 kB a replicate and arm of the base scenario.
class OutcomeRecorder final : public Recorder {
public:
    void begin(RunLayout const& layout) override;
    void consume(ResultBlock const& block) override;
    void finish() override {}

    [[nodiscard]] RunLayout const& layout() const { return layout_; }
    [[nodiscard]] std::vector<Outcome> const& outcomes() const { return outcomes_; }
    [[nodiscard]] std::vector<Failure> const& failures() const { return failures_; }
    /// By replicate, of the first point, as far as the run came; NaN where the replicate failed. Reduced in double precision from the
    /// recorded values, so that a reader of the file finds the same.
    [[nodiscard]] std::vector<double> const& values(std::size_t arm, std::size_t outcome) const;

private:
    RunLayout layout_;
    std::vector<Outcome> outcomes_;
    std::vector<std::vector<double>> values_; ///< [arm * outcomes + outcome][replicate]
    std::vector<Failure> failures_;
};

} // namespace steppe
