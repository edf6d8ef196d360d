#include "study/hazard/record_recorder.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

namespace steppe {
namespace {

constexpr double least = 1e-300; // a hazard of 0 has a likelihood of next to nothing

std::size_t position_of(RunLayout const& layout, std::string_view measure)
{
    auto const found = std::find_if(layout.measures.begin(), layout.measures.end(),
                                    [&](MeasureDeclaration const& one) { return one.name == measure; });
    return static_cast<std::size_t>(found - layout.measures.begin());
}

} // namespace

void RecordRecorder::begin(RunLayout const& layout)
{
    layout_ = layout;
    silence_.assign(hedgers() * (1 + columns_), {});
    accession_.assign(hedgers() * (1 + columns_), {});
    numbers_.assign(static_cast<std::size_t>(layout.months) * hedgers() * design_.numbers(), {});
    of_candidates_.assign(layout.actors.ids(IndexSet::candidate).size(), {});
}

InOrder RecordRecorder::prepare(ResultBlock const& block)
{
    auto const kept = std::make_shared<ResultBlock const>(block);
    return [this, kept] {
        failures_.insert(failures_.end(), kept->failures.begin(), kept->failures.end());
        for (std::size_t job = 0; job < kept->states.size(); ++job) {
            if (kept->states[job] == JobState::ok) {
                replicates_.push_back(kept->range.first_replicate + static_cast<std::int64_t>(job));
                take_hedgers(*kept, job);
                take_others(*kept, job);
            }
        }
    };
}

void RecordRecorder::take_hedgers(ResultBlock const& block, std::size_t job)
{
    std::size_t const numbers = design_.numbers();
    double const* const of_job = block.probed.data() + job * numbers_.size();
    for (std::size_t cell = 0; cell < numbers_.size(); ++cell) {
        numbers_[cell].add(of_job[cell]);
    }
    auto const last = static_cast<std::size_t>(layout_.months) - 1;
    for (std::size_t h = 0; h < hedgers(); ++h) {
        for (std::size_t column = 0; column <= columns_; ++column) {
            std::size_t const number = column == 0 ? 0 : hazard_readings.size() + column;
            auto const hazard = [&](std::size_t month) { return of_job[(month * hedgers() + h) * numbers + number]; };
            double silence = 0.0;
            for (std::size_t month = 0; month < last; ++month) {
                silence += std::log1p(-std::min(hazard(month), 1.0 - 1e-12));
            }
            silence_[h * (1 + columns_) + column].push_back(silence);
            accession_[h * (1 + columns_) + column].push_back(silence + std::log(std::max(hazard(last), least)));
        }
    }
}

void RecordRecorder::take_others(ResultBlock const& block, std::size_t job)
{
    std::vector<float> const& hazards = block.series.at(position_of(layout_, "candidate_hazard"));
    std::size_t const candidates = of_candidates_.size();
    std::size_t const first = job * static_cast<std::size_t>(layout_.months) * candidates;
    double expected = 0.0;
    double silent = 0.0;
    for (std::size_t s = 0; s < candidates; ++s) {
        double own = 0.0; // ln of its silence
        for (std::size_t month = 0; month + 1 < static_cast<std::size_t>(layout_.months); ++month) {
            auto const hazard = static_cast<double>(hazards[first + month * candidates + s]);
            own += std::log1p(-hazard);
        }
        of_candidates_[s].push_back(-std::expm1(own));
        expected -= std::expm1(own);
        silent += own;
    }
    others_expected_.push_back(expected);
    others_silent_.push_back(std::exp(silent));
}

std::vector<double> const& RecordRecorder::log_silence(std::size_t hedger, std::size_t column) const
{
    return silence_[hedger * (1 + columns_) + column];
}

std::vector<double> const& RecordRecorder::log_accession(std::size_t hedger, std::size_t column) const
{
    return accession_[hedger * (1 + columns_) + column];
}

RunningMoments const& RecordRecorder::number(int month, std::size_t hedger, std::size_t number) const
{
    return numbers_[(static_cast<std::size_t>(month) * hedgers() + hedger) * design_.numbers() + number];
}

} // namespace steppe
