#pragma once
/// One number for all that a run recorded: two runs have the same digest if every month of every measure of every job has the same bits.

#include "output/recorder.hpp"

#include <cstdint>
#include <string>

namespace steppe {

/// A number of 128 bits to which others are added modulo 2^128, in any order.
struct DigestSum {
    std::uint64_t high{}, low{};

    void add(DigestSum const& other);
    friend bool operator==(DigestSum const&, DigestSum const&) = default;
};

/// Adds up one hash for the state of each job, and one for each of its measures if it ran: of the name of its arm, its point and replicate,
/// the measure's name, and its values with every NaN alike. The sum depends neither on the order of arms, measures and blocks nor on what
/// a file keeps, and the digests of the parts of a study add up to that of the whole.
class ValueDigest final : public Recorder {
public:
    void begin(RunLayout const& layout) override;
    [[nodiscard]] bool needs_series() const override { return true; }
    /// Throws std::logic_error for a block without series.
    [[nodiscard]] InOrder prepare(ResultBlock const& block) override;
    void finish() override {}

    [[nodiscard]] DigestSum const& sum() const { return sum_; }
    /// The sum in 32 hexadecimal digits.
    [[nodiscard]] std::string text() const;

private:
    RunLayout layout_;
    DigestSum sum_;
};

} // namespace steppe
