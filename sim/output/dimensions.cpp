#include "output/dimensions.hpp"

#include "model/arm.hpp"
#include "output/measure_facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace steppe {
namespace {

constexpr std::array<std::string_view, index_set_count> set_long_names{
    "hedging state", "principal", "partner",           "candidate for accession", "opinion group",
    "trade channel", "power",     "action of a state", "partner in trade"};

/// Days from the first month to the first of each month.
std::vector<double> days_of_months(RunLayout const& layout)
{
    using std::chrono::sys_days;
    sys_days const start{layout.start / 1};
    std::vector<double> days;
    for (int month = 0; month < layout.months; ++month) {
        sys_days const first_day{(layout.start + std::chrono::months{month}) / 1};
        days.push_back(static_cast<double>((first_day - start).count()));
    }
    return days;
}

/// Ids of arms, joined by ", ".
std::string names_at(std::vector<std::size_t> const& positions, std::vector<std::string> const& arms)
{
    std::string text;
    for (std::size_t position : positions) {
        text += (text.empty() ? "" : ", ") + arms[position];
    }
    return text;
}

template <Hdf5Number T>
std::vector<T> counted(std::int64_t count)
{
    std::vector<T> numbers(static_cast<std::size_t>(count));
    std::iota(numbers.begin(), numbers.end(), T{});
    return numbers;
}

} // namespace

Dimensions::Dimensions(Hdf5Group& root, RunLayout const& layout) : root_{root}, layout_{layout}
{
    if (layout.arms.empty() || layout.points < 1 || layout.replicates < 1 || layout.months < 1) {
        throw std::invalid_argument{"a run needs an arm, a point, a replicate and a month"};
    }
}

Axis Dimensions::keep(std::string const& dimension, Hdf5Dataset dataset, std::uint64_t extent, std::string_view long_name)
{
    dataset.make_scale(dimension);
    dataset.set_text("long_name", long_name);
    Hdf5Dataset const& kept = coordinates_.emplace(dimension, std::move(dataset)).first->second;
    return {&kept, extent, extent};
}

Axis Dimensions::arm()
{
    Axis axis = texts("arm", layout_.arms, "arm of the comparison");
    axis.chunk = 1;
    std::vector<std::string> words(layout_.arms.size());
    std::transform(layout_.arms.begin(), layout_.arms.end(), words.begin(),
                   [](std::string const& arm) { return std::string{arm_words(arm)}; });
    beside(axis, "arm_long_name", words);
    return axis;
}

Axis Dimensions::point()
{
    Hdf5Dataset dataset = root_.create_list<std::int32_t>("point", counted<std::int32_t>(layout_.points));
    dataset.set_text("units", "1");
    Axis axis = keep("point", std::move(dataset), static_cast<std::uint64_t>(layout_.points), "point of the design");
    axis.chunk = static_cast<std::uint64_t>(layout_.points_per_block());
    return axis;
}

Axis Dimensions::replicate()
{
    Hdf5Dataset dataset = root_.create_list<std::int64_t>("replicate", counted<std::int64_t>(layout_.replicates));
    dataset.set_text("units", "1");
    Axis axis =
        keep("replicate", std::move(dataset), static_cast<std::uint64_t>(layout_.replicates),
             "replicate; the same number meets the same shocks in every arm, and in every point where run.shocks is same");
    axis.chunk = static_cast<std::uint64_t>(layout_.replicates_per_block());
    return axis;
}

Axis Dimensions::time()
{
    Hdf5Dataset dataset = root_.create_list<double>("time", days_of_months(layout_));
    dataset.set_text("standard_name", "time");
    dataset.set_text("axis", "T");
    dataset.set_text("units", fmt::format("days since {:04}-{:02}-01", static_cast<int>(layout_.start.year()),
                                          static_cast<unsigned>(layout_.start.month())));
    dataset.set_text("calendar", "standard");
    return keep("time", std::move(dataset), static_cast<std::uint64_t>(layout_.months), "month, by its first day");
}

