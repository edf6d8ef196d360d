#include "study/hindcast/yearly_recorder.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace steppe {
namespace {

constexpr std::size_t months_of_year = 12;

} // namespace

void YearlyRecorder::begin(RunLayout const& layout)
{
    if (layout.arms.size() != 1 || layout.points != 1) {
        throw std::invalid_argument{"years are kept of one arm and one point"};
    }
    layout_ = layout;
}

std::size_t YearlyRecorder::position(std::string_view measure) const
{
    auto const found = std::find_if(layout_.measures.begin(), layout_.measures.end(),
                                    [&](MeasureDeclaration const& one) { return one.name == measure; });
    if (found == layout_.measures.end()) {
        throw std::logic_error{"the run does not record " + std::string{measure}};
    }
    return static_cast<std::size_t>(found - layout_.measures.begin());
}

std::vector<double> YearlyRecorder::yearly(ResultBlock const& block, std::size_t measure, std::size_t job,
                                           std::size_t elements) const
{
    std::size_t const per_month = layout_.elements(layout_.measures[measure]);
    auto const months = static_cast<std::size_t>(layout_.months);
    std::vector<double> sums((months / months_of_year) * elements);
    for (std::size_t month = 0; month < months - months % months_of_year; ++month) {
        for (std::size_t e = 0; e < elements; ++e) { // those of the first hedger come first
            sums[month / months_of_year * elements + e] +=
                static_cast<double>(block.series[measure][(job * months + month) * per_month + e]) / months_of_year;
        }
    }
    return sums;
}

InOrder YearlyRecorder::prepare(ResultBlock const& block)
{
    struct Kept {
        std::vector<std::vector<double>> exports, imports, shares;
        std::vector<Failure> failures;
    };
    auto const kept = std::make_shared<Kept>();
    kept->failures = block.failures;
    for (std::size_t job = 0; job < block.states.size(); ++job) {
        if (block.states[job] == JobState::ok) {
            kept->exports.push_back(yearly(block, position("exports"), job, extent(IndexSet::market)));
            kept->imports.push_back(yearly(block, position("imports"), job, extent(IndexSet::market)));
            if (links_ == Links::kept) {
                kept->shares.push_back(
                    yearly(block, position("channel_share"), job, extent(IndexSet::channel) * extent(IndexSet::partner)));
            }
        }
    }
    return [this, kept] {
        std::move(kept->exports.begin(), kept->exports.end(), std::back_inserter(exports_));
        std::move(kept->imports.begin(), kept->imports.end(), std::back_inserter(imports_));
        std::move(kept->shares.begin(), kept->shares.end(), std::back_inserter(shares_));
        failures_.insert(failures_.end(), kept->failures.begin(), kept->failures.end());
    };
}

double YearlyRecorder::exports(std::size_t member, int year, std::size_t market) const
{
    return exports_[member][static_cast<std::size_t>(year) * extent(IndexSet::market) + market];
}

double YearlyRecorder::imports(std::size_t member, int year, std::size_t market) const
{
    return imports_[member][static_cast<std::size_t>(year) * extent(IndexSet::market) + market];
}

double YearlyRecorder::channel_share(std::size_t member, int year, std::size_t channel, std::size_t partner) const
{
    std::size_t const partners = extent(IndexSet::partner);
    return shares_[member][(static_cast<std::size_t>(year) * extent(IndexSet::channel) + channel) * partners + partner];
}

} // namespace steppe
