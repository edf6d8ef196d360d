#include "output/result_variables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <limits>
#include <map>
#include <numeric>
#include <stdexcept>

namespace steppe {
namespace {

constexpr std::int64_t largest_replicate_chunk = 64;
constexpr std::uint64_t longest_job_chunk = 4096; // replicates
constexpr std::uint64_t widest_job_chunk = 256;   // points

/// The root's dimensions, by the datasets that name them.
struct Coordinates {
    Hdf5Dataset arm;
    Hdf5Dataset point;
    Hdf5Dataset replicate;
    Hdf5Dataset time;
    std::map<IndexSet, Hdf5Dataset> sets;
};

Hdf5Dataset as_coordinate(Hdf5Dataset dataset, std::string const& dimension, std::string_view long_name)
{
    dataset.make_scale(dimension);
    dataset.set_text("long_name", long_name);
    return dataset;
}

template <Hdf5Number T>
Hdf5Dataset create_count(Hdf5Group& root, std::string const& dimension, std::size_t size, std::string_view long_name)
{
    std::vector<T> numbers(size);
    std::iota(numbers.begin(), numbers.end(), T{});
    Hdf5Dataset dataset = as_coordinate(root.create_list<T>(dimension, numbers), dimension, long_name);
    dataset.set_text("units", "1");
    return dataset;
}

Hdf5Dataset create_time(Hdf5Group& root, RunLayout const& layout)
{
    using std::chrono::sys_days;
    sys_days const start{layout.start / 1};
    std::vector<double> days;
    for (int month = 0; month < layout.months; ++month) {
        sys_days const first_day{(layout.start + std::chrono::months{month}) / 1};
        days.push_back(static_cast<double>((first_day - start).count()));
    }
    Hdf5Dataset time = as_coordinate(root.create_list<double>("time", days), "time", "month, by its first day");
    time.set_text("standard_name", "time");
    time.set_text("axis", "T");
    time.set_text("units", fmt::format("days since {:04}-{:02}-01", static_cast<int>(layout.start.year()),
                                       static_cast<unsigned>(layout.start.month())));
    time.set_text("calendar", "standard");
    return time;
}

/// The coordinates of the index sets that measures use and that have entries, in the order of the index sets.
std::map<IndexSet, Hdf5Dataset> create_sets(Hdf5Group& root, RunLayout const& layout)
{
    static constexpr std::array<std::string_view, 9> long_names{
        "hedging state", "principal", "partner",           "candidate for accession", "opinion group",
        "trade channel", "power",     "action of a state", "mode of pressure"};
    std::vector<IndexSet> used;
    for (MeasureDeclaration const& measure : layout.measures) {
        used.insert(used.end(), measure.sets.begin(), measure.sets.end());
    }
    std::sort(used.begin(), used.end());
    used.erase(std::unique(used.begin(), used.end()), used.end());

    std::map<IndexSet, Hdf5Dataset> coordinates;
    for (IndexSet set : used) {
        std::vector<std::string> const& ids = layout.actors.ids(set);
        if (!ids.empty()) {
            std::string const dimension{name_of(set)};
            coordinates.emplace(
                set, as_coordinate(root.create_texts(dimension, ids), dimension, long_names[static_cast<std::size_t>(set)]));
        }
    }
    return coordinates;
}

Coordinates create_coordinates(Hdf5Group& root, RunLayout const& layout)
{
    // One statement each: the order of creation is the order of dimensions in the file.
    Hdf5Dataset arm = as_coordinate(root.create_texts("arm", layout.arms), "arm", "arm of the comparison");
    Hdf5Dataset point =
        create_count<std::int32_t>(root, "point", static_cast<std::size_t>(layout.points), "point of the design");
    Hdf5Dataset replicate =
        create_count<std::int64_t>(root, "replicate", static_cast<std::size_t>(layout.replicates),
                                   "replicate; the same number meets the same shocks in every arm and point");
    Hdf5Dataset time = create_time(root, layout);
    return {std::move(arm), std::move(point), std::move(replicate), std::move(time), create_sets(root, layout)};
}

Hdf5Dataset create_measure(Hdf5Group& root, RunLayout const& layout, MeasureDeclaration const& measure,
                           Coordinates const& coordinates)
{
    Extents extents{layout.arms.size(), static_cast<std::uint64_t>(layout.points),
                    static_cast<std::uint64_t>(layout.replicates), static_cast<std::uint64_t>(layout.months)};
    Extents chunk{1, 1, static_cast<std::uint64_t>(replicates_per_chunk(layout)), extents[3]};
    std::vector<Hdf5Dataset const*> scales{&coordinates.arm, &coordinates.point, &coordinates.replicate, &coordinates.time};
    for (IndexSet set : measure.sets) {
        extents.push_back(layout.actors.ids(set).size());
        chunk.push_back(extents.back());
        scales.push_back(&coordinates.sets.at(set));
    }
    float const missing = std::numeric_limits<float>::quiet_NaN();
    Hdf5Dataset dataset = root.create_array(std::string{measure.name}, extents, chunk, missing);
    for (std::size_t axis = 0; axis < scales.size(); ++axis) {
        dataset.attach_scale(*scales[axis], axis);
    }
    dataset.set_numbers("_FillValue", std::span{&missing, 1});
    dataset.set_text("units", measure.unit);
    dataset.set_text("long_name", measure.long_name);
    dataset.set_text("cell_methods", measure.flow ? "time: sum" : "time: point");
    dataset.set_text("reduction", name_of(measure.reduction));
    dataset.set_text("model_section", measure.section);
    if (!measure.horizons.empty()) {
        dataset.set_numbers("horizons", std::span<int const>{measure.horizons});
    }
    return dataset;
}

/// `missing` is the HDF5 fill value but not `_FillValue`: readers shall show it as a state, not as an absent number.
Hdf5Dataset create_job_state(Hdf5Group& root, RunLayout const& layout, Coordinates const& coordinates)
{
    Extents const extents{layout.arms.size(), static_cast<std::uint64_t>(layout.points),
                          static_cast<std::uint64_t>(layout.replicates)};
    Extents const chunk{1, std::min(extents[1], widest_job_chunk), std::min(extents[2], longest_job_chunk)};
    Hdf5Dataset dataset = root.create_array("job_state", extents, chunk, static_cast<std::int8_t>(JobState::missing));
    dataset.attach_scale(coordinates.arm, 0);
    dataset.attach_scale(coordinates.point, 1);
    dataset.attach_scale(coordinates.replicate, 2);
    std::array const states{static_cast<std::int8_t>(JobState::missing), static_cast<std::int8_t>(JobState::ok),
                            static_cast<std::int8_t>(JobState::failed)};
    dataset.set_text("long_name", "what became of the replicate");
    dataset.set_numbers("flag_values", std::span<std::int8_t const>{states});
    dataset.set_text("flag_meanings", "missing ok failed");
    return dataset;
}

void create_parameter(Hdf5Group& root, ParameterColumn const& column, Coordinates const& coordinates)
{
    Hdf5Dataset dataset = root.create_list<double>("parameter_" + column.key, column.values);
    dataset.attach_scale(coordinates.point, 0);
    dataset.set_text("units", column.unit);
    dataset.set_text("long_name", column.long_name);
}

void check(RunLayout const& layout, std::vector<ParameterColumn> const& columns)
{
    if (layout.arms.empty() || layout.points < 1 || layout.replicates < 1 || layout.months < 1) {
        throw std::invalid_argument{"a run needs an arm, a point, a replicate and a month"};
    }
    for (ParameterColumn const& column : columns) {
        if (column.values.size() != static_cast<std::size_t>(layout.points)) {
            throw std::invalid_argument{"parameter '" + column.key + "' does not have one value per point"};
        }
    }
}

} // namespace

std::int64_t replicates_per_chunk(RunLayout const& layout) { return std::min(layout.replicates, largest_replicate_chunk); }

ResultVariables create_result_variables(Hdf5Group& root, RunLayout const& layout,
                                        std::vector<ParameterColumn> const& columns)
{
    check(layout, columns);
    Coordinates const coordinates = create_coordinates(root, layout);
    root.create_scalar("seed", layout.seed).set_text("long_name", "seed of every draw");
    root.create_scalar("replicates_per_draw", std::int32_t{layout.replicates_per_draw})
        .set_text("long_name", "consecutive replicates that share a draw of the parameters; 0: parameters fixed");
    std::vector<std::optional<Hdf5Dataset>> measures;
    for (MeasureDeclaration const& measure : layout.measures) {
        if (layout.elements(measure) > 0) {
            measures.emplace_back(create_measure(root, layout, measure, coordinates));
        } else {
            measures.emplace_back(std::nullopt);
        }
    }
    Hdf5Dataset job_state = create_job_state(root, layout, coordinates);
    for (ParameterColumn const& column : columns) {
        create_parameter(root, column, coordinates);
    }
    return {std::move(measures), std::move(job_state)};
}

} // namespace steppe
