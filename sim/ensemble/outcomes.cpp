#include "ensemble/outcomes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

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

/// The `months` values of one element, `stride` apart.
double reduce(Reduction reduction, float const* values, int months, std::size_t stride)
{
    double sum = 0.0;
    double greatest = -std::numeric_limits<double>::infinity();
    switch (reduction) {
    case Reduction::final:
        return static_cast<double>(values[static_cast<std::size_t>(months - 1) * stride]);
    case Reduction::mean:
    case Reduction::sum:
        for (int month = 0; month < months; ++month) {
            sum += static_cast<double>(values[static_cast<std::size_t>(month) * stride]);
        }
        return reduction == Reduction::sum ? sum : sum / months;
    case Reduction::maximum:
        for (int month = 0; month < months; ++month) {
            greatest = std::max(greatest, static_cast<double>(values[static_cast<std::size_t>(month) * stride]));
        }
        return greatest;
    }
    return sum;
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

void reduce_months(RunLayout const& layout, std::span<float const* const> series, std::span<double> outcomes)
{
    for (std::size_t o = 0; o < layout.outcomes.size(); ++o) {
        Outcome const& outcome = layout.outcomes[o];
        MeasureDeclaration const& measure = layout.measures[outcome.measure];
        outcomes[o] =
            reduce(measure.reduction, series[outcome.measure] + outcome.element, outcome.months, layout.elements(measure));
    }
}

void reduce_block(RunLayout const& layout, ResultBlock& block)
{
    std::size_t const count = layout.outcomes.size();
    block.outcomes.assign(block.states.size() * count, std::numeric_limits<double>::quiet_NaN());
    std::vector<float const*> series(layout.measures.size());
    for (std::size_t job = 0; job < block.states.size(); ++job) {
        if (block.states[job] != JobState::ok) {
            continue;
        }
        for (std::size_t m = 0; m < series.size(); ++m) {
            series[m] = block.series[m].data() + job * (block.series[m].size() / block.states.size());
        }
        reduce_months(layout, series, std::span{block.outcomes}.subspan(job * count, count));
    }
}

} // namespace steppe
