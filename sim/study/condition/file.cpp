#include "study/condition/file.hpp"

#include "output/effect_statistics.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace steppe {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr std::array<std::string_view, 5> estimate_names{"value", "standard_error", "low", "high", "effective"};

struct EventProbability {
    std::string_view name;
    WeightedMean EventAnswer::*of;
};
constexpr std::array<EventProbability, 6> event_probabilities{{{"open", &EventAnswer::open},
                                                               {"closed", &EventAnswer::closed},
                                                               {"necessity", &EventAnswer::necessity},
                                                               {"sufficiency", &EventAnswer::sufficiency},
                                                               {"both", &EventAnswer::both},
                                                               {"prevented", &EventAnswer::prevented}}};

template <class Range>
std::vector<std::string> texts_of(Range const& range)
{
    std::vector<std::string> texts;
    std::transform(range.begin(), range.end(), std::back_inserter(texts),
                   [](auto const& each) { return std::string{each}; });
    return texts;
}

void add(std::vector<double>& values, WeightedMean const& mean)
{
    values.insert(values.end(), {mean.value, mean.standard_error, mean.interval.low, mean.interval.high, mean.effective});
}

class ConditionVariables {
public:
    ConditionVariables(Hdf5Group& root, ConditionResult const& result, RunLayout const& layout)
        : root_{root},
          result_{result},
          dimensions_{root, layout},
          population_{dimensions_.texts("population", texts_of(population_names),
                                        "runs over which: all, or those that match the evidence, by their weights")},
          outcome_{dimensions_.outcome()}
    {
        write_run_facts(root_, layout, {}, Axis{});
        scalar("pairs", static_cast<double>(result.pairs), "pairs of runs that ran in both arms");
        scalar("matching", static_cast<double>(result.matching), "pairs with a weight above 0");
        scalar("effective_size", result.effective, "effective sample size of the pairs that match");
    }

    void write_conditions()
    {
        std::vector<std::string> texts;
        std::vector<double> certain, runs;
        for (ConditionCount const& condition : result_.conditions) {
            texts.push_back(condition.text);
            certain.push_back(condition.certain ? 1.0 : 0.0);
            runs.push_back(static_cast<double>(condition.runs));
        }
        Axis const axis = dimensions_.texts("condition", texts, "condition of the evidence");
        write("condition_certain", {axis}, certain, "1: holds or not; 0: a reading with an error");
        write("condition_runs", {axis}, runs, "pairs in which the condition holds by itself");
    }

    void write_effects()
    {
        Axis const statistic =
            dimensions_.texts("outcome_statistic", effect_statistic_names(), "statistic of an outcome over replicates");
        std::vector<double> values;
        for (std::vector<PairedEffect> const& effects : result_.effects) {
            std::vector<double> const numbers = effect_values(effects);
            values.insert(values.end(), numbers.begin(), numbers.end());
        }
        write("effects", {population_, outcome_, statistic}, values,
              "endogenous less without_accords on an outcome, in the unit that outcome_units gives");
    }

    void write_matches()
    {
        Axis const match = dimensions_.numbers("match", result_.replicates, "replicate of a pair that matches");
        write("weight", {match}, result_.weights, "weight of the pair, the largest being 1");
        write("endogenous", {match, outcome_}, result_.open, "outcome of the endogenous run");
        write("without_accords", {match, outcome_}, result_.closed, "outcome of its twin in which the accord is closed");
    }

    void write_events(Axis const& estimate)
    {
        if (result_.events[0].empty()) {
            return;
        }
        std::vector<std::string> texts, names;
        for (EventAnswer const& event : result_.events[0]) {
            texts.push_back(event.text);
        }
        for (EventProbability const& probability : event_probabilities) {
            names.emplace_back(probability.name);
        }
        std::vector<double> values;
        for (std::vector<EventAnswer> const& events : result_.events) {
            for (EventAnswer const& event : events) {
                for (EventProbability const& probability : event_probabilities) {
                    add(values, event.*probability.of);
                }
            }
        }
        write("event_probability",
              {population_, dimensions_.texts("event", texts, "event that is looked for in both runs of a pair"),
               dimensions_.texts("event_statistic", names, "which probability (docs/model.md 9.6)"), estimate},
              values, "probability of an event with the accord open or closed, and of both together");
    }

    void write_joinings(Axis const& estimate)
    {
        if (result_.joinings.empty()) {
            return;
        }
        std::vector<std::string> texts, hedgers;
        std::vector<double> chances, later, months;
        std::size_t most = 0;
        for (JoiningAnswer const& joining : result_.joinings) {
            most = std::max(most, joining.later.size());
        }
        for (JoiningAnswer const& joining : result_.joinings) {
            texts.push_back(joining.text);
            hedgers.push_back(joining.hedger);
            for (WeightedMean const& chance : joining.chance) {
                add(chances, chance);
            }
            for (std::size_t h = 0; h < most; ++h) { // the end of the run is the last in every row
                bool const is_there = h + 1 == most || h + 1 < joining.later.size();
                std::size_t const from = h + 1 == most ? joining.later.size() - 1 : h;
                months.push_back(is_there ? joining.months_after[from] : missing);
                add(later, is_there ? joining.later[from] : weighted_mean({}, {}));
            }
        }
        Axis const axis = dimensions_.texts("joining", texts, "condition that says when a hedger joined");
        root_.create_texts("joining_hedger", hedgers).attach_scale(*axis.coordinate, 0);
        std::vector<double> numbers(most);
        for (std::size_t h = 0; h < most; ++h) {
            numbers[h] = static_cast<double>(h);
        }
        Axis const horizon =
            dimensions_.numbers("horizon", numbers, "number of the horizon; the last is the end of the run");
        write("joining_chance", {axis, population_, estimate}, chances,
              "probability of joining in that month, as it stood before the draw");
        write("months_after", {axis, horizon}, months, "months from the end of the period to the horizon");
        write("joined_later", {axis, horizon, estimate}, later,
              "probability of joining by the horizon, had chance gone against it in the period");
    }

    Axis estimates() { return dimensions_.texts("estimate", texts_of(estimate_names), "of a probability or mean"); }

private:
    void scalar(std::string const& name, double value, std::string_view long_name)
    {
        root_.create_scalar(name, value).set_text("long_name", long_name);
    }

    void write(std::string const& name, std::vector<Axis> const& axes, std::vector<double> const& values,
               std::string_view long_name)
    {
        write_numbers(root_, name, axes, values, {.missing = missing, .long_name = long_name});
    }

    Hdf5Group& root_;
    ConditionResult const& result_;
    Dimensions dimensions_;
    Axis population_, outcome_;
};

} // namespace

void write_condition(std::unique_ptr<ResultFile> file, ConditionResult const& result, RunLayout const& layout,
                     std::vector<Failure> failures)
{
    {
        ConditionVariables variables{file->root(), result, layout};
        variables.write_conditions();
        variables.write_effects();
        variables.write_matches();
        Axis const estimate = variables.estimates();
        variables.write_events(estimate);
        variables.write_joinings(estimate);
    }
    file->commit(std::move(failures));
}

} // namespace steppe
