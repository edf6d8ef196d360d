#include "study/condition/recorder.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <stdexcept>

namespace steppe {
namespace {

constexpr double impossible = -std::numeric_limits<double>::infinity();

/// The months of one run in a block.
struct RunOfBlock {
    ResultBlock const& block;
    RunLayout const& layout;
    std::size_t job;

    [[nodiscard]] double at(Reading const& reading) const
    {
        auto const found = std::find_if(layout.measures.begin(), layout.measures.end(),
                                        [&](MeasureDeclaration const& each) { return each.name == reading.measure; });
        if (found == layout.measures.end()) {
            throw std::logic_error{"evidence on a measure that is not recorded: " + reading.measure};
        }
        auto const m = static_cast<std::size_t>(found - layout.measures.begin());
        std::size_t const place =
            job * layout.values_per_job(*found) + static_cast<std::size_t>(reading.month) * layout.elements(*found);
        return static_cast<double>(block.series[m][place + reading.element]);
    }
};

bool holds(Comparison const& comparison, RunOfBlock const& run)
{
    double const value = run.at(comparison.reading);
    return (comparison.with_low ? value >= comparison.low : value > comparison.low) &&
           (comparison.with_high ? value <= comparison.high : value < comparison.high);
}

bool holds(Condition const& condition, RunOfBlock const& run)
{
    bool const all = std::all_of(condition.comparisons.begin(), condition.comparisons.end(),
                                 [&](Comparison const& each) { return holds(each, run); });
    return all != condition.negated;
}

/// Logarithm of a condition's weight, but for a constant.
double log_weight(Condition const& condition, RunOfBlock const& run)
{
    if (condition.noisy) {
        double const deviation = (run.at(condition.noisy->reading) - condition.noisy->value) / condition.noisy->error;
        return -0.5 * deviation * deviation;
    }
    return holds(condition, run) ? 0.0 : impossible;
}

/// Probability that the hedger stays out in the months of the period, as each month had it before its draw.
double survival(JoiningPeriod const& period, RunOfBlock const& run)
{
    double product = 1.0;
    for (int month = period.first; month <= period.last; ++month) {
        product *= 1.0 - run.at({"accession_probability", period.hedger, month});
    }
    return product;
}

/// The first month after the period by whose end it has joined.
int month_joined(JoiningPeriod const& period, RunOfBlock const& run)
{
    for (int month = period.last + 1; month < run.layout.months; ++month) {
        if (run.at({"has_joined", period.hedger, month}) > 0.5) {
            return month;
        }
    }
    return -1;
}

void add_readings(std::vector<Condition> const& conditions, std::vector<Reading>& readings)
{
    for (Condition const& condition : conditions) {
        for (Comparison const& comparison : condition.comparisons) {
            readings.push_back(comparison.reading);
        }
        if (condition.noisy) {
            readings.push_back(condition.noisy->reading);
        }
    }
}

} // namespace

std::vector<ConditionDesign::Joining> answerable_joinings(std::vector<Condition> const& evidence,
                                                          std::vector<MeasureDeclaration> const& measures)
{
    std::vector<ConditionDesign::Joining> answerable;
    for (std::size_t c = 0; c < evidence.size(); ++c) {
        if (!evidence[c].joining) {
            continue;
        }
        std::vector<Condition> others = evidence;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(c));
        std::vector<Reading> readings;
        add_readings(others, readings);
        bool const unmoved = std::all_of(readings.begin(), readings.end(), [&](Reading const& reading) {
            return reading.month < evidence[c].joining->first ||
                   std::any_of(measures.begin(), measures.end(), [&](MeasureDeclaration const& measure) {
                       return measure.name == reading.measure && measure.exogenous;
                   });
        });
        if (unmoved) {
            answerable.push_back({c, *evidence[c].joining});
        }
    }
    return answerable;
}

