#pragma once
/// A recorder that keeps all results, and a short way to run a small world.

#include "ensemble/run_ensemble.hpp"
#include "support/small_world.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

namespace steppe::testing {

class KeepEverything final : public Recorder {
public:
    void begin(RunLayout const& layout) override
    {
        layout_ = layout;
        series_.resize(layout.arms.size());
    }
    [[nodiscard]] bool needs_series() const override { return true; }
    [[nodiscard]] InOrder prepare(ResultBlock const& block) override
    {
        return [this, kept = block] { keep(kept); };
    }
    void finish() override { finished_ = true; }

    /// [point, replicate][measure, month, element] of one arm.
    [[nodiscard]] std::vector<std::vector<float>> const& series(std::size_t arm) const { return series_[arm]; }
    [[nodiscard]] std::vector<Failure> const& failures() const { return failures_; }
    [[nodiscard]] std::vector<JobState> const& states() const { return states_; }
    [[nodiscard]] bool finished() const { return finished_; }
    [[nodiscard]] RunLayout const& layout() const { return layout_; }

    [[nodiscard]] bool same_bits(KeepEverything const& other) const
    {
        return series_.size() == other.series_.size() && !series_.empty() && series_[0].size() == other.series_[0].size() &&
               is_beginning_of(other);
    }
    /// Whether the replicates kept here are, bit for bit, the first ones of `other`.
    [[nodiscard]] bool is_beginning_of(KeepEverything const& other) const
    {
        for (std::size_t arm = 0; arm < series_.size(); ++arm) {
            if (series_[arm].empty() || series_[arm].size() > other.series_[arm].size()) {
                return false;
            }
            for (std::size_t replicate = 0; replicate < series_[arm].size(); ++replicate) {
                std::vector<float> const& a = series_[arm][replicate];
                std::vector<float> const& b = other.series_[arm][replicate];
                if (a.size() != b.size() || std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) != 0) {
                    return false;
                }
            }
        }
        return true;
    }
    /// FNV-1a over the bits of every value: replicate by replicate in each arm.
    [[nodiscard]] std::uint64_t digest() const
    {
        std::uint64_t hash = 14695981039346656037U;
        for (std::vector<std::vector<float>> const& arm : series_) {
            for (std::vector<float> const& replicate : arm) {
                for (float value : replicate) {
                    hash = (hash ^ std::bit_cast<std::uint32_t>(value)) * 1099511628211U;
                }
            }
        }
        return hash;
    }
    [[nodiscard]] bool arrived_in_order() const { return std::is_sorted(order_.begin(), order_.end()) && !order_.empty(); }

private:
    void keep(ResultBlock const& block)
    {
        order_.emplace_back(block.range.first_point, block.range.first_replicate);
        failures_.insert(failures_.end(), block.failures.begin(), block.failures.end());
        states_.insert(states_.end(), block.states.begin(), block.states.end());
        auto const jobs = static_cast<std::size_t>(block.range.jobs_per_arm());
        for (std::size_t job = 0; job < block.states.size(); ++job) {
            std::vector<float> row;
            for (std::vector<float> const& measure : block.series) {
                std::size_t const length = measure.size() / block.states.size();
                auto const first = measure.begin() + static_cast<std::ptrdiff_t>(job * length);
                row.insert(row.end(), first, first + static_cast<std::ptrdiff_t>(length));
            }
            series_[job / jobs].push_back(std::move(row));
        }
    }

    RunLayout layout_;
    std::vector<std::vector<std::vector<float>>> series_;
    std::vector<std::pair<int, std::int64_t>> order_;
    std::vector<Failure> failures_;
    std::vector<JobState> states_;
    bool finished_{};
};

inline KeepEverything run_scenario(Scenario const& scenario, std::vector<Arm> const& arms, int replicates,
                                   RunOptions const& options, int months)
{
    EnsemblePlan plan = make_plan(scenario, arms);
    plan.replicates = replicates;
    plan.months = months;
    KeepEverything kept;
    Recorder* const recorder = &kept;
    run_ensemble(plan, {&recorder, 1}, options);
    return kept;
}

inline KeepEverything run_small(SmallWorld const& world, std::vector<Arm> const& arms, int replicates,
                                RunOptions const& options = {}, int months = 30)
{
    return run_scenario(world.scenario(), arms, replicates, options, months);
}

} // namespace steppe::testing
