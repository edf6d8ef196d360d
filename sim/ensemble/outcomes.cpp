#include "ensemble/outcomes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <span>

namespace steppe {
namespace {

/// Labels of the elements of a measure, row-major over its sets.
std::vector<std::string> element_labels(MeasureDeclaration const& measure, ActorLists const& actors)
{
    std::vector<std::string> inner{""};
    for (IndexSet set : measure.sets) {
        std::vector<std::string> longer;
        for (std::string const& label : inner) {
            for (std::string const& id : actors.ids(set)) {
                longer.push_back(label.empty() ? id : fmt::format("{}, {}", label, id));
            }
        }
        inner = std::move(longer);
    }
    for (std::string& label : inner) {
        label = label.empty() ? std::string{measure.name} : fmt::format("{}[{}]", measure.name, label);
    }
    return inner;
}

/// `series` holds the months of one replicate, `stride` elements apart.
double reduce(Reduction reduction, std::span<float const> series, std::size_t stride)
{
    double sum = 0.0;
    double greatest = -std::numeric_limits<double>::infinity();
    double last = 0.0;
    std::size_t months = 0;
    for (std::size_t i = 0; i < series.size(); i += stride) {
        last = static_cast<double>(series[i]);
        sum += last;
        greatest = std::max(greatest, last);
        ++months;
    }
    switch (reduction) {
    case Reduction::final:
        return last;
    case Reduction::mean:
        return sum / static_cast<double>(months);
    case Reduction::sum:
        return sum;
    case Reduction::maximum:
        return greatest;
    }
    return last;
}

} // namespace

std::vector<Outcome> list_outcomes(RunLayout const& layout)
{
    std::vector<Outcome> outcomes;
    for (std::size_t m = 0; m < layout.measures.size(); ++m) {
        std::vector<std::string> const labels = element_labels(layout.measures[m], layout.actors);
        for (std::size_t e = 0; e < labels.size(); ++e) {
            outcomes.push_back({.measure = m, .element = e, .label = labels[e], .months = layout.months});
            for (int horizon : layout.measures[m].horizons) {
                if (horizon < layout.months) {
                    outcomes.push_back({.measure = m,
                                        .element = e,
                                        .label = fmt::format("{} by month {}", labels[e], horizon),
                                        .months = horizon});
                }
            }
        }
    }
    return outcomes;
}

void OutcomeRecorder::begin(RunLayout const& layout)
{
    layout_ = layout;
    outcomes_ = list_outcomes(layout);
    values_.assign(layout.arms.size() * outcomes_.size(), {});
    failures_.clear();
}

void OutcomeRecorder::consume(ResultBlock const& block)
{
    failures_.insert(failures_.end(), block.failures.begin(), block.failures.end());
    if (block.point != 0) {
        return;
    }
    auto const months = static_cast<std::size_t>(layout_.months);
    for (std::size_t o = 0; o < outcomes_.size(); ++o) {
        Outcome const& outcome = outcomes_[o];
        MeasureDeclaration const& measure = layout_.measures[outcome.measure];
        std::size_t const elements = layout_.elements(measure);
        std::span<float const> const series{block.series[outcome.measure]};
        std::vector<double>& target = values_[static_cast<std::size_t>(block.arm) * outcomes_.size() + o];
        auto const first = static_cast<std::size_t>(block.first_replicate);
        target.resize(first + static_cast<std::size_t>(block.replicates), std::numeric_limits<double>::quiet_NaN());
        for (std::size_t job = 0; job < static_cast<std::size_t>(block.replicates); ++job) {
            if (block.states[job] == JobState::ok) {
                target[first + job] =
                    reduce(measure.reduction,
                           series.subspan(job * months * elements + outcome.element,
                                          static_cast<std::size_t>(outcome.months) * elements - outcome.element),
                           elements);
            }
        }
    }
}

std::vector<double> const& OutcomeRecorder::values(std::size_t arm, std::size_t outcome) const
{
    return values_[arm * outcomes_.size() + outcome];
}

} // namespace steppe
