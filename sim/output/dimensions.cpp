#include "output/dimensions.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace steppe {
namespace {

constexpr std::array<std::string_view, 9> set_long_names{
    "hedging state", "principal", "partner",           "candidate for accession", "opinion group",
    "trade channel", "power",     "action of a state", "mode of pressure"};

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
    Axis axis = keep("replicate", std::move(dataset), static_cast<std::uint64_t>(layout_.replicates),
                     "replicate; the same number meets the same shocks in every arm and point");
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

Axis Dimensions::outcome()
{
    std::vector<std::string> labels;
    std::vector<std::string> units;
    std::vector<std::string> reductions;
    std::vector<std::string> long_names;
    std::vector<std::string> measures;
    std::vector<std::string> dimensions;
    std::vector<std::int32_t> months;
    for (Outcome const& outcome : layout_.outcomes) {
        MeasureDeclaration const& measure = layout_.measures[outcome.measure];
        labels.push_back(outcome.label);
        units.emplace_back(measure.unit);
        reductions.emplace_back(name_of(measure.reduction));
        long_names.emplace_back(measure.long_name);
        measures.emplace_back(measure.name);
        dimensions.push_back(names_of(measure.sets));
        months.push_back(outcome.months);
    }
    Axis const axis = texts("outcome", labels, "a measure reduced over months to one number a replicate");
    root_.create_texts("outcome_measure", measures).attach_scale(*axis.coordinate, 0);
    root_.create_texts("outcome_dimensions", dimensions).attach_scale(*axis.coordinate, 0);
    root_.create_texts("outcome_units", units).attach_scale(*axis.coordinate, 0);
    root_.create_texts("outcome_reduction", reductions).attach_scale(*axis.coordinate, 0);
    root_.create_texts("outcome_long_name", long_names).attach_scale(*axis.coordinate, 0);
    root_.create_list<std::int32_t>("outcome_months", months).attach_scale(*axis.coordinate, 0);
    return axis;
}

Axis Dimensions::texts(std::string const& dimension, std::span<std::string const> entries, std::string_view long_name)
{
    return keep(dimension, root_.create_texts(dimension, entries), entries.size(), long_name);
}

Axis Dimensions::numbers(std::string const& dimension, std::span<double const> entries, std::string_view long_name)
{
    return keep(dimension, root_.create_list<double>(dimension, entries), entries.size(), long_name);
}

void describe_measure(Hdf5Dataset& dataset, MeasureDeclaration const& measure, NumberType type)
{
    if (type == NumberType::float32) {
        float const missing = std::numeric_limits<float>::quiet_NaN();
        dataset.set_numbers("_FillValue", std::span{&missing, 1});
    } else {
        double const missing = std::numeric_limits<double>::quiet_NaN();
        dataset.set_numbers("_FillValue", std::span{&missing, 1});
    }
    dataset.set_text("units", measure.unit);
    dataset.set_text("long_name", measure.long_name);
    dataset.set_text("cell_methods", measure.flow ? "time: sum" : "time: point");
    dataset.set_text("reduction", name_of(measure.reduction));
    dataset.set_text("model_section", measure.section);
    if (!measure.horizons.empty()) {
        dataset.set_numbers("horizons", std::span<int const>{measure.horizons});
    }
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
