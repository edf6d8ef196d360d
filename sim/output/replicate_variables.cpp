#include "output/replicate_variables.hpp"

#include "output/codec/chunk_codec.hpp"
#include "output/measure_facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace steppe {
namespace {

Hdf5Dataset create_series(Hdf5Group& root, Dimensions& dimensions, std::vector<Axis> axes, MeasureDeclaration const& measure,
                          int digits)
{
    std::vector<Axis> const sets = dimensions.sets(measure).value();
    axes.insert(axes.end(), sets.begin(), sets.end());
    Hdf5Dataset variable = create_variable(root, std::string{measure.name}, axes, std::numeric_limits<float>::quiet_NaN());
    describe_measure(variable, measure, NumberType::float32);
    if (digits > 0) {
        // The name that netCDF-C gives to the same rounding.
        variable.set_number("_QuantizeBitRoundNumberOfSignificantBits", std::int32_t{significant_bits(digits)});
    }
    return variable;
}

Hdf5Dataset create_outcomes(Hdf5Group& root, std::vector<Axis> const& axes)
{
    double const missing = std::numeric_limits<double>::quiet_NaN();
    Hdf5Dataset variable = create_variable(root, "outcomes", axes, missing);
    variable.set_numbers("_FillValue", std::span{&missing, 1});
    variable.set_text("long_name", "outcome of the replicate, in the unit that outcome_units gives");
    return variable;
}

} // namespace

ReplicateVariables ReplicateVariables::create(Hdf5Group& root, ReplicateEncoder const& encoder,
                                              std::vector<ParameterColumn> const& columns)
{
    RunLayout const& layout = encoder.layout();
    Dimensions dimensions{root, layout};
    // One statement each: the order of creation is the order of dimensions in the file.
    Axis const arm = dimensions.arm();
    Axis const point = dimensions.point();
    Axis const replicate = dimensions.replicate();
    std::vector<Hdf5Dataset> variables;
    if (encoder.record() == ReplicateRecord::trajectories) {
        Axis const time = dimensions.time();
        for (std::size_t m : encoder.measures()) {
            variables.push_back(
                create_series(root, dimensions, {arm, point, replicate, time}, layout.measures[m], encoder.format().digits));
        }
    } else {
        variables.push_back(create_outcomes(root, {arm, point, replicate, dimensions.outcome()}));
    }
    if (std::vector<Contrast> const contrasts = list_contrasts(layout.arms); !contrasts.empty()) {
        static_cast<void>(dimensions.contrast(contrasts, layout.arms));
    }
    JobStates states{root, layout, {arm, point, replicate}};
    write_run_facts(root, layout, columns, point);
    return {std::move(variables), std::move(states)};
}

ReplicateVariables ReplicateVariables::open(Hdf5Group& root, std::vector<std::string> const& names)
{
    std::vector<Hdf5Dataset> variables;
    std::transform(names.begin(), names.end(), std::back_inserter(variables),
                   [&](std::string const& name) { return root.open_dataset(name); });
    return {std::move(variables), JobStates{root}};
}

ReplicateVariables::ReplicateVariables(std::vector<Hdf5Dataset> variables, JobStates states)
    : variables_{std::move(variables)}, states_{std::move(states)}
{
}

std::string ReplicateVariables::fault_of(EncodedBlock const& block) const
{
    BlockRange const& range = block.range;
    Extents const& jobs = states_.extents();
    auto const lies_within = [](std::int64_t first, std::int64_t count, std::uint64_t end) {
        return first >= 0 && count >= 1 && first <= static_cast<std::int64_t>(end) &&
               count <= static_cast<std::int64_t>(end) - first;
    };
    if (!lies_within(range.first_point, range.points, jobs[1]) ||
        !lies_within(range.first_replicate, range.replicates, jobs[2])) {
        return fmt::format("points and replicates within [{}, {}], found {} from {} and {} from {}", jobs[1], jobs[2],
                           range.points, range.first_point, range.replicates, range.first_replicate);
    }
    std::uint64_t const count =
        jobs[0] * static_cast<std::uint64_t>(range.points) * static_cast<std::uint64_t>(range.replicates);
    auto const known = [](JobState state) { return state >= JobState::missing && state <= JobState::failed; };
    if (block.states.size() != count || !std::all_of(block.states.begin(), block.states.end(), known)) {
        return fmt::format("a known state for each of its {} jobs, found {}", count, block.states.size());
    }
    for (Failure const& failure : block.failures) {
        if (!lies_within(failure.arm, 1, jobs[0]) || !lies_within(failure.point, 1, jobs[1]) ||
            !lies_within(failure.replicate, 1, jobs[2])) {
            return fmt::format("failures of its jobs, found one of [{}, {}, {}]", failure.arm, failure.point,
                               failure.replicate);
        }
    }
    std::vector<std::uint64_t> chunks(variables_.size());
    for (EncodedChunk const& chunk : block.chunks) {
        if (chunk.variable >= variables_.size()) {
            return fmt::format("a variable below {}, found {}", variables_.size(), chunk.variable);
        }
        Extents const extents = variables_[chunk.variable].extents();
        bool is_within = chunk.offset.size() == extents.size();
        for (std::size_t axis = 0; is_within && axis < extents.size(); ++axis) {
            is_within = chunk.offset[axis] < extents[axis];
        }
        if (!is_within || chunk.offset[0] != chunks[chunk.variable] || // an arm after the other
            chunk.offset[1] != static_cast<std::uint64_t>(range.first_point) ||
            chunk.offset[2] != static_cast<std::uint64_t>(range.first_replicate)) {
            return fmt::format("chunks of its own place in [{}], found one at [{}]", fmt::join(extents, ", "),
                               fmt::join(chunk.offset, ", "));
        }
        ++chunks[chunk.variable];
    }
    if (std::any_of(chunks.begin(), chunks.end(), [&](std::uint64_t arms) { return arms != jobs[0]; })) {
        return fmt::format("a chunk of every variable in each of {} arms, found {}", jobs[0], block.chunks.size());
    }
    return {};
}

void ReplicateVariables::write(EncodedBlock const& block)
{
    for (EncodedChunk const& chunk : block.chunks) {
        variables_.at(chunk.variable).write_chunk(chunk.offset, chunk.bytes);
    }
    states_.note(block.range, block.states);
    failures_.insert(failures_.end(), block.failures.begin(), block.failures.end());
}

std::vector<Failure> ReplicateVariables::finish()
{
    states_.write();
    return std::move(failures_);
}

} // namespace steppe