std::optional<std::vector<Axis>> Dimensions::sets(MeasureDeclaration const& measure)
{
    std::vector<Axis> axes;
    for (IndexSet set : measure.sets) {
        std::vector<std::string> const& ids = layout_.actors.ids(set);
        if (ids.empty()) {
            return std::nullopt;
        }
        std::string const dimension{name_of(set)};
        auto const known = coordinates_.find(dimension);
        axes.push_back(known == coordinates_.end() ? texts(dimension, ids, set_long_names[static_cast<std::size_t>(set)])
                                                   : Axis{&known->second, ids.size(), ids.size()});
    }
    return axes;
}

Axis Dimensions::contrast(std::vector<Contrast> const& contrasts, std::vector<std::string> const& arms)
{
    std::vector<std::string> names;
    std::vector<std::string> plus;
    std::vector<std::string> minus;
    std::vector<std::string> words;
    for (Contrast const& contrast : contrasts) {
        names.push_back(contrast.name);
        plus.push_back(names_at(contrast.treated, arms));
        minus.push_back(names_at(contrast.control, arms));
        words.push_back(words_of(contrast, arms));
    }
    bool const of_pairs =
        std::all_of(contrasts.begin(), contrasts.end(), [](Contrast const& each) { return !each.control.empty(); });
    Axis const axis = texts("contrast", names,
                            of_pairs ? "difference between arms in the same replicate"
                                     : "an arm, or the difference of two, in the same replicate");
    beside(axis, "contrast_plus", plus);
    beside(axis, "contrast_minus", minus);
    beside(axis, "contrast_long_name", words);
    return axis;
}

Axis Dimensions::contrast(std::vector<std::string> const& names)
{
    std::vector<std::string> arms;
    std::vector<Contrast> contrasts;
    for (std::string const& name : names) {
        contrasts.push_back(find_contrast(name, arms).value_or(Contrast{name, {}, {}}));
    }
    return contrast(contrasts, arms);
}

Axis Dimensions::outcome()
{
    std::vector<std::string> labels(layout_.outcomes.size());
    std::transform(layout_.outcomes.begin(), layout_.outcomes.end(), labels.begin(),
                   [](Outcome const& outcome) { return outcome.label; });
    Axis const axis = texts("outcome", labels, "a measure reduced over months to one number a replicate");
    describe_outcomes(root_, layout_, *axis.coordinate);
    return axis;
}

void Dimensions::beside(Axis const& axis, std::string const& name, std::span<std::string const> entries)
{
    root_.create_texts(name, entries).attach_scale(*axis.coordinate, 0);
}

Axis Dimensions::texts(std::string const& dimension, std::span<std::string const> entries, std::string_view long_name)
{
    return keep(dimension, root_.create_texts(dimension, entries), entries.size(), long_name);
}

Axis Dimensions::numbers(std::string const& dimension, std::span<double const> entries, std::string_view long_name)
{
    return keep(dimension, root_.create_list<double>(dimension, entries), entries.size(), long_name);
}

void write_numbers(Hdf5Group& root, std::string const& name, std::vector<Axis> const& axes,
                   std::vector<double> const& values, NumberFacts const& facts)
{
    Hdf5Dataset dataset = create_variable(root, name, axes, facts.missing);
    dataset.set_numbers("_FillValue", std::span{&facts.missing, 1});
    if (!facts.units.empty()) {
        dataset.set_text("units", facts.units);
    }
    dataset.set_text("long_name", facts.long_name);
    Extents count;
    std::transform(axes.begin(), axes.end(), std::back_inserter(count), [](Axis const& axis) { return axis.extent; });
    dataset.write<double>(Extents(count.size()), count, values);
}

void write_run_facts(Hdf5Group& root, RunLayout const& layout, std::vector<ParameterColumn> const& columns,
                     Axis const& point)
{
    root.create_scalar("seed", layout.seed).set_text("long_name", "seed of every draw");
    root.create_scalar("replicates_per_draw", std::int32_t{layout.replicates_per_draw})
        .set_text("long_name", "consecutive replicates that share a draw of the parameters; 0: parameters fixed");
    for (ParameterColumn const& column : columns) {
        if (column.values.size() != static_cast<std::size_t>(layout.points)) {
            throw std::invalid_argument{"parameter '" + column.key + "' does not have one value per point"};
        }
        Hdf5Dataset dataset = root.create_list<double>("parameter_" + column.key, column.values);
        dataset.attach_scale(*point.coordinate, 0);
        dataset.set_text("units", column.unit);
        dataset.set_text("long_name", column.long_name);
    }
}

} // namespace steppe
