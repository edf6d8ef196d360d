#pragma once
/// A recorder that keeps what a hindcast reads of the engine's runs: sums and means over calendar years.

#include "output/recorder.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace steppe {

/// Of a plan with one arm and one point that starts in January. Of the first hedger.
class YearlyRecorder final : public Recorder {
public:
    /// Whether shares in links are kept, which take most of the memory.
    enum class Links : std::uint8_t { kept, dropped };
    explicit YearlyRecorder(Links links = Links::kept) : links_{links} {}

    /// Measures that the plan must record; without links, the first two.
    [[nodiscard]] static std::vector<std::string> measures() { return {"exports", "imports", "channel_share"}; }

    void begin(RunLayout const& layout) override;
    [[nodiscard]] bool needs_series() const override { return true; }
    [[nodiscard]] InOrder prepare(ResultBlock const& block) override;
    void finish() override {}

    /// Replicates that ran to their end, in order.
    [[nodiscard]] std::size_t members() const { return exports_.size(); }
    /// A year's sum of monthly rates, by market.
    [[nodiscard]] double exports(std::size_t member, int year, std::size_t market) const;
    [[nodiscard]] double imports(std::size_t member, int year, std::size_t market) const;
    /// A year's mean share of a partner in the links of a channel.
    [[nodiscard]] double channel_share(std::size_t member, int year, std::size_t channel, std::size_t partner) const;
    [[nodiscard]] std::vector<Failure> const& failures() const { return failures_; }
    [[nodiscard]] RunLayout const& layout() const { return layout_; }

private:
    [[nodiscard]] std::vector<double> yearly(ResultBlock const& block, std::size_t measure, std::size_t job,
                                             std::size_t elements) const;
    [[nodiscard]] std::size_t position(std::string_view measure) const;
    [[nodiscard]] std::size_t extent(IndexSet set) const { return layout_.actors.ids(set).size(); }

    Links links_;
    RunLayout layout_;
    std::vector<std::vector<double>> exports_, imports_, shares_; ///< [member][year][element]
    std::vector<Failure> failures_;
};

} // namespace steppe
