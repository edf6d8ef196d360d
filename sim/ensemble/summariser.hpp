#pragma once
/// Statistics over replicates, as they come: of every outcome always, of every value in every month if asked.

#include "ensemble/paired_effect.hpp"
#include "ensemble/series_statistics.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace steppe {

class Summariser final : public Recorder {
public:
    /// With a `sink`, statistics of series are kept too, and the sink gets the summary of every point.
    explicit Summariser(std::vector<Contrast> contrasts, SummarySink* sink = nullptr);

    /// Goes on where a run of the same layout was stopped, though it may have asked for other replicates: the blocks of those that
    /// `unfinished` has must not come again. To be called before `begin`.
    void go_on(UnfinishedSummary unfinished) { unfinished_ = std::move(unfinished); }

    /// Takes from a small run of the same arms and measures, in which several replicates shared each draw, which share of the variance of
    /// differences comes from parameters: one replicate a draw does not tell. To be called before `begin`.
    void take_split_of(Summariser const& pilot);

    void begin(RunLayout const& layout) override;
    [[nodiscard]] bool needs_series() const override { return sink_ != nullptr; }
    [[nodiscard]] InOrder prepare(ResultBlock const& block) override;
    void finish() override;

    [[nodiscard]] RunLayout const& layout() const { return layout_; }
    [[nodiscard]] std::vector<Failure> const& failures() const { return failures_; }
    [[nodiscard]] std::vector<Contrast> const& contrasts() const { return contrasts_; }
    /// Of the first point, as far as the run came: statistics of an outcome in an arm, or of a contrast.
    [[nodiscard]] PairedEffect of_arm(std::size_t arm, std::size_t outcome) const;
    [[nodiscard]] PairedEffect of_contrast(std::size_t contrast, std::size_t outcome) const;

private:
    /// Of a row, arm or contrast, of statistics of effects.
    [[nodiscard]] PairedEffect result_of(RunningEffect const& effect, std::size_t row, std::size_t outcome) const;

    /// [arm, then contrast][measure] of one point.
    using PointSeries = std::vector<std::vector<std::unique_ptr<SeriesStatistics>>>;
    /// [arm, then contrast][outcome] of one point.
    using PointEffects = std::vector<std::vector<RunningEffect>>;
    /// [point of the block][arm, then contrast][measure].
    using BlockSeries = std::vector<std::vector<std::vector<BlockMoments>>>;

    /// The jobs that a replicate's row is made of, by their place in the block, and how each counts.
    using SignedJobs = std::vector<std::pair<std::size_t, double>>;

    template <class Archive>
    void archive_first_point(Archive& archive)
    {
        archive(first_point_, *series_of(0));
    }
    void restore(UnfinishedSummary const& unfinished);
    [[nodiscard]] std::optional<UnfinishedSummary> what_is_unfinished();
    [[nodiscard]] PointEffects new_effects() const;
    [[nodiscard]] std::shared_ptr<PointSeries> series_of(int point);
    [[nodiscard]] BlockSeries count_series(ResultBlock const& block);
    /// By replicate of the block that ran in all arms of the contrast.
    [[nodiscard]] static std::vector<SignedJobs> whole_jobs(ResultBlock const& block, int point, Contrast const& contrast);
    [[nodiscard]] BlockMoments count_measure(ResultBlock const& block, std::vector<SignedJobs> const& replicates,
                                             std::size_t measure, SeriesStatistics& statistics) const;
    [[nodiscard]] std::size_t cells_of(std::size_t measure) const;
    void take(BlockRange const& range, std::vector<double> const& outcomes, BlockSeries const& series);
    void add_outcomes(BlockRange const& range, int point, std::vector<double> const& outcomes);
    void close_point(int point);

    std::vector<Contrast> contrasts_;
    std::vector<Contrast> rows_; ///< every arm by itself, then the contrasts
    SummarySink* sink_;
    RunLayout layout_;
    std::vector<Failure> failures_;
    std::vector<std::vector<std::optional<double>>> split_; ///< of a pilot: [arm, then contrast][outcome]; empty: none
    PointEffects first_point_;                              ///< kept to the end
    PointEffects effects_;                                  ///< of the point at hand, if it is not the first
    int point_{-1};                                         ///< the point at hand
    std::optional<UnfinishedSummary> unfinished_;           ///< to go on with
    std::int64_t replicates_{};                             ///< taken so far, where there is one point
    std::mutex opening_;
    std::map<int, std::shared_ptr<PointSeries>> series_; ///< of points whose blocks are under way
};

} // namespace steppe
