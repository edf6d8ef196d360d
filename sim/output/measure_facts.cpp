#include "output/measure_facts.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace steppe {
namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// Ids of the element that an outcome is of, one for each set of its measure.
std::vector<std::string> element_ids(RunLayout const& layout, Outcome const& outcome)
{
    std::vector<IndexSet> const& sets = layout.measures[outcome.measure].sets;
    std::vector<std::string> ids(sets.size());
    std::size_t position = outcome.element;
    for (std::size_t s = sets.size(); s-- > 0;) {
        std::vector<std::string> const& of_set = layout.actors.ids(sets[s]);
        ids[s] = of_set[position % of_set.size()];
        position /= of_set.size();
    }
    return ids;
}

std::string joined(std::span<std::string const> ids)
{
    std::string text;
    for (std::string const& id : ids) {
        text += (text.empty() ? "" : ", ") + id;
    }
    return text;
}

/// Adds coordinates along the dimension of outcomes.
class OutcomeFacts {
public:
    OutcomeFacts(Hdf5Group& root, RunLayout const& layout, Hdf5Dataset const& outcome)
        : root_{root}, layout_{layout}, outcome_{outcome}
    {
    }

    /// `fact(measure)` of the measure of each outcome.
    template <class Fact>
    void texts(std::string const& name, Fact const& fact)
    {
        std::vector<std::string> entries;
        std::transform(layout_.outcomes.begin(), layout_.outcomes.end(), std::back_inserter(entries),
                       [&](Outcome const& outcome) { return std::string{fact(layout_.measures[outcome.measure])}; });
        keep(root_.create_texts(name, entries));
    }

    template <Hdf5Number T, class Fact>
    void numbers(std::string const& name, Fact const& fact)
    {
        std::vector<T> entries;
        std::transform(layout_.outcomes.begin(), layout_.outcomes.end(), std::back_inserter(entries),
                       [&](Outcome const& outcome) { return static_cast<T>(fact(layout_.measures[outcome.measure])); });
        keep(root_.create_list<T>(name, entries));
    }

    /// The hedger, and what comes after it.
    void actors()
    {
        std::vector<std::string> hedgers;
        std::vector<std::string> elements;
        for (Outcome const& outcome : layout_.outcomes) {
            std::vector<std::string> const ids = element_ids(layout_, outcome);
            std::vector<IndexSet> const& sets = layout_.measures[outcome.measure].sets;
            bool const has_hedger = !sets.empty() && sets.front() == IndexSet::hedger;
            hedgers.push_back(has_hedger ? ids.front() : std::string{});
            elements.push_back(joined(std::span{ids}.subspan(has_hedger ? 1 : 0)));
        }
        keep(root_.create_texts("outcome_hedger", hedgers));
        keep(root_.create_texts("outcome_element", elements));
    }

    void months()
    {
        std::vector<std::int32_t> months(layout_.outcomes.size());
        std::transform(layout_.outcomes.begin(), layout_.outcomes.end(), months.begin(),
                       [](Outcome const& outcome) { return outcome.months; });
        keep(root_.create_list<std::int32_t>("outcome_months", months));
    }

private:
    void keep(Hdf5Dataset dataset) { dataset.attach_scale(outcome_, 0); }

    Hdf5Group& root_;
    RunLayout const& layout_;
    Hdf5Dataset const& outcome_;
};

} // namespace

void describe_measure(Hdf5Dataset& dataset, MeasureDeclaration const& measure, NumberType type)
{
    if (type == NumberType::float32) {
        float const missing = std::numeric_limits<float>::quiet_NaN();
        dataset.set_numbers("_FillValue", std::span{&missing, 1});
    } else {
        dataset.set_numbers("_FillValue", std::span{&not_a_number, 1});
    }
    dataset.set_text("units", measure.unit);
    dataset.set_text("long_name", measure.long_name);
    dataset.set_text("cell_methods", measure.flow ? "time: sum" : "time: point");
    dataset.set_text("reduction", name_of(measure.reduction));
    dataset.set_text("section", measure.section);
    if (!measure.horizons.empty()) {
        dataset.set_numbers("horizons", std::span<int const>{measure.horizons});
    }
    dataset.set_text("role", name_of(measure.role));
    dataset.set_number("is_probability", std::int8_t{measure.is_probability});
    if (std::isfinite(measure.bounds.lower)) {
        dataset.set_number("lower_bound", measure.bounds.lower);
    }
    if (std::isfinite(measure.bounds.upper)) {
        dataset.set_number("upper_bound", measure.bounds.upper);
    }
    dataset.set_text("better_for", name_of(measure.better.whose));
    dataset.set_number("better", static_cast<std::int8_t>(measure.better.sign));
    dataset.set_text("better_words", measure.better.words);
    dataset.set_number("benefit_order", std::int32_t{measure.benefit_order});
    dataset.set_number("actor_order", std::int32_t{measure.actor_order});
    dataset.set_number("display_order", std::int32_t{measure.display_order});
    dataset.set_number("headline", std::int8_t{measure.headline});
    dataset.set_number("regret", std::int8_t{measure.regret});
}

void describe_outcomes(Hdf5Group& root, RunLayout const& layout, Hdf5Dataset const& outcome)
{
    using Measure = MeasureDeclaration const&;
    auto const bound = [](double value) { return std::isfinite(value) ? value : not_a_number; };
    OutcomeFacts facts{root, layout, outcome};
    facts.texts("outcome_measure", [](Measure of) { return of.name; });
    facts.texts("outcome_dimensions", [](Measure of) { return names_of(of.sets); });
    facts.actors();
    facts.months();
    facts.texts("outcome_units", [](Measure of) { return of.unit; });
    facts.texts("outcome_long_name", [](Measure of) { return of.long_name; });
    facts.texts("outcome_reduction", [](Measure of) { return name_of(of.reduction); });
    facts.texts("outcome_section", [](Measure of) { return of.section; });
    facts.texts("outcome_role", [](Measure of) { return name_of(of.role); });
    facts.numbers<std::int8_t>("outcome_is_probability", [](Measure of) { return of.is_probability; });
    facts.numbers<double>("outcome_lower_bound", [&](Measure of) { return bound(of.bounds.lower); });
    facts.numbers<double>("outcome_upper_bound", [&](Measure of) { return bound(of.bounds.upper); });
    facts.texts("outcome_better_for", [](Measure of) { return name_of(of.better.whose); });
    facts.numbers<std::int8_t>("outcome_better", [](Measure of) { return of.better.sign; });
    facts.texts("outcome_better_words", [](Measure of) { return of.better.words; });
    facts.numbers<std::int32_t>("outcome_benefit_order", [](Measure of) { return of.benefit_order; });
    facts.numbers<std::int32_t>("outcome_actor_order", [](Measure of) { return of.actor_order; });
    facts.numbers<std::int32_t>("outcome_display_order", [](Measure of) { return of.display_order; });
    facts.numbers<std::int8_t>("outcome_headline", [](Measure of) { return of.headline; });
    facts.numbers<std::int8_t>("outcome_regret", [](Measure of) { return of.regret; });
}

} // namespace steppe