std::vector<std::string> measures_read(ConditionDesign const& design)
{
    std::vector<Reading> readings;
    add_readings(design.evidence, readings);
    add_readings(design.events, readings);
    std::vector<std::string> names;
    auto const add = [&](std::string const& name) {
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            names.push_back(name);
        }
    };
    for (Reading const& reading : readings) {
        add(reading.measure);
    }
    if (!design.joinings.empty()) {
        add("has_joined");
        add("accession_probability");
    }
    return names;
}

void ConditionRecorder::begin(RunLayout const& layout)
{
    if (layout.arms.size() != 2 || layout.points != 1) {
        throw std::logic_error{"evidence needs an open arm and its closed twin, at one point"};
    }
    layout_ = layout;
    all_.assign(layout.outcomes.size(), RunningEffect{layout.replicates_per_draw});
    pairs_.clear();
}

InOrder ConditionRecorder::prepare(ResultBlock const& block)
{
    auto const looked_at = std::make_shared<std::vector<std::optional<Pair>>>();
    auto const outcomes = std::make_shared<std::vector<double> const>(block.outcomes);
    auto const jobs = static_cast<std::size_t>(block.range.jobs_per_arm());
    for (std::size_t job = 0; job < jobs; ++job) {
        bool const ran = block.states[job] == JobState::ok && block.states[jobs + job] == JobState::ok;
        looked_at->push_back(ran ? std::optional{look_at(block, job, jobs + job)} : std::nullopt);
    }
    return [this, looked_at, outcomes, failures = block.failures] {
        failures_.insert(failures_.end(), failures.begin(), failures.end());
        std::size_t const count = layout_.outcomes.size();
        for (std::size_t job = 0; job < looked_at->size(); ++job) {
            for (std::size_t o = 0; o < count; ++o) { // NaN too, so that draws of the parameters keep their places
                all_[o].add((*outcomes)[job * count + o], (*outcomes)[(looked_at->size() + job) * count + o]);
            }
            if (std::optional<Pair>& pair = (*looked_at)[job]) {
                pairs_.push_back(std::move(*pair));
            }
        }
    };
}

ConditionRecorder::Pair ConditionRecorder::look_at(ResultBlock const& block, std::size_t open, std::size_t closed) const
{
    RunOfBlock const run{block, layout_, open};
    RunOfBlock const twin{block, layout_, closed};
    Pair pair{.replicate = block.range.first_replicate + static_cast<std::int64_t>(open)};
    std::vector<double> weights;
    for (Condition const& condition : design_.evidence) {
        weights.push_back(log_weight(condition, run));
        pair.log_weight += weights.back();
        pair.holds.push_back(weights.back() > impossible);
    }
    for (Condition const& event : design_.events) {
        pair.open.push_back(holds(event, run));
        pair.closed.push_back(holds(event, twin));
    }
    for (ConditionDesign::Joining const& joining : design_.joinings) {
        double const stays_out = survival(joining.period, run);
        double others = 0.0;
        for (std::size_t c = 0; c < weights.size(); ++c) {
            others += c == joining.condition ? 0.0 : weights[c];
        }
        bool const out = run.at({"has_joined", joining.period.hedger, joining.period.last}) < 0.5;
        pair.chance.push_back(1.0 - stays_out);
        pair.stayed_out.push_back(out && others > impossible && stays_out > 0.0
                                      ? std::optional{StayedOut{pair.replicate, others, (1.0 - stays_out) / stays_out,
                                                                month_joined(joining.period, run)}}
                                      : std::nullopt);
    }
    if (pair.log_weight > impossible) {
        std::size_t const count = layout_.outcomes.size();
        for (std::size_t job : {open, closed}) {
            auto const from = block.outcomes.begin() + static_cast<std::ptrdiff_t>(job * count);
            pair.outcomes.insert(pair.outcomes.end(), from, from + static_cast<std::ptrdiff_t>(count));
        }
    }
    return pair;
}

} // namespace steppe
