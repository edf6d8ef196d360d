#include "ensemble/run_pack.hpp"

#include "ensemble/month_probe.hpp"
#include "ensemble/outcomes.hpp"
#include "ensemble/pack_jobs.hpp"
#include "model/measures.hpp"
#include "model/month.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <tuple>

namespace steppe {
namespace {

/// `P` as in Pack.
template <class R, class P>
class Runner final : public BlockRunner {
public:
    Runner(EnsemblePlan const& plan, bool keep_series, bool take_times)
        : plan_{plan}, layout_{plan.layout()}, keep_series_{keep_series}, pack_{plan.structure.sizes}, jobs_{plan}
    {
        if (take_times) {
            clock_.turn_on();
        }
        if (plan.probe) {
            probe_ = plan.probe->factory->make(pack_, plan.structure.sizes);
        }
        for (MeasureDeclaration const& measure : layout_.measures) {
            values_per_job_.push_back(layout_.values_per_job(measure));
        }
        for (MeasureDeclaration const& measure : model_measures()) {
            auto const same = [&](MeasureDeclaration const& recorded) { return recorded.name == measure.name; };
            is_recorded_.push_back(std::any_of(layout_.measures.begin(), layout_.measures.end(), same));
        }
    }

    ResultBlock const* run(BlockRange const& range, std::atomic<bool> const* stop) override
    {
        ResultBlock& block = block_;
        block.range = range;
        block.failures.clear();
        std::size_t const jobs = plan_.arms.size() * static_cast<std::size_t>(range.jobs_per_arm());
        block.states.assign(jobs, JobState::ok);
        block.outcomes.resize(jobs * layout_.outcomes.size());
        block.probed.resize(probe_ ? jobs * static_cast<std::size_t>(plan_.months) * probed_per_month() : 0);
        std::size_t const kept = keep_series_ ? jobs : static_cast<std::size_t>(width);
        series().resize(layout_.measures.size());
        months_of_pack_.resize(layout_.measures.size());
        for (std::size_t m = 0; m < layout_.measures.size(); ++m) {
            series()[m].resize(kept * values_per_job_[m]);
            months_of_pack_[m].resize(static_cast<std::size_t>(width) * values_per_job_[m]);
        }
        for (int first = 0; first < range.jobs_per_arm(); first += width) {
            clock_.start();
            jobs_.take(range, first, pack_);
            clock_.lap(Phase::opening);
            for (std::size_t arm = 0; arm < plan_.arms.size(); ++arm) {
                if (!run_pack(static_cast<int>(arm), first, block, stop)) {
                    return nullptr;
                }
            }
        }
        std::stable_sort(block.failures.begin(), block.failures.end(), [](Failure const& a, Failure const& b) {
            return std::tie(a.arm, a.point, a.replicate) < std::tie(b.arm, b.point, b.replicate);
        });
        block.times = clock_.take();
        return &block;
    }

private:
    static constexpr int width = LaneTraits<R>::width;

    /// False if it was stopped.
    [[nodiscard]] bool run_pack(int arm_number, int first, ResultBlock& block, std::atomic<bool> const* stop)
    {
        Arm const& arm = plan_.arms[static_cast<std::size_t>(arm_number)];
        clock_.start();
        enter_arm(plan_.structure, arm, pack_);
        if (probe_) {
            probe_->begin(pack_);
        }
        clock_.lap(Phase::opening);
        Draws<R> const draws = jobs_.draws();
        std::size_t const first_job =
            static_cast<std::size_t>(arm_number) * static_cast<std::size_t>(block.range.jobs_per_arm()) +
            static_cast<std::size_t>(first);
        failed_in_.fill(plan_.months);
        for (int month = 0; month < plan_.months; ++month) {
            if (stop != nullptr && stop->load(std::memory_order_relaxed)) {
                return false;
            }
            advance_month(plan_.structure, arm, draws, month, pack_);
            if (probe_) {
                probe_->measure(plan_.structure, arm, draws, month, pack_);
                store_probed(first_job, month, block);
            }
            std::swap(pack_.now, pack_.next);
            clock_.lap(Phase::months);
            note_failures(arm_number, first_job, month, block);
            keep_month(month);
            clock_.lap(Phase::recording);
        }
        store(first_job);
        for (int lane = 0; lane < jobs_.used(); ++lane) {
            reduce_job(first_job, lane, block);
        }
        clock_.lap(Phase::recording);
        return true;
    }

    /// Marks jobs whose observation first became non-finite this month.
    void note_failures(int arm, std::size_t first_job, int month, ResultBlock& block)
    {
        R check = 0.0; // x * 0 is 0 for finite x and NaN otherwise
        pack_.seen.visit([&](auto const& table, MeasureDeclaration const&) {
            for (R const& value : table.flat()) {
                check += value * 0.0;
            }
        });
        if (!any(check != 0.0)) {
            return;
        }
        for (int lane = 0; lane < jobs_.used(); ++lane) {
            JobState& state = block.states[first_job + lane_index(lane)];
            if (state == JobState::ok && LaneTraits<R>::get(check, lane) != 0.0) {
                state = JobState::failed;
                failed_in_[lane_index(lane)] = month;
                block.failures.push_back(
                    {arm, jobs_.point(lane), jobs_.replicate(lane), month, first_non_finite(lane) + " is not finite"});
            }
        }
    }

