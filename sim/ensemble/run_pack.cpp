#include "ensemble/run_pack.hpp"

#include "ensemble/outcomes.hpp"
#include "model/measures.hpp"
#include "model/month.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <tuple>

namespace steppe {
namespace {

template <class R>
class Runner final : public BlockRunner {
public:
    Runner(EnsemblePlan const& plan, bool keep_series, bool take_times)
        : plan_{plan}, layout_{plan.layout()}, keep_series_{keep_series}, pack_{plan.structure.sizes}
    {
        if (take_times) {
            clock_.turn_on();
        }
        if (plan.hazard) {
            probe_.emplace(plan.structure.sizes, *plan.hazard);
        }
        for (MeasureDeclaration const& measure : layout_.measures) {
            values_per_job_.push_back(layout_.values_per_job(measure));
        }
        for (MeasureDeclaration const& measure : model_measures()) {
            auto const same = [&](MeasureDeclaration const& recorded) { return recorded.name == measure.name; };
            is_recorded_.push_back(std::any_of(layout_.measures.begin(), layout_.measures.end(), same));
        }
    }

    ResultBlock const& run(BlockRange const& range) override
    {
        ResultBlock& block = block_;
        block.range = range;
        block.failures.clear();
        std::size_t const jobs = plan_.arms.size() * static_cast<std::size_t>(range.jobs_per_arm());
        block.states.assign(jobs, JobState::ok);
        block.outcomes.resize(jobs * layout_.outcomes.size());
        block.hazard.resize(probe_ ? jobs * static_cast<std::size_t>(plan_.months) * hazard_per_month() : 0);
        std::size_t const kept = keep_series_ ? jobs : static_cast<std::size_t>(width);
        series().resize(layout_.measures.size());
        months_of_pack_.resize(layout_.measures.size());
        for (std::size_t m = 0; m < layout_.measures.size(); ++m) {
            series()[m].resize(kept * values_per_job_[m]);
            months_of_pack_[m].resize(static_cast<std::size_t>(width) * values_per_job_[m]);
        }
        for (int first = 0; first < range.jobs_per_arm(); first += width) {
            clock_.start();
            take_jobs(range, first);
            clock_.lap(Phase::opening);
            for (std::size_t arm = 0; arm < plan_.arms.size(); ++arm) {
                run_pack(static_cast<int>(arm), first, block);
            }
        }
        std::stable_sort(block.failures.begin(), block.failures.end(), [](Failure const& a, Failure const& b) {
            return std::tie(a.arm, a.point, a.replicate) < std::tie(b.arm, b.point, b.replicate);
        });
        block.times = clock_.take();
        return block;
    }

private:
    static constexpr int width = LaneTraits<R>::width;

    /// Lane l of the next pack runs job `first + l` of an arm; lanes beyond the last job repeat it and are left out.
    void take_jobs(BlockRange const& range, int first)
    {
        used_ = std::min(width, range.jobs_per_arm() - first);
        for (int lane = 0; lane < width; ++lane) {
            int const job = first + std::min(lane, used_ - 1);
            point_[lane_index(lane)] = range.first_point + job / range.replicates;
            replicate_[lane_index(lane)] = range.first_replicate + job % range.replicates;
        }
        set_parameters();
        scale_shares(pack_.parameters, plan_.structure.sizes);
    }

    void set_parameters()
    {
        if (!plan_.priors && point_.front() == point_.back()) {
            plan_.points.values_at(point_.front(), values_);
            pack_.parameters.assign(values_);
            return;
        }
        std::int64_t sampled = -1;
        for (int lane = 0; lane < width; ++lane) {
            std::int64_t const wanted = plan_.priors ? replicate_[lane_index(lane)] / plan_.replicates_per_draw
                                                     : std::int64_t{point_[lane_index(lane)]};
            if (wanted != sampled) {
                sample_values(wanted);
                sampled = wanted;
            }
            pack_.parameters.assign_lane(lane, values_);
        }
    }

    /// The values of a draw from the priors or, without priors, of a point.
    void sample_values(std::int64_t number)
    {
        if (plan_.priors) {
            plan_.priors->sample(plan_.seed, number, values_);
        } else {
            plan_.points.values_at(static_cast<int>(number), values_);
        }
    }

