#include "ensemble/summariser.hpp"

#include "base/byte_archive.hpp"

#include <algorithm>
#include <utility>

namespace steppe {
namespace {

/// Where the results of a job stand: arm by arm, point by point.
struct JobPositions {
    BlockRange const& range;

    [[nodiscard]] std::size_t operator()(std::size_t arm, int point, int replicate) const
    {
        return arm * static_cast<std::size_t>(range.jobs_per_arm()) +
               static_cast<std::size_t>((point - range.first_point) * range.replicates + replicate);
    }
};

/// The sum over arms of what `value` gives of each; 0 of none.
template <class Value>
double sum_over(std::vector<std::size_t> const& arms, Value const& value)
{
    double sum = 0.0;
    for (std::size_t arm : arms) {
        sum += value(arm);
    }
    return sum;
}

/// Adds `sign` times the numbers from `series` on.
void add_series(std::span<double> values, float const* series, double sign)
{
    std::transform(values.begin(), values.end(), series, values.begin(),
                   [sign](double sum, float value) { return sum + sign * static_cast<double>(value); });
}

} // namespace

Summariser::Summariser(std::vector<Contrast> contrasts, SummarySink* sink) : contrasts_{std::move(contrasts)}, sink_{sink} {}

void Summariser::begin(RunLayout const& layout)
{
    layout_ = layout;
    for (std::size_t arm = 0; arm < layout.arms.size(); ++arm) {
        rows_.push_back({layout.arms[arm], {arm}, {}});
    }
    rows_.insert(rows_.end(), contrasts_.begin(), contrasts_.end());
    first_point_ = new_effects();
    if (sink_ != nullptr) {
        sink_->begin(layout_, contrasts_);
    }
    if (unfinished_) {
        restore(*unfinished_);
        unfinished_.reset();
    }
}

void Summariser::restore(UnfinishedSummary const& unfinished)
{
    ByteReader reader{unfinished.state};
    archive_first_point(reader);
    if (!reader.at_end()) {
        throw EnvironmentError{"the state of an interrupted run is longer than its statistics"};
    }
    failures_ = unfinished.failures;
    replicates_ = unfinished.replicates;
    point_ = replicates_ > 0 ? 0 : -1;
}

std::optional<UnfinishedSummary> Summariser::what_is_unfinished()
{
    if (layout_.points != 1 || replicates_ == layout_.replicates) {
        return std::nullopt;
    }
    ByteWriter writer;
    archive_first_point(writer);
    return UnfinishedSummary{replicates_, writer.bytes(), failures_};
}

InOrder Summariser::prepare(ResultBlock const& block)
{
    auto const series = std::make_shared<BlockSeries const>(sink_ != nullptr ? count_series(block) : BlockSeries{});
    auto const outcomes = std::make_shared<std::vector<double> const>(block.outcomes);
    return [this, range = block.range, outcomes, series, failures = block.failures] {
        failures_.insert(failures_.end(), failures.begin(), failures.end());
        take(range, *outcomes, *series);
    };
}

void Summariser::finish()
{
    if (sink_ == nullptr) {
        return;
    }
    std::optional<UnfinishedSummary> const unfinished = what_is_unfinished();
    if (point_ >= 0) {
        close_point(point_); // a run that was stopped within a point
    }
    sink_->finish(failures_, unfinished ? &*unfinished : nullptr);
}

PairedEffect Summariser::of_arm(std::size_t arm, std::size_t outcome) const
{
    return result_of(first_point_[arm][outcome], arm, outcome);
}

PairedEffect Summariser::of_contrast(std::size_t contrast, std::size_t outcome) const
{
    std::size_t const row = layout_.arms.size() + contrast;
    return result_of(first_point_[row][outcome], row, outcome);
}

PairedEffect Summariser::result_of(RunningEffect const& effect, std::size_t row, std::size_t outcome) const
{
    PairedEffect result = effect.result();
    if (!result.parameter_share && !split_.empty()) {
        result.parameter_share = split_[row][outcome];
    }
    return result;
}

void Summariser::take_split_of(Summariser const& pilot)
{
    split_.clear();
    for (std::vector<RunningEffect> const& row : pilot.first_point_) {
        auto& shares = split_.emplace_back();
        std::transform(row.begin(), row.end(), std::back_inserter(shares),
                       [](RunningEffect const& effect) { return effect.result().parameter_share; });
    }
}

Summariser::PointEffects Summariser::new_effects() const
{
    std::vector<RunningEffect> const of_outcomes(layout_.outcomes.size(), RunningEffect{layout_.replicates_per_draw});
    PointEffects effects(rows_.size(), of_outcomes);
    return effects;
}

std::shared_ptr<Summariser::PointSeries> Summariser::series_of(int point)
{
    std::lock_guard const lock{opening_};
    std::shared_ptr<PointSeries>& series = series_[point];
    if (!series) {
        series = std::make_shared<PointSeries>(rows_.size());
        for (auto& row : *series) {
            while (row.size() < layout_.measures.size()) {
                row.push_back(std::make_unique<SeriesStatistics>(cells_of(row.size())));
            }
        }
    }
    return series;
}

Summariser::BlockSeries Summariser::count_series(ResultBlock const& block)
{
    BlockSeries moments;
    for (int point = block.range.first_point; point < block.range.first_point + block.range.points; ++point) {
        std::shared_ptr<PointSeries> const statistics = series_of(point);
        auto& of_point = moments.emplace_back(rows_.size());
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            std::vector<SignedJobs> const jobs = whole_jobs(block, point, rows_[row]);
            for (std::size_t m = 0; m < layout_.measures.size(); ++m) {
                of_point[row].push_back(count_measure(block, jobs, m, *(*statistics)[row][m]));
            }
        }
    }
    return moments;
}