    [[nodiscard]] std::string first_non_finite(int lane)
    {
        std::string name;
        pack_.seen.visit([&](auto const& table, MeasureDeclaration const& measure) {
            for (R const& value : table.flat()) {
                if (name.empty() && LaneTraits<R>::get(value, lane) * 0.0 != 0.0) {
                    name = measure.name;
                }
            }
        });
        return name;
    }

    /// Those that nobody keeps are written into the same memory again, one pack at a time.
    [[nodiscard]] std::vector<std::vector<float>>& series() { return keep_series_ ? block_.series : series_of_pack_; }

    /// Where the series of a measure of the job in a lane begins.
    [[nodiscard]] float* series_of(std::size_t measure, std::size_t first_job, int lane)
    {
        std::size_t const job = (keep_series_ ? first_job : 0) + lane_index(lane);
        return series()[measure].data() + job * values_per_job_[measure];
    }

    /// Keeps what was seen in a month side by side, as it comes.
    void keep_month(int month)
    {
        std::size_t measure = 0;
        auto recorded = is_recorded_.begin();
        pack_.seen.visit([&](auto const& table, MeasureDeclaration const&) {
            if (!*recorded++) {
                return;
            }
            auto const values = table.flat();
            float* target = months_of_pack_[measure++].data() +
                            static_cast<std::size_t>(month) * values.size() * static_cast<std::size_t>(width);
            for (R const& value : values) {
                LaneTraits<R>::store_single(value, target);
                target += width;
            }
        });
    }

    [[nodiscard]] std::size_t probed_per_month() const
    {
        return static_cast<std::size_t>(plan_.structure.sizes.of(IndexSet::hedger)) * plan_.probe->columns;
    }

    void store_probed(std::size_t first_job, int month, ResultBlock& block)
    {
        for (int lane = 0; lane < jobs_.used(); ++lane) {
            std::size_t const months = (first_job + lane_index(lane)) * static_cast<std::size_t>(plan_.months);
            double* const target = block.probed.data() + (months + static_cast<std::size_t>(month)) * probed_per_month();
            probe_->copy_lane(lane, pack_, {target, probed_per_month()});
        }
    }

    /// Sorts the months of a pack into a series for each job; of a failed one, NaN from the month on in which it failed.
    void store(std::size_t first_job)
    {
        for (std::size_t m = 0; m < layout_.measures.size(); ++m) {
            std::size_t const elements = values_per_job_[m] / static_cast<std::size_t>(plan_.months);
            for (int lane = 0; lane < jobs_.used(); ++lane) {
                float const* const from = months_of_pack_[m].data() + lane;
                float* const target = series_of(m, first_job, lane);
                std::size_t const valid = static_cast<std::size_t>(failed_in_[lane_index(lane)]) * elements;
                for (std::size_t cell = 0; cell < valid; ++cell) {
                    target[cell] = from[cell * static_cast<std::size_t>(width)];
                }
                std::fill(target + valid, target + values_per_job_[m], std::numeric_limits<float>::quiet_NaN());
            }
        }
    }

    void reduce_job(std::size_t first_job, int lane, ResultBlock& block)
    {
        std::size_t const job = first_job + lane_index(lane);
        std::size_t const count = layout_.outcomes.size();
        std::span<double> const outcomes{block.outcomes.data() + job * count, count};
        if (block.states[job] == JobState::failed) {
            std::fill(outcomes.begin(), outcomes.end(), std::numeric_limits<double>::quiet_NaN());
            return;
        }
        series_of_job_.resize(layout_.measures.size());
        for (std::size_t m = 0; m < series_of_job_.size(); ++m) {
            series_of_job_[m] = series_of(m, first_job, lane);
        }
        reduce_months(layout_, series_of_job_, outcomes);
    }

    static std::size_t lane_index(int lane) { return static_cast<std::size_t>(lane); }

    EnsemblePlan const& plan_;
    RunLayout layout_;
    bool keep_series_;
    Pack<R, P> pack_;
    PackJobs<R, P> jobs_;
    std::unique_ptr<MonthProbe<R, P>> probe_; ///< null if the plan has none
    PhaseClock clock_;
    ResultBlock block_;
    std::vector<std::size_t> values_per_job_; ///< by recorded measure
    std::vector<bool> is_recorded_;           ///< by measure of the model
    // of the pack at hand
    std::array<int, static_cast<std::size_t>(width)> failed_in_{}; ///< month; the number of months: in none
    std::vector<std::vector<float>> months_of_pack_;               ///< [measure][month, element, lane]
    std::vector<std::vector<float>> series_of_pack_;               ///< [measure][lane, month, element]
    std::vector<float const*> series_of_job_;
};

} // namespace

int lanes_of(LaneWidth width) { return width == LaneWidth::reference ? 1 : native_width; }

std::unique_ptr<BlockRunner> make_block_runner(EnsemblePlan const& plan, LaneWidth width, bool keep_series, bool take_times)
{
    using R = Lanes<native_width>;
    if (width == LaneWidth::reference) {
        return std::make_unique<Runner<double, double>>(plan, keep_series, take_times);
    }
    if (lanes_share_values(plan, native_width)) {
        return std::make_unique<Runner<R, double>>(plan, keep_series, take_times);
    }
    return std::make_unique<Runner<R, R>>(plan, keep_series, take_times);
}

std::unique_ptr<BlockRunner> make_shared_values_runner(EnsemblePlan const& plan, bool keep_series)
{
    return std::make_unique<Runner<Lanes<native_width>, double>>(plan, keep_series, false);
}

} // namespace steppe