    void run_pack(int arm_number, int first, ResultBlock& block)
    {
        Arm const& arm = plan_.arms[static_cast<std::size_t>(arm_number)];
        clock_.start();
        open_world(pack_.parameters, plan_.structure, arm, pack_.opening, pack_.now, pack_.work);
        if (probe_) {
            probe_->begin(pack_.parameters);
        }
        clock_.lap(Phase::opening);
        Draws<R> const draws{plan_.seed, replicate_};
        std::size_t const first_job =
            static_cast<std::size_t>(arm_number) * static_cast<std::size_t>(block.range.jobs_per_arm()) +
            static_cast<std::size_t>(first);
        failed_in_.fill(plan_.months);
        for (int month = 0; month < plan_.months; ++month) {
            advance_month(plan_.structure, arm, draws, month, pack_, clock_);
            if (probe_) {
                probe_->measure(plan_.structure, pack_.opening, arm, draws, month, pack_.now, pack_.next.climate);
                store_hazard(first_job, month, block);
            }
            std::swap(pack_.now, pack_.next);
            note_failures(arm_number, first_job, month, block);
            keep_month(month);
            clock_.lap(Phase::recording);
        }
        store(first_job);
        for (int lane = 0; lane < used_; ++lane) {
            reduce_job(first_job, lane, block);
        }
        clock_.lap(Phase::recording);
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
        for (int lane = 0; lane < used_; ++lane) {
            JobState& state = block.states[first_job + lane_index(lane)];
            if (state == JobState::ok && LaneTraits<R>::get(check, lane) != 0.0) {
                state = JobState::failed;
                failed_in_[lane_index(lane)] = month;
                block.failures.push_back({arm, point_[lane_index(lane)], replicate_[lane_index(lane)], month,
                                          first_non_finite(lane) + " is not finite"});
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

    [[nodiscard]] std::size_t hazard_per_month() const
    {
        return static_cast<std::size_t>(plan_.structure.sizes.of(IndexSet::hedger)) * plan_.hazard->numbers();
    }

    void store_hazard(std::size_t first_job, int month, ResultBlock& block)
    {
        for (int lane = 0; lane < used_; ++lane) {
            std::size_t const months = (first_job + lane_index(lane)) * static_cast<std::size_t>(plan_.months);
            double* const target = block.hazard.data() + (months + static_cast<std::size_t>(month)) * hazard_per_month();
            probe_->copy_lane(lane, pack_.now, {target, hazard_per_month()});
        }
    }

    /// Sorts the months of a pack into a series for each job; of a failed one, NaN from the month on in which it failed.
    void store(std::size_t first_job)
    {
        for (std::size_t m = 0; m < layout_.measures.size(); ++m) {
            std::size_t const elements = values_per_job_[m] / static_cast<std::size_t>(plan_.months);
            for (int lane = 0; lane < used_; ++lane) {
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
    Pack<R> pack_;
    std::optional<HazardProbe<R>> probe_;
    PhaseClock clock_;
    ResultBlock block_;
    std::vector<std::size_t> values_per_job_; ///< by recorded measure
    std::vector<bool> is_recorded_;           ///< by measure of the model
    std::vector<double> values_;              ///< of every parameter, for the lane at hand
    // of the pack at hand
    int used_{};
    std::array<int, static_cast<std::size_t>(width)> point_{};
    typename Draws<R>::Replicates replicate_{};
    std::array<int, static_cast<std::size_t>(width)> failed_in_{}; ///< month; the number of months: in none
    std::vector<std::vector<float>> months_of_pack_;               ///< [measure][month, element, lane]
    std::vector<std::vector<float>> series_of_pack_;               ///< [measure][lane, month, element]
    std::vector<float const*> series_of_job_;
};

} // namespace

int lanes_of(LaneWidth width) { return width == LaneWidth::reference ? 1 : native_width; }

std::unique_ptr<BlockRunner> make_block_runner(EnsemblePlan const& plan, LaneWidth width, bool keep_series, bool take_times)
{
    if (width == LaneWidth::reference) {
        return std::make_unique<Runner<double>>(plan, keep_series, take_times);
    }
    return std::make_unique<Runner<Lanes<native_width>>>(plan, keep_series, take_times);
}

} // namespace steppe
