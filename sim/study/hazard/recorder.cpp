#include "study/hazard/recorder.hpp"

#include <cmath>
#include <memory>

namespace steppe {

void HazardRecorder::begin(RunLayout const& layout)
{
    layout_ = layout;
    std::size_t const cells = static_cast<std::size_t>(layout.months) * hedgers();
    numbers_.resize(cells * design_.numbers());
    joined_.resize(cells);
}

InOrder HazardRecorder::prepare(ResultBlock const& block)
{
    auto const kept = std::make_shared<ResultBlock const>(block);
    return [this, kept] {
        failures_.insert(failures_.end(), kept->failures.begin(), kept->failures.end());
        for (std::size_t job = 0; job < kept->states.size(); ++job) {
            if (kept->states[job] != JobState::ok) {
                continue;
            }
            for (std::size_t cell = 0; cell < numbers_.size(); ++cell) {
                double const value = kept->probed[job * numbers_.size() + cell];
                if (!std::isnan(value)) {
                    numbers_[cell].add(value);
                }
            }
            for (std::size_t cell = 0; cell < joined_.size(); ++cell) {
                joined_[cell].add(static_cast<double>(kept->series[0][job * joined_.size() + cell]));
            }
        }
    };
}

RunningMoments const& HazardRecorder::number(int month, std::size_t hedger, std::size_t number) const
{
    std::size_t const cell = static_cast<std::size_t>(month) * hedgers() + hedger;
    return numbers_[cell * design_.numbers() + number];
}

RunningMoments const& HazardRecorder::probability(int month, std::size_t hedger) const { return number(month, hedger, 0); }

RunningMoments const& HazardRecorder::reading(int month, std::size_t reading) const { return number(month, 0, 1 + reading); }

RunningMoments const& HazardRecorder::column(int month, std::size_t hedger, std::size_t column) const
{
    return number(month, hedger, 1 + hazard_readings.size() + column);
}

RunningMoments const& HazardRecorder::has_joined(int month, std::size_t hedger) const
{
    return joined_[static_cast<std::size_t>(month) * hedgers() + hedger];
}

std::array<double, hazard_readings.size()> HazardRecorder::mean_readings() const
{
    std::array<double, hazard_readings.size()> means{};
    for (std::size_t r = 0; r < hazard_readings.size(); ++r) {
        for (int month = 0; month < layout_.months; ++month) {
            means[r] += reading(month, r).mean() / layout_.months;
        }
    }
    return means;
}

} // namespace steppe