std::vector<Summariser::SignedJobs> Summariser::whole_jobs(ResultBlock const& block, int point, Contrast const& contrast)
{
    JobPositions const position{block.range};
    std::vector<SignedJobs> replicates;
    for (int replicate = 0; replicate < block.range.replicates; ++replicate) {
        SignedJobs jobs;
        for (std::size_t arm : contrast.treated) {
            jobs.emplace_back(position(arm, point, replicate), 1.0);
        }
        for (std::size_t arm : contrast.control) {
            jobs.emplace_back(position(arm, point, replicate), -1.0);
        }
        bool const ran =
            std::all_of(jobs.begin(), jobs.end(), [&](auto const& job) { return block.states[job.first] == JobState::ok; });
        if (ran) {
            replicates.push_back(std::move(jobs));
        }
    }
    return replicates;
}

BlockMoments Summariser::count_measure(ResultBlock const& block, std::vector<SignedJobs> const& replicates,
                                       std::size_t measure, SeriesStatistics& statistics) const
{
    std::size_t const cells = cells_of(measure);
    return statistics.count(replicates.size(), [&](std::size_t replicate, std::size_t first, std::span<double> values) {
        std::fill(values.begin(), values.end(), 0.0);
        for (auto const& [job, sign] : replicates[replicate]) {
            add_series(values, block.series[measure].data() + job * cells + first, sign);
        }
    });
}

std::size_t Summariser::cells_of(std::size_t measure) const { return layout_.values_per_job(layout_.measures[measure]); }

void Summariser::take(BlockRange const& range, std::vector<double> const& outcomes, BlockSeries const& series)
{
    replicates_ += range.replicates;
    for (int point = range.first_point; point < range.first_point + range.points; ++point) {
        add_outcomes(range, point, outcomes);
        if (sink_ == nullptr) {
            continue;
        }
        std::shared_ptr<PointSeries> const statistics = series_of(point);
        auto const& of_point = series[static_cast<std::size_t>(point - range.first_point)];
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            for (std::size_t m = 0; m < layout_.measures.size(); ++m) {
                (*statistics)[row][m]->merge(of_point[row][m]);
            }
        }
        if (range.first_replicate + range.replicates == layout_.replicates) {
            close_point(point);
        }
    }
}

void Summariser::add_outcomes(BlockRange const& range, int point, std::vector<double> const& outcomes)
{
    if (point != point_) {
        effects_ = point == 0 || sink_ == nullptr ? PointEffects{} : new_effects();
        point_ = point;
    }
    PointEffects& effects = point == 0 ? first_point_ : effects_;
    if (effects.empty()) {
        return;
    }
    JobPositions const position{range};
    std::size_t const count = layout_.outcomes.size();
    for (int replicate = 0; replicate < range.replicates; ++replicate) {
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            for (std::size_t o = 0; o < count; ++o) {
                auto const value = [&](std::size_t arm) { return outcomes[position(arm, point, replicate) * count + o]; };
                effects[row][o].add(sum_over(rows_[row].treated, value), sum_over(rows_[row].control, value));
            }
        }
    }
}

void Summariser::close_point(int point)
{
    PointEffects const& effects = point == 0 ? first_point_ : effects_;
    PointSummary summary{.point = point, .completed = {}, .series = {}, .outcomes = {}};
    std::shared_ptr<PointSeries> const statistics = series_of(point);
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        auto& of_outcomes = summary.outcomes.emplace_back();
        for (std::size_t o = 0; o < effects[row].size(); ++o) {
            of_outcomes.push_back(result_of(effects[row][o], row, o));
        }
        auto& of_series = summary.series.emplace_back();
        for (auto const& of_measure : (*statistics)[row]) {
            of_series.push_back(of_measure->result());
        }
        if (row < layout_.arms.size()) {
            summary.completed.push_back(of_outcomes.empty() ? 0 : of_outcomes.front().pairs);
        }
    }
    sink_->write(summary);
    std::lock_guard const lock{opening_};
    series_.erase(point);
    point_ = -1;
}

} // namespace steppe
