#pragma once
/// A recorder that keeps every outcome of a small run, for numbers that need them together.

#include "output/recorder.hpp"

namespace steppe {

class KeptOutcomes final : public Recorder {
public:
    void begin(RunLayout const& layout) override;
    [[nodiscard]] bool needs_series() const override { return false; }
    [[nodiscard]] InOrder prepare(ResultBlock const& block) override;
    void finish() override {}

    [[nodiscard]] RunLayout const& layout() const { return layout_; }
    /// Outcomes of consecutive replicates: [replicate][outcome]; NaN where one failed.
    [[nodiscard]] double const* at(std::size_t arm, std::size_t point, std::int64_t first_replicate = 0) const;
    [[nodiscard]] std::vector<Failure> const& failures() const { return failures_; }

private:
    [[nodiscard]] std::size_t position(std::size_t arm, std::size_t point, std::int64_t replicate) const;

    RunLayout layout_;
    std::vector<double> outcomes_; ///< [arm][point][replicate][outcome]
    std::vector<Failure> failures_;
};

} // namespace steppe
